"""A text that came too late is kept, once for each page, and goes into the draft as its writer chooses."""

from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from claims.models import Claim, Draft, LostDraft, Person
from claims.review import drafts, leases, lost
from claims.workflow import LeaseLost, Stale, WrongStep
from tests import factories as make
from tests.situations import Scene, run_out, scene_of
from tests.views.at_desk import text
from tests.views.claim_desk import At

pytestmark = pytest.mark.django_db

BEGAN = {"rating": None, "rationale": "Two officials deny any shooting.", "public_note": ""}
MINE = "Two officials deny any shooting. The footage is edited."
THEIRS = "Two officials deny that shots were fired."
BOTH = "Two officials deny that shots were fired. The footage is edited."


@pytest.fixture
def scene() -> Scene:
    return scene_of("working")


def words(rationale: str) -> dict[str, Any]:
    return {"rating": None, "rationale": rationale, "public_note": ""}


def kept(claim: Claim, person: Person, rationale: str = MINE, page: str = "a") -> LostDraft:
    found = lost.keep(claim, person, page, words=words(rationale), began=BEGAN, why="Too late.")
    assert found
    return found


def save(scene: Scene, rationale: str, version: int, page: str = "") -> Draft:
    rating = make.rating()
    return drafts.save(scene.claim, scene.holder, scene.token(), version, rating=rating, rationale=rationale, page=page)


def test_each_page_has_one_text_and_its_newest_words(scene: Scene) -> None:
    kept(scene.claim, scene.holder, "First.")
    kept(scene.claim, scene.holder, "First. And more.")
    kept(scene.claim, scene.holder, "Elsewhere.", page="b")
    kept(scene.claim, scene.people["reviewer"], "Another's.")
    mine = lost.open_of(scene.holder, scene.claim).order_by("pk")
    assert [each.rationale for each in mine] == ["First. And more.", "Elsewhere."]


def test_nothing_is_kept_of_no_words_or_of_what_the_draft_says(scene: Scene) -> None:
    save(scene, "The same.", 1)
    same = lost.words_of(Draft.objects.get(claim=scene.claim))
    for said in (words(""), same):
        assert lost.keep(scene.claim, scene.holder, "a", words=said, began={}, why="") is None


def test_what_its_page_saves_after_all_is_lost_no_more_and_stays_in_the_database(scene: Scene) -> None:
    texts = [kept(scene.claim, scene.holder, page=page) for page in ("a", "b")]
    lost.settle_of(scene.claim, scene.holder, "a")
    assert list(lost.open_of(scene.holder)) == texts[1:]
    assert LostDraft.objects.count() == 2


def test_chosen_changes_go_into_what_stands_now(scene: Scene) -> None:
    save(scene, THEIRS, 1)
    text_of_mine = kept(scene.claim, scene.holder)
    taken = lost.take_over(text_of_mine, scene.holder, scene.token(), 2, [0], rating=False, note=False)
    assert (taken.rationale, taken.rating) == (BOTH, make.rating())
    assert not lost.open_of(scene.holder).exists()


def test_all_of_it_stands_in_place_of_what_stood(scene: Scene) -> None:
    save(scene, THEIRS, 1)
    taken = lost.take_all(kept(scene.claim, scene.holder), scene.holder, scene.token(), 2)
    assert (taken.rationale, taken.rating) == (MINE, None)


def test_without_the_hold_or_over_a_newer_draft_nothing_is_taken_over(scene: Scene) -> None:
    save(scene, THEIRS, 1)
    found = kept(scene.claim, scene.holder)
    with pytest.raises(Stale):
        lost.take_all(found, scene.holder, scene.token(), 1)
    run_out(scene.claim)
    with pytest.raises(LeaseLost):
        lost.take_all(found, scene.holder, scene.token(), 2)
    assert Draft.objects.get(claim=scene.claim).rationale == THEIRS
    assert lost.open_of(scene.holder).exists()


def test_what_was_settled_is_not_taken_over_again(scene: Scene) -> None:
    found = kept(scene.claim, scene.holder)
    lost.put_away(found)
    with pytest.raises(WrongStep):
        lost.take_all(found, scene.holder, scene.token(), 1)


def test_a_page_goes_on_from_its_own_save_whose_answer_it_never_heard(scene: Scene) -> None:
    save(scene, "First.", 1, page="a")
    assert save(scene, "First. Second.", 1, page="a").rationale == "First. Second."
    for other in ("b", ""):
        with pytest.raises(Stale):
            save(scene, "From elsewhere.", 1, page=other)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_refused_save_keeps_its_words_and_leads_to_them(scene: Scene, htmx: bool) -> None:
    at, token = At(scene.holder, scene.claim), scene.token()
    run_out(scene.claim)
    leases.take(scene.fresh(), scene.people["reviewer"], scene.claim.version)
    said: dict[str, Any] = {
        "rationale": MINE,
        "draft_version": 1,
        "began": '{"rationale": "Began."}',
        "page": "a",
    }
    refused = at.post("claim-draft", htmx=htmx, token=token, **said)
    found = LostDraft.objects.get(claim=scene.claim, person=scene.holder)
    assert refused.status_code == 409
    assert (found.rationale, found.began["rationale"]) == (MINE, "Began.")
    assert reverse("claim-lost-draft", args=[scene.claim.pk, found.pk]) in text(refused)
    assert f"/lost/{found.pk}/" in text(at.get())
    assert f"/lost/{found.pk}/" in text(at.client.get(reverse("home")))


@pytest.mark.parametrize("began", ["", "no JSON", "[1]", '{"rationale": 7, "rating": "x"}', '{"rating": 1e9}'])
def test_whatever_a_page_says_it_began_from_the_words_are_kept(scene: Scene, began: str) -> None:
    at = At(scene.holder, scene.claim)
    run_out(scene.claim)
    at.post("claim-draft", rationale=MINE, draft_version=1, began=began, page="a")
    found = LostDraft.objects.get(claim=scene.claim)
    assert found.rationale == MINE
    assert MINE in text(at.client.get(reverse("claim-lost-draft", args=[scene.claim.pk, found.pk])))


def test_whoever_takes_over_takes_the_claim_with_it_where_nobody_holds_it(scene: Scene) -> None:
    at = At(scene.holder, scene.claim)
    found = kept(scene.claim, scene.holder)
    leases.release(scene.fresh(), scene.holder, scene.claim.version)
    where = reverse("claim-lost-draft", args=[scene.claim.pk, found.pk])
    nothing = at.client.post(where, {"do": "chosen", "draft_version": 1, "version": at.now.version})
    assert nothing.status_code == 422
    assert at.now.state == "queued"
    at.client.post(where, {"do": "all", "draft_version": 1, "version": at.now.version})
    assert (at.now.state, Draft.objects.get(claim=scene.claim).rationale) == ("working", MINE)


def test_a_lost_text_is_its_writer_s_alone(scene: Scene) -> None:
    found = kept(scene.claim, scene.holder)
    other = At(scene.people["other senior"], scene.claim)
    where = reverse("claim-lost-draft", args=[scene.claim.pk, found.pk])
    assert other.client.get(where).status_code == other.client.post(where, {"do": "away"}).status_code == 404
    assert "was not saved" not in text(other.get())


def test_no_text_is_ever_deleted_by_the_desk(scene: Scene) -> None:
    kept(scene.claim, scene.holder)
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('claims_lostdraft', 'DELETE')")
        assert cursor.fetchone() == (False,)
