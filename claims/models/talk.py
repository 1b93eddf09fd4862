"""What colleagues say to one another about a claim, who is told of it, and second verdicts given blind."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from claims.models.claim import Claim, Event
from claims.models.evidence import Evidence
from claims.models.verdict import Rating, Verdict


class Comment(models.Model):
    """Said on a claim, on one of its passages, or on words of a rationale."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="comments")
    passage = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="comments")
    verdict = models.ForeignKey(Verdict, models.PROTECT, null=True, related_name="comments")
    quote = models.TextField(blank=True)  # the words of the rationale that it is about
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_not_empty")]

    def __str__(self) -> str:
        return self.text[:60]


class Notification(models.Model):
    """That something happened which concerns a person."""

    class Kind(models.TextChoices):
        CALLED = "called", "called you"
        ANSWERED = "answered", "answered you"
        RETURNED = "returned", "returned your verdict"
        SIGNED = "signed", "signed your verdict"
        GIVEN = "given", "handed you a claim"
        LOST = "lost", "took over your claim"
        DUE = "due", "is due"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    comment = models.ForeignKey(Comment, models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # null: the desk
    at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "comment"], name="told_of_comment_once"),
            models.UniqueConstraint(fields=["person", "event"], name="told_of_event_once"),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], condition=Q(read_at__isnull=True), name="notification_unread"),
            models.Index(fields=["person", "-id"], name="notification_list"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.claim_id})"


class BlindVerdict(models.Model):
    """A second finding on the same evidence, given without sight of the first; never published.

    Settled without having been given, it was waived.
    """

    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="blind")
    because = models.CharField(max_length=200)  # why this one was chosen: "sampled", "high risk: an accusation"
    asked_at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, related_name="+")
    rationale = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_note = models.TextField(blank=True)  # what is said where the two differ, or why it was waived
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | Q(by__isnull=False, rating__isnull=False), name="blind_given_whole"
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("by")), name="blind_settled_by_another"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_note="")),
                name="blind_settled_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"Blind verdict beside {self.verdict}"
