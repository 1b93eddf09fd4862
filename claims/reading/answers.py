"""What an endpoint is asked, as rows: asked once for all who want it, kept, bounded in number and cost.

Nobody holds a lock while the endpoint thinks. Who asks has marked the row with a time by which it has answered or the
asker is dead; one killed in between costs one more question.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Now, TruncDay

from claims.models import Answer, Reading, Revision
from claims.reading.backends.http import Endpoint, NoAnswer, Question, Told, about_claims, endpoint, told
from claims.text.readers import Article
from claims.workflow import wake_worker, waker

TRIES = 4
FIRST_PAUSE, LONGEST_PAUSE = 10, 600  # seconds between two tries; an endpoint that asks for longer is asked no more
MARGIN = timedelta(seconds=30)  # beyond what a question and its repair may take
FORGOTTEN = timedelta(hours=1)  # after which a failure is no answer any more


class Awaited(Exception):
    """There is no answer yet; a worker is asking, or will."""


def answer(revision: Revision, to: Endpoint, question: Question) -> Any:
    """The body that is kept, or NoAnswer with why there is none; Awaited while there is neither."""
    row = _wanted(revision, to, question)
    if row.done_at is None:
        waits = {"input_hash": question.digest, "attempts": 0, "due_at": row.wanted_at + to.patience}
        waits["note"] = f"{to.name} is being asked"
        Reading.objects.filter(revision=revision, done_at=None).update(**waits)
        row.refresh_from_db()  # whoever stored an answer before that did not see who waits for it
    if row.done_at is None and not _is_too_late(to, row):
        wake_worker("claims.ask", row.pk)
        raise Awaited
    row.refresh_from_db()
    if row.body is None:
        raise NoAnswer.told(row.code, row.problem)
    return row.body


def is_awaited(reading: int) -> bool:
    """Whether what this reading asked is still open, and not for too long."""
    to = endpoint()
    asked = Reading.objects.filter(pk=reading).exclude(input_hash="").values("input_hash")
    return to is not None and _open(wanted_at__gt=Now() - to.patience).filter(input_hash__in=asked).exists()


def ask(pk: int) -> None:
    """Ask what is due to be asked. Two workers at once ask once."""
    row = _open(pk=pk).select_related("reading__revision").first()
    if row is None:
        return
    to = endpoint()
    question = _question(to, row) if to else None
    if to is None or question is None:
        _close(row, NoAnswer("outdated"))
        _wake_next()
    elif turn := _take(to, row, question):
        _store(row, turn, told(to, question), to.most(len(question.sent)))
        _wake_next()


def _question(to: Endpoint, row: Answer) -> Question | None:
    """As it was when it was wanted; none where it would be another one by now."""
    if row.reading is None:
        return None
    revision = row.reading.revision
    question = about_claims(to, Article(revision.text, [], revision.published_on, revision.language))
    return question if (row.backend, row.input_hash) == (to.name, question.digest) else None


def _open(**how: Any) -> QuerySet[Answer]:
    return Answer.objects.filter(done_at=None, **how)


def _wanted(revision: Revision, to: Endpoint, question: Question) -> Answer:
    """Asked for now where it was not before, or where that failed long ago."""
    reading = Reading.objects.filter(revision=revision).first()
    row, _ = Answer.objects.get_or_create(backend=to.name, input_hash=question.digest, defaults={"reading": reading})
    failed = Answer.objects.filter(pk=row.pk, body__isnull=True, done_at__lt=Now() - FORGOTTEN)
    failed.update(done_at=None, attempts=0, wanted_at=Now(), due_at=Now(), reading=reading)
    row.refresh_from_db()
    return row


def _is_too_late(to: Endpoint, row: Answer) -> bool:
    late = _open(pk=row.pk, wanted_at__lte=Now() - to.patience)
    return bool(late.update(**_failed(NoAnswer("too_late"))))


def _failed(problem: NoAnswer) -> dict[str, Any]:
    return {"done_at": Now(), "held_until": None, "code": problem.code, "problem": str(problem)[:400]}


def _close(row: Answer, problem: NoAnswer) -> None:
    if _open(pk=row.pk).update(**_failed(problem)):
        _wake_readers(row)


@transaction.atomic
def _take(to: Endpoint, row: Answer, question: Question) -> int:
    """Which try this is, when it is ours; what it may cost is set aside with it. 0 when it is not, or not now."""
    with connection.cursor() as cursor:  # one after the other, so that nobody spends the same money
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('claims.answers', 0))")
    attempts = _open(pk=row.pk, due_at__lte=Now()).values_list("attempts", flat=True).first()
    if attempts is None or _open(held_until__gt=Now()).count() >= to.at_once:
        return 0
    most = to.most(len(question.sent))
    if attempts >= TRIES or not _may_spend(to, most):
        _close(row, NoAnswer("gave_up" if attempts >= TRIES else "daily_cost"))
        return 0
    until = Now() + timedelta(seconds=2 * to.seconds) + MARGIN
    held = {"asked_at": Now(), "held_until": until, "due_at": until, "cost": F("cost") + most}
    _open(pk=row.pk).update(attempts=attempts + 1, **held)
    return attempts + 1


def _may_spend(to: Endpoint, most: Decimal) -> bool:
    if to.daily_cost is None:
        return True
    spent = Answer.objects.filter(asked_at__gte=TruncDay(Now())).aggregate(cost=Sum("cost"))["cost"]
    return (spent or Decimal(0)) + most <= to.daily_cost


def _store(row: Answer, turn: int, found: Told, reserved: Decimal) -> None:
    """What was spent counts however late it comes; what was said counts while nobody else has taken over."""
    spent = {"tokens": F("tokens") + found.spent.tokens, "cost": F("cost") - reserved + found.spent.cost}
    Answer.objects.filter(pk=row.pk).update(**spent)
    ours = _open(pk=row.pk, attempts=turn)
    if found.problem is None:
        done = ours.update(done_at=Now(), held_until=None, body=found.body, code="", problem="")
    elif again := _pause(found.problem, turn):
        ours.update(**_failed(found.problem) | {"done_at": None, "due_at": Now() + again})
        return
    else:
        done = ours.update(**_failed(found.problem))
    if done:
        _wake_readers(row)


def _pause(problem: NoAnswer, turn: int) -> timedelta | None:
    """How long to wait before the next try; none where there is to be no other."""
    seconds = max(FIRST_PAUSE * 2 ** (turn - 1), problem.retry_after or 0)
    again = problem.again and turn < TRIES and seconds <= LONGEST_PAUSE
    return timedelta(seconds=seconds) if again else None


def _wake_readers(row: Answer) -> None:
    waiting = Reading.objects.filter(done_at=None, input_hash=row.input_hash)
    waiting.update(due_at=Now())
    for pk in waiting.values_list("pk", flat=True):
        transaction.on_commit(waker("claims.find_claims", pk), robust=True)


def _wake_next() -> None:
    following = _open(due_at__lte=Now()).order_by("due_at", "pk").values_list("pk", flat=True).first()
    if following:
        wake_worker("claims.ask", following)
