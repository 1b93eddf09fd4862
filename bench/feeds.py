"""All feeds of a corpus through the parsing child: what each ends as, how long it takes, beside bare feedparser."""

import argparse
import io
import os
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import feedparser  # type: ignore[import-untyped]

from claims.ingest import child
from claims.ingest.feeds import Parsed, parse
from claims.ingest.page import Unreadable

ADDRESS = "https://feeds.example/news/all.xml"
HEADER = re.compile(rb"Header:\s+Content-type:\s*([^\n]*)", re.IGNORECASE)


@dataclass
class Outcome:
    name: str
    code: str
    parsed: Parsed | None
    seconds: float
    bare_seconds: float
    bare_items: int

    @property
    def ended(self) -> str:
        if self.parsed is None:
            return f"refused: {self.code}"
        return f"{self.parsed.kind}: {'items' if self.parsed.items else 'no items'}"


def corpus(folder: Path) -> Iterator[tuple[Path, bytes, str]]:
    """Every feed with the header that it says it was served under."""
    for path in sorted(each for each in folder.rglob("*") if each.suffix in {".xml", ".json"}):
        raw = path.read_bytes()
        said = HEADER.search(raw[:2000])
        yield path, raw, said[1].decode("latin-1").strip() if said else ""


def outcome(name: str, raw: bytes, content_type: str, in_child: bool) -> Outcome:
    started, parsed, code = time.perf_counter(), None, ""
    try:
        if in_child:
            parsed = child.found(Parsed, "feed", raw, address=ADDRESS, content_type=content_type)
        else:
            parsed = parse(raw, address=ADDRESS, content_type=content_type)
    except Unreadable as refused:
        code = refused.code
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    headers = {"content-location": ADDRESS, "content-type": content_type}
    bare = feedparser.parse(io.BytesIO(raw), response_headers=headers)
    return Outcome(name, code, parsed, seconds, time.perf_counter() - started, len(bare.entries))


def of_real_size(items: int = 300) -> bytes:
    """A feed that carries its articles whole, as news feeds do."""
    body = "<p>The dam above Harrow <b>burst</b> on Tuesday night, and <a href='/more'>much</a> is not known.</p>" * 40
    item = "<item><title>Story {0}</title><link>/{0}</link><guid>{0}</guid><pubDate>Mon, 06 May 2024 10:00</pubDate>"
    tail = f"<c:encoded><![CDATA[{body}]]></c:encoded></item>"
    listed = "".join(item.format(number) + tail for number in range(items))
    head = '<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>'
    return f"{head}{listed}</channel></rss>".encode()


def show(outcomes: list[Outcome]) -> None:
    print(f"{len(outcomes)} feeds")
    for ended, count in sorted(Counter(each.ended for each in outcomes).items()):
        print(f"  {count:5}  {ended}")
    notes = Counter(note.partition(":")[0] for each in outcomes if each.parsed for note in each.parsed.notes)
    print("notes: " + ", ".join(f"{note} {count}" for note, count in notes.most_common()))
    items = [item for each in outcomes if each.parsed for item in each.parsed.items]
    with_address, with_title = sum(bool(item.address) for item in items), sum(bool(item.title) for item in items)
    print(f"{len(items)} items, {with_address} with an address, {with_title} with a title")
    ours, bare = sum(each.seconds for each in outcomes), sum(each.bare_seconds for each in outcomes)
    print(f"{ours:.2f} s; bare feedparser in its own process {bare:.2f} s ({ours / bare:.2f} of it)")
    for each in sorted(outcomes, key=lambda each: -each.seconds)[:5]:
        print(f"  {each.seconds * 1000:7.1f} ms, bare {each.bare_seconds * 1000:.1f} ms: {each.name}")
    print("fewer or more items than bare feedparser:")
    for each in outcomes:
        if each.bare_items != (found := len(each.parsed.items) if each.parsed else 0):
            why = each.code or ", ".join(each.parsed.notes if each.parsed else ())
            print(f"  {found} of {each.bare_items}: {each.name} ({why})")


def main() -> None:
    data = os.environ.get("FACTCHECK_DATA", "")
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", nargs="?", type=Path, default=Path(data) / "data" / "feeds" if data else None)
    options.add_argument("--in-process", action="store_true", help="without the child, to see what it costs")
    options.add_argument("--list", action="store_true", help="one line for each feed")
    given = options.parse_args()
    if given.folder is None:
        options.error("name a folder of feeds, or set FACTCHECK_DATA")
    warnings.simplefilter("ignore")
    outcome("warm up", b"<rss/>", "", not given.in_process)
    told = [
        outcome(str(path.relative_to(given.folder)), raw, content_type, not given.in_process)
        for path, raw, content_type in corpus(given.folder)
    ]
    if given.list:
        for each in told:
            print(f"{each.seconds * 1000:8.1f} ms  {each.ended:22} {each.name}")
    show(told)
    large = outcome("of real size", of_real_size(), "", not given.in_process)
    print(f"a feed of 300 whole articles: {large.seconds:.2f} s, bare feedparser {large.bare_seconds:.2f} s")


if __name__ == "__main__":
    main()
