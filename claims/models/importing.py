"""Runs of importing. These rows, not messages, are the record of what is due."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Now

from claims.models.article import Article, Raw, Revision
from claims.models.outlet import Feed, Purpose


class Import(models.Model):
    """One run over a feed or an upload."""

    class Way(models.TextChoices):
        FEED = "feed", "Feed"
        UPLOAD = "upload", "Upload"
        PASTED = "pasted", "Pasted text"
        ADDRESS = "address", "Address"
        API = "api", "API"
        COMMAND = "command", "Command line"
        AGAIN = "again", "Cited page looked at again"

    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, blank=True, related_name="imports")
    label = models.CharField(max_length=200)
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.FEED, db_default=Way.FEED)
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.CHECK, db_default=Purpose.CHECK)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    token = models.ForeignKey("ApiToken", models.PROTECT, null=True, blank=True, related_name="imports")
    claim = models.ForeignKey("Claim", models.SET_NULL, null=True, blank=True, related_name="+")  # added from its page
    started_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Import {self.pk}: {self.label}"


class ImportItem(models.Model):
    """One file or page of an import: waiting, then with an outcome and its reason. A page's bytes are fetched first."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting"
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        COPY = "copy", "Copy"
        UNCHANGED = "unchanged", "Unchanged"
        FAILED = "failed", "Failed"
        QUARANTINED = "quarantined", "Quarantined"

    run = models.ForeignKey(Import, models.CASCADE, related_name="items")
    name = models.CharField(max_length=1000)
    address = models.CharField(max_length=2000)
    raw = models.ForeignKey(Raw, models.PROTECT, related_name="items", null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    code = models.CharField(max_length=40, blank=True, db_default="")  # the reason in a word: "paywall", "http_404"
    reason = models.CharField(max_length=400, blank=True)
    host = models.CharField(max_length=260, blank=True, db_default="")  # whose turn it waits for; "" needs no network
    told: Any = models.JSONField(
        default=dict, db_default=Value({}, models.JSONField())
    )  # what the feed said of it: {"title", "published", "author", "language"}
    final_address = models.CharField(max_length=2000, blank=True, db_default="")  # where redirects led
    content_type = models.CharField(max_length=200, blank=True, db_default="")
    etag = models.CharField(max_length=400, blank=True, db_default="")
    modified = models.CharField(max_length=100, blank=True, db_default="")
    fetched_at = models.DateTimeField(null=True)
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
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(outcome="waiting"), name="import_item_due"),
            models.Index(
                fields=["host", "due_at"], condition=Q(outcome="waiting", raw__isnull=True), name="import_item_to_fetch"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """That a revision's claims are to be found, or were. Made with the revision, in one transaction."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="reading")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True)  # why it was given up
    backend = models.CharField(max_length=120, blank=True)  # who read it: a name and a version
    input_hash = models.CharField(max_length=64, blank=True, db_default="")  # SHA-256 of what it was given
    weighing = models.ForeignKey("Weighing", models.PROTECT, null=True, related_name="+")  # null: the built-in weights
    note = models.CharField(max_length=400, blank=True, db_default="")  # "not read yet: German", a backend that failed

    class Meta:
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(done_at__isnull=True), name="reading_due")]

    def __str__(self) -> str:
        return f"Reading of {self.revision_id}"


class Watch(models.Model):
    """A cited page that is looked at again while a claim rests on it, ever more rarely."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="watch")
    host = models.CharField(max_length=260)
    since = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(null=True)  # null: no claim rests on it any more
    looked_at = models.DateTimeField(null=True)
    etag = models.CharField(max_length=400, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["host", "due_at"], condition=Q(due_at__isnull=False), name="watch_due")]
        verbose_name_plural = "watches"

    def __str__(self) -> str:
        return f"Watch on {self.article_id}"


class Preview(models.Model):
    """A look at an address that somebody may want to import from: what a worker found there. Nothing is imported."""

    address = models.CharField(max_length=1000)
    kind = models.CharField(max_length=12, blank=True)  # a Feed.Kind, "" to find out
    selector = models.CharField(max_length=300, blank=True)
    host = models.CharField(max_length=260, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    found: Any = models.JSONField(default=dict)  # {"found": [...], "parsed": {...}, "requests": [...]}
    code = models.CharField(max_length=40, blank=True)
    problem = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(done_at__isnull=True), name="preview_due")]

    def __str__(self) -> str:
        return self.address


class ApiToken(models.Model):
    """Lets a program import, and nothing else. Only a digest of it is kept."""

    name = models.CharField(max_length=120, help_text="Which program or desk uses it")
    start = models.CharField(max_length=12, editable=False)  # its first letters, to tell it from others
    digest = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.CharField("imports as", max_length=10, choices=Purpose.choices, default=Purpose.CHECK)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "API token"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class ApiCall(models.Model):
    """An answered call with a key of the caller's: the same call again gets the same answer and does nothing."""

    token = models.ForeignKey(ApiToken, models.PROTECT, related_name="calls")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # of what was asked
    answer: Any = models.JSONField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="api_call_once")]

    def __str__(self) -> str:
        return self.key


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
