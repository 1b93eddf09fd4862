"""The bytes of a file become an article. No network, no database; claims.ingest.child runs it apart."""

import importlib
import re
from dataclasses import fields

from claims.ingest.encoding import decoded
from claims.ingest.html import read_html
from claims.ingest.kinds import document_kind, is_html
from claims.ingest.page import Byline, DateFound, Draft, Reading, Removed, Unreadable
from claims.ingest.plain import read_plain
from claims.ingest.refusals import refused
from claims.text import oddities
from claims.text.furniture import is_prose, is_sentence
from claims.text.languages import language
from claims.text.sentences import sentences

__all__ = ["Byline", "DateFound", "Reading", "Removed", "Unreadable", "read", "read_body"]

NO_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)[\s>]", re.DOTALL
)


def read(raw: bytes, name: str, address: str = "", content_type: str = "") -> Reading:
    """An address says that the bytes were fetched: then the header speaks for their kind, not the name."""
    draft = _draft(raw, "" if address else name, address, content_type)
    if not any(is_prose(line) or is_sentence(line) for line in draft.body):
        raise Unreadable("no_article", "No paragraph of an article was found.")
    _look_twice(draft)
    return _reading(draft, "\n\n".join(draft.body))


def _look_twice(draft: Draft) -> None:
    """Heaps of marks on a letter are cut; what makes words look like others is said."""
    names = (author.name for author in draft.byline)
    for flag in oddities.flags("\n".join((draft.title, *names, *draft.body))):
        draft.flag(flag)
    draft.title = oddities.unstacked(draft.title)
    draft.body = [oddities.unstacked(line) for line in draft.body]


def _draft(raw: bytes, name: str, address: str, content_type: str) -> Draft:
    kind = document_kind(raw, name, content_type)
    if kind:
        found: Draft = getattr(importlib.import_module(f"claims.ingest.{kind}"), f"read_{kind}")(raw)
        return found
    text = decoded(raw, content_type)
    if NO_PAGE.match(text[:4096]):
        raise refused("type_refused", kind="a feed or sitemap, which is added as a source")
    draft = read_html(text, address) if is_html(text, name, content_type) else read_plain(text)
    if oddities.overridden(text):
        draft.flag("bidi")
    return draft


def read_body(raw: bytes, name: str) -> Reading:
    """A file that is body text already: its text unchanged, nothing taken out of it."""
    if document_kind(raw, name, ""):
        raise refused("type_refused", kind="no plain text")
    return _reading(Draft(body=[]), decoded(raw))


def _reading(draft: Draft, text: str) -> Reading:
    taken = next((each for each in draft.dates if each.taken), None)
    shared = {each.name for each in fields(Draft)} & {each.name for each in fields(Reading)}
    told = {name: getattr(draft, name) for name in shared}
    told["language"] = draft.language or language(text)
    return Reading(
        **told,
        published_on=taken.value if taken else None,
        published_origin=taken.origin if taken else "",
        text=text,
        sentences=sentences(text),
    )
