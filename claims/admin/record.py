"""Claims and what was found about them. All of it changes only through the desk itself."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest

from claims.access import may_review
from claims.admin.base import ReadOnly
from claims.models import Claim, Event, Evidence, Mention, Person, Publication, Retraction, SignOff, Verdict
from claims.review import blind


class Covered(ReadOnly):
    """Not listed to who could give a blind second verdict on its claim, until that is given."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows, person = super().get_queryset(request), request.user
        assert isinstance(person, Person)
        return rows.exclude(blind.sealed(person, claim=OuterRef("claim"))) if may_review(person) else rows


@admin.register(Claim)
class ClaimAdmin(ReadOnly):
    list_display = ["wording", "state", "kind", "claimant", "priority", "assignee", "by_hand", "changed_at"]
    list_filter = ["state", "kind", "by_hand", "assignee"]
    list_select_related = ["assignee"]
    search_fields = ["wording", "claimant"]
    date_hierarchy = "added_at"
    ordering = ["-id"]


@admin.register(Mention)
class MentionAdmin(ReadOnly):
    list_display = ["quote", "claim", "claimant", "manner", "backend"]
    list_filter = ["manner", "backend"]
    list_select_related = ["claim"]
    search_fields = ["quote", "claimant"]
    ordering = ["-id"]


@admin.register(Evidence)
class EvidenceAdmin(Covered):
    list_display = ["quote", "claim", "number", "stance", "attached_by", "attached_at", "removed_at"]
    list_filter = ["stance", "attached_by"]
    list_select_related = ["claim", "attached_by"]
    search_fields = ["quote", "note", "claim__wording"]
    ordering = ["-id"]


@admin.register(Verdict)
class VerdictAdmin(Covered):
    list_display = ["claim", "number", "rating", "standing", "proposed_by", "proposed_at"]
    list_filter = ["standing", "proposed_by"]
    list_select_related = ["claim", "rating", "proposed_by"]
    search_fields = ["claim__wording", "rationale"]
    ordering = ["-id"]


@admin.register(SignOff)
class SignOffAdmin(ReadOnly):
    list_display = ["verdict", "decision", "by", "note", "at"]
    list_filter = ["decision", "by"]
    list_select_related = ["verdict__rating", "by"]
    search_fields = ["verdict__claim__wording", "note"]
    ordering = ["-id"]


@admin.register(Publication)
class PublicationAdmin(ReadOnly):
    list_display = ["claim", "number", "published_by", "published_at", "public_note"]
    list_filter = ["published_at", "published_by"]
    list_select_related = ["claim", "published_by"]
    search_fields = ["claim__wording", "public_note"]
    ordering = ["-id"]


@admin.register(Retraction)
class RetractionAdmin(ReadOnly):
    list_display = ["claim", "public_note", "asked_by", "asked_at", "confirmed_by", "confirmed_at", "declined_by"]
    list_select_related = ["claim", "asked_by", "confirmed_by", "declined_by"]
    search_fields = ["claim__wording", "public_note"]
    ordering = ["-id"]


@admin.register(Event)
class EventAdmin(Covered):
    list_display = ["at", "action", "claim", "before", "after", "by", "note"]
    list_display_links = ["at", "action"]
    list_filter = ["action", "by"]
    list_select_related = ["claim", "by"]
    search_fields = ["claim__wording", "note"]
    date_hierarchy = "at"
    ordering = ["-id"]
