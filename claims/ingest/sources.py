"""From whatever somebody types to the feeds that stand behind it: what is asked for, in which order, and no more."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from claims.ingest import child
from claims.ingest.feeds import BY_ROBOTS, GUESSED, Found, Parsed, usual_places
from claims.ingest.fetch import Fetched, FetchError
from claims.ingest.page import Unreadable

MOST_REQUESTS = 6
MOST_SHOWN = 20
FEED_KINDS = {
    "rss": "feed",
    "atom": "feed",
    "rdf": "feed",
    "json": "feed",
    "sitemap": "sitemap",
    "sitemap_index": "sitemap",
    "links": "links",
    "page": "page",
}
WITH_SCHEME = re.compile(r"[a-z][a-z0-9+-]*:(?!\d)", re.IGNORECASE)
Get = Callable[[str], Fetched]


@dataclass
class Look:
    """What was found at an address. `parsed` is the first feed that could be read, as a preview shows it."""

    address: str
    found: list[Found] = field(default_factory=list)
    parsed: Parsed | None = None
    requests: list[str] = field(default_factory=list)
    code: str = ""
    problem: str = ""


def typed(address: str) -> list[str]:
    """The addresses that somebody may mean, the likeliest first; none where it is nothing of the web."""
    said = address.strip().strip("<>\"'").strip()
    said = re.sub(r"^feed:(?=https?:)|^feed:(?=//)|^view-source:", "", said, flags=re.IGNORECASE)
    if said.startswith("//"):
        said = said[2:]
    if re.match(r"https?://", said, re.IGNORECASE):
        return [said]
    if WITH_SCHEME.match(said) or not said or re.search(r"\s", said):
        return []
    return [f"https://{said}", f"http://{said}"]


def look(address: str, get: Get, *, kind: str = "", selector: str = "") -> Look:
    """Asks for the address, and for a few more where it is no feed itself. `get` is the guarded door to the network."""
    search = _Search(address, get)
    try:
        fetched = search.first(typed(address))
        search.read(fetched, kind or "auto", selector)
    except FetchError as refusal:
        search.refuse(refusal.code, refusal.message)
    except Unreadable as refusal:
        if kind in {"links", "page"}:
            search.refuse(refusal.code, str(refusal))
        else:
            search.beyond(fetched, refusal)
    return search.seen


class _Search:
    def __init__(self, address: str, get: Get) -> None:
        self.get, self.seen = get, Look(address)

    def ask(self, address: str) -> Fetched:
        self.seen.requests.append(address)
        return self.get(address)

    def first(self, addresses: list[str]) -> Fetched:
        if not addresses:
            raise FetchError("url_invalid")
        for address in addresses[:-1]:
            try:
                return self._arrived(address)
            except FetchError as error:
                if error.code != "connect_failed":
                    raise
        return self._arrived(addresses[-1])

    def _arrived(self, address: str) -> Fetched:
        fetched = self.ask(address)
        self.seen.address = fetched.final_url
        return fetched

    def read(self, fetched: Fetched, kind: str, selector: str = "", why: str = "the address itself") -> None:
        """A feed, or Unreadable. An index of sitemaps is shown by the newest of them."""
        place, said = fetched.final_url, fetched.content_type
        parsed = child.found(
            Parsed, "feed", fetched.content, address=place, content_type=said, kind=kind, selector=selector
        )
        self._forget(fetched.url, place)
        self.seen.found.insert(0, Found(place, parsed.kind, parsed.title, why))
        self.seen.parsed = parsed
        if parsed.more and not parsed.items and self.left:
            self._show_newest(parsed)

    def _show_newest(self, index: Parsed) -> None:
        try:
            part = self.ask(index.more[0])
            newest = child.found(Parsed, "feed", part.content, address=part.final_url, content_type=part.content_type)
        except (FetchError, Unreadable) as problem:
            index.notes.append(f"newest_sitemap_unread: {problem.code}")
        else:
            self.seen.parsed = replace(newest, kind=index.kind, more=index.more, notes=index.notes + newest.notes)

    @property
    def left(self) -> int:
        return MOST_REQUESTS - len(self.seen.requests)

    def refuse(self, code: str, problem: str) -> None:
        self.seen.code, self.seen.problem = code, problem

    def beyond(self, page: Fetched, refusal: Unreadable) -> None:
        """The address is no feed: what its page names, then robots.txt, then usual places."""
        try:
            found = child.found(
                list[Found], "discover", page.content, address=page.final_url, content_type=page.content_type
            )
        except Unreadable:
            self.refuse(refusal.code, str(refusal))
            return
        self.seen.found = [each for each in found if each.why != GUESSED]
        self._try(self.seen.found[:3]) or self._try(self._robots(page)) or self._try(usual_places(page.final_url))
        self._offer_page(page)
        if self.seen.parsed is None:
            self.refuse("no_feed", "No feed was found here; its links, or the page itself, can be watched instead.")

    def _robots(self, page: Fetched) -> list[Found]:
        parts = urlsplit(page.final_url)
        place = f"{parts.scheme}://{parts.netloc}/robots.txt"
        try:
            found = child.found(list[Found], "discover", self.ask(place).content, address=place)
        except (FetchError, Unreadable):
            return []
        named = [each for each in found if each.why == BY_ROBOTS]
        self.seen.found += named
        return sorted(named, key=lambda each: "news" not in each.address.lower())[:2]

    def _try(self, places: list[Found]) -> bool:
        """The first place that holds a feed is read; what turns out to hold none is no longer listed."""
        for place in places[: self.left]:
            try:
                self.read(self.ask(place.address), "auto", why=place.why.partition(",")[0])
            except FetchError as error:
                self._forget(place.address if error.permanent else "")
            except Unreadable:
                self._forget(place.address)
            else:
                return True
        return False

    def _forget(self, *addresses: str) -> None:
        self.seen.found = [each for each in self.seen.found if each.address not in addresses]

    def _offer_page(self, page: Fetched) -> None:
        ways = [("links", "its links can be watched"), ("page", "the page itself can be watched for changes")]
        self.seen.found = self.seen.found[:MOST_SHOWN]
        self.seen.found += [Found(page.final_url, kind, "", why) for kind, why in ways]
