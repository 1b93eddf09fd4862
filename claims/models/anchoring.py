"""Where a span stands in a later revision. The span itself never moves."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from claims.models.article import Revision
from claims.models.claim import Claim, Mention
from claims.models.evidence import Evidence


class Anchoring(models.Model):
    """One span of evidence, or one mention, looked for in one later revision of its article."""

    class Status(models.TextChoices):
        EXACT = "exact", "Unchanged"
        RESTYLED = "restyled", "Quote marks or blanks changed"
        MOVED = "moved", "Moved"
        EDITED = "edited", "Words changed"
        AMBIGUOUS = "ambiguous", "Stands in several places"
        ORPHANED = "orphaned", "Gone from the text"

    class Decision(models.TextChoices):
        STANDS = "stands", "Still says it"
        HISTORICAL = "historical", "Kept as it was said then"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="anchorings")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="anchorings")
    mention = models.ForeignKey(Mention, models.PROTECT, null=True, related_name="anchorings")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="anchorings")  # the later one
    status = models.CharField(max_length=10, choices=Status.choices)
    start = models.PositiveIntegerField(null=True)  # null where no place is sure
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField(blank=True)  # the later text there
    score = models.FloatField(default=0)
    grave = models.BooleanField(default=False, db_default=False)  # figures, names or a negation changed
    candidates = models.JSONField(default=list)  # [[start, end]] for a person to choose from
    made_at = models.DateTimeField(db_default=Now())
    decision = models.CharField(max_length=12, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "revision"], name="anchoring_of_evidence_once"),
            models.UniqueConstraint(fields=["mention", "revision"], name="anchoring_of_mention_once"),
            models.CheckConstraint(
                condition=Q(evidence__isnull=False, mention__isnull=True)
                | Q(evidence__isnull=True, mention__isnull=False),
                name="anchoring_of_one",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["ambiguous", "orphaned"], start__isnull=True, end__isnull=True)
                | Q(status__in=["exact", "restyled", "moved", "edited"], end__gt=F("start")),
                name="anchoring_placed_or_not",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-grave", "-id"],
                condition=Q(status__in=["edited", "ambiguous", "orphaned"], decision=""),
                name="anchoring_undecided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} in revision {self.revision_id}"
