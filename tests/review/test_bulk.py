import pytest

from claims.models import Claim
from claims.review import arranging, bulk, claims
from claims.review.bulk import Picked
from tests import factories
from tests.races import at_once, won

pytestmark = pytest.mark.django_db


def test_what_is_refused_is_told_with_its_reason_and_the_others_are_done() -> None:
    person, to = factories.senior(), factories.reviewer()
    free, stale, held = factories.claim(), factories.claim(), factories.taken(factories.reviewer()).claim
    picked = [Picked(free.pk, free.version), Picked(stale.pk, stale.version + 1), Picked(held.pk, held.version + 1)]
    outcome = bulk.each(picked, lambda claim, version: arranging.assign(claim, person, version, to))
    assert outcome.done == [free.pk]
    assert [kept.claim.pk for kept in outcome.kept] == [stale.pk, held.pk]
    assert "changed this claim meanwhile" in outcome.kept[0].why
    assert "holds this claim" in outcome.kept[1].why
    assert Claim.objects.filter(assignee=to).count() == 1


def test_each_claim_gets_an_event_of_its_own() -> None:
    person = factories.reviewer()
    made = [factories.claim() for _ in range(3)]
    bulk.each(
        [Picked(claim.pk, claim.version) for claim in made],
        lambda claim, version: arranging.prioritise(claim, person, version, "up"),
    )
    assert [claim.events.filter(action="prioritise", by=person).count() for claim in made] == [1, 1, 1]


def test_merging_many_into_one() -> None:
    person, into = factories.curator(), factories.claim()
    made = [factories.claim() for _ in range(2)]
    outcome = bulk.each(
        [Picked(claim.pk, claim.version) for claim in made],
        lambda claim, version: claims.merge(claim, into, person, version),
        besides=[into.pk],
    )
    assert len(outcome.done) == 2
    assert Claim.objects.filter(merged_into=into, state="merged").count() == 2


def test_a_claim_that_is_no_more_is_passed_over() -> None:
    outcome = bulk.each([Picked(2**30, 1)], lambda claim, version: None)
    assert outcome == ([], [])


@pytest.mark.django_db(transaction=True)
def test_two_bulk_steps_in_opposite_order_do_not_wait_for_each_other_for_ever() -> None:
    person = factories.reviewer()
    made = [factories.claim() for _ in range(6)]
    picked = [Picked(claim.pk, claim.version) for claim in made]

    def lift(order: list[Picked]) -> bulk.Outcome:
        return bulk.each(order, lambda claim, version: arranging.prioritise(claim, person, version, "up"))

    outcomes = won(at_once([lambda: lift(picked), lambda: lift(picked[::-1])]))
    assert sorted(len(outcome.done) for outcome in outcomes) == [0, 6]
