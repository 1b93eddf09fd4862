"""The default: rules and lists in claims/text. No network, no model to download."""

from claims.text.attribution import Attribution
from claims.text.candidates import Candidate
from claims.text.readers import Article, read, reader
from claims.text.relation import Relation, relation
from claims.text.weighing import Weights


class BuiltIn:
    name, version = "builtin", "2"

    def attributions(self, article: Article) -> list[Attribution]:
        by = reader(article.language)
        return by.attributions(article.text, article.sentences) if by else []

    def candidates(self, article: Article, weights: Weights, budget: int) -> list[Candidate]:
        return read(article, weights, budget, self.attributions(article)).candidates

    def relate(self, claim: str, passage: str) -> Relation:
        return relation(claim, passage)
