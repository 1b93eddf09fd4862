"""A PDF's text: its lines in reading order, joined to paragraphs again. What stands on every page is taken out."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date

import pypdfium2
import pypdfium2.raw as pdfium

from claims.ingest.page import DateFound, Draft
from claims.ingest.paper import Line, paragraphs
from claims.ingest.plain import read_plain
from claims.ingest.refusals import refused
from claims.text.bylines import byline
from claims.text.canonical import canonical

MOST_PAGES = 300
EDGE = 2  # lines at the top and the foot of a page that may run through all of them
PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|s\.|página|pág\.)?\s*\d{1,4}(?:\s*(?:of|/|von|sur|de)\s*\d{1,4})?\W*", re.IGNORECASE
)
HYPHEN = 2  # the character that PDFium puts for a hyphen at a line's end
LIGATURES = {ord(char): unicodedata.normalize("NFKC", char) for char in "ﬀﬁﬂﬃﬄﬅﬆ"}
MADE_BY = re.compile(r"^(?:Microsoft Word - |untitled|document\d*$|.*\.(?:docx?|pdf|indd|qxp|rtf|odt)$)", re.IGNORECASE)


def read_pdf(raw: bytes) -> Draft:
    with closing(_opened(raw)) as document:
        if len(document) > MOST_PAGES:
            raise refused("too_many_pages", pages=len(document), limit=MOST_PAGES)
        pages = [list(_lines(document, number)) for number in range(len(document))]
        told = document.get_metadata_dict(skip_empty=True)
    if not any(pages):
        raise refused("no_text")
    running = _running(pages)
    kept = [[line for line in page if line not in running] for page in pages]
    draft = read_plain(canonical("\n\n".join(paragraphs(kept))))
    for text in dict.fromkeys(line.text for page in pages for line in page if line in running):
        draft.remove(text, "stands on every page")
    _tell(draft, told)
    return draft


def _opened(raw: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as problem:
        locked = problem.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise refused("encrypted") if locked else refused("damaged", kind="PDF") from problem


def _lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[Line]:
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as problem:
        raise refused("damaged", kind="PDF") from problem
    codes = [pdfium.FPDFText_GetUnicode(text, i) for i in range(text.count_chars())]
    start = 0
    for i, code in enumerate([*codes, 10]):
        if code in (10, 13, HYPHEN):
            line = _line(text, codes, start, i + (code == HYPHEN), number)
            start = i + 1
            if line:
                yield line
    text.close()
    page.close()


def _line(text: pypdfium2.PdfTextPage, codes: Sequence[int], start: int, end: int, page: int) -> Line | None:
    said = "".join("-" if code == HYPHEN else chr(code) for code in codes[start:end])
    said = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(LIGATURES)
    shown = [i for i in range(start, end) if not chr(codes[i]).isspace()]
    if not shown:
        return None
    left, bottom, _, top = text.get_charbox(shown[0], loose=True)
    right = text.get_charbox(shown[-1], loose=True)[2]
    return Line(" ".join(said.split()), page, left, right, bottom, top, codes[end - 1] == HYPHEN)


def _running(pages: Sequence[Sequence[Line]]) -> set[Line]:
    """Headers and footers: the same words, but for numbers, at an edge of a third of the pages; and page numbers."""
    edges = [line for page in pages for line in _edge(page)]
    often = Counter(key for page in pages for key in {_key(line) for line in _edge(page)})
    least = max(2, len(pages) // 3)
    return {line for line in edges if often[_key(line)] >= least or PAGE_NUMBER.fullmatch(line.text)}


def _edge(page: Sequence[Line]) -> list[Line]:
    down = sorted(page, key=lambda line: -line.bottom)
    return down[:EDGE] + down[-EDGE:] if len(down) > 2 * EDGE else down


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.bottom / 6)


def _tell(draft: Draft, told: dict[str, str]) -> None:
    """The file's own particulars are second to what its pages say; the day it was made is not the article's."""
    title = canonical(told.get("Title", ""))
    if not draft.title and title and not MADE_BY.match(title):
        draft.title = title
    names = [found for name in re.split(r"[;,]| and ", told.get("Author", "")) if (found := byline(name))]
    draft.byline = draft.byline or names
    for key, note in (("CreationDate", "the day the file was made"), ("ModDate", "the day the file was changed")):
        if day := _day(told.get(key, "")):
            draft.dates.append(DateFound(day, "pdf metadata", taken=False, note=note))


def _day(stamp: str) -> date | None:
    found = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", stamp)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
