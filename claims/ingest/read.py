"""The bytes of a file become an article. No network, no database; claims.ingest.child runs it apart."""

import importlib
import re
from collections import Counter
from dataclasses import fields

from claims.ingest.encoding import decoded
from claims.ingest.html import read_html
from claims.ingest.kinds import document_kind, is_html
from claims.ingest.page import Byline, DateFound, Draft, Reading, Removed, Unreadable
from claims.ingest.plain import read_plain
from claims.ingest.refusals import refused
from claims.text.furniture import is_prose, is_sentence
from claims.text.sentences import sentences

__all__ = ["Byline", "DateFound", "Reading", "Removed", "Unreadable", "read", "read_body"]

NO_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)[\s>]", re.DOTALL
)
COMMON = {
    "en": "the of and to in that is was for on with he said by at from his it as are".split(),
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als".split(),
    "fr": "le la les de des et en un une du que est pour dans qui sur pas au par il".split(),
    "es": "el la los de que y en un una por con para las del se no su al es lo".split(),
}


def read(raw: bytes, name: str, address: str = "", content_type: str = "") -> Reading:
    """An address says that the bytes were fetched: then the header speaks for their kind, not the name."""
    draft = _draft(raw, "" if address else name, address, content_type)
    if not any(is_prose(line) or is_sentence(line) for line in draft.body):
        raise Unreadable("no_article", "No paragraph of an article was found.")
    return _reading(draft, "\n\n".join(draft.body))


def _draft(raw: bytes, name: str, address: str, content_type: str) -> Draft:
    kind = document_kind(raw, name, content_type)
    if kind:
        found: Draft = getattr(importlib.import_module(f"claims.ingest.{kind}"), f"read_{kind}")(raw)
        return found
    text = decoded(raw, content_type)
    if NO_PAGE.match(text[:4096]):
        raise refused("type_refused", kind="a feed or sitemap, which is added as a source")
    return read_html(text) if is_html(text, name, content_type) else read_plain(text)


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


def language(text: str) -> str:
    """The language whose commonest words are most frequent; nothing where none is."""
    said = Counter(re.findall(r"[^\W\d_]+", text[:20000].lower()))
    shares = {code: sum(said[word] for word in words) for code, words in COMMON.items()}
    best = max(shares, key=lambda code: shares[code])
    return best if said and shares[best] >= 0.15 * said.total() else ""
