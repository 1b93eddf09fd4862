"""Proposed passages on the claim's page, and a step undone there."""

import pytest
from django.urls import reverse

from claims.models import Claim, Event, Evidence, Lease, Suggestion
from tests import factories
from tests.views.at_desk import HOSTILE, assert_inert
from tests.views.claim_desk import At, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def lease() -> Lease:
    return factories.taken(factories.reviewer())


@pytest.fixture
def desk(lease: Lease) -> At:
    return At(lease.holder, lease.claim)


def test_a_proposed_passage_is_marked_as_the_machines_and_counts_as_nothing(desk: At) -> None:
    made = factories.suggested(desk.claim)
    page = text(desk.get(f"?revision={made.revision_id}"))
    assert f'<mark class="hl suggested" data-start="{made.start}">{made.quote}</mark>' in page
    assert "Proposed, no evidence yet: " in page
    assert "No passage is attached." in page


@pytest.mark.parametrize("htmx", [True, False])
def test_it_is_attached_with_the_stance_that_was_chosen(desk: At, htmx: bool) -> None:
    made = factories.suggested(desk.claim, stance="supports")
    answer = desk.post("claim-suggestion", number=made.pk, stance="context", htmx=htmx)
    assert answer.status_code == (200 if htmx else 302)
    found = Evidence.objects.get(claim=desk.claim)
    assert (found.quote, found.stance, found.attached_by) == (made.quote, "context", desk.person)
    assert desk.post("claim-suggestion", number=made.pk, stance="context", htmx=htmx).status_code < 400
    assert Evidence.objects.count() == 1


def test_without_a_stance_it_is_refused_and_stays(desk: At) -> None:
    made = factories.suggested(desk.claim)
    answer = desk.post("claim-suggestion", number=made.pk)
    assert answer.status_code == 422
    assert "Say whether it supports, contradicts or is context." in text(answer)
    assert Suggestion.objects.get().decision == ""


def test_of_another_claim_there_is_none(desk: At) -> None:
    made = factories.suggested(factories.claim())
    for route in ("claim-suggestion", "claim-suggestion-rejection"):
        assert desk.post(route, number=made.pk, stance="context").status_code == 404


def test_a_rejected_one_is_gone_and_can_be_had_back(desk: At) -> None:
    made = factories.suggested(desk.claim)
    assert "Rejected: it is not proposed again." in text(
        desk.post("claim-suggestion-rejection", number=made.pk, htmx=True)
    )
    assert made.quote not in text(desk.get()).partition('id="proposed"')[2].partition("</section>")[0]
    event = Event.objects.latest("pk")
    assert "Undo rejecting a suggestion" in text(desk.get())
    assert "Undone: rejecting a suggestion." in text(desk.post("claim-undo", event=event.pk, htmx=True))
    assert Suggestion.objects.get().decision == ""


def test_who_does_not_hold_the_claim_sees_it_and_decides_nothing(desk: At) -> None:
    made = factories.suggested(desk.claim)
    other = At(factories.reviewer(), desk.claim)
    page = text(other.get())
    assert made.quote in page
    assert reverse("claim-suggestion", args=[desk.claim.pk, made.pk]) not in page
    assert other.post("claim-suggestion", number=made.pk, stance="context").status_code == 409
    assert other.post("claim-suggestion-rejection", number=made.pk).status_code == 409


def test_a_hostile_reason_is_words(desk: At) -> None:
    made = factories.suggested(desk.claim)
    Suggestion.objects.create(
        **{name: getattr(made, name) for name in ("claim", "revision", "end", "suffix", "backend")},
        start=made.end - 6, quote=made.quote[-6:], prefix="", why=HOSTILE,
    )  # fmt: skip
    assert_inert(text(desk.get()))


def test_figures_stand_beside_the_claims(desk: At) -> None:
    source = factories.article("Eleven people were killed.").current
    assert source is not None
    Claim.objects.filter(pk=desk.claim.pk).update(wording="Twelve people were killed")
    place = {"revision": source.pk, "start": 0, "end": len(source.text)}
    answer = desk.client.get(reverse("claim-comparison", args=[desk.claim.pk]), place)
    for words in ("12 killed", "11 killed", "differs"):
        assert words in text(answer)


@pytest.mark.parametrize("place", [{}, {"revision": "9" * 30}, {"revision": "x", "start": "-1", "end": "1e9"}])
def test_a_place_that_is_none_compares_with_nothing(desk: At, place: dict[str, str]) -> None:
    answer = desk.client.get(reverse("claim-comparison", args=[desk.claim.pk]), place)
    assert (answer.status_code, text(answer).strip()) == (200, "")


def test_the_record_shows_what_was_undone_and_offers_what_can_be(desk: At, lease: Lease) -> None:
    factories.attached(lease)
    event = Event.objects.latest("pk")
    record = reverse("claim-record", args=[desk.claim.pk])
    assert "Undo attaching passage 1" in text(desk.client.get(record))
    assert desk.post("claim-undo", event=event.pk).status_code == 302
    page = text(desk.client.get(record))
    assert "undid a step: attached passage 1: supports" in page
    assert "<b>undone</b>" in page
    assert "Undo attaching" not in page


def test_an_undo_that_is_refused_says_why(desk: At, lease: Lease) -> None:
    factories.attached(lease)
    event = Event.objects.latest("pk")
    other = At(factories.reviewer(), desk.claim)
    answer = other.post("claim-undo", event=event.pk, htmx=True)
    assert (answer.status_code, "worked on this claim after your step" in text(answer)) == (409, True)
    assert desk.post("claim-undo", event="x").status_code == 400
