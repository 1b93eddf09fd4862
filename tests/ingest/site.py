"""A site whose feed and pages a test writes, and the desk's visits to it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Now

from claims.ingest import schedule, store, visit
from claims.models import Feed, Host, ImportItem, Reading
from claims.reading import find
from tests.articles import BUDGET, KILLED
from tests.hostile.listener import Listener, answer

HOUR = timedelta(hours=1)


def page(title: str, *sentences: str) -> bytes:
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return f"<!doctype html><title>{title}</title><article><h1>{title}</h1>{body}</article>".encode()


def rss(*items: str, title: str = "The Harrow Post", home: str = "https://harrow.example/") -> bytes:
    head = f"<title>{title}</title><link>{home}</link><description>News</description>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


@dataclass
class Site:
    listener: Listener

    @property
    def requests(self) -> list[str]:
        """What was asked for, without robots.txt."""
        paths = [request.split(" ")[1] for request in self.listener.requests]
        return [path for path in paths if path != "/robots.txt"]

    def serve(self, path: str, body: bytes = b"", *headers: str, status: str = "200 OK") -> None:
        self.listener.answers[path] = answer(body, "Content-Type: text/html; charset=utf-8", *headers, status=status)

    def article(self, number: int, *sentences: str) -> str:
        """Put an article on the site; returns its entry for a feed."""
        said = sentences or (KILLED, BUDGET, f"The report number {number} was seen by the desk in the town hall.")
        self.serve(f"/story-{number}", page(f"Report {number} from Harrow", *said))
        link = self.listener.url(f"/story-{number}")
        return f"<item><title>Report {number}</title><link>{link}</link><guid>{link}</guid></item>"

    def feed(self, *items: str, path: str = "/feed", **said: str) -> None:
        self.serve(path, rss(*items, **said))

    def subscribe(self, path: str = "/feed", **fields: object) -> Feed:
        return Feed.objects.create(
            name="Harrow",
            kind=str(fields.pop("kind", "feed")),
            location=self.listener.url(path),
            host=self.listener.place,
            **fields,
        )


def later(wait: timedelta = HOUR) -> None:
    """Time goes by for all that the schedule remembers."""
    Feed.objects.update(due_at=F("due_at") - wait, brought_at=F("brought_at") - wait)
    Host.objects.update(next_at=F("next_at") - wait, busy_until=F("busy_until") - wait, robots_at=F("robots_at") - wait)
    ImportItem.objects.filter(outcome="waiting").update(due_at=F("due_at") - wait)


def visit_all() -> None:
    """What the beat, the fetchers and the workers would do now."""
    for _ in range(3):
        Host.objects.update(next_at=Now())
        for host in schedule.due_hosts():
            visit.visit(host)
    for pk in ImportItem.objects.filter(outcome="waiting", raw__isnull=False).values_list("pk", flat=True):
        store.import_item(pk)
    for pk in Reading.objects.filter(done_at=None).values_list("pk", flat=True):
        find.find_claims(pk)


def outcomes() -> list[tuple[str, str]]:
    return [(item.name, item.code or item.outcome) for item in ImportItem.objects.order_by("pk")]


def polled(site: Site, path: str = "/feed", **fields: object) -> Feed:
    feed = site.subscribe(path, **fields)
    visit_all()
    feed.refresh_from_db()
    return feed


def again(feed: Feed) -> Feed:
    later(timedelta(days=2))
    visit_all()
    feed.refresh_from_db()
    return feed
