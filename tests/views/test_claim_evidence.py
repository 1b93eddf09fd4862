"""Passages attached from the page: by place, by their words; and what a refusal keeps."""

from typing import Any

import pytest
from django.urls import reverse

from claims.models import Claim, Evidence, Lease, Revision
from claims.review import leases
from tests import factories
from tests.views.claim_desk import At, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Lease:
    return factories.taken(factories.reviewer())


def own(claim: Claim) -> Revision:
    assert claim.article
    assert claim.article.current
    return claim.article.current


def span(revision: Revision, quote: str) -> dict[str, Any]:
    start = revision.text.index(quote)
    return {"revision": revision.pk, "start": start, "end": start + len(quote), "quote": quote}


@pytest.mark.parametrize("stance", ["supports", "contradicts", "context"])
def test_a_selected_passage_is_attached_and_the_page_shows_it(held: Lease, stance: str) -> None:
    desk = At(held.holder, held.claim)
    answer = desk.post("claim-evidence", **span(own(held.claim), "Nobody was warned"), stance=stance, shown=9)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("claim", args=[held.claim_id]) + "?revision=9&pane=reader"
    made = Evidence.objects.get(claim=held.claim)
    assert (made.quote, made.stance, made.number) == ("Nobody was warned", stance, 1)
    assert f"Attached as passage 1: {stance}." in text(desk.get())


def test_htmx_gets_the_panels_that_changed_and_not_the_draft(held: Lease) -> None:
    desk = At(held.holder, held.claim)
    answer = desk.post("claim-evidence", htmx=True, **span(own(held.claim), "Nobody"), stance="supports")
    page = text(answer)
    assert answer.status_code == 200
    for panel in ("strip", "tabs", "reader-text", "shelf", "passages", "lacks"):
        assert f'id="{panel}"' in page
    assert 'class="hl supports"' in page
    assert 'id="rationale"' not in page
    assert "Attached as passage 1: supports." in page


def test_offsets_count_code_points(held: Lease) -> None:
    source = factories.article("👩‍👩‍👧 e\u0301 قال اثنا عشر dead", title="Emoji")
    desk, shown = At(held.holder, held.claim), own_of(source)
    desk.post("claim-evidence", **span(shown, "اثنا عشر"), stance="context")
    assert Evidence.objects.get(claim=held.claim).quote == "اثنا عشر"
    page = text(desk.get(f"?revision={shown.pk}"))
    assert f'data-start="{shown.text.index("اثنا")}">اثنا عشر</mark>' in page


def own_of(article: Any) -> Revision:
    assert isinstance(article.current, Revision)
    return article.current


@pytest.mark.parametrize("htmx", [False, True])
def test_a_quote_that_is_not_the_text_is_refused_and_the_words_stay(held: Lease, htmx: bool) -> None:
    desk = At(held.holder, held.claim)
    wrong = span(own(held.claim), "Nobody was warned") | {"quote": "Everybody was warned"}
    answer = desk.post("claim-evidence", htmx=htmx, **wrong, stance="supports")
    assert answer.status_code == 422
    assert "reads differently" in text(answer)
    if not htmx:
        assert "Everybody was warned</textarea>" in text(answer)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(("start", "end"), [(0, 10**9), (5, 5), (9, 3)])
def test_a_place_outside_the_text_is_refused(held: Lease, start: int, end: int) -> None:
    wrong: dict[str, Any] = {
        "revision": own(held.claim).pk,
        "start": start,
        "end": end,
        "quote": "x",
        "stance": "supports",
    }
    assert At(held.holder, held.claim).post("claim-evidence", **wrong).status_code == 422


def test_typed_words_are_found_by_the_server(held: Lease) -> None:
    words: dict[str, Any] = {"revision": own(held.claim).pk, "quote": " Nobody  was\r\nwarned", "stance": "contradicts"}
    assert At(held.holder, held.claim).post("claim-evidence", **words).status_code == 302
    assert Evidence.objects.get(claim=held.claim).quote == "Nobody was warned"


@pytest.mark.parametrize(
    ("words", "told"),
    [("was", "These words stand in 2 places"), ("nowhere", "do not stand in this text"), (" ", "Select")],
)
def test_typed_words_must_stand_in_one_place(words: str, told: str) -> None:
    claim = factories.claim(of=factories.article("It was said. Twelve people died. Nobody was there."))
    lease = factories.taken(factories.reviewer(), claim)
    answer = At(lease.holder, claim).post("claim-evidence", revision=own(claim).pk, quote=words, stance="supports")
    assert answer.status_code == 422
    assert told in text(answer)


def test_a_missing_stance_is_refused_and_the_words_stay(held: Lease) -> None:
    answer = At(held.holder, held.claim).post("claim-evidence", **span(own(held.claim), "Nobody"), stance="loud")
    assert answer.status_code == 422
    assert "Nobody</textarea>" in text(answer)


@pytest.mark.parametrize("token", ["", "x", "-1", "9" * 30, None])
def test_a_missing_or_garbled_token_is_a_bad_request(held: Lease, token: str | None) -> None:
    desk = At(held.holder, held.claim)
    assert desk.post("claim-evidence", **span(own(held.claim), "Nobody"), token=token).status_code == 400


def test_an_article_that_is_not_there_is_not_found(held: Lease) -> None:
    words: dict[str, Any] = {"revision": 10**8, "quote": "x", "stance": "supports"}
    assert At(held.holder, held.claim).post("claim-evidence", **words).status_code == 404


@pytest.mark.parametrize("htmx", [False, True])
def test_a_lost_hold_refuses_the_save_keeps_the_words_and_offers_to_take_it_again(held: Lease, htmx: bool) -> None:
    leases.release(held.claim, held.holder, Claim.objects.get(pk=held.claim_id).version)
    desk = At(held.holder, held.claim)
    answer = desk.post(
        "claim-evidence", htmx=htmx, **span(own(held.claim), "Nobody was warned"), stance="supports", token=held.pk
    )
    assert answer.status_code == 409
    assert "Your hold on this claim has run out" in text(answer)
    assert "Take it again" in text(answer)
    if not htmx:
        assert "Nobody was warned</textarea>" in text(answer)


def test_who_holds_it_now_is_told(held: Lease) -> None:
    leases.release(held.claim, held.holder, Claim.objects.get(pk=held.claim_id).version)
    factories.taken(factories.person("reviewer", name="Jonas Keller"), Claim.objects.get(pk=held.claim_id))
    answer = At(held.holder, held.claim).post(
        "claim-evidence", htmx=True, **span(own(held.claim), "Nobody"), stance="supports", token=held.pk
    )
    assert answer.status_code == 409
    assert "Jonas Keller holds this claim now." in text(answer)
    assert "Take it again" not in text(answer)


def test_stance_and_note_of_a_passage_are_edited(held: Lease) -> None:
    item = factories.attached(held)
    desk = At(held.holder, held.claim)
    answer = desk.post("claim-passage", number=1, passage_version=item.version, stance="context", note="Second hand.")
    assert answer.status_code == 302
    item.refresh_from_db()
    assert (item.stance, item.note, item.version) == ("context", "Second hand.", 2)


@pytest.mark.parametrize("htmx", [False, True])
def test_an_edit_over_an_older_passage_is_refused_and_the_note_stays(held: Lease, htmx: bool) -> None:
    item = factories.attached(held)
    desk = At(held.holder, held.claim)
    desk.post("claim-passage", number=1, passage_version=1, stance="context", note="First.")
    answer = desk.post("claim-passage", htmx=htmx, number=1, passage_version=1, stance="supports", note="My own note.")
    assert answer.status_code == 409
    if not htmx:
        assert "My own note.</textarea>" in text(answer)
    item.refresh_from_db()
    assert item.note == "First."


def test_a_passage_is_removed_and_its_number_is_not_given_again(held: Lease) -> None:
    item = factories.attached(held)
    desk = At(held.holder, held.claim)
    answer = desk.post("claim-passage-removal", htmx=True, number=1)
    assert answer.status_code == 200
    assert "No passage is attached." in text(answer)
    item.refresh_from_db()
    assert item.removed_at
    assert factories.attached(held).number == 2


@pytest.mark.parametrize("route", ["claim-passage", "claim-passage-removal"])
def test_a_passage_that_is_not_there_is_not_found(held: Lease, route: str) -> None:
    assert At(held.holder, held.claim).post(route, number=7, passage_version=1).status_code == 404


def test_only_the_holder_attaches(held: Lease) -> None:
    for person, status in ((factories.reviewer(), 409), (factories.curator(), 403), (factories.administrator(), 403)):
        answer = At(person, held.claim).post("claim-evidence", **span(own(held.claim), "Nobody"), stance="supports")
        assert answer.status_code == status
    assert not Evidence.objects.exists()


def test_a_selection_becomes_a_claim_of_its_own(held: Lease) -> None:
    desk = At(held.holder, held.claim)
    place = span(own(held.claim), "Nobody was warned")
    asked = {name: place[name] for name in ("revision", "start", "end")}
    page = text(desk.client.get(reverse("claim-add"), asked))
    assert page.count("Nobody was warned") >= 2
    said = {"wording": "Nobody was warned", "kind": "event", "claimant": "the mayor"}
    answer = desk.client.post(reverse("claim-add"), place | said)
    made = Claim.objects.latest("pk")
    assert answer["Location"] == reverse("claim", args=[made.pk])
    assert (made.by_hand, made.claimant, made.state) == (True, "the mayor", "queued")
    assert made.mentions.get().quote == "Nobody was warned"
    assert "by hand" in text(At(held.holder, made).get())


@pytest.mark.parametrize(
    "wrong",
    [{"wording": " "}, {"kind": "odd"}, {"quote": "other words"}, {"start": "", "end": "", "quote": "not there"}],
)
def test_a_claim_by_hand_that_is_refused_keeps_what_was_typed(held: Lease, wrong: dict[str, str]) -> None:
    place = span(own(held.claim), "Nobody was warned")
    said = {"wording": "Nobody was warned at all", "kind": "event", "claimant": "a certain mayor"} | place | wrong
    answer = At(held.holder, held.claim).client.post(reverse("claim-add"), said)
    assert answer.status_code == 422
    assert "a certain mayor" in text(answer)
    assert Claim.objects.count() == 1


def test_a_claim_without_an_article_says_where_it_was_said() -> None:
    desk = At(factories.curator(), factories.claim())
    said = {"wording": "Taxes fell.", "kind": "quantity"}
    assert desk.client.post(reverse("claim-add"), said).status_code == 422
    answer = desk.client.post(reverse("claim-add"), said | {"said_where": "A speech on Monday"})
    made = Claim.objects.latest("pk")
    assert answer.status_code == 302
    assert made.events.get().note == "A speech on Monday"
    assert "No article" in text(At(desk.person, made).get())


def test_an_administrator_adds_no_claim() -> None:
    desk = At(factories.administrator(), factories.claim())
    assert desk.client.get(reverse("claim-add")).status_code == 403
