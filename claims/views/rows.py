"""What the claim's page shows of passages and mentions, as plain values."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from claims.models import Article, Claim, Evidence, Mention, Stance
from claims.views.compared import Compared

SIGNS = {"supports": "+", "contradicts": "≠", "context": "i"}

FLAGS = {
    "hidden_text": "the page carries text that readers do not see; it was left out",
    "addresses_machine": "the page speaks to machines that read it",
    "bidi": "signs in it turn the direction of writing unseen",
    "mixed_script": "a word mixes letters of several writings",
    "stacked_marks": "letters carried heaps of marks, which were cut",
}


class Row(NamedTuple):
    """A passage of the list; `version` is 0 where it is frozen."""

    number: int
    stance: str
    quote: str
    note: str
    outlet: str
    title: str
    day: date | None
    revision: int
    start: int
    language: str = ""
    version: int = 0
    changed: str = ""  # how its page reads differently now
    gone: datetime | None = None  # since when its address holds it no more
    versus: Sequence[Compared] = ()  # the claim's figures beside its own

    @property
    def sign(self) -> str:
        return SIGNS[self.stance]

    @property
    def label(self) -> str:
        return str(Stance(self.stance).label)


def attached(claim: Claim) -> list[Row]:
    found = claim.evidence.filter(removed_at=None).select_related("revision__article__outlet")
    return [_row(item) for item in found.defer("revision__text", "revision__sentences", "revision__removed")]


def _row(item: Evidence) -> Row:
    revision, outlet = item.revision, item.revision.article.outlet
    return Row(
        number=item.number,
        stance=item.stance,
        quote=item.quote,
        note=item.note,
        outlet=outlet.name if outlet else "",
        title=revision.title,
        day=revision.published_on,
        revision=revision.pk,
        start=item.start,
        language=revision.language,
        version=item.version,
        gone=revision.article.gone_at,
    )


def frozen(passages: list[dict[str, Any]]) -> list[Row]:
    """The passages of a verdict as they were submitted."""
    names = ("number", "stance", "quote", "note", "outlet", "title", "revision", "start")
    return [Row(**{name: each[name] for name in names}, day=_day(each["published_on"])) for each in passages]


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def tally(rows: list[Row]) -> list[tuple[str, str, int]]:
    return [(stance, sign, sum(row.stance == stance for row in rows)) for stance, sign in SIGNS.items()]


def origins(revisions: Iterable[int]) -> int:
    """Independent sources: what many outlets carry is one."""
    articles = Article.objects.filter(revisions__in=list(revisions)).values_list("pk", "origin")
    return len({("origin", origin) if origin else ("article", pk) for pk, origin in articles})


def mentions(claim: Claim) -> list[Mention]:
    """Where the claim is said: of an article that came again only the latest place."""
    found = claim.mentions.select_related("revision__article__outlet").prefetch_related("figures").order_by("pk")
    every = list(found.defer("revision__text", "revision__sentences", "revision__removed"))
    carried = {mention.carried_from_id for mention in every}
    return [mention for mention in every if mention.pk not in carried]
