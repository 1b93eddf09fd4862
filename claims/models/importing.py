"""Runs of importing. These rows, not messages, are the record of what is due."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from claims.models.article import Article, Raw, Revision
from claims.models.outlet import Feed


class Import(models.Model):
    """One run over a feed or an upload."""

    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, blank=True, related_name="imports")
    label = models.CharField(max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    started_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Import {self.pk}: {self.label}"


class ImportItem(models.Model):
    """One file of an import: waiting, then with an outcome and its reason."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting"
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        UNCHANGED = "unchanged", "Unchanged"
        FAILED = "failed", "Failed"
        QUARANTINED = "quarantined", "Quarantined"

    run = models.ForeignKey(Import, models.CASCADE, related_name="items")
    name = models.CharField(max_length=1000)
    address = models.CharField(max_length=2000)
    raw = models.ForeignKey(Raw, models.PROTECT, related_name="items", null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    reason = models.CharField(max_length=400, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # counted before the work
    due_at = models.DateTimeField(db_default=Now())  # when the sweeper may wake somebody for it
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="import_items")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="import_items")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "address"], name="import_item_once"),
            models.CheckConstraint(
                condition=Q(outcome="waiting") | Q(finished_at__isnull=False), name="import_item_finished"
            ),
        ]
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(outcome="waiting"), name="import_item_due")]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """That a revision's claims are to be found, or were. Made with the revision, in one transaction."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="reading")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True)  # why it was given up
    backend = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(done_at__isnull=True), name="reading_due")]

    def __str__(self) -> str:
        return f"Reading of {self.revision_id}"


class WatchedFile(models.Model):
    """What a watched folder's file looked like when it was last seen."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="files")
    name = models.CharField(max_length=1000)
    size = models.BigIntegerField()
    modified_ns = models.BigIntegerField()
    seen_at = models.DateTimeField(db_default=Now())  # since when it looks like this
    taken = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "name"], name="watched_file_once")]

    def __str__(self) -> str:
        return self.name


class Pulse(models.Model):
    """When a standing job last ran, by the database's clock."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name
