"""A model behind an OpenAI-style endpoint. It says where claims stand and who makes them; figures are our own."""

from collections.abc import Iterator
from typing import Any

from claims.reading.backends.builtin import BuiltIn
from claims.reading.backends.http import questions
from claims.reading.backends.http.asking import Ask, answered
from claims.reading.backends.http.endpoint import Endpoint
from claims.reading.backends.http.places import Places
from claims.reading.backends.http.problems import NoAnswer
from claims.reading.backends.http.questions import Question
from claims.text.attribution import Attribution
from claims.text.candidates import Candidate, readable, wording
from claims.text.claimants import Claimant, claimant_by, claimant_of
from claims.text.figures import Figure, figures_in
from claims.text.readers import Article, reader
from claims.text.relation import Relation
from claims.text.spans import Span
from claims.text.weighing import Weights
from claims.text.worthiness import worth

UNKNOWN = Relation("unknown", 0.0, None)


class Http:
    """`ask` gets the answer to a question, or raises Unanswered; so do the methods then."""

    def __init__(self, endpoint: Endpoint, ask: Ask = answered) -> None:
        self.endpoint, self._ask = endpoint, ask
        self.name, _, self.version = endpoint.name.partition(" ")
        self.lost = 0  # quotes of the last answer that did not stand in the text

    def ask(self, question: Question) -> Any:
        return self._ask(self.endpoint, question)

    def candidates(self, article: Article, weights: Weights, budget: int) -> list[Candidate]:
        """Best first. What of a long article is not sent is not read here."""
        if not readable(article.sentences):
            return []
        body = self.ask(questions.about_claims(self.endpoint, article))
        places = Places(article.text, self.reach(article))
        placed = [(span, item) for item in body["claims"] if (span := places.place(item["quote"]))]
        self.lost = places.lost
        if not placed:
            raise NoAnswer("nothing_stands" if body["claims"] else "nothing_found")
        found = list(_candidates(article, places, placed, weights))
        return sorted(found, key=lambda each: -each.score)[:budget]

    def attributions(self, article: Article) -> list[Attribution]:
        if not readable(article.sentences):
            return []
        body = self.ask(questions.about_attributions(self.endpoint, article))
        places = Places(article.text, self.reach(article))
        placed = [(places.place(item["content_quote"]), item) for item in body["attributions"]]
        self.lost = places.lost
        found = [_attribution(places, span, item) for span, item in placed if span]
        return sorted(found, key=lambda each: each.content or Span(0, 0))

    def relate(self, claim: str, passage: str) -> Relation:
        if not claim.strip() or not passage.strip():
            return UNKNOWN
        body = self.ask(questions.about_relation(self.endpoint, claim, passage))
        if body["relation"] in ("unrelated", "unknown"):
            return Relation(body["relation"], float(body["confidence"]), None)
        span = Places(passage, len(passage)).place(body["quote"] or "")
        return Relation(body["relation"], float(body["confidence"]), span) if span else UNKNOWN

    def reach(self, article: Article) -> int:
        """How far an article is read: where what is sent of it ends."""
        return questions.length_sent(self.endpoint, article.text)

    def input_hash(self, article: Article) -> str:
        """SHA-256 of all that is sent to have its claims found."""
        return questions.about_claims(self.endpoint, article).digest


def _candidates(
    article: Article, places: Places, placed: list[tuple[Span, Any]], weights: Weights
) -> Iterator[Candidate]:
    known = BuiltIn().attributions(article)  # they tell whom "he" means
    by = reader(article.language)
    figures = by.figures(article.text, article.sentences, article.published_on) if by else []
    for span, item in placed:
        said = _attribution(places, span, item) if item["claimant_quote"] else None
        said = said if said and said.source else None
        yield _candidate(article.text, span, item, said, known, figures_in(figures, span), weights)


def _candidate(
    text: str,
    span: Span,
    item: Any,
    said: Attribution | None,
    known: list[Attribution],
    figures: list[Figure],
    weights: Weights,
) -> Candidate:
    by: Claimant = claimant_by(text, said, [*known, said]) if said else claimant_of(text, span, [])
    circumstances = ["attributed", "named actor"] if said and by.name[:1].isupper() else ["attributed"] * bool(said)
    signs = worth(span.of(text), figures, circumstances, weights).signs
    return Candidate(
        start=span.start,
        end=span.end,
        score=round(float(item["score"]), 4),
        kind=item["kind"],
        claimant=by.name,
        manner=by.manner,
        reasons=list(dict.fromkeys(item["reasons"])),
        figures=figures,
        wording=wording(span.of(text)),
        signs=signs,
        said=said,
    )


def _attribution(places: Places, span: Span, item: Any) -> Attribution:
    """Quoted only where marks say so too."""
    source, cue = (places.near(item[key], span) for key in ("claimant_quote", "cue_quote"))
    return Attribution(source, cue, span, item["quoted"] and places.quoted(span))
