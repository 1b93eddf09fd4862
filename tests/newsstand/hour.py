"""A while of importing with real workers: its time goes by where the database keeps it, step by step."""

import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from celery import Celery
from django.db.models import Count, F, Min, Q
from django.db.models.functions import Now

from claims.ingest import schedule
from claims.models import Article, Feed, Host, ImportItem, Purpose, Reading
from factcheck.local import programs
from tests.desk import Desk
from tests.newsstand.site import Newsstand, Request
from tests.newsstand.stories import HANGING, Stand
from tests.services import Services

Outcome = ImportItem.Outcome
TO_FETCH = Q(outcome=Outcome.WAITING, raw=None)
TO_READ = Q(outcome=Outcome.WAITING, raw__isnull=False)
SOON = timedelta(seconds=2)  # pauses between requests; longer waits are skipped
EVERY, RARELY = timedelta(minutes=15), timedelta(hours=1)
NOTHING_HAPPENS = 90  # seconds


class Hour:
    def __init__(self, desk: Desk, site: Newsstand) -> None:
        self.desk, self.site = desk, site
        self.celery = Celery(broker=desk.environment["BROKER_URL"], set_as_current=False)
        self.broker: Any = self.celery.connection_for_write()

    def subscribe(self) -> None:
        """For reference, so that no claims are found: that is not what is looked at here."""
        Feed.objects.bulk_create(
            Feed(
                name=f"Paper {stand.number}",
                location=self.site.address(stand.ip, stand.path),
                host=f"{stand.ip}:{self.site.port}",
                purpose=Purpose.REFERENCE,
                every=RARELY if stand.fault in HANGING else EVERY,
            )
            for stand in self.site.stands
        )

    def pass_by(self, seconds: float, step: float) -> Iterator[float]:
        """Stops after each step, at what time it is by then."""
        self.settle()
        while (left := seconds - self.site.clock()) > 0:
            yield self.site.clock()
            self.skip(min(max(self.until_next(), step), left))
            self.settle()

    def settle(self) -> None:
        """Until all that is due is done."""
        last, heard = time.monotonic(), len(self.site.requests)
        while self.is_busy():
            if not self.messages():  # else the same hosts would be called out again and again
                self.celery.send_task("claims.poll", queue="clock", ignore_result=True, connection=self.broker)
            time.sleep(0.3)
            if len(self.site.requests) > heard:
                last, heard = time.monotonic(), len(self.site.requests)
            assert time.monotonic() - last < NOTHING_HAPPENS, (schedule.due_hosts()[:3], self.reading())

    def messages(self) -> int:
        queues = self.broker.default_channel.client
        return int(queues.llen("network") + queues.llen("clock"))

    def close(self) -> None:
        self.broker.close()
        self.celery.close()

    def is_busy(self) -> bool:
        held = Host.objects.filter(busy_until__gt=Now()).exists()
        return held or bool(schedule.due_hosts()) or self.reading() > 0 or self.pausing()

    def reading(self) -> int:
        return ImportItem.objects.filter(TO_READ).count()

    def pausing(self) -> bool:
        hosts = list(Host.objects.filter(next_at__range=(Now(), Now() + SOON)).values_list("name", flat=True))
        feeds = Feed.objects.filter(host__in=hosts, due_at__lte=Now())
        items = ImportItem.objects.filter(TO_FETCH, host__in=hosts, due_at__lte=Now())
        return feeds.exists() or items.exists()

    def until_next(self) -> float:
        """Seconds until something is due again."""
        waits = [
            rows.aggregate(wait=Min(F("due_at") - Now()))["wait"]
            for rows in (Feed.objects.filter(due_at__gt=Now()), ImportItem.objects.filter(TO_FETCH, due_at__gt=Now()))
        ]
        return min((wait.total_seconds() for wait in waits if wait), default=0.0)

    def skip(self, seconds: float) -> None:
        wait = timedelta(seconds=seconds)
        self.site.skipped += seconds
        Feed.objects.update(due_at=F("due_at") - wait, brought_at=F("brought_at") - wait)
        Host.objects.update(
            next_at=F("next_at") - wait, busy_until=F("busy_until") - wait, robots_at=F("robots_at") - wait
        )
        ImportItem.objects.filter(TO_FETCH).update(due_at=F("due_at") - wait)

    def read_out(self) -> None:
        """What else the workers have to do with the articles."""
        deadline = time.monotonic() + NOTHING_HAPPENS
        while Reading.objects.filter(done_at=None).exists() and time.monotonic() < deadline:
            time.sleep(0.2)


@dataclass
class Findings:
    """What the site knows, held against what the database holds."""

    requests: list[int]  # of each host
    gaps: list[float]  # the smallest of each host
    twice: int  # articles, revisions or fetched pages too many
    shown: Counter[str]  # stories, by what became of them
    unaffected: dict[str, tuple[int, int]]  # sound feeds that fared as if alone, by their neighbours
    delays: dict[str, list[float]]  # seconds from publication to the request for the page


def findings(hour: Hour) -> Findings:
    site = hour.site
    by_host = defaultdict(list)
    for request in sorted(site.requests, key=lambda request: request.begun):
        by_host[request.ip].append(request)
    shown = Counter(state_of(site, stand, path) for stand in site.stands for path in stand.shown)
    return Findings(
        requests=[len(by_host[ip]) for ip in site.ips],
        gaps=[smallest_gap(by_host[ip]) for ip in site.ips if len(by_host[ip]) > 1],
        twice=more_than_once(site),
        shown=shown,
        unaffected={kind: fared(hour, stands) for kind, stands in sound(site).items()},
        delays={kind: delays_of(site, stands) for kind, stands in sound(site).items()},
    )


def state_of(site: Newsstand, stand: Stand, path: str) -> str:
    items = ImportItem.objects.filter(address=site.address(stand.ip, path))
    if items.filter(article__isnull=False).exists():
        return "imported"
    if items.filter(TO_FETCH, attempts__gt=0).exists():
        return "to be tried again"
    return "gone from the site" if site.pages[stand.ip, path].trouble == "gone" else "missing"


def smallest_gap(requests: list[Request]) -> float:
    """From the end of one to the beginning of the next; below zero where two overlap."""
    return min(later.begun - earlier.ended for earlier, later in pairwise(requests))


def more_than_once(site: Newsstand) -> int:
    """Pages that came whole more than once, articles with more than the one revision, items new more than once."""
    fetched: Counter[tuple[str, str]] = Counter()
    for request in site.requests:
        if (request.ip, request.path.removeprefix("/elsewhere")) in site.pages and request.status == 200:
            fetched[request.ip, request.path] += 1
    revised = Article.objects.annotate(n=Count("revisions")).exclude(n=1).count()
    new = Counter(ImportItem.objects.filter(outcome=Outcome.NEW).values_list("address", flat=True))
    return (fetched.total() - len(fetched)) + (new.total() - len(new)) + revised


def sound(site: Newsstand) -> dict[str, list[Stand]]:
    """The feeds without a fault, by whether others on their host have one."""
    troubled = {stand.ip for stand in site.stands if stand.fault}
    found: dict[str, list[Stand]] = {"alone": [], "beside a fault": []}
    for stand in site.stands:
        if not stand.fault:
            found["beside a fault" if stand.ip in troubled else "alone"].append(stand)
    return found


def fared(hour: Hour, stands: list[Stand]) -> tuple[int, int]:
    """Of how many, how many show no failure and brought all that they published up to a look's time before the end."""
    site = hour.site
    failed = set(Feed.objects.exclude(problem_code="", failures=0).values_list("location", flat=True))
    end = site.seconds - 2 * EVERY.total_seconds()
    good = 0
    for stand in stands:
        early = {story.path for story in stand.stories if story.published < end}
        good += early <= stand.shown and site.address(stand.ip, stand.path) not in failed
    return good, len(stands)


def delays_of(site: Newsstand, stands: list[Stand]) -> list[float]:
    first: dict[tuple[str, str], float] = {}
    for request in site.requests:
        first.setdefault((request.ip, request.path), request.begun)
    places = [(stand.ip, story) for stand in stands for story in stand.stories if story.published > 0]
    return [first[ip, story.path] - story.published for ip, story in places if (ip, story.path) in first]


@contextmanager
def desk_at(services: Services, home: Path, site: Newsstand, *, threads: int, pause: int) -> Iterator[Hour]:
    """A desk with workers that may visit the site, `pause` milliseconds between two requests to a host."""
    desk = Desk(services, home)
    desk.environment |= {"FACTCHECK_ALLOWED_HOSTS": ",".join(site.places), "FACTCHECK_HOST_PAUSE_MS": str(pause)}
    try:
        with site.open(), desk.inside():
            hour = Hour(desk, site)
            hour.subscribe()
            desk.start_worker(processes=2)
            desk.start("fetcher", programs.fetcher(threads=threads))
            try:
                yield hour
            finally:
                hour.close()
    finally:
        desk.stop()


def told(found: Findings) -> str:
    lines = [
        f"requests to a host: median {statistics.median(found.requests):.0f}, most {max(found.requests)}",
        f"smallest gap between two requests to one host: {min(found.gaps):.2f} s",
        f"stories shown: {found.shown.total()}, of these {dict(found.shown)}; imported twice: {found.twice}",
    ]
    for kind, (good, number) in found.unaffected.items():
        waits = found.delays[kind] or [0.0]
        late = statistics.quantiles(waits, n=20)[18] if len(waits) > 1 else waits[0]
        share = f"{good} of {number} sound feeds {kind} fared well"
        lines.append(f"{share}; from publication to request: median {statistics.median(waits):.0f} s, p95 {late:.0f} s")
    return "\n".join(lines)
