"""Claims that another claim might join."""

from django.db.models import Q

from claims.models import Claim
from claims.states import OPEN, State
from claims.text.oddities import spellings

SHOWN = 8


def says(word: str) -> Q:
    found = Q()
    for each in spellings(word):
        found |= Q(wording__icontains=each) | Q(claimant__icontains=each)
    return found


def with_words(words: str, *, but: Claim) -> list[Claim]:
    """Claims that have all the words, the most pressing first."""
    claims = Claim.objects.filter(state__in=[*OPEN, State.PUBLISHED]).exclude(pk=but.pk)
    for word in words.replace("\0", "").split()[:8]:
        claims = claims.filter(says(word))
    return list(claims.order_by("-priority", "pk")[:SHOWN])
