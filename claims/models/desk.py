"""What people at the desk leave for one another and for themselves: views, presence, drafts that lost their hold."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from claims.models.claim import Claim
from claims.models.verdict import Rating


class SavedView(models.Model):
    """An address of the queue under a name, for oneself or for the whole desk."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=1000, blank=True)  # the query string of the queue
    shared = models.BooleanField(default=False)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_view_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """That somebody has a claim's page open; lives as long as it is renewed."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "person"], name="presence_once")]
        indexes = [models.Index(fields=["seen_at"], name="presence_age")]

    def __str__(self) -> str:
        return f"{self.person} looks at claim {self.claim_id}"


class LostDraft(models.Model):
    """What somebody wrote and could not save, because the hold or the draft was another's by then."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="lost_drafts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, models.PROTECT, null=True)
    rationale = models.TextField(blank=True)
    public_note = models.TextField(blank=True)
    began: Any = models.JSONField(default=dict)  # the draft as it was when they began: {"rating", "rationale", ...}
    why = models.CharField(max_length=400, blank=True)
    page = models.CharField(max_length=32, blank=True)  # the open page that it was written on
    made_at = models.DateTimeField(db_default=Now())
    settled_at = models.DateTimeField(null=True)  # taken over or put away by its writer

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "claim", "page"], condition=Q(settled_at__isnull=True), name="one_lost_draft_open"
            )
        ]

    def __str__(self) -> str:
        return f"Text of {self.person} for claim {self.claim_id}"


class SentForm(models.Model):
    """A form that was sent and did its work: the same one sent again is answered alike and does nothing."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    path = models.CharField(max_length=300)
    answer: Any = models.JSONField(default=dict)  # as it was answered: {"status", "headers", "body"}
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="form_sent_once")]
        indexes = [models.Index(fields=["at"], name="sent_form_age")]

    def __str__(self) -> str:
        return self.path
