from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower, Now


class Outlet(models.Model):
    """A publisher."""

    name = models.CharField(max_length=200)
    domain = models.CharField(max_length=253, blank=True, help_text="For example ledger.example")
    aliases = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, help_text="Other names, parted by commas"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="outlet_name_once"),
            models.UniqueConstraint(Lower("domain"), condition=~Q(domain=""), name="outlet_domain_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Purpose(models.TextChoices):
    CHECK = "check", "To check"  # its claims are found and queued
    REFERENCE = "reference", "Reference"  # searchable as evidence, nothing is queued


class Feed(models.Model):
    """A place that articles are imported from on a schedule."""

    class Kind(models.TextChoices):
        FEED = "feed", "Feed (RSS, Atom, JSON Feed)"
        SITEMAP = "sitemap", "News sitemap"
        LINKS = "links", "Page of links"
        PAGE = "page", "Single page, watched for changes"
        FOLDER = "folder", "Folder of files"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.FEED)
    location = models.CharField(
        "address", max_length=1000, unique=True, help_text="A web address, or a folder's path on the workers' machine"
    )
    host = models.CharField(
        max_length=260, blank=True, db_default="", editable=False
    )  # of a web address; its requests take turns
    selector = models.CharField(
        max_length=300,
        blank=True,
        db_default="",
        help_text="Of a page of links: which of them, as a CSS selector (h2 a)",
    )
    outlet = models.ForeignKey(
        Outlet, models.PROTECT, null=True, blank=True, related_name="feeds", help_text="If all its articles are of one"
    )
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.CHECK, db_default=Purpose.CHECK)
    is_active = models.BooleanField("active", default=True)
    every = models.DurationField("looked at every", default=timedelta(minutes=15))
    adapts = models.BooleanField(
        "finds its own pace", default=True, db_default=True, help_text="By how often something new appears"
    )
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    due_at = models.DateTimeField(db_default=Now(), db_index=True, editable=False)
    looked_at = models.DateTimeField(null=True, editable=False)
    # What the last answers said.
    etag = models.CharField(max_length=400, blank=True, db_default="", editable=False)
    modified = models.CharField(max_length=100, blank=True, db_default="", editable=False)
    digest = models.CharField(
        max_length=64, blank=True, db_default="", editable=False
    )  # of the bytes that were last understood
    title = models.CharField(max_length=400, blank=True, db_default="", editable=False)
    home = models.CharField(
        max_length=260, blank=True, db_default="", editable=False
    )  # the domain it said it belongs to
    moved_to = models.CharField(max_length=1000, blank=True, db_default="", editable=False)  # until a curator follows
    held = models.CharField(
        max_length=400, blank=True, db_default="", editable=False
    )  # why what is new waits for a curator
    # Health.
    succeeded_at = models.DateTimeField(null=True, editable=False)
    brought_at = models.DateTimeField(null=True, editable=False)  # when something new last appeared
    usual_gap = models.DurationField(null=True, editable=False)  # between new things, as it mostly is
    failures = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)  # in a row
    problem = models.CharField(max_length=400, blank=True, editable=False)
    problem_code = models.CharField(max_length=40, blank=True, db_default="", editable=False)
    notes = models.JSONField(
        default=list, db_default=Value([], models.JSONField()), editable=False
    )  # what was odd about it and read all the same

    topic = models.ForeignKey("Topic", models.SET_NULL, null=True, blank=True, related_name="feeds")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind="folder") | ~Q(host=""), name="feed_of_the_web_has_a_host"),
        ]
        indexes = [
            models.Index(fields=["host", "due_at"], condition=Q(is_active=True) & ~Q(host=""), name="feed_of_host_due"),
        ]

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """One thing that a feed has shown: known again by its address, else its guid, else its content."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="entries")
    key = models.CharField(max_length=64)  # a digest of what it is known by
    content = models.CharField(max_length=64)  # a digest of what it said; another one means: look again
    first_seen = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="entry_once")]
        indexes = [models.Index(fields=["feed", "-first_seen"], name="entry_newest")]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.key[:12]


class Host(models.Model):
    """A site's turn-taking: one request at a time, none before `next_at`. All by the database's clock."""

    name = models.CharField(max_length=260, primary_key=True)  # with its port where that is not the usual one
    token = models.BigIntegerField(default=0)  # who holds it: a later holder has a higher one
    busy_until = models.DateTimeField(db_default=Now())
    next_at = models.DateTimeField(db_default=Now())
    robots = models.TextField(blank=True)
    robots_status = models.PositiveSmallIntegerField(default=0)  # 0: never asked, or no answer
    robots_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
