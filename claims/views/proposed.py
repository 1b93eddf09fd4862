"""What the claim's page shows of passages that the machine proposes."""

from datetime import date
from typing import NamedTuple

from claims.evidence import deciding
from claims.models import Claim, Stance, Suggestion
from claims.text.figure import Figure
from claims.views.compared import Compared, compared


class Proposed(NamedTuple):
    pk: int
    stance: str  # "" where the machine can not say
    quote: str
    why: str
    backend: str
    outlet: str
    title: str
    day: date | None
    revision: int
    start: int
    end: int
    language: str
    versus: list[Compared]

    @property
    def label(self) -> str:
        return str(Stance(self.stance).label) if self.stance else ""


def proposed(claim: Claim, said: list[Figure]) -> list[Proposed]:
    found = deciding.waiting(claim).select_related("revision__article__outlet")
    light = found.defer("revision__text", "revision__sentences", "revision__removed", "revision__dates")
    return [_row(each, said) for each in light]


def _row(each: Suggestion, said: list[Figure]) -> Proposed:
    revision, outlet = each.revision, each.revision.article.outlet
    return Proposed(
        pk=each.pk,
        stance=each.stance,
        quote=each.quote,
        why=each.why,
        backend=each.backend,
        outlet=outlet.name if outlet else "",
        title=revision.title,
        day=revision.published_on,
        revision=revision.pk,
        start=each.start,
        end=each.end,
        language=revision.language,
        versus=compared(said, each.quote),
    )
