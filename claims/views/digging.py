"""What the claim's page shows of searches, questions and conflicts, and what its forms for changing it choose from."""

from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects
from django.utils import timezone

from claims.access import may_read_desk, may_review
from claims.models import Claim, Claimant, Conflict, Contact, Kind, Story, Topic, Tried
from claims.review import alike, conflicts, trying
from claims.search.similar import Similar, similar
from claims.states import OPEN
from claims.views.desk import DeskRequest

OFFERED = 200  # stories, the newest; claimants
FORMS = ("part", "placing", "conflict", "merger")


class Asked(NamedTuple):
    contact: Contact
    late: bool  # an answer should have come

    @property
    def typed(self) -> str:
        """The name of its form, by which typed text stays."""
        return f"answer-{self.contact.pk}"


class Marked(NamedTuple):
    conflict: Conflict

    @property
    def typed(self) -> str:
        return f"settlement-{self.conflict.pk}"


def around(request: DeskRequest, claim: Claim, *, holds: bool, form: str) -> dict[str, Any]:
    """`form` is the one that was refused, if any: it stays open."""
    person, changing = request.user, "edit" in request.GET or form in FORMS
    marked = list(conflicts.of(claim)) if claim.conflicts or changing else []
    return {
        "kinds": Kind.choices,
        "searches": list(Tried.objects.filter(claim=claim).select_related("by")),
        "questions": questions(claim),
        "search_place": trying.HERE,
        "conflicts": [Marked(each) for each in sorted(marked, key=lambda each: each.settled_at is not None)],
        "changing": changing,
        "may_review": may_review(person),
        "may_part": may_read_desk(person) and claim.state in OPEN,
        "claimants": list(Claimant.objects.values_list("name", flat=True)[:OFFERED]) if holds else [],
        **(offered(claim) if changing else {}),
    }


def questions(claim: Claim) -> list[Asked]:
    now = timezone.now()
    found = Contact.objects.filter(claim=claim).select_related("by")
    return [Asked(each, bool(not each.closed_at and each.due_at and each.due_at < now)) for each in found]


def offered(claim: Claim) -> dict[str, Any]:
    """Asked for only where the forms are shown."""
    return {
        "story_choices": list(Story.objects.order_by("-pk")[:OFFERED]),
        "topic_choices": list(Topic.objects.all()),
        "conflict_choices": list(conflicts.choices(claim)),
        "choices": near(similar(claim.wording, but=claim)),
    }


def with_words(words: str, claim: Claim) -> list[Similar]:
    """For words that are in too many claims, or parts of words: those that have all of them."""
    return near([Similar(each, 0, ()) for each in alike.with_words(words, but=claim)])


def near(found: list[Similar]) -> list[Similar]:
    """With the places of each, so that they can be told apart; their texts stay where they are."""
    prefetch_related_objects([each.claim for each in found], "mentions")
    return found
