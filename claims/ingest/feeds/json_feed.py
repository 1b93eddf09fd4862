"""JSON Feed 1.x, read strictly: what is ambiguous is refused whole."""

import json
from datetime import datetime
from html import escape
from typing import Any, NoReturn

from claims.ingest.feeds.dates import LONG_AGO, instant, iso
from claims.ingest.feeds.identities import settle_identities
from claims.ingest.feeds.items import MOST_ITEMS, FeedError, Item, Parsed
from claims.ingest.feeds.wording import MOST_TITLE, absolute, fingerprint, short_language, words

Node = dict[str, Any]


def read_json(text: str, address: str, notes: list[str]) -> Parsed:
    told = _loaded(text)
    version = told.get("version") if isinstance(told, dict) else None
    if not (isinstance(version, str) and "jsonfeed.org/version/1" in version):
        raise FeedError("not_a_feed", "This is JSON, but no JSON Feed: it names no version of that format.")
    listed = told.get("items")
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise FeedError("json_invalid", "The JSON Feed has no list of items.")
    parsed = Parsed(kind="json", title=words(_text(told, "title"), MOST_TITLE, plain=True), notes=notes)
    parsed.home = absolute(address, _text(told, "home_page_url")) if _text(told, "home_page_url") else ""
    parsed.language = short_language(_text(told, "language"))
    parsed.items = [_item(each, told, address, parsed) for each in _newest(listed, notes)]
    settle_identities(parsed)
    return parsed


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError as problem:
        raise FeedError("json_invalid", "The JSON is nested too deep.") from problem
    except ValueError as problem:
        raise FeedError("json_invalid", f"The JSON is not valid: {str(problem)[:120]}.") from problem


def _once(pairs: list[tuple[str, Any]]) -> Node:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _text(node: Any, name: str) -> str:
    """A text; numbers count where feeds use them for ids. Half surrogate pairs would reach no database."""
    value = node.get(name) if isinstance(node, dict) else None
    said = str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
    return said.encode("utf-8", "replace").decode().replace("\0", "").strip() if isinstance(said, str) else ""


def _newest(listed: list[Node], notes: list[str]) -> list[Node]:
    if len(listed) <= MOST_ITEMS:
        return listed
    notes.append(f"items_left_out: {len(listed) - MOST_ITEMS}")
    return sorted(listed, key=_dated, reverse=True)[:MOST_ITEMS]


def _dated(told: Node) -> datetime:
    return instant(_text(told, "date_published")) or LONG_AGO


def _item(told: Node, feed: Node, address: str, parsed: Parsed) -> Item:
    markup, plain = _text(told, "content_html"), _text(told, "content_text")
    said = _text(told, "date_published")
    linked = _text(told, "url") or _text(told, "external_url")
    item = Item(
        address=absolute(address, linked) if linked else "",
        title=words(_text(told, "title"), MOST_TITLE, plain=True),
        guid=_text(told, "id")[:1000],
        published=iso(said),
        updated=iso(_text(told, "date_modified")),
        published_said=said[:100],
        summary=words(_text(told, "summary") or markup or plain, plain=not markup),
        content=markup or "".join(f"<p>{escape(line)}</p>" for line in plain.splitlines() if line.strip()),
        author=words(_authors(told) or _authors(feed), 200),
        language=short_language(_text(told, "language")) or parsed.language,
    )
    item.fingerprint = fingerprint(item.title, markup, plain)
    return item


def _authors(node: Node) -> str:
    people = node.get("authors")
    listed = people if isinstance(people, list) else [node.get("author")]
    return ", ".join(name for each in listed[:10] if (name := _text(each, "name")))
