"""How far first and blind second verdicts agree, by rating scale and by topic."""

from collections.abc import Iterable
from typing import NamedTuple

from claims.models import BlindVerdict
from claims.text.agreement import alpha, kappa, ordinal

FEW = 20  # pairs below which the figures say little


class Row(NamedTuple):
    label: str
    pairs: int
    same: int
    kappa: float | None
    alpha: float | None
    on_scale: int  # pairs of which both ratings stand on the scale
    ordinal: float | None  # alpha of these, by the order of their values

    @property
    def few(self) -> bool:
        return self.pairs < FEW


class Table(NamedTuple):
    title: str
    rows: list[Row]


def tables() -> list[Table]:
    given = list(_given())
    scales = _by((f"{blind.verdict.rating.scale}", blind) for blind in given)
    topics = _by((str(blind.verdict.claim.topic or "No topic"), blind) for blind in given)
    return [Table("By rating scale", scales), Table("By topic", topics)]


def _given() -> Iterable[BlindVerdict]:
    """Both by the same scale, in the same version."""
    found = BlindVerdict.objects.filter(given_at__isnull=False).order_by("pk")
    rows = found.select_related("verdict__rating__scale", "verdict__claim__topic", "rating").defer("verdict__frozen")
    return (each for each in rows if each.rating and each.rating.scale_id == each.verdict.rating.scale_id)


def _by(labelled: Iterable[tuple[str, BlindVerdict]]) -> list[Row]:
    groups: dict[str, list[BlindVerdict]] = {}
    for label, blind in labelled:
        groups.setdefault(label, []).append(blind)
    return [_row(label, groups[label]) for label in sorted(groups)]


def _row(label: str, blinds: list[BlindVerdict]) -> Row:
    """Ratings of scales that share a group are told apart by scale."""
    rated = [(each.verdict.rating, each.rating) for each in blinds if each.rating]
    pairs = [(one.pk, other.pk) for one, other in rated]
    values = [(one.value, other.value) for one, other in rated if one.value is not None and other.value is not None]
    one_scale = len({one.scale_id for one, _ in rated}) == 1
    return Row(
        label=label,
        pairs=len(pairs),
        same=sum(one == other for one, other in pairs),
        kappa=kappa(pairs),
        alpha=alpha(pairs),
        on_scale=len(values),
        ordinal=alpha(values, ordinal) if one_scale else None,
    )
