"""Which texts stem from one source."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now

from claims.models.article import Article, Revision


class Origin(models.Model):
    """The independent source behind copies: however many outlets carry a text, it is one."""

    head = models.OneToOneField(Article, models.PROTECT, related_name="+")  # the earliest that is known
    name = models.CharField(max_length=200, blank=True)  # an agency, where a credit line names one
    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name or f"Origin {self.pk}"


class Sketch(models.Model):
    """What a revision's text is found again by when another outlet carries it."""

    revision = models.OneToOneField(Revision, models.CASCADE, related_name="sketch")
    keys = ArrayField(models.BigIntegerField(), default=list)
    words = models.PositiveIntegerField(default=0)

    class Meta:
        # Not put off: a look-up of a hundred keys would read all that waits a hundred times.
        indexes = [GinIndex(fields=["keys"], name="sketch_keys", fastupdate=False)]

    def __str__(self) -> str:
        return f"Sketch of {self.revision_id}"
