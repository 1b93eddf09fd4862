"""A second verdict given blind: when it is asked for, who gives it, and that nothing is decided before."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from claims.models import BlindVerdict, Claim, Lease, Person, Rating, Verdict
from claims.review import agreement, blind, comments, leases, verdicts, waiting
from claims.workflow import Missing, NotAllowed, Refused, WrongStep
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = "I find the same in the report."


def now(second: BlindVerdict) -> Claim:
    return Claim.objects.get(pk=second.verdict.claim_id)


def give(second: BlindVerdict, person: Person, rating: Rating | None = None, words: str = WORDS) -> BlindVerdict:
    claim = now(second)
    return blind.give(claim, person, claim.version, rating or second.verdict.rating, words)


def other_rating(second: BlindVerdict) -> Rating:
    found = Rating.objects.filter(scale=second.verdict.rating.scale).exclude(pk=second.verdict.rating_id).first()
    assert found
    return found


def sign(verdict: Verdict, person: Person) -> None:
    claim = Claim.objects.get(pk=verdict.claim_id)
    verdicts.sign(claim, person, claim.version, verdict.pk)


def test_nothing_is_asked_for_unless_the_desk_wants_it() -> None:
    assert not BlindVerdict.objects.filter(verdict=factories.submitted()).exists()


def test_the_share_is_drawn_by_the_verdict_s_digest(settings: Settings) -> None:
    settings.FACTCHECK_BLIND_SHARE = 1.0
    assert factories.submitted().blind.because == "sampled"
    settings.FACTCHECK_BLIND_SHARE = 0.5
    for _ in range(4):
        verdict = factories.submitted()
        low_half = int(verdict.digest[0], 16) < 8
        assert BlindVerdict.objects.filter(verdict=verdict).exists() == low_half


def test_what_is_of_high_risk_gets_one(settings: Settings) -> None:
    settings.FACTCHECK_BLIND_KINDS = ["quantity", "event", "position", "quote", "background"]
    assert factories.submitted().blind.because.startswith("high risk: ")


def test_a_senior_asks_for_one_before_the_first_verdict() -> None:
    claim = factories.claim()
    with pytest.raises(NotAllowed):
        blind.request(claim, factories.reviewer(), claim.version)
    assert factories.blind().because == "a senior asked for it"
    submitted = Claim.objects.get(pk=factories.submitted().claim_id)
    with pytest.raises(WrongStep):
        blind.request(submitted, factories.senior(), submitted.version)


def test_neither_proposer_nor_whoever_held_the_claim_gives_it() -> None:
    held, claim = factories.reviewer(), factories.claim()
    blind.request(claim, factories.senior(), claim.version)
    lease = factories.taken(held, Claim.objects.get(pk=claim.pk))
    leases.release(lease.claim, held, Claim.objects.get(pk=claim.pk).version)
    second = factories.submitted(of=Claim.objects.get(pk=claim.pk)).blind
    for person, why in ((second.verdict.proposed_by, "proposed"), (held, "draft"), (factories.curator(), "A reviewer")):
        assert why in blind.bar(person, second)
        assert person not in blind.givers(second)
        with pytest.raises(NotAllowed):
            give(second, person)
    free = factories.reviewer()
    assert blind.bar(free, second) == ""
    assert free in blind.givers(second)


def test_sign_off_and_return_wait_for_it() -> None:
    second, senior = factories.blind(), factories.senior()
    with pytest.raises(WrongStep, match="blind second verdict"):
        sign(second.verdict, senior)
    claim = now(second)
    with pytest.raises(WrongStep, match="blind second verdict"):
        verdicts.send_back(claim, senior, claim.version, second.verdict_id, "Why?")
    give(second, factories.reviewer())
    sign(second.verdict, senior)
    assert Verdict.objects.get(pk=second.verdict_id).standing == "signed"


def test_where_the_two_differ_a_senior_who_gave_neither_settles_it_before_signing() -> None:
    second, giver = factories.blind(), factories.senior()
    given = give(second, giver, other_rating(second))
    with pytest.raises(Missing, match="differ"):
        sign(second.verdict, giver)
    claim = now(second)
    refused: list[tuple[Person, str, type[Refused]]] = [
        (giver, "Mine holds.", NotAllowed),
        (second.verdict.proposed_by, "Mine holds.", NotAllowed),
        (factories.reviewer(), "It holds.", NotAllowed),
        (factories.senior(), " ", Missing),
    ]
    for person, note, error in refused:
        with pytest.raises(error):
            blind.settle(claim, person, claim.version, note)
    blind.settle(claim, factories.senior(), claim.version, "The report is clear.")
    sign(given.verdict, giver)
    assert Verdict.objects.get(pk=second.verdict_id).standing == "signed"


def test_a_senior_does_without_it_and_says_why() -> None:
    second = factories.blind()
    claim = now(second)
    for person, note, error in (
        (factories.reviewer(), "Late.", NotAllowed),
        (second.verdict.proposed_by, "Late.", NotAllowed),
        (factories.senior(), "", Missing),
    ):
        with pytest.raises(error):
            blind.waive(claim, person, claim.version, note)
    blind.waive(claim, factories.senior(), claim.version, "It goes out tonight.")
    sign(second.verdict, factories.senior())
    assert claim.events.get(action="waive blind").note == "It goes out tonight."


def test_it_is_given_once() -> None:
    second = factories.blind()
    give(second, factories.reviewer())
    with pytest.raises(WrongStep):
        give(second, factories.reviewer())


def test_whose_claim_it_is_shows_nowhere_until_it_is_given() -> None:
    second = factories.blind()
    assert now(second).assignee is None
    give(second, factories.reviewer())
    assert now(second).assignee == second.verdict.proposed_by


def test_a_later_verdict_is_asked_no_second_one_and_heeds_the_one_there_is() -> None:
    second, senior = factories.differing(), factories.senior()
    claim = now(second)
    verdicts.send_back(claim, senior, claim.version, second.verdict_id, "The other rating is right.")
    lease = Lease.objects.get(claim=claim)
    claim.refresh_from_db()
    again = verdicts.submit(claim, lease.holder, lease.pk, claim.version)
    assert BlindVerdict.objects.count() == 1
    with pytest.raises(Missing, match="differ"):
        sign(again, senior)


def test_nobody_comments_past_the_cover_but_the_proposer() -> None:
    second = factories.blind()
    with pytest.raises(WrongStep):
        comments.say(now(second), factories.reviewer(), "Is it false?")
    assert comments.say(now(second), second.verdict.proposed_by, "A hard one.").comment.pk


def test_the_home_page_lists_it_for_who_may_give_it_and_not_to_sign() -> None:
    second, reviewer, senior = factories.blind(), factories.reviewer(), factories.senior()
    assert list(blind.for_person(reviewer)) == [second]
    assert list(blind.for_person(second.verdict.proposed_by)) == []
    assert list(waiting.to_sign(senior)) == []
    give(second, reviewer)
    assert list(waiting.to_sign(senior)) == [second.verdict]
    assert list(blind.for_person(senior)) == []


def by_the_proposer(second: BlindVerdict) -> None:
    fields = {"by": second.verdict.proposed_by, "rating": second.verdict.rating, "given_at": "2024-01-01T00:00Z"}
    BlindVerdict.objects.filter(pk=second.pk).update(**fields)


def given_again(second: BlindVerdict) -> None:
    give(second, factories.reviewer())
    BlindVerdict.objects.filter(pk=second.pk).update(rationale="Something else.")


def settled_in_silence(second: BlindVerdict) -> None:
    fields = {"settled_by": factories.senior(), "settled_at": "2024-01-01T00:00Z"}
    BlindVerdict.objects.filter(pk=second.pk).update(**fields)


def signed_past_it(second: BlindVerdict) -> None:
    second.verdict.sign_offs.create(by=factories.senior(), decision="signed", digest=second.verdict.digest)


@pytest.mark.parametrize("way", [by_the_proposer, given_again, settled_in_silence, signed_past_it])
def test_the_database_itself_refuses_it(way: Callable[[BlindVerdict], None]) -> None:
    second = factories.blind()
    with pytest.raises(IntegrityError), transaction.atomic():
        way(second)


def test_agreement_is_counted_by_scale_and_by_topic() -> None:
    factories.differing()
    give(factories.blind(), factories.reviewer())
    scales, topics = agreement.tables()
    assert [(row.pairs, row.same, row.few) for row in scales.rows] == [(2, 1, True)]
    assert [(row.label, row.pairs) for row in topics.rows] == [("No topic", 2)]
