"""Colleagues and claimants by their name, a part of it, or nearly so."""

from typing import NamedTuple

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Q
from django.db.models.functions import Greatest

from claims.models import Claim, Claimant, ClaimantName, Person
from claims.states import OPEN
from claims.text.names import folded

LIKE = 0.5  # of the letters typed, in threes


class Colleague(NamedTuple):
    person: Person
    claims: list[Claim]  # that are theirs and open


def colleagues(words: str, most: int) -> list[Colleague]:
    near = Greatest(TrigramWordSimilarity(words, "name"), TrigramWordSimilarity(words, "username"))
    typed = Q(near__gte=LIKE) | Q(name__unaccent__icontains=words) | Q(username__icontains=words)
    people = Person.objects.filter(is_active=True).annotate(near=near).filter(typed)
    found = list(people.order_by("-near", "name")[:most])
    held: dict[int, list[Claim]] = {person.pk: [] for person in found}
    theirs = Claim.objects.filter(assignee__in=held, state__in=OPEN).order_by("-priority", "pk")
    for claim in theirs.only("wording", "assignee", "state")[:50]:
        held[claim.assignee_id or 0].append(claim)
    return [Colleague(person, held[person.pk][:3]) for person in found]


def claimants(words: str, most: int) -> list[Claimant]:
    """Under any of their names."""
    key = folded(words)
    names = ClaimantName.objects.filter(Q(folded__trigram_word_similar=key) | Q(folded__contains=key))
    order = names.annotate(near=TrigramWordSimilarity(key, F("folded"))).order_by("-near", "name")
    pks = list(dict.fromkeys(order.values_list("claimant", flat=True)[: 5 * most]))[:most]
    found = Claimant.objects.in_bulk(pks)
    return [found[pk] for pk in pks]
