"""Every date that a page gives for itself, and which of them is the day of publication."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from claims.ingest.html_markup import Node, Page, label, text_of, words_of
from claims.ingest.page import DateFound
from claims.text.dates import has_no_zone, parse_day, weekday_differs, written_days, years

PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_online_date",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_at",
    "article.published",
    "date",
)
UPDATED = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "article.updated",
)
IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
DATED = re.compile(r"date|time|publi|post|byline|meta|stamp|updated|modified|article-info|fecha|datum", re.IGNORECASE)
AFTER = re.compile(
    r"updated?\b|modified|revis|aktualisiert|mis à jour|actualizado|aggiornato|atualizado|bijgewerkt", re.I
)
OTHERS = re.compile(
    r"related|recirc|teaser|card|promo|sidebar|comment|latest|popular|trending|(?:link|news|story|article|post)s?-?list|(?:page|site|global)-?footer",
    re.I,
)
PIECES = re.compile(r"(?i)(?=\b(?:last )?(?:updated|modified|aktualisiert)\b)|\s[|·•]\s")
NOT_SHOWN = ("meta", "time", "script", "style", "link", "noscript", "template")
UPDATE = "an update"
HEADER, SEEN, BELOW = "page header", "under the heading", "further down"
TIME = "time element"
NAMED = "//*[contains(@class, 'date') or contains(@class, 'publi') or contains(@class, 'posted')]"
WEAK = (HEADER, SEEN, BELOW)
MARKED = ("datePublished", "dateModified")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
RENEWED = timedelta(days=60)
WEEKDAY = "the weekday is not that of the date"
RIGHTS = re.compile(r"©|copyright|all rights", re.IGNORECASE)
LABEL = re.compile(r"publi|posted|erschienen|veröffentlicht|le\s\d|fecha|datum", re.IGNORECASE)
MOST = 40
LONGEST = 160
FIRST_YEAR = 1990
APART = 2


@dataclass(frozen=True)
class Stamp:
    """A date as the page has it, where, and whether it is told in universal time."""

    value: date
    origin: str
    updated: bool = False
    universal: bool = False
    doubt: str = ""


def stamps(page: Page, address: str) -> list[Stamp]:
    return [*_told(page), *_shown(page), *_in_path(address)]


def dates(given: list[Stamp], body: str) -> list[DateFound]:
    """All of them, the best first; the first that nothing speaks against is taken as the day of publication."""
    told = years(body)
    stamps = [_judged(each, told) for each in given]
    stamps = [_misplaced(each, stamps, told) for each in stamps]
    first = next((each for each in stamps if _may_be(each)), None)
    taken = first and _renewed(_local(first, stamps), stamps)
    return [_found(each, taken) for each in _once(stamps)]


def updated(found: list[DateFound]) -> DateFound | None:
    """The last time the page says it was changed, not before it was published."""
    published = next((each.value for each in found if each.taken), date.min)
    changed = [each for each in found if each.note == UPDATE and each.value >= published]
    return max(changed, key=lambda each: each.value, default=None)


def _may_be(each: Stamp) -> bool:
    return not each.doubt and not each.updated


def _found(each: Stamp, taken: Stamp | None) -> DateFound:
    is_taken = taken is not None and (each.value, each.origin) == (taken.value, taken.origin)
    note = each.doubt or (UPDATE if each.updated else "another was taken")
    return DateFound(each.value, each.origin, is_taken, "" if is_taken else note)


def _once(stamps: list[Stamp]) -> list[Stamp]:
    return list({(each.value, each.origin, each.updated): each for each in reversed(stamps)}.values())[::-1]


def _told(page: Page) -> Iterator[Stamp]:
    for node in _articles(page):
        yield from _stamped(node.get("datePublished"), "json-ld")
    for name in PUBLISHED:
        yield from _stamped(page.meta.get(name), f"meta {name}")
    for node in _articles(page):
        yield from _stamped(node.get("dateCreated"), "json-ld dateCreated")
        yield from _stamped(node.get("dateModified"), "json-ld dateModified", after=True)
    for name in UPDATED:
        yield from _stamped(page.meta.get(name), f"meta {name}", after=True)


def _articles(page: Page) -> list[Node]:
    pages = [node for node in page.nodes if str(node.get("@type")) == "WebPage"]
    return [page.article, *pages[:1]]


def _stamped(value: object, origin: str, *, after: bool = False) -> Iterator[Stamp]:
    stamp = text_of(value)[:LONGEST]
    day = parse_day(stamp) or next(iter(written_days(stamp)), None)
    if day:
        yield Stamp(day, origin, after, has_no_zone(stamp))


def _shown(page: Page) -> list[Stamp]:
    """Dates that a reader sees: time elements, then lines that are dates, those under the heading first."""
    timed = [stamp for each in islice(page.tree.iter("time"), MOST) if not _elsewhere(each) for stamp in _timed(each)]
    lined = _beginning(page.tree)
    if not any(map(_may_be, timed + lined)):
        lined += [stamp for each in page.tree.xpath(NAMED) for stamp in _lined(each, BELOW) if not _elsewhere(each)]
    return timed + sorted(lined, key=lambda each: each.origin == HEADER)


def _beginning(tree: HtmlElement) -> list[Stamp]:
    """Dates of short lines down to the first paragraphs; a standfirst may be one of these."""
    found: list[Stamp] = []
    zone, long = HEADER, 0
    for each in tree.iter():
        long += each.tag == "p" and zone == SEEN and len(words_of(each)) > LONGEST
        zone = SEEN if each.tag == "h1" else zone
        if long > 1 or len(found) > MOST:
            break
        if _may_show(each, zone) and not _elsewhere(each):
            found += _lined(each, zone)
    return found


def _may_show(each: HtmlElement, zone: str) -> bool:
    if each.tag in NOT_SHOWN:
        return False
    if _is_dated(label(each), each.get("itemprop") or ""):
        return True
    return zone == SEEN and len(text := each.text or "") < 40 and YEAR.search(text) is not None


@lru_cache(4096)
def _is_dated(label: str, named: str) -> bool:
    return bool(DATED.search(label) or named in MARKED)


def _timed(each: HtmlElement) -> list[Stamp]:
    words = f"{label(each)} {each.get('itemprop') or ''} {_before(each)}"
    after = bool(AFTER.search(words)) and not LABEL.search(words)
    marked = list(_stamped(each.get("datetime"), TIME, after=after))
    return marked + [Stamp(day, TIME, after) for day in written_days(words_of(each)[:LONGEST])]


def _before(each: HtmlElement) -> str:
    previous, parent = each.getprevious(), each.getparent()
    tail = previous.tail or words_of(previous)[-40:] if previous is not None else ""
    return f"{tail} {(parent.text or '')[-40:] if parent is not None else ''} {words_of(each)[:40]}"


def _lined(each: HtmlElement, origin: str) -> list[Stamp]:
    line = " ".join("".join(islice(each.itertext(), 20)).split())
    if not 6 <= len(line) <= LONGEST or RIGHTS.search(line):
        return []
    marked = each.get("itemprop") or ""
    origin, after = f"itemprop {marked}" if marked in MARKED else origin, marked == "dateModified"
    return [
        Stamp(day, origin, after or bool(AFTER.search(piece)), doubt=WEEKDAY if weekday_differs(piece, day) else "")
        for piece in PIECES.split(line)
        for day in written_days(piece)
    ]


def _elsewhere(each: HtmlElement) -> bool:
    """Inside what stands around the article: other stories, comments, the foot of the page."""
    for above in islice(each.iterancestors(), 8):
        if above.tag in ("article", "main", "body", "header"):
            return False
        if above.tag in ("aside", "footer", "nav") or OTHERS.search(above.get("class") or ""):
            return True
    return False


def _in_path(address: str) -> list[Stamp]:
    match = IN_PATH.search(address)
    day = parse_day("".join(match.groups())) if match else None
    return [Stamp(day, "address")] if day else []


def _judged(stamp: Stamp, told: set[int]) -> Stamp:
    return replace(stamp, doubt=stamp.doubt or _against(stamp, told))


def _against(stamp: Stamp, told: set[int]) -> str:
    """Why this can not be the day of publication; what is only seen must also agree with the years of the text."""
    year = stamp.value.year
    if stamp.value > datetime.now(UTC).date() + timedelta(days=1):
        return "lies in the future"
    if year < FIRST_YEAR:
        return "from before there were pages"
    if stamp.origin not in WEAK or not told:
        return "page header with nothing in the text to bear it out" if stamp.origin == HEADER else ""
    if year < min(told):
        return "the text speaks of later years only"
    if stamp.origin == SEEN:
        return ""
    return f"the text speaks of {max(told)} at the latest" if year - max(told) >= APART else ""


def _misplaced(stamp: Stamp, stamps: list[Stamp], told: set[int]) -> Stamp:
    """A site that moved house stamps its old articles anew; their addresses keep the day."""
    addressed = next((each.value for each in stamps if each.origin == "address"), None)
    if addressed and not stamp.doubt and stamp.value.year - addressed.year >= APART and stamp.value.year not in told:
        return replace(stamp, doubt=f"the address and the text are of {addressed.year}")
    return stamp


def _local(first: Stamp, stamps: list[Stamp]) -> Stamp:
    """The newsroom's own day: a late evening is the next day already in universal time."""
    beside = [each for each in stamps if not each.universal and each.origin not in (HEADER, BELOW) and _may_be(each)]
    if not first.universal or any(each.value == first.value for each in beside):
        return first
    return next((each for each in beside if abs((each.value - first.value).days) == 1), first)


def _renewed(first: Stamp, stamps: list[Stamp]) -> Stamp:
    """An old page put out anew shows its reader one date, far from the first, and speaks of no update there."""
    updates = {each.value for each in stamps if each.updated and each.origin in (*WEAK, TIME)}
    shown = [each for each in stamps if each.origin == SEEN and _may_be(each) and each.value not in updates]
    days = {each.value for each in shown}
    return shown[0] if len(days) == 1 and shown[0].value - first.value > RENEWED else first
