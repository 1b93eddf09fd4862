"""A Word file's text: paragraphs, headings, and the cells of tables as lines. Only the parts that matter are opened."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree

from claims.ingest import zips
from claims.ingest.page import DateFound, Draft
from claims.ingest.plain import read_plain
from claims.ingest.refusals import refused
from claims.text.bylines import byline
from claims.text.canonical import canonical
from claims.text.dates import parse_day

MOST_XML = 50 * zips.MB
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SKIPPED = {
    f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}footnoteReference", f"{W}sectPr", f"{W}pPr",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # the same text once more
}  # fmt: skip
BREAKS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
OTHERS = {"xl": "a table (Excel)", "ppt": "slides (PowerPoint)", "META-INF": "an OpenDocument, EPUB or Java file"}
DC, TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"


def read_word(raw: bytes) -> Draft:
    with zips.opened(raw, "Word") as found:
        names = set(found.namelist())
        if "word/document.xml" not in names:
            raise _other(names)
        body = _part(found, "word/document.xml")
        core = _part(found, "docProps/core.xml") if "docProps/core.xml" in names else None
    paragraphs = [(text, style) for text, style in _paragraphs(body) if text.strip()]
    if not paragraphs:
        raise refused("empty")
    draft = read_plain(canonical("\n\n".join(text for text, _ in paragraphs)))
    draft.title = draft.title or next((canonical(text) for text, style in paragraphs if style == "Title"), "")
    _tell(draft, {} if core is None else {str(each.tag): each.text or "" for each in core})
    return draft


def _other(names: set[str]) -> Exception:
    kinds = (kind for start, kind in OTHERS.items() if any(name.startswith(f"{start}/") for name in names))
    return refused("type_refused", kind=next(kinds, "a zip, which is imported and not read"))


def _part(found: zipfile.ZipFile, name: str) -> Any:
    entry = found.getinfo(name)
    if zips.is_locked(entry):
        raise refused("encrypted")
    if entry.file_size > MOST_XML:
        raise refused("too_large", limit=MOST_XML // zips.MB, kind="Word file's text")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(zips.content(found, entry), parser)
    except (*zips.BROKEN, etree.XMLSyntaxError) as problem:
        raise refused("damaged", kind="Word") from problem


def _paragraphs(body: Any) -> Iterator[tuple[str, str]]:
    """Text and style of each, in order; those of a table's cells too."""
    for paragraph in body.iter(f"{W}p"):
        if not any(above.tag in SKIPPED for above in paragraph.iterancestors()):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            yield "".join(_runs(paragraph)), "" if style is None else style.get(f"{W}val", "")


def _runs(paragraph: Any) -> Iterator[str]:
    """The text of a paragraph without that of paragraphs inside it, such as a text box."""
    for node in paragraph:
        if node.tag == f"{W}t":
            yield node.text or ""
        elif node.tag in BREAKS:
            yield BREAKS[node.tag]
        elif node.tag not in SKIPPED and node.tag != f"{W}p":
            yield from _runs(node)


def _tell(draft: Draft, core: dict[str, str]) -> None:
    """The file's own particulars are second to what its text says; the day it was made is not the article's."""
    draft.title = draft.title or canonical(core.get(f"{DC}title", ""))
    names = [found for name in re.split(r"[;,]", core.get(f"{DC}creator", "")) if (found := byline(name))]
    draft.byline = draft.byline or names
    for term, note in (("created", "the day the file was made"), ("modified", "the day the file was changed")):
        day: date | None = parse_day(core.get(f"{TERMS}{term}", ""))
        if day:
            draft.dates.append(DateFound(day, "docx properties", taken=False, note=note))
