"""In which order "take next" gives out claims."""

import pytest

from claims.models import Claim, Person, Topic
from claims.review import arranging, leases
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha() -> Person:
    return factories.reviewer()


def ranked(priority: int, topic: Topic | None = None, whose: Person | None = None) -> Claim:
    claim = factories.claim()
    Claim.objects.filter(pk=claim.pk).update(priority=priority, topic=topic, assignee=whose)
    return claim


def given(person: Person) -> int:
    lease = leases.take_next(person)
    assert lease is not None
    return lease.claim_id


def test_first_ones_own_then_ones_topics_then_anybodys_then_what_others_left(asha: Person) -> None:
    health, money = factories.topic(), factories.topic()
    asha.topics.add(health, money)
    others, anybodys = ranked(900, whose=factories.reviewer()), ranked(800)
    of_health, of_money, own = ranked(300, health), ranked(400, money), ranked(100, whose=asha)
    order = [given(asha) for _ in range(5)]
    assert order == [own.pk, of_money.pk, of_health.pk, anybodys.pk, others.pk]


def test_of_all_ones_topics_the_most_pressing_claim_comes_first(asha: Person) -> None:
    health, money = factories.topic(), factories.topic()
    asha.topics.add(health, money)
    made = [ranked(700, health), ranked(300, money), ranked(500, money), ranked(400, health)]
    assert [given(asha) for _ in made] == [made[0].pk, made[2].pk, made[3].pk, made[1].pk]


def test_other_peoples_topics_are_no_reason(asha: Person) -> None:
    health = factories.topic()
    factories.reviewer().topics.add(health)
    first, of_health = ranked(600), ranked(500, health)
    assert [given(asha), given(asha)] == [first.pk, of_health.pk]


def test_what_somebody_raises_to_urgent_comes_next(asha: Person) -> None:
    ranked(950)
    claim = ranked(10)
    arranging.prioritise(claim, asha, claim.version, "urgent")
    assert given(asha) == claim.pk
