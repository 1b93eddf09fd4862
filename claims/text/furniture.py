"""The lines of a page that are not its article: buttons, offers, pointers to other stories, captions, comments."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from claims.text.lists import any_of, load

TEASED = 24
MOST_ALIKE = 50
LONGEST_LABEL = 600

LISTS = load("furniture")
STOPS = re.compile(r"[.!?…:;。！？؟।][\"'”’»)\]]*(?:\[\d+\])*$")
BULLET = re.compile(r"^[•●▪■◦‣·]\s*|^[*–-]\s+")
CUT_OFF = re.compile(r"\s?(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")
PARTED = re.compile(r"\s(?:/|>|›|»|→|::)\s")
PLAY = re.compile(
    r"(?:click|tap|press)\sto\s(?:play|watch|listen|expand|enlarge)\b.*|(?:watch|play)\s(?:the\s)?video\b.*", re.I
)
CREDIT = re.compile(
    r"(?:^|[.\s(|])(?:photo(?:graph|s)?(?:\s?credit)?|picture|image|source|credit|illustration|file\sphoto|chart|graphic|map|video)"
    r"(?:\sby\s|\scourtesy\sof\s|\s?[:/]\s?)[^.]{2,60}$|[^.]{3,}\([^()]{2,40}/[^()]{2,30}\)$",
    re.IGNORECASE,
)
CITED = re.compile(r"\((?:by\s)?[A-Z][^()]{2,60}\)$|^https?://\S+$")
COMMENTER = re.compile(r"\S.{0,40}?\s(?:\d+|an?)\s(?:minute|hour|day|week|month|year)s?\sago", re.IGNORECASE)
MINUTES = re.compile(
    r"\W*\d+\s?(?:min(?:ute)?s?)\.?\s(?:read|listen|watch).{0,12}|.{0,30}\(\d+\smin(?:ute)?s?\).{0,20}", re.IGNORECASE
)
RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright\s(?:©|\(c\)|\d{4})).*|.{0,80}\ball\srights\sreserved\b.{0,40}", re.IGNORECASE
)
OFFERS = re.compile(rf"(?<!\w){any_of(LISTS['offers'])}(?!\w)|[$€£]", re.IGNORECASE)
REPORTS = re.compile(rf"\b{any_of(LISTS['reports'])}\b|[“\"]", re.IGNORECASE)
POINTER = re.compile(rf"{any_of(LISTS['pointers'])}(?!\w)", re.IGNORECASE)
COMMENTS = re.compile(rf"\d*\s?{any_of(LISTS['comments'])}\s?(?:\(\d+\)|:)?", re.IGNORECASE)
ELSEWHERE = re.compile(rf"(?:{any_of(LISTS['elsewhere'])}|more\s(?:from|on|in)\s.{{1,40}}):?", re.IGNORECASE)
REACH = re.compile(
    r".{3,60}\bcan be (?:reached|contacted)\b.{3,80}|(?:contact|follow|write to|e-?mail)\s.{3,60}@.{2,60}",
    re.IGNORECASE,
)
UNPARTED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff]")
DATELINE = re.compile(r"^[A-Z][A-Z .,’'-]+(?:\([^)]*\)\s?)?\s?(?:—|–|--|-)\s")


Block = Callable[[Sequence[str], dict[int, str]], Iterator[tuple[int, str]]]


def words(line: str) -> list[str]:
    return re.findall(r"[\w’'-]+", line.lower())


def is_bullet(line: str) -> bool:
    return bool(BULLET.match(line))


def is_loose(line: str) -> bool:
    """A heading, label or link: short, and without a stop."""
    return not STOPS.search(line) and len(words(line)) <= 18


def is_prose(line: str) -> bool:
    """Surely a paragraph of an article."""
    if len(line) > LONGEST_LABEL:
        return True
    if is_bullet(line) or CUT_OFF.search(line) or CREDIT.search(line):
        return False
    return length(line) >= (8 if STOPS.search(line) and line[-1] not in "?:" else 22)


def is_sentence(line: str) -> bool:
    return bool(STOPS.search(line)) and line[-1] != ":" and length(line) >= 3 and not is_bullet(line)


def length(line: str) -> int:
    """Words; in scripts that part none, two characters count as one."""
    return max(len(words(line)), len(UNPARTED.findall(line)) // 2)


def junk(line: str) -> str:
    """Why a line taken by itself is none of the article's; empty where it may be."""
    if len(line) > LONGEST_LABEL:
        return ""
    count = len(words(line))
    if _is_button(line) or MINUTES.fullmatch(line):
        return "button or label"
    if RIGHTS.fullmatch(line) or (REACH.fullmatch(line) and count <= 20):
        return "about the publisher"
    if POINTER.match(line) and count <= 16 and not REPORTS.search(line):
        return "pointer elsewhere"
    if count <= 18 and not REPORTS.search(line) and len(set(OFFERS.findall(line.lower()))) >= 2:
        return "offer"
    if PARTED.search(line) and is_loose(line) and all(len(words(part)) <= 6 for part in PARTED.split(line)):
        return "path of the page"
    return "caption" if is_caption(line) else ""


@cache
def _button_words() -> tuple[frozenset[str], frozenset[str]]:
    telling = frozenset(LISTS["telling"])
    return telling, telling | frozenset(LISTS["buttons"])


def _is_button(line: str) -> bool:
    telling, all_of_them = _button_words()
    said = [word for word in words(line) if not word.isdigit()]
    return 0 < len(said) <= 9 and any(word in telling for word in said) and all(word in all_of_them for word in said)


def is_caption(line: str) -> bool:
    return bool(CREDIT.search(line)) and len(words(line)) <= 60 and not is_bullet(line)


def page_junk(lines: Sequence[str]) -> dict[int, str]:
    """Why lines of a saved page's text go, by their number: what each says by itself, then what its neighbours show."""
    return _junk(lines, (_teasers, _repeats, _played, _bullets, _blocks))


def extract_junk(lines: Sequence[str]) -> dict[int, str]:
    """The same for paragraphs taken out of a page's markup, where lists and labels have been judged already."""
    return _junk(lines, (_teasers, _repeats, _comments))


def _junk(lines: Sequence[str], blocks: Sequence[Block]) -> dict[int, str]:
    gone = {i: why for i, line in enumerate(lines) if (why := junk(line))}
    for block in blocks:
        gone |= {i: why for i, why in block(lines, gone) if i not in gone}
    return gone


def _teasers(lines: Sequence[str], gone: dict[int, str]) -> Iterator[tuple[int, str]]:
    """A cut-off copy of how a paragraph begins, with its dateline or without."""
    starts: dict[str, list[str]] = {}
    for text in (form for line in lines for form in {line, DATELINE.sub("", line)}):
        starts.setdefault(text[:TEASED], []).append(text)
    for i, line in enumerate(lines):
        cut = CUT_OFF.sub("", line)
        longer = (text for text in starts.get(cut[:TEASED], [])[:MOST_ALIKE] if len(text) > len(line))
        if cut != line and len(cut) >= TEASED and any(text.startswith(cut) for text in longer):
            yield i, "cut-off copy of a paragraph"


def _repeats(lines: Sequence[str], gone: dict[int, str]) -> Iterator[tuple[int, str]]:
    """The second copy of a paragraph, alone or in a run. What comes back again and again by itself is a refrain."""
    plain = [" ".join(words(line)) for line in lines]
    count = Counter(plain)
    first: dict[str, int] = {}
    for i, line in enumerate(plain):
        before = first.setdefault(line, i)
        if before < i and _may_be_copy(lines[i]) and (count[line] == 2 or _in_run(plain, before, i)):
            yield i, "repeated paragraph"


def _may_be_copy(line: str) -> bool:
    return len(words(line)) >= 8 and not is_bullet(line)


def _in_run(plain: Sequence[str], before: int, again: int) -> bool:
    pairs = ((before - 1, again - 1), (before + 1, again + 1))
    return any(a >= 0 and b < len(plain) and plain[a] == plain[b] for a, b in pairs)


def _played(lines: Sequence[str], gone: dict[int, str]) -> Iterator[tuple[int, str]]:
    """What a video is called stands below its button."""
    for i, line in enumerate(lines):
        if PLAY.fullmatch(line):
            yield i, "button or label"
            if i + 1 < len(lines) and is_loose(lines[i + 1]) and not is_bullet(lines[i + 1]):
                yield i + 1, "caption"


def _bullets(lines: Sequence[str], gone: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Highlights above the article; inside it, a headline over a few topics is another story."""
    start = _first_prose(lines, gone)
    for first, last in _runs(lines):
        if first < start:
            yield from ((i, "highlights") for i in range(first, last))
        elif _is_other_story(lines[first - 1], lines[first:last]):
            yield from ((i, "other story") for i in range(first - 1, last))


def _is_other_story(heading: str, items: Sequence[str]) -> bool:
    topics = [words(BULLET.sub("", item)) for item in items]
    headline = is_loose(heading) and len(words(heading)) >= 4
    return headline and len(topics) <= 4 and all(0 < len(topic) <= 3 for topic in topics)


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = None
    for i, line in enumerate([*lines, ""]):
        if is_bullet(line):
            first = i if first is None else first
        elif first is not None:
            yield first, i
            first = None


def _first_prose(lines: Sequence[str], gone: dict[int, str]) -> int:
    return next((i for i, line in enumerate(lines) if i not in gone and is_prose(line)), len(lines))


def _blocks(lines: Sequence[str], gone: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Comments run to the end, and so does a list below the last paragraph; above one only its heading goes."""
    start = _first_prose(lines, gone)
    comments = dict(_comments(lines, gone))
    yield from comments.items()
    lines = lines[: min(comments, default=len(lines))]
    last = max((i for i, line in enumerate(lines) if is_prose(line)), default=start)
    for i in range(start + 1, len(lines)):
        if ELSEWHERE.fullmatch(lines[i]) or (i in gone and gone[i] == "pointer elsewhere"):
            yield i, "heading of other stories or sources"
            if i > last:
                yield from ((k, "other stories or sources") for k in range(i + 1, len(lines)))
                break
    yield from ((k, "below the article") for k in _tail(lines, gone, start))


def _comments(lines: Sequence[str], gone: dict[int, str]) -> Iterator[tuple[int, str]]:
    start = _first_prose(lines, gone)
    begin = next((i for i in range(start + 1, len(lines)) if _opens_comments(lines[i])), len(lines))
    yield from ((i, "comments") for i in range(begin, len(lines)))


def _opens_comments(line: str) -> bool:
    return bool(COMMENTS.fullmatch(line) or COMMENTER.fullmatch(line))


def _tail(lines: Sequence[str], gone: dict[int, str], start: int) -> Iterator[int]:
    """Loose lines after the last paragraph."""
    for i in range(len(lines) - 1, start, -1):
        line = lines[i]
        if i in gone or CITED.search(line) or (is_loose(line) and len(words(line)) <= 10 and not is_bullet(line)):
            yield i
        else:
            return
