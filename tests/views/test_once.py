"""The same form sent twice does its work once, whoever is quick enough to send it so."""

import re
import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from claims.models import Claim, Evidence, Lease, Person, SentForm
from claims.review import forms_once
from tests import factories as make
from tests.races import PATIENCE
from tests.views.at_desk import text
from tests.views.claim_desk import At

pytestmark = pytest.mark.django_db
SAID = {"wording": "The bridge closes.", "kind": "event", "said_where": "On the radio.", "anyway": "1"}
PAIRS, FORMS = 4, 250


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def claim() -> Claim:
    return make.claim(of=make.article())


def attach(at: At, **more: Any) -> Any:
    revision = at.claim.article.current_id if at.claim.article else None
    return at.post("claim-evidence", revision=revision, quote="Nobody was warned", stance="supports", **more)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_passage_sent_twice_is_attached_once_and_answered_alike(claim: Claim, *, htmx: bool) -> None:
    at = At(make.reviewer(), claim)
    make.taken(at.person, claim)
    first, second = (attach(at, once="a1", htmx=htmx) for _ in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)
    for name in ("Location", "HX-Reswap", "HX-Trigger-After-Settle"):
        assert first.headers.get(name) == second.headers.get(name)
    assert Evidence.objects.filter(claim=claim).count() == 1


def test_without_the_field_each_sending_does_its_work() -> None:
    client = signed_in(make.reviewer())
    for _ in range(2):
        client.post(reverse("claim-add"), SAID)
    assert Claim.objects.filter(wording=SAID["wording"]).count() == 2


def test_the_same_rendering_with_other_words_is_another_form() -> None:
    client = signed_in(make.reviewer())
    for wording in ("One.", "Another.", "One."):
        client.post(reverse("claim-add"), SAID | {"wording": wording, "once": "a1"})
    assert list(Claim.objects.order_by("pk").values_list("wording", flat=True)) == ["One.", "Another."]


def test_what_one_sent_does_not_stand_in_for_what_another_sends() -> None:
    for person in (make.reviewer(), make.reviewer()):
        signed_in(person).post(reverse("claim-add"), SAID | {"once": "a1"})
    assert Claim.objects.count() == SentForm.objects.count() == 2


def test_a_refused_form_may_be_sent_again_once_it_can_be_done(claim: Claim) -> None:
    at = At(make.reviewer(), claim)
    assert attach(at, once="a1", token=0).status_code == 409
    assert not SentForm.objects.exists()
    token = make.taken(at.person, claim).pk
    assert attach(at, once="a1", token=token).status_code == 302
    assert Evidence.objects.filter(claim=claim).count() == 1


def test_a_work_that_broke_off_leaves_nothing_and_can_be_sent_again(claim: Claim) -> None:
    at = At(make.reviewer(), claim)
    make.taken(at.person, claim)
    gone = at.post("claim-evidence", revision=2**31 - 1, quote="Nobody was warned", stance="supports", once="a1")
    assert gone.status_code == 404
    assert not SentForm.objects.exists()


def test_taking_the_next_claim_by_a_double_click_takes_one() -> None:
    for _ in range(3):
        make.claim(of=make.article())
    client = signed_in(make.reviewer())
    led = {client.post(reverse("queue-next"), {"once": "a1"})["Location"] for _ in range(2)}
    assert (len(led), Lease.objects.count()) == (1, 1)


def test_each_rendering_of_a_form_has_a_key_of_its_own(claim: Claim) -> None:
    at = At(make.reviewer(), claim)
    make.taken(at.person, claim)
    keys = re.findall(r'name="once" value="([^"]+)"', text(at.get()) + text(at.get()))
    assert len(keys) == len(set(keys)) > 8


def test_what_was_sent_is_forgotten_after_a_day() -> None:
    signed_in(make.reviewer()).post(reverse("claim-add"), SAID | {"once": "a1"})
    forms_once.sweep()
    assert SentForm.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_sentform SET at = now() - interval '25 hours'")
    forms_once.sweep()
    assert not SentForm.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_thousand_forms_each_sent_twice_at_one_moment_make_a_thousand_claims() -> None:
    answers = doubled([make.reviewer() for _ in range(PAIRS)], once=True)
    assert Claim.objects.count() == SentForm.objects.count() == PAIRS * FORMS
    assert Claim.objects.values("wording").distinct().count() == PAIRS * FORMS
    assert all(len(led) == 1 for led in answers.values())


@pytest.mark.django_db(transaction=True)
def test_without_the_key_every_one_of_them_is_made_twice() -> None:
    answers = doubled([make.reviewer() for _ in range(PAIRS)], once=False, forms=5)
    assert Claim.objects.count() == 2 * PAIRS * 5
    assert all(len(led) == 2 for led in answers.values())


def doubled(people: list[Person], *, once: bool, forms: int = FORMS) -> dict[str, set[str]]:
    """Each person's forms, every one sent by two threads at the same moment: wording -> where they were led."""
    found: dict[str, set[str]] = {}

    def send(person: Person, meet: threading.Barrier) -> None:
        client = signed_in(person)
        for number in range(forms):
            wording = f"Claim {number} of {person.pk}"
            more = {"once": f"key-{number}"} if once else {}
            meet.wait()
            response = client.post(reverse("claim-add"), SAID | {"wording": wording} | more)
            found.setdefault(wording, set()).add(response["Location"])
        connection.close()

    meets = [threading.Barrier(2, timeout=PATIENCE) for _ in people]
    pairs = [(person, meet) for person, meet in zip(people, meets, strict=True) for _ in range(2)]
    threads = [threading.Thread(target=send, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
