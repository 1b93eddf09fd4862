from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now

from claims.models.article import Article, Revision
from claims.models.keys import ClaimantKey
from claims.states import OPEN, WAITING, State


class Kind(models.TextChoices):
    QUANTITY = "quantity", "Quantity"
    EVENT = "event", "Event"
    POSITION = "position", "Position"
    QUOTE = "quote", "Quote"
    BACKGROUND = "background", "Background"


class Claim(models.Model):
    """One checkable statement, as a reviewer words it. Only workflow.py writes `state`."""

    wording = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.EVENT)
    claimant = models.CharField(max_length=300, blank=True)
    claimant_key = ClaimantKey(max_length=300, blank=True, db_default="", editable=False)
    said_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)
    version = models.PositiveIntegerField(default=1)
    score = models.PositiveSmallIntegerField(default=0)  # what the reading gave it, 0 to 1000
    found_because = models.JSONField(default=list)  # and why, in words
    priority = models.PositiveSmallIntegerField(default=0)  # the queue's order: the score and what people did since
    reasons = models.JSONField(default=list)  # why it stands where it stands, in words
    by_hand = models.BooleanField("found by hand", default=False)
    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="claims")  # where it was first found
    figures_said = models.CharField(max_length=200, blank=True)  # "12 killed": what the queue shows
    story = models.ForeignKey("Story", models.PROTECT, null=True, blank=True, related_name="claims")
    topic = models.ForeignKey("Topic", models.PROTECT, null=True, blank=True, related_name="claims")
    due_at = models.DateTimeField(null=True, blank=True)  # by when it is wanted
    snoozed_until = models.DateTimeField(null=True, blank=True)  # out of everybody's sight until then
    lift = models.SmallIntegerField(default=0, db_default=0)  # what a person adds to the priority, or takes away
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="assigned_claims"
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_claims")
    # Passages by stance, kept with each change of them, so that lists need not count.
    supports = models.PositiveSmallIntegerField(default=0)
    contradicts = models.PositiveSmallIntegerField(default=0)
    context = models.PositiveSmallIntegerField(default=0)
    origins = models.PositiveSmallIntegerField(default=0, db_default=0)  # independent ones that its passages come from
    conflicts = models.PositiveSmallIntegerField(default=0, db_default=0)  # marked by people, not settled
    drifted = models.PositiveSmallIntegerField(
        default=0, db_default=0
    )  # spans that changed in a later revision, not yet judged
    passages_made = models.PositiveSmallIntegerField(default=0)  # numbers given out; never given twice
    added_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="claim_state_known"),
            models.CheckConstraint(condition=~Q(wording=""), name="claim_worded"),
            models.CheckConstraint(condition=Q(priority__lte=1000), name="claim_priority_range"),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | (~Q(state=State.MERGED) & Q(merged_into__isnull=True)),
                name="claim_merged_somewhere",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="claim_not_merged_into_itself"),
        ]
        indexes = [
            models.Index(fields=["-priority", "id"], condition=Q(state__in=OPEN), name="claim_open"),
            models.Index(
                fields=["-priority", "id"],
                condition=Q(state__in=WAITING, assignee__isnull=True, snoozed_until__isnull=True),
                name="claim_unassigned",
            ),
            models.Index(
                fields=["topic", "-priority", "id"],
                condition=Q(state__in=WAITING, assignee__isnull=True, snoozed_until__isnull=True),
                name="claim_of_topic",
            ),
            models.Index(
                fields=["assignee", "-priority", "id"],
                condition=Q(state__in=WAITING, snoozed_until__isnull=True),
                name="claim_assigned",
            ),
            models.Index(fields=["story", "-priority", "id"], condition=Q(state__in=OPEN), name="claim_of_story"),
            models.Index(fields=["due_at", "id"], condition=Q(state__in=OPEN, due_at__isnull=False), name="claim_due"),
            models.Index(
                fields=["snoozed_until", "id"], condition=Q(snoozed_until__isnull=False), name="claim_snoozed"
            ),
            models.Index(fields=["-priority", "id"], condition=Q(state__in=OPEN, origins=1), name="claim_one_origin"),
            models.Index(
                fields=["-priority", "id"],
                condition=Q(state__in=OPEN) & (Q(supports__gt=0, contradicts__gt=0) | Q(conflicts__gt=0)),
                name="claim_at_odds",
            ),
            models.Index(fields=["id"], condition=Q(state__in=OPEN), name="claim_open_by_age"),
            models.Index(fields=["state", "id"], name="claim_state_by_age"),
            models.Index(
                fields=["topic", "-priority", "id"],
                condition=Q(state__in=OPEN, topic__isnull=False),
                name="claim_open_of_topic",
            ),
            models.Index(fields=["assignee", "-priority", "id"], condition=Q(state__in=OPEN), name="claim_mine"),
            models.Index(
                fields=["-priority", "id"],
                condition=Q(state__in=OPEN, supports=0, contradicts=0, context=0),
                name="claim_bare",
            ),
            models.Index(fields=["-priority", "id"], name="claim_any"),
            models.Index(fields=["state", "-priority", "id"], name="claim_by_state"),
            models.Index(fields=["-priority", "id"], condition=Q(drifted__gt=0), name="claim_drifted"),
            models.Index(fields=["claimant_key", "-id"], name="claim_by_claimant"),
        ]

    def __str__(self) -> str:
        return self.wording


class Span(models.Model):
    """A stretch of a revision: the database itself compares `quote` with the text (see migrations)."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.quote


class Mention(Span):
    """One occurrence of a claim: where, who says it there, and how."""

    class Manner(models.TextChoices):
        QUOTED = "quoted", "quoted"
        PARAPHRASED = "paraphrased", "paraphrased"
        OWN_VOICE = "own voice", "in the outlet’s own voice"
        UNKNOWN = "unknown", "manner unknown"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="mentions")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="mentions")
    claimant = models.CharField(max_length=300, blank=True)
    claimant_key = ClaimantKey(max_length=300, blank=True, db_default="", editable=False)
    manner = models.CharField(max_length=12, choices=Manner.choices, default=Manner.UNKNOWN)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    backend = models.CharField(max_length=120, blank=True)  # who found it, with its version; "" is a person
    input_hash = models.CharField(max_length=64, blank=True, db_default="")  # SHA-256 of what the backend was given
    spoken: Any = models.JSONField(
        default=dict, db_default=Value({}, models.JSONField())
    )  # where it is said who says it: {"source": [start, end], "cue": [start, end]}
    signs: Any = models.JSONField(
        default=list, db_default=Value([], models.JSONField())
    )  # every reason that applied when it was found, for and against, as codes

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "revision", "start", "end"], name="mention_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="mention_not_empty"),
        ]
        indexes = [models.Index(fields=["claimant_key", "-claim"], name="mention_by_claimant")]


class Figure(models.Model):
    """A typed quantity in a mention."""

    class Bound(models.TextChoices):
        EXACT = "exact", "exactly"
        AT_LEAST = "at_least", "at least"
        AT_MOST = "at_most", "at most"
        ABOUT = "about", "about"
        RANGE = "range", "between"
        VAGUE = "vague", "vaguely"

    mention = models.ForeignKey(Mention, models.CASCADE, related_name="figures")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    measure = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    low = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    high = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    bound = models.CharField(max_length=8, choices=Bound.choices)
    scope = models.CharField(max_length=8, blank=True)
    as_of = models.DateField(null=True)
    denial = models.CharField(
        max_length=12, blank=True, db_default=""
    )  # "denied" or "unconfirmed": what is said of the number
    strict = models.BooleanField(default=False, db_default=False)  # "more than 50": 50 itself is not meant

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(bound="vague", low__isnull=True) | (~Q(bound="vague") & Q(low__isnull=False)),
                name="figure_vague_or_valued",
            ),
            models.CheckConstraint(
                condition=Q(high__isnull=True) | Q(high__gte=F("low")), name="figure_low_before_high"
            ),
        ]

    def __str__(self) -> str:
        return self.quote


DECISIONS = ["accept", "dismiss", "reopen", "submit"]  # steps by which people say whether a claim is worth checking


class Event(models.Model):
    """One row of the append-only record: who did what to a claim, when and why."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="events")
    action = models.CharField(max_length=40)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # null: the machine
    note = models.TextField(blank=True)
    data: Any = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(action__in=DECISIONS, by__isnull=False), name="event_decided"),
            BrinIndex(fields=["at"], name="event_at", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.by or 'the desk'}"


class FollowUp(models.Model):
    """What is still to be done after an event; made with it, in one transaction."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="follow_up")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(done_at__isnull=True), name="follow_up_due")]

    def __str__(self) -> str:
        return f"After {self.event}"
