"""Readings that wait for an endpoint, and the time they wait for."""

from datetime import timedelta

from django.db.models import F

from claims.ingest import raws
from claims.models import Answer, Article, Reading, Revision
from claims.reading import answers, find
from tests import factories as make
from tests.reading.backends.speaking import TEXT

BY = "http a-model 1"


def reading(text: str = TEXT, of: Article | None = None, language: str = "en") -> Reading:
    """One that is due, each paragraph a sentence."""
    article = of or Article.objects.create(address=f"file:{next(make.numbers)}.txt")
    revision = Revision.objects.create(
        article=article,
        number=article.revisions.count() + 1,
        raw=raws.keep(text.encode()),
        title="A title",
        text=text,
        text_rules=1,
        language=language,
        sentences=[[start, start + len(part)] for start, part in make.paragraphs(text)],
    )
    return Reading.objects.create(revision=revision)


def read(waiting: Reading) -> Reading:
    """As far as it comes without waiting."""
    find.find_claims(waiting.pk)
    waiting.refresh_from_db()
    return waiting


def time_goes_by(wait: timedelta) -> None:
    Answer.objects.filter(done_at=None).update(due_at=F("due_at") - wait, wanted_at=F("wanted_at") - wait,
                                               held_until=F("held_until") - wait)  # fmt: skip
    Reading.objects.filter(done_at=None).update(due_at=F("due_at") - wait)


def through(waiting: Reading) -> Reading:
    """Read, asked as often as it is due, and read again."""
    read(waiting)
    for _ in range(answers.TRIES + 1):
        answers.ask(Answer.objects.latest("pk").pk)
        time_goes_by(timedelta(minutes=1))
    return read(waiting)
