"""Finding the claims of revisions: in order, once, given up after five tries."""

import threading
from functools import partial

import pytest

from claims import due
from claims.evidence import judging
from claims.models import Anchoring, Claim, Figure, Mention, Reading, Revision
from claims.reading import find, looking
from claims.reading.carrying import carry_over
from claims.text.readers import Article
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

    def of_paragraphs(revision: Revision) -> Article:
        return Article(revision.text, [Span(at, at + len(part)) for at, part in make.paragraphs(revision.text)])

    monkeypatch.setattr(looking, "article_of", of_paragraphs)


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


# What a new revision does to claims that are there


def read_in_turn(*texts: str) -> list[Revision]:
    listed = readings(*texts)
    find.find_claims(listed[-1].pk)
    return [reading.revision for reading in listed]


def mentions_of(revision: Revision) -> list[tuple[str, bool]]:
    """The paragraph that each stands in, and whether it was carried from an earlier revision."""
    found = Mention.objects.filter(revision=revision).order_by("start")
    listed = [(Span(start, start + len(part)), part) for start, part in make.paragraphs(revision.text)]
    return [
        (part, each.carried_from_id is not None)
        for each in found
        for place, part in listed
        if place.holds(Span(each.start, each.end))
    ]


def test_house_style_carries_a_mention_and_its_figures() -> None:
    plain = "“At least 12 people were killed — and 30 were wounded — by the flood on Tuesday,” the mayor said."
    styled = '"At least 12 people were killed -- and 30 were wounded -- by the flood on Tuesday," the mayor said.'
    first, second = read_in_turn(f"{plain}\n\n{BUDGET}", f"{BUDGET}\n\n{styled}")
    assert Claim.objects.count() == 2
    assert mentions_of(second) == [(BUDGET, True), (styled, True)]
    figures = Figure.objects.filter(mention__revision=second)
    assert figures.count() == Figure.objects.filter(mention__revision=first).count() > 2
    assert {second.text[figure.start : figure.end] for figure in figures} == {each.quote for each in figures}


def test_a_paragraph_that_moved_keeps_its_claims() -> None:
    _, second = read_in_turn(f"{KILLED}\n\n{BUDGET}\n\n{LATER}", f"{LATER}\n\n{KILLED}\n\n{BUDGET}")
    assert Claim.objects.count() == 3
    assert mentions_of(second) == [(LATER, True), (KILLED, True), (BUDGET, True)]
    assert not Anchoring.objects.exists()


def test_a_changed_sentence_is_no_second_claim_but_waits_for_a_person() -> None:
    changed = KILLED.replace("Twelve", "Fourteen")
    first, second = read_in_turn(f"{KILLED}\n\n{BUDGET}", f"{changed}\n\n{BUDGET}\n\n{LATER}")
    assert Claim.objects.count() == 3
    assert mentions_of(second) == [(BUDGET, True), (LATER, False)]
    row = Anchoring.objects.get()
    assert (row.status, row.quote, row.grave, row.revision) == ("edited", changed[: len(row.quote)], True, second)
    assert row.mention == Mention.objects.get(revision=first, start=0)
    assert Claim.objects.get(pk=row.claim_id).drifted == 1


def test_it_waits_once_for_each_revision_and_is_never_queued_until_it_stands_again() -> None:
    changed = KILLED.replace("Twelve", "Fourteen")
    _, _, third, fourth = read_in_turn(KILLED, changed, f"{changed}\n\n{LATER}", f"{LATER}\n\n{KILLED}")
    claim = Claim.objects.earliest("pk")
    assert list(Anchoring.objects.values_list("claim", "revision__number")) == [(claim.pk, 2), (claim.pk, 3)]
    assert mentions_of(third) == [(LATER, False)]
    assert mentions_of(fourth) == [(LATER, True), (KILLED, True)]
    assert Claim.objects.count() == 2


def test_a_sentence_that_went_waits_and_what_came_in_its_place_is_queued() -> None:
    _, second = read_in_turn(f"{KILLED}\n\n{BUDGET}", f"{BUDGET}\n\n{LATER}")
    assert mentions_of(second) == [(BUDGET, True), (LATER, False)]
    assert Anchoring.objects.get().status == "orphaned"


def test_a_sentence_that_stands_twice_is_ambiguous_and_no_further_claim() -> None:
    _, second = read_in_turn(f"{BUDGET}\n\n{KILLED}", f"{KILLED}\n\n{LATER}\n\n{KILLED}\n\nThe end of it.")
    assert mentions_of(second) == [(LATER, False)]
    statuses = Anchoring.objects.order_by("mention__start").values_list("status", flat=True)
    assert list(statuses) == ["orphaned", "ambiguous"]


def test_what_a_person_says_still_stands_goes_on_from_there() -> None:
    changed = KILLED.replace("Twelve", "Fourteen")
    _, second = read_in_turn(KILLED, changed)
    judging.judge(Anchoring.objects.get(), "stands", make.reviewer())
    third = make.revision(second.article, f"{LATER}\n\n{changed}")
    find.find_claims(Reading.objects.create(revision=third).pk)
    assert mentions_of(third) == [(LATER, False), (changed, True)]
    assert Claim.objects.count() == 2
    assert Claim.objects.earliest("pk").drifted == 0


def test_who_says_it_is_part_of_a_mention() -> None:
    changed = KILLED.replace("the mayor said", "the police denied")
    _, second = read_in_turn(KILLED, changed)
    assert mentions_of(second) == []
    row = Anchoring.objects.get()
    assert (row.status, row.quote, Claim.objects.count()) == ("edited", changed, 1)
