"""One look at a revision by whichever backend reads. It may take long and holds no lock: nothing is written here."""

import hashlib
import json
from typing import NamedTuple

from claims.models import Revision
from claims.reading import backends, weights
from claims.text.candidates import Candidate
from claims.text.readers import Article, reader
from claims.text.spans import Span


class Look(NamedTuple):
    backend: str  # its name and version
    input_hash: str
    weighing: int | None  # the weights in use; None: the built-in ones
    note: str  # why it is not read, or not by the backend that was set
    candidates: list[Candidate]


def look(revision: Revision) -> Look:
    article = article_of(revision)
    backend = backends.chosen()
    by = f"{backend.name} {backend.version}"
    using = weights.in_use()
    weighing = using.weighing.pk if using.weighing else None
    if reader(article.language) is None:
        return Look(by, hash_of(article), weighing, f"Not read yet: {article.language}", [])
    return Look(by, hash_of(article), weighing, "", backend.candidates(article, using.weights, using.budget))


def article_of(revision: Revision) -> Article:
    sentences = [Span(*pair) for pair in revision.sentences]
    return Article(revision.text, sentences, revision.published_on, revision.language)


def hash_of(article: Article) -> str:
    """SHA-256 of all that a backend is given."""
    given = [article.text, article.sentences, str(article.published_on or ""), article.language]
    return hashlib.sha256(json.dumps(given, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
