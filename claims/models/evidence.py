from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from claims.models.article import Revision
from claims.models.claim import Claim, Span


class Stance(models.TextChoices):
    SUPPORTS = "supports", "Supports"
    CONTRADICTS = "contradicts", "Contradicts"
    CONTEXT = "context", "Context"


class Evidence(Span):
    """A passage attached to a claim with a stance. A removed one keeps its row and its number."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField()  # the [n] of the rationale
    stance = models.CharField(max_length=12, choices=Stance.choices)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(db_default=Now())
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="evidence_number_once"),
            models.UniqueConstraint(
                fields=["claim", "revision", "start", "end"],
                condition=Q(removed_at__isnull=True),
                name="evidence_passage_once",
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="evidence_not_empty"),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="evidence_stance_known"),
        ]
