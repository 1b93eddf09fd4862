"""Finding the claims of revisions: in order, once, given up after five tries."""

import threading
from functools import partial

import pytest

from claims import due
from claims.models import Claim, Mention, Reading, Revision
from claims.reading import find
from claims.reading.carrying import carry_over
from claims.text.candidates import Candidate, candidates
from claims.text.spans import Span
from tests import factories as make
from tests.articles import BUDGET, KILLED, LATER
from tests.races import PATIENCE, at_once

pytestmark = pytest.mark.django_db


def readings(*texts: str) -> list[Reading]:
    article = make.article(texts[0])
    for text in texts[1:]:
        make.revision(article, text)
    for revision in Revision.objects.filter(article=article):
        Reading.objects.create(revision=revision)
    return list(Reading.objects.order_by("revision__number"))


@pytest.fixture(autouse=True)
def every_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    """Revisions made here have no sentences listed, so each paragraph counts as one."""
    listed = candidates

    def of_paragraphs(text: str, sentences: list[Span]) -> list[Candidate]:
        return listed(text, [Span(start, start + len(part)) for start, part in make.paragraphs(text)])

    monkeypatch.setattr(find, "candidates", of_paragraphs)


def test_a_later_revision_s_reading_does_the_earlier_ones_first() -> None:
    first, second = readings(f"{KILLED}\n\n{BUDGET}", f"{KILLED}\n\n{LATER}")
    find.find_claims(second.pk)
    assert not Reading.objects.filter(done_at=None).exists()
    assert Claim.objects.count() == 3
    assert Mention.objects.filter(revision=second.revision).exclude(carried_from=None).count() == 1
    find.find_claims(first.pk)
    assert Claim.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_on_two_revisions_of_one_article_double_no_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = readings(KILLED, f"{KILLED}\n\n{LATER}")
    at_it, tried = threading.Event(), threading.Event()

    def slowly(revision: Revision) -> list[Span]:
        if revision.number == 1:
            at_it.set()
            assert tried.wait(PATIENCE)
        return carry_over(revision)

    def second_worker() -> None:
        assert at_it.wait(PATIENCE)
        find.find_claims(second.pk)
        tried.set()

    monkeypatch.setattr(find, "carry_over", slowly)
    assert at_once([partial(find.find_claims, first.pk), second_worker]) == [None, None]
    assert Reading.objects.get(pk=second.pk).attempts == 0
    find.find_claims(second.pk)  # as the sweeper has it done
    assert Claim.objects.count() == 2


def test_a_reading_that_fails_five_times_is_given_up_and_later_ones_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = readings(KILLED, f"{KILLED}\n\n{LATER}")

    def fall_over(revision: Revision) -> list[Span]:
        if revision.number == 1:
            raise RuntimeError("a fault of the reading")
        return carry_over(revision)

    monkeypatch.setattr(find, "carry_over", fall_over)
    for tried in range(1, due.TRIES + 1):
        with pytest.raises(RuntimeError):
            find.find_claims(second.pk)
        first.refresh_from_db()
        assert (first.attempts, first.done_at) == (tried, None)
    find.find_claims(second.pk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.done_at is not None
    assert first.reason == "Given up after 5 tries."
    assert second.done_at is not None
    assert Claim.objects.count() == 2
