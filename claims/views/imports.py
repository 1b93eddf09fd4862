"""Imports: what came in by which way, what did not and why."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from claims.forms.imports import BAD, Runs, with_outcome
from claims.forms.keys import number
from claims.ingest import health, store
from claims.ingest.health import State
from claims.models import Feed, Import, ImportItem, Mention, Person, Reading
from claims.states import Role
from claims.views.desk import DeskRequest, for_readers

RUNS, FEEDS, ITEMS = 30, 30, 100
Outcome = ImportItem.Outcome
BROUGHT = (Outcome.NEW, Outcome.CHANGED)
# How an outcome is drawn: a quarantined item failed five times.
LOOKS = {Outcome.QUARANTINED: "failed"}
# And how a feed stands; the others ask for somebody's attention.
STATES = {State.FAILING: "bad", State.FINE: "ok", State.NEW: "new", State.PAUSED: "dismissed"}
JOINED = ("raw", "revision__reading", "article__current", "article__outlet")
KEPT = (
    *("run", "name", "address", "final_address", "told", "host", "outcome", "code", "reason", "attempts", "raw__size"),
    *("article__outlet__name", "article__current__title", "article__current__language"),
    *("revision__number", "revision__note", "revision__note_code", "revision__reading__note"),
)
KINDS = {"feed": "feed", "sitemap": "sitemap", "links": "page of links", "page": "single page", "folder": "folder"}
# Of what a person can read and the desk can not: its text can be pasted.
PASTE = {"no_article", "bot_check", "consent", "login", "http_401", "http_403", "http_451", "robots_refused"}


class Part(NamedTuple):
    """One outcome's share of a run, and where it stands on the meter."""

    outcome: str
    label: str
    look: str
    number: int
    x: int


@require_safe
@for_readers
def listing(request: DeskRequest) -> HttpResponse:
    filters, before = Runs.read(request.GET), number(request.GET.get("before", ""))
    narrowed = any(filters) or bool(before) or "filter" in request.GET
    shown: dict[str, Any] = _runs(filters, before) | {
        "filters": filters,
        "chips": filters.chips(),
        "more": filters.address(filter=1),
        "narrowed": narrowed,
        "curates": request.user.is_any(Role.CURATOR),
        **_adding(request),
    }
    if not narrowed:
        shown |= _feeds(request)
    return render(request, "imports/imports.html", shown)


def _runs(filters: Runs, before: int | None) -> dict[str, Any]:
    runs = filters.chosen().filter(pk__lt=before) if before else filters.chosen()
    page = list(runs[: RUNS + 1])
    parts = parts_of([run.pk for run in page])
    return {
        "runs": [(run, parts.get(run.pk, [])) for run in page[:RUNS]],
        "older": filters.address(before=page[RUNS - 1].pk) if len(page) > RUNS else "",
        "newest": filters.address() if before else "",
    }


def _adding(request: DeskRequest) -> dict[str, Any]:
    if "filter" not in request.GET:
        return {}
    outcomes = [choice for choice in Outcome.choices if choice[0] != Outcome.WAITING]
    feeds = Feed.objects.order_by("name").values_list("pk", "name")
    return {"adding": True, "ways": Import.Way.choices, "outcomes": outcomes, "feed_names": feeds}


class FeedRow(NamedTuple):
    feed: Any  # with its state
    kind: str
    label: str
    look: str
    said: str
    days: list[health.Day]

    @property
    def busy(self) -> bool:
        return any(day.brought or day.failed for day in self.days)


def feed_row(feed: Any, days: list[health.Day]) -> FeedRow:
    return FeedRow(
        feed, KINDS[feed.kind], State(feed.state).label, STATES.get(feed.state, "slow"), health.said(feed), days
    )


def _feeds(request: DeskRequest) -> dict[str, Any]:
    """One page of the feeds, the gravest first, and how many stand how."""
    state, after = request.GET.get("state", ""), number(request.GET.get("feeds", ""))
    counts = health.counts()
    found = health.feeds().filter(state=state) if state in State.values else health.feeds()
    page = list((_behind(found, after) if after else found)[: FEEDS + 1])
    days = health.days(page[:FEEDS])
    return {
        "feeds": [feed_row(each, days[each.pk]) for each in page[:FEEDS]],
        "feed_count": sum(counts.values()),
        "states": [(each.value, str(each.label), count) for each, count in counts.items()],
        "state": state if state in State.values else "",
        "later_feeds": page[FEEDS - 1].pk if len(page) > FEEDS else None,
        "first_feeds": bool(after),
    }


def _behind(feeds: Any, after: int) -> Any:
    last = health.feeds().filter(pk=after).first()
    if last is None:
        return feeds
    same = Q(gravity=last.gravity)
    return feeds.filter(
        Q(gravity__gt=last.gravity) | same & (Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    )


@require_safe
@for_readers
def one(request: DeskRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(Import.objects.select_related("feed", "asked_by", "token", "claim"), pk=pk)
    shown = _progress(run) | {"retries": may_retry(request.user, run)}
    if request.htmx.target == "progress":
        response = render(request, "imports/import.html#progress", shown)
        return response if shown["under_way"] else trigger_client_event(response, "import-finished")
    shown |= _items(request, run)
    part = "#items" if request.htmx.target == "items" else ""
    return render(request, f"imports/import.html{part}", shown)


def may_retry(person: Person, run: Import) -> bool:
    """Sources are the curator's; what somebody added, also theirs."""
    return person.is_any(Role.CURATOR) or run.asked_by_id == person.pk


@require_POST
@for_readers
def retry(request: DeskRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(ImportItem.objects.select_related("run"), pk=pk)
    if not may_retry(request.user, item.run):
        raise PermissionDenied
    store.retry(item)
    return redirect("import", pk=item.run_id)


@require_POST
@for_readers
def retry_all(request: DeskRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(Import, pk=pk)
    if not may_retry(request.user, run):
        raise PermissionDenied
    store.retry_all(run)
    return redirect("import", pk=pk)


@require_safe
def raw(request: DeskRequest, pk: int) -> HttpResponse:
    """The bytes as they came, for a curator to look into. Nothing may take them for a page."""
    if not request.user.is_any(Role.CURATOR):
        raise PermissionDenied
    item = get_object_or_404(ImportItem.objects.select_related("raw"), pk=pk)
    if item.raw is None:
        raise Http404
    response = HttpResponse(bytes(item.raw.content), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="item-{item.pk}-{item.raw_id:.12}.bin"'
    return response


def _progress(run: Import) -> dict[str, Any]:
    parts = parts_of([run.pk]).get(run.pk, [])
    total = sum(part.number for part in parts)
    waiting = sum(part.number for part in parts if part.outcome == Outcome.WAITING)
    reading = Reading.objects.filter(done_at=None, revision__import_items__run=run).count()
    return {
        "run": run,
        "parts": parts,
        "total": total,
        "done": total - waiting,
        "reading": reading,
        "under_way": bool(waiting or reading),
    }


def parts_of(runs: list[int]) -> dict[int, list[Part]]:
    """Of each run its outcomes in the order of the words, waiting ones last."""
    found = ImportItem.objects.filter(run__in=runs).order_by().values_list("run", "outcome").annotate(Count("pk"))
    counts = {(run, outcome): count for run, outcome, count in found}
    parts: dict[int, list[Part]] = {}
    for run in runs:
        x = 0
        for outcome in (*(each for each in Outcome if each != Outcome.WAITING), Outcome.WAITING):
            if count := counts.get((run, outcome)):
                part = Part(outcome, str(outcome.label), LOOKS.get(outcome, outcome.value), count, x)
                parts.setdefault(run, []).append(part)
                x += count
    return parts


class ItemRow(NamedTuple):
    item: ImportItem
    look: str
    title: str  # of its article, else what the feed told of it, else its name
    place: str  # its address on the web, or its file's name where that is not the title
    led: str  # where redirects led
    again: bool
    paste: bool
    claims: int


def _in_part(item: ImportItem) -> bool:
    return item.revision is not None and item.revision.note_code == "paywall"


def _row(item: ImportItem, claims: int) -> ItemRow:
    article = item.article
    title = article.current.title if article and article.current else ""
    title = title or item.told.get("title", "") or item.name
    place = item.address if item.host else item.name
    return ItemRow(
        item,
        look=LOOKS.get(Outcome(item.outcome), item.outcome),
        title=title,
        place=place if place != title else "",
        led=item.final_address if item.final_address != item.address else "",
        again=item.outcome in BAD and bool(item.raw_id or item.host),
        paste=bool(item.host) and (item.code in PASTE or _in_part(item)),
        claims=claims,
    )


def _claims(revisions: list[int | None]) -> dict[int | None, int]:
    """How many claims each of the revisions mentions."""
    found = Mention.objects.filter(revision__in=revisions).order_by().values_list("revision").annotate(Count("pk"))
    return dict(found)


def _items(request: DeskRequest, run: Import) -> dict[str, Any]:
    only, after = request.GET.get("only", ""), number(request.GET.get("after", "")) or 0
    found = run.items.select_related(*JOINED).only(*KEPT)
    chosen = found.filter(with_outcome(only)) if only in Outcome.values else found
    page = list(chosen.filter(pk__gt=after)[: ITEMS + 1])
    claims = _claims([item.revision_id for item in page if item.outcome in BROUGHT])
    return {
        "items": [_row(item, claims.get(item.revision_id, 0)) for item in page[:ITEMS]],
        "only": only if only in Outcome.values else "",
        "after": page[ITEMS - 1].pk if len(page) > ITEMS else None,
        "again": run.items.filter(store.may_retry()).count(),
        "curates": request.user.is_any(Role.CURATOR),
    }
