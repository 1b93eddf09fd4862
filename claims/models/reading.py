"""How articles are read: the weights in use, what an outside backend answered, and whose names are one claimant."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from claims.models.article import Revision


class Weighing(models.Model):
    """What each reason weighs in the ranking: set by a person, or learned from the desk's decisions. Never changed."""

    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # null: learned
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # null: the built-in weights
    weights: Any = models.JSONField()  # {"start", "reasons": {code: weight}, "terms": {term: weight}}
    budget = models.PositiveSmallIntegerField(default=12)  # claims of one article
    effect: Any = models.JSONField(default=dict)  # of a learned one: what it was measured to do on held-back decisions

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(budget__gte=1, budget__lte=200), name="weighing_budget_range"),
        ]

    def __str__(self) -> str:
        return f"Weights {self.pk}"


class WeighingUse(models.Model):
    """Which weights are in use from then on: the last row holds."""

    weighing = models.ForeignKey(Weighing, models.PROTECT, null=True, related_name="uses")  # null: the built-in ones
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # null: the desk
    why = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.weighing or 'The built-in weights'} from {self.at}"


class Rescoring(models.Model):
    """Claims that nobody looked at yet get the scores of the weights now in use, some at a time, the newest first."""

    use = models.OneToOneField(WeighingUse, models.PROTECT, related_name="rescoring")
    below = models.BigIntegerField(default=2**63 - 1)  # the claims from this one on have theirs
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(done_at__isnull=True), name="rescoring_due")]

    def __str__(self) -> str:
        return f"Scores by {self.use}"


class Answer(models.Model):
    """What an outside backend said of one input: asked for once, kept, and charged to the day it was last asked."""

    backend = models.CharField(max_length=120)  # its name and version
    input_hash = models.CharField(max_length=64)  # SHA-256 of all that was sent
    reading = models.ForeignKey("Reading", models.SET_NULL, null=True, related_name="answers")  # who waits for it
    attempts = models.PositiveSmallIntegerField(default=0)
    wanted_at = models.DateTimeField(db_default=Now())  # since when somebody waits for it
    due_at = models.DateTimeField(db_default=Now())
    asked_at = models.DateTimeField(null=True)  # the last time
    held_until = models.DateTimeField(null=True)  # whoever asks now has answered or is dead by then
    done_at = models.DateTimeField(null=True)
    body: Any = models.JSONField(null=True)  # null: none came, and `problem` says why
    code = models.CharField(max_length=40, blank=True)
    problem = models.CharField(max_length=400, blank=True)
    tokens = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=6, default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["backend", "input_hash"], name="answer_once")]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(done_at__isnull=True), name="answer_due"),
            models.Index(fields=["asked_at"], name="answer_asked"),
        ]

    def __str__(self) -> str:
        return f"Answer of {self.backend}"


class Claimant(models.Model):
    """Somebody who says things, under all the names that articles give them."""

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        BODY = "body", "Body"
        GROUP = "group", "Group of people"
        ANONYMOUS = "anonymous", "Anonymous"

    name = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.BODY)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ClaimantName(models.Model):
    """One more name of a claimant."""

    claimant = models.ForeignKey(Claimant, models.CASCADE, related_name="names")
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, unique=True, editable=False)  # as names are compared

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class NameProposal(models.Model):
    """Two names that an article gives one body ("the Harbour Board, or HB"): joined when a curator says so."""

    name = models.CharField(max_length=300)
    other = models.CharField(max_length=300)
    pair = models.CharField(max_length=620, unique=True, editable=False)  # both, folded and in order
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    found_at = models.DateTimeField(db_default=Now())
    accepted = models.BooleanField(null=True)  # null: nobody decided yet
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted__isnull=True, decided_at__isnull=True)
                | Q(accepted__isnull=False, decided_at__isnull=False),
                name="name_proposal_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.other}"
