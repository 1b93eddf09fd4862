"""One look at a revision by whichever backend reads. It may take long and holds no lock: nothing is written here."""

import hashlib
import json
from functools import partial
from typing import NamedTuple

from claims.models import Revision
from claims.reading import answers, backends, weights
from claims.reading.backends import Backend, BuiltIn, Http, Unanswered
from claims.reading.weights import InUse
from claims.text.candidates import Candidate
from claims.text.languages import named
from claims.text.readers import Article, reader
from claims.text.spans import Span


class Look(NamedTuple):
    backend: str  # its name and version
    input_hash: str
    weighing: int | None  # the weights in use; None: the built-in ones
    note: str  # why it is not read, or not by the backend that was set
    candidates: list[Candidate]
    rest: "Look | None" = None  # of a text that is longer than that backend reads


def look(revision: Revision) -> Look:
    """Raises answers.Awaited while an outside backend is being asked."""
    article, using = article_of(revision), weights.in_use()
    if reader(article.language) is None:
        return _by(BuiltIn(), article, using, f"Not read yet: {named(article.language)}")
    try:
        return _by(backends.chosen(partial(answers.answer, revision)), article, using)
    except Unanswered as why:
        backend = _on_this_machine()
        return _by(backend, article, using, f"Read by {_called(backend)}: {why}"[:400])


def _on_this_machine() -> Backend:
    try:
        return backends.local()
    except Unanswered:
        return BuiltIn()


def _called(backend: Backend) -> str:
    return "the built-in" if isinstance(backend, BuiltIn) else backend.name


def _by(backend: Backend, article: Article, using: InUse, note: str = "") -> Look:
    by = f"{backend.name} {backend.version}"
    weighing = using.weighing.pk if using.weighing else None
    found = backend.candidates(article, using.weights, using.budget)
    if not isinstance(backend, Http):
        return Look(by, hash_of(article), weighing, note, found)
    look = Look(by, backend.input_hash(article), weighing, _lost(backend.lost), found)
    return _with_rest(look, article, using, backend.reach(article))


def _lost(number: int) -> str:
    return f"Quotes of its answer that do not stand in the text, and were dropped: {number}." if number else ""


def _with_rest(look: Look, article: Article, using: InUse, reach: int) -> Look:
    """What lies beyond the reach of an outside backend is read on this machine, as it would have been without it."""
    if reach >= len(article.text):
        return look
    backend = _on_this_machine()
    rest = _by(backend, article, using)
    rest = rest._replace(candidates=[each for each in rest.candidates if each.start >= reach])
    note = f"Its first {reach} of {len(article.text)} characters were read by {look.backend}, the rest by"
    return look._replace(note=f"{note} {_called(backend)}. {look.note}".strip()[:400], rest=rest)


def article_of(revision: Revision) -> Article:
    sentences = [Span(*pair) for pair in revision.sentences]
    return Article(revision.text, sentences, revision.published_on, revision.language)


def hash_of(article: Article) -> str:
    """SHA-256 of all that a backend is given."""
    given = [article.text, article.sentences, str(article.published_on or ""), article.language]
    return hashlib.sha256(json.dumps(given, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
