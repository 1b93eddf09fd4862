"""Celery's way in: each task fetches and delegates. A message is a wake-up call; the rows say what is due."""

from celery import shared_task
from django.db.models import Model
from django.db.models.functions import Now

from claims import due
from claims.compare import copies
from claims.evidence import drift, origins, suggesting
from claims.ingest import folders, schedule, store, watching
from claims.ingest import visit as visiting
from claims.models import Answer, FollowUp, ImportItem, Pulse, Reading, Rescoring
from claims.reading import answers, find, ranking, rescoring, teaching
from claims.review import digest, forms_once, leases, presence, snoozing
from claims.search import words
from claims.workflow import wake_worker

AT_ONCE = 500  # rows a sweep wakes workers for
FEW = 20  # where whoever is done wakes the next one
VISIT_WITHIN = 10.0  # seconds; the next look at what is due wakes somebody again


@shared_task(name="claims.import_item")
def import_item(pk: int) -> None:
    store.import_item(pk)


@shared_task(name="claims.find_claims")
def find_claims(pk: int) -> None:
    """Copies first: a sentence that a copy repeats is no claim of its own. Cited passages are followed on the way."""
    find.find_claims(pk, first=[copies.compare, store.say_copy, origins.follow, drift.follow])


@shared_task(name="claims.ask")
def ask(pk: int) -> None:
    answers.ask(pk)


@shared_task(name="claims.follow_up")
def follow_up(event_id: int) -> None:
    ranking.follow_up(event_id, first=[suggesting.after])


@shared_task(name="claims.learn_ranking")
def learn_ranking() -> None:
    teaching.learn()


@shared_task(name="claims.learn_words")
def learn_words() -> None:
    words.learn()


@shared_task(name="claims.rescore")
def rescore(pk: int) -> None:
    rescoring.rescore(pk)


@shared_task(name="claims.poll")
def poll() -> None:
    """Wakes somebody for each host whose turn is free; what nobody comes to in time is found again."""
    pulse("beat")
    folders.poll_due()
    for host in schedule.due_hosts():
        wake_worker("claims.visit", host, expires=VISIT_WITHIN)


@shared_task(name="claims.visit")
def visit(host: str) -> None:
    visiting.visit(host)


@shared_task(name="claims.watch_cited")
def watch_cited() -> None:
    watching.refresh()


@shared_task(name="claims.mail_digests")
def mail_digests() -> None:
    digest.send_due()


@shared_task(name="claims.sweep")
def sweep() -> None:
    """Ends leases that ran out, and wakes workers for what a lost message left behind."""
    leases.expire_due()
    snoozing.wake_due()
    presence.sweep()
    forms_once.sweep()
    _wake_for(ImportItem, "claims.import_item", outcome=ImportItem.Outcome.WAITING, raw__isnull=False)
    _wake_for(Reading, "claims.find_claims", done_at=None)
    _wake_for(Answer, "claims.ask", most=FEW, done_at=None)
    _wake_for(Rescoring, "claims.rescore", done_at=None)
    left = FollowUp.objects.filter(done_at=None, due_at__lte=Now(), attempts__lt=due.TRIES).order_by("due_at")
    for event_id in left.values_list("event", flat=True)[:AT_ONCE]:
        wake_worker("claims.follow_up", event_id)
    pulse("sweep")


def _wake_for(model: type[Model], task: str, most: int = AT_ONCE, **still_open: object) -> None:
    rows = model._default_manager.filter(due_at__lte=Now(), attempts__lte=due.TRIES, **still_open)
    for pk in rows.order_by("due_at").values_list("pk", flat=True)[:most]:
        wake_worker(task, pk)


def pulse(name: str) -> None:
    Pulse.objects.update_or_create(name=name, defaults={"at": Now()})
