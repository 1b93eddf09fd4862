"""The built-in with a trained tagger of who says what."""

from functools import lru_cache
from pathlib import Path

from claims.reading.backends.crf.model import Model, load, unread
from claims.reading.backends.crf.tagging import Tagging
from claims.text.attribution import Attribution
from claims.text.candidates import Candidate, readable
from claims.text.readers import Article, en, read, reader
from claims.text.relation import Relation, relation
from claims.text.weighing import Weights


class Crf:
    name = "crf"

    def __init__(self, model: Model) -> None:
        self.model, self.version = model, model.version

    def attributions(self, article: Article) -> list[Attribution]:
        """By the model in English, which it learned; by the rules in any other language."""
        by = reader(article.language)
        found = by.attributions(article.text, article.sentences) if by else []
        if by is not en:
            return found
        return Tagging(self.model).attributions(article.text, readable(article.sentences), found)

    def candidates(self, article: Article, weights: Weights, budget: int) -> list[Candidate]:
        return read(article, weights, budget, self.attributions(article)).candidates

    def relate(self, claim: str, passage: str) -> Relation:
        return relation(claim, passage)


def crf(path: Path) -> Crf:
    """The backend of a model file; NoModel where it is none."""
    try:
        state = path.stat()
    except OSError as problem:
        raise unread(path, problem) from problem
    return _crf(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=2)
def _crf(path: Path, changed: int, size: int) -> Crf:
    """Read once a process, and again where the file has changed."""
    return Crf(load(path))
