"""What people decided about claims that the machine found: which were worth checking, and which were not."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import QuerySet

from claims.models import Claim, Event, Mention
from claims.models.claim import DECISIONS
from claims.states import State
from claims.text.learning import Example, terms_of
from claims.text.worthiness import worthiness

MOST = 20_000  # the newest are learned from
TOGETHER = 1_000
GOOD = frozenset(DECISIONS) - {"dismiss"}
REASONS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("dismissals.toml").read_text("utf-8"))["reasons"]
BECAUSE: dict[str, str] = {each["name"]: each["words"] for each in REASONS}  # why a claim is not checked
OF_WORTH = frozenset(each["name"] for each in REASONS if each.get("worth"))  # these say something of its worth
TWICE = re.compile(r"\b(?:duplicates?|duplicated|doublet|already (?:here|there|checked|queued|in the queue)|same as)\b")


class Decided(NamedTuple):
    examples: list[Example]
    began: dict[str, int]  # the first event of each group
    until: int  # the last of all


def newest(most: int = MOST) -> Decided:
    """As the claims stand now; what tells nothing of a claim's worth is left out."""
    events = list(_events().order_by("-pk").values_list("pk", "claim", "action", "claim__article")[:most])
    acts: dict[int, set[str]] = {}
    began: dict[str, int] = {}
    for event, claim, action, article in events:
        acts.setdefault(claim, set()).add(action)
        began[_group(article, claim)] = event
    return Decided(list(_examples(acts)), began, events[0][0] if events else 0)


def _group(article: int | None, claim: int) -> str:
    return f"article {article}" if article else f"claim {claim}"


def since(event: int) -> int:
    """How many decisions there were after that event, of any claim; counted no further than MOST."""
    return _events().filter(pk__gt=event)[:MOST].count()


def _events() -> QuerySet[Event]:
    return Event.objects.filter(action__in=DECISIONS, by__isnull=False)  # as the index event_decided has them


def _examples(acts: dict[int, set[str]]) -> Iterator[Example]:
    left = iter(acts)
    while some := list(islice(left, TOGETHER)):
        said = first_said(some)
        worth = _worth(some)
        for pk, state, article in (
            Claim.objects.filter(pk__in=said).values_list("pk", "state", "article").order_by("pk")
        ):
            good = _is_good(state, acts[pk], worth.get(pk, False))
            if good is not None:
                quote, signs = said[pk]
                yield example(quote, signs, good, _group(article, pk))


def first_said(claims: Sequence[int]) -> dict[int, tuple[str, list[str]]]:
    """The words that the machine found each claim in; those that a person added have none."""
    found = Mention.objects.filter(claim__in=claims).order_by("claim", "pk").distinct("claim")
    rows = found.values_list("claim", "backend", "quote", "signs")
    return {claim: (quote, signs) for claim, backend, quote, signs in rows if backend}


def _worth(claims: Sequence[int]) -> dict[int, bool]:
    """Of the dismissed ones: whether it was for their worth."""
    found = Event.objects.filter(claim__in=claims, action="dismiss").order_by("claim", "-pk").distinct("claim")
    return {claim: is_for_worth(note, data) for claim, note, data in found.values_list("claim", "note", "data")}


def is_for_worth(note: str, data: dict[str, Any]) -> bool:
    """Where only words say why, they count unless they tell of a duplicate."""
    if "because" in data:
        return data["because"] in OF_WORTH
    return not TWICE.search(note.lower())


def _is_good(state: str, acts: set[str], for_worth: bool) -> bool | None:
    if state == State.DISMISSED:
        return False if for_worth else None
    return True if acts & GOOD and state not in (State.NEW, State.MERGED) else None


def example(quote: str, signs: Sequence[str], good: bool, group: str) -> Example:
    """Older mentions have no signs stored; their words alone show most of them."""
    return Example(frozenset(signs or worthiness(quote).signs), terms_of(quote), good, group)
