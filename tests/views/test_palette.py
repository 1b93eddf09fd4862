"""What the command palette is told."""

from typing import Any

import pytest

from claims.models import Person, SavedView
from claims.people import keys
from tests import factories
from tests.views.at_desk import signed_in

pytestmark = pytest.mark.django_db


def found(person: Person, words: str = "") -> dict[str, Any]:
    response = signed_in(person).get("/palette/", {"q": words})
    assert response.status_code == 200
    told: dict[str, Any] = response.json()
    return told


def places(person: Person, words: str) -> list[str]:
    return [place["address"] for place in found(person, words)["places"]]


def test_every_action_is_told_in_words() -> None:
    assert set(found(factories.reviewer())["actions"]) == set(keys.actions())


def test_a_claim_is_found_by_its_number_and_by_its_words() -> None:
    person, claim = factories.reviewer(), factories.claim(wording="Nine bridges were closed.")
    factories.claim(wording="Nobody was warned.")
    assert places(person, str(claim.pk)) == [f"/claims/{claim.pk}/"]
    assert places(person, f"#{claim.pk}") == [f"/claims/{claim.pk}/"]
    assert places(person, "bridges nine") == [f"/claims/{claim.pk}/"]
    assert places(person, "br") == []


def test_ones_own_and_shared_views_are_offered_and_nobody_elses() -> None:
    asha, jonas = factories.reviewer(), factories.reviewer()
    SavedView.objects.create(owner=asha, name="Floods", address="q=flood")
    SavedView.objects.create(owner=jonas, name="Dams", address="q=dam", shared=True)
    SavedView.objects.create(owner=jonas, name="His own", address="q=his")
    assert places(asha, "") == ["/queue/?q=dam", "/queue/?q=flood"]
    assert places(asha, "floo") == ["/queue/?q=flood"]


def test_who_does_not_read_the_desk_finds_no_claims() -> None:
    claim = factories.claim()
    assert places(factories.administrator(), str(claim.pk)) == []


@pytest.mark.parametrize("words", ["9" * 60, "\0", "%", "#", "１２"])
def test_odd_words_find_nothing_and_break_nothing(words: str) -> None:
    assert places(factories.reviewer(), words) == []
