"""What reviewers did for a claim besides attaching passages, and what the machine proposes to them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from claims.models.article import Revision
from claims.models.claim import Claim, Mention, Span
from claims.models.evidence import Evidence, Stance


class Tried(models.Model):
    """A search that was made for a claim, also where it found nothing."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="tried")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    place = models.CharField(max_length=200)  # "the desk", "court register", "web"
    words = models.CharField(max_length=400)
    nothing = models.BooleanField("found nothing", default=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.words} ({self.place})"


class Contact(models.Model):
    """That the claimant, or somebody who knows, was asked; by when an answer is wanted, and what it was."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="contacts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    whom = models.CharField(max_length=200)
    way = models.CharField(max_length=60, blank=True)  # "telephone", "mail"
    question = models.TextField()
    asked_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # answered, or no longer waited for

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["due_at"], condition=Q(closed_at__isnull=True), name="contact_due")]

    def __str__(self) -> str:
        return f"{self.whom} asked"


class Conflict(models.Model):
    """Two mentions that cannot both hold, as a person marked them."""

    one = models.ForeignKey(Mention, models.PROTECT, related_name="+")
    other = models.ForeignKey(Mention, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(db_default=Now())
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_because = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(settled_at__isnull=True), name="open_conflict_once"
            ),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="conflict_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one} against {self.other}"


class Suggestion(Span):
    """A passage that the machine proposes for a claim; evidence only when a person accepts it."""

    class Decision(models.TextChoices):
        OPEN = "", "waits"
        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="suggestions")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="suggestions")
    stance = models.CharField(max_length=12, choices=Stance.choices, blank=True)  # "" where the machine can not say
    why = models.CharField(max_length=400)
    backend = models.CharField(max_length=120)
    score = models.FloatField(default=0)
    made_at = models.DateTimeField(db_default=Now())
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")  # what it became

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "revision", "start", "end"], name="suggestion_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="suggestion_not_empty"),
        ]
