"""What each reason weighs when sentences are ranked: the built-in weights, the newsroom's own, or learned ones."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import exp, sqrt

from claims.text.lists import load


@dataclass(frozen=True)
class Weights:
    """A log-odds model: `start`, what each reason adds or takes away, and what the terms of a sentence do together.

    A sentence of many terms is not worth more for that: their sum is divided by the root of their number.
    """

    start: float
    reasons: Mapping[str, float]
    terms: Mapping[str, float] = field(default_factory=dict)  # learned from labels only; the built-in has none

    def score(self, reasons: Collection[str], terms: Collection[str] = ()) -> float:
        """0 to 1. A reason or term of no known weight adds nothing."""
        return round(1 / (1 + exp(-max(-60.0, min(60.0, self.odds(reasons, terms))))), 6)

    def odds(self, reasons: Collection[str], terms: Collection[str] = ()) -> float:
        """The score before it is squeezed between 0 and 1: what differs differs."""
        known = sum(self.reasons.get(reason, 0.0) for reason in reasons)
        return self.start + known + sum(self.terms.get(term, 0.0) for term in terms) / sqrt(len(terms) or 1)

    def speaking(self, reasons: Collection[str]) -> list[str]:
        """Those that speak for it, the weightiest first."""
        weight = self.reasons.get
        return sorted((each for each in reasons if weight(each, 0) > 0), key=lambda each: -weight(each, 0))


_LISTS = load("worthiness")
BUILT_IN = Weights(_LISTS["start"], {reason: entry["weight"] for reason, entry in _LISTS["reasons"].items()})
