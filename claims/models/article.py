"""What was imported, for ever as it was."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now

from claims.models.outlet import Feed, Outlet, Purpose


class Raw(models.Model):
    """Bytes as they came, kept once each; written before anybody tries to read them."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "raw bytes"

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.size} bytes)"


class Article(models.Model):
    """One piece of journalism at one address, or one file."""

    address = models.CharField(max_length=2000, unique=True, help_text="A web address, or file: and the file's name")
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="articles")
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, blank=True, related_name="articles")
    current = models.OneToOneField(
        "Revision", models.PROTECT, null=True, blank=True, related_name="current_of", editable=False
    )
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.CHECK, db_default=Purpose.CHECK)
    origin = models.ForeignKey(
        "Origin", models.SET_NULL, null=True, blank=True, related_name="articles", editable=False
    )  # null: it copies nothing and nobody copies it
    origin_share = models.FloatField(null=True, editable=False)  # of its text that stands in the origin's, 0 to 1
    gone_at = models.DateTimeField(null=True, editable=False)  # since when its address holds it no more
    gone_because = models.CharField(max_length=400, blank=True, db_default="", editable=False)
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.current.title if self.current else self.address


class Alias(models.Model):
    """Another address that led to an article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="aliases")
    address = models.CharField(max_length=2000, unique=True)

    class Meta:
        verbose_name_plural = "aliases"

    def __str__(self) -> str:
        return self.address


class Revision(models.Model):
    """One immutable capture. Every offset counts code points of `text`."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    raw = models.ForeignKey(Raw, models.PROTECT, related_name="revisions")
    fetched_at = models.DateTimeField(db_default=Now())
    title = models.TextField()
    byline = models.JSONField(default=list)  # [{"name", "kind"}]
    published_on = models.DateField(null=True)
    published_origin = models.CharField(max_length=60, blank=True)  # where the date was read
    dates = models.JSONField(default=list)  # every date found: {"value", "origin", "taken", "note"}
    updated_on = models.DateField(null=True)
    updated_origin = models.CharField(max_length=60, blank=True, db_default="")
    section = models.CharField(max_length=200, blank=True, db_default="")
    note_code = models.CharField(
        max_length=20, blank=True, db_default=""
    )  # "paywall": the text may be a part of the article
    note = models.CharField(max_length=400, blank=True, db_default="")
    flags = models.JSONField(
        default=list, db_default=Value([], models.JSONField())
    )  # what a reviewer should know: "hidden_text", "addresses_machine"
    fetched_from = models.CharField(max_length=2000, blank=True, db_default="")  # where redirects led
    language = models.CharField(max_length=12, blank=True)
    text = models.TextField()
    text_rules = models.PositiveSmallIntegerField()  # the version of the rule that made `text`
    sentences = models.JSONField(default=list)  # [[start, end]]
    removed = models.JSONField(default=list)  # what was left out: {"text", "why"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (revision {self.number})"

    @property
    def byline_names(self) -> str:
        return ", ".join(author["name"] for author in self.byline)


class Passage(models.Model):
    """One paragraph of a revision, for searching."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    words = models.GeneratedField(
        expression=SearchVector(F("text"), config="desk"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "start"], name="passage_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passage_not_empty"),
        ]
        indexes = [GinIndex(fields=["words"], name="passage_words")]

    def __str__(self) -> str:
        return self.text[:60]
