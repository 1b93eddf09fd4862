"""What the claim's page shows of who holds it, besides the hold itself."""

from typing import Any

from django.db.models import QuerySet

from claims.access import may, may_review
from claims.models import Claim, Lease, Person
from claims.review import lost
from claims.states import Role


def around(person: Person, claim: Claim, lease: Lease | None) -> dict[str, Any]:
    may_give = lease is not None and may(person, "hand over", claim)
    return {
        "lost_texts": list(lost.open_of(person, claim)) if may_review(person) else [],
        "takers": list(takers(lease)) if lease and may_give else [],
    }


def takers(lease: Lease) -> QuerySet[Person]:
    """Who could go on with it."""
    found = Person.objects.filter(is_active=True, roles__overlap=[Role.REVIEWER, Role.SENIOR])
    return found.exclude(pk=lease.holder_id).order_by("name")
