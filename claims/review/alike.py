"""Claims that another claim might join."""

from django.db.models import Q

from claims.models import Claim
from claims.states import OPEN, State

SHOWN = 8


def with_words(words: str, *, but: Claim) -> list[Claim]:
    """Claims that have all the words, the most pressing first."""
    claims = Claim.objects.filter(state__in=[*OPEN, State.PUBLISHED]).exclude(pk=but.pk)
    for word in words.replace("\0", "").split()[:8]:
        claims = claims.filter(Q(wording__icontains=word) | Q(claimant__icontains=word))
    return list(claims.order_by("-priority", "pk")[:SHOWN])
