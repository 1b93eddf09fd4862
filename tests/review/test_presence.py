"""Who looks at a claim is known while the page says so, at the price of few writes."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from pytest_django import DjangoAssertNumQueries

from claims.models import Presence
from claims.review import leases, presence
from tests import factories as make
from tests.situations import scene_of

pytestmark = pytest.mark.django_db


def test_others_who_look_are_named_and_oneself_is_not() -> None:
    claim, asha, jonas = make.claim(), make.person("reviewer", name="Asha"), make.person("reviewer", name="Jonas")
    for person in (jonas, asha):
        presence.renew(claim, person)
    presence.renew(make.claim(), make.reviewer())
    assert presence.others(claim, asha) == [jonas]
    assert presence.others(claim, make.reviewer()) == [asha, jonas]


def test_a_page_that_is_heard_of_no_more_is_forgotten() -> None:
    claim, person = make.claim(), make.reviewer()
    presence.renew(claim, person)
    Presence.objects.update(seen_at=Now() - presence.LASTS)
    assert presence.others(claim, make.reviewer()) == []
    presence.sweep()
    assert not Presence.objects.exists()


def test_a_page_that_looks_often_writes_now_and_then(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    claim, person = make.claim(), make.reviewer()
    presence.renew(claim, person)
    first = Presence.objects.get().seen_at
    with django_assert_num_queries(1):
        presence.renew(claim, person)
    assert Presence.objects.get().seen_at == first
    Presence.objects.update(seen_at=first - timedelta(seconds=11))
    presence.renew(claim, person)
    assert Presence.objects.get().seen_at > first - timedelta(seconds=5)


def test_what_others_did_since_is_told_and_what_oneself_did_is_not() -> None:
    scene = scene_of("working")
    since = presence.last_event(scene.claim)
    leases.release(scene.claim, scene.holder, scene.claim.version)
    assert presence.done_by_others(scene.claim, scene.holder, since) is None
    event = presence.done_by_others(scene.claim, scene.senior, since)
    assert event is not None
    assert event.action == "release"


def test_what_the_desk_itself_did_is_told_to_everybody() -> None:
    scene = scene_of("lapsed")
    since = presence.last_event(scene.claim)
    leases.expire_due()
    event = presence.done_by_others(scene.claim, scene.holder, since)
    assert event is not None
    assert (event.action, event.by) == ("expire", None)
