from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now

from claims.models.claim import Claim


class Scale(models.Model):
    """A rating scale. A changed scale is a new version; ratings given under an old one stay as they were."""

    slug = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=80)
    is_active = models.BooleanField("offered", default=True)

    class Meta:
        ordering = ["slug", "-version"]
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="scale_version_once")]

    def __str__(self) -> str:
        return f"{self.name} (version {self.version})"


class Rating(models.Model):
    scale = models.ForeignKey(Scale, models.PROTECT, related_name="ratings")
    slug = models.SlugField(max_length=40)
    label = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    value = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty for a rating off the scale")
    definition = models.TextField()

    class Meta:
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "slug"], name="rating_slug_once"),
            models.UniqueConstraint(fields=["scale", "position"], name="rating_position_once"),
            models.UniqueConstraint(fields=["scale", "value"], name="rating_value_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Lease(models.Model):
    """An exclusive, expiring hold. Its id is the fencing token: each new lease has a higher one."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="lease")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="leases")
    expires_at = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.holder} holds claim {self.claim_id}"


class Draft(models.Model):
    """What the holder is writing; outlives leases, is never a verdict."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="draft")
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True)
    rationale = models.TextField(blank=True)
    public_note = models.TextField(blank=True)  # what a correction tells readers
    answers: Any = models.JSONField(
        default=dict, db_default=Value({}, models.JSONField())
    )  # what is said where something the gate asks for can not be had (review/gate.py)
    version = models.PositiveIntegerField(default=1)
    page = models.CharField(max_length=32, blank=True, db_default="")  # the open page that saved it last
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"Draft for claim {self.claim_id}"


class Verdict(models.Model):
    """A proposed finding, frozen at submission: only `standing` ever changes."""

    class Standing(models.TextChoices):
        SUBMITTED = "submitted", "waits for sign-off"
        SIGNED = "signed", "signed"
        RETURNED = "returned", "returned"
        VOID = "void", "signature void"
        PUBLISHED = "published", "published"
        REPLACED = "replaced", "replaced by a correction"
        RETRACTED = "retracted", "retracted"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts")
    number = models.PositiveSmallIntegerField()
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="+")
    rationale = models.TextField()
    public_note = models.TextField(blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="verdicts")
    proposed_at = models.DateTimeField(db_default=Now())
    frozen = models.JSONField()  # wording, rating, rationale and evidence as they stood
    digest = models.CharField(max_length=64)  # of `frozen`; what a signature covers
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.SUBMITTED)

    class Meta:
        ordering = ["claim", "number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="verdict_number_once"),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(standing__in=["submitted", "signed"]), name="one_open_verdict"
            ),
            models.UniqueConstraint(fields=["claim"], condition=Q(standing="published"), name="one_published_verdict"),
            models.CheckConstraint(condition=~Q(rationale=""), name="verdict_has_rationale"),
        ]
        indexes = [models.Index(fields=["proposed_at"], name="verdict_proposed")]

    def __str__(self) -> str:
        return f"Verdict {self.number}: {self.rating}"


class SignOff(models.Model):
    """A second person's decision on a verdict. The database refuses the proposer's own (see migrations)."""

    class Decision(models.TextChoices):
        SIGNED = "signed", "signed"
        RETURNED = "returned", "returned"

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="sign_offs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decision = models.CharField(max_length=12, choices=Decision.choices)
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["verdict"], name="one_decision_a_verdict"),
            models.CheckConstraint(condition=Q(decision="signed") | ~Q(note=""), name="returned_with_a_note"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} by {self.by}"


class Publication(models.Model):
    """What the public sees of a signed verdict; a correction adds the next one."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="publications")
    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="publication")
    number = models.PositiveSmallIntegerField()
    frozen = models.JSONField()  # all that the page shows
    public_note = models.TextField(blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-published_at"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="publication_number_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(public_note=""), name="correction_has_public_note"),
        ]

    def __str__(self) -> str:
        return f"Publication {self.number} of claim {self.claim_id}"


class Retraction(models.Model):
    """Asked for by one senior, in force once a second one confirmed it."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="retractions")
    public_note = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(declined_by__isnull=True), name="one_retraction_a_claim"
            ),
            models.CheckConstraint(condition=~Q(confirmed_by=F("asked_by")), name="retraction_by_two"),
            models.CheckConstraint(condition=~Q(public_note=""), name="retraction_has_public_note"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(declined_by__isnull=True), name="confirmed_or_declined"
            ),
        ]

    def __str__(self) -> str:
        return f"Retraction of claim {self.claim_id}"
