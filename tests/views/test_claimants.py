"""A claimant's page: what it says under all its names."""

import pytest
from django.test import Client

from claims.models import Claim, Claimant
from claims.reading import naming
from claims.review import claims
from claims.views import claimants
from tests import factories
from tests.views.at_desk import HOSTILE, assert_inert, each_id, queries, signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return signed_in(factories.reviewer())


@pytest.fixture
def board() -> Claimant:
    return naming.join("Harn Port Office", "HPO")


def claim(claimant: str, wording: str = "Twelve died.") -> Claim:
    source = factories.article().current
    return claims.add(factories.senior(), wording=wording, claimant=claimant, revision=source, start=0, end=7)


def test_claims_under_all_names_are_listed_the_newest_first(desk: Client, board: Claimant) -> None:
    for name in ("Harn Port Office", "the H.P.O.", "Horse and Pony Owners"):
        claim(name, f"{name} says it.")
    page = text(desk.get(f"/claimants/{board.pk}/"))
    assert page.index("the H.P.O. says it.") < page.index("Harn Port Office says it.")
    assert "Horse and Pony" not in page
    assert "Also called <bdi>HPO</bdi>." in page


def test_a_claim_that_another_makes_is_listed_where_it_is_quoted_with_it(desk: Client, board: Claimant) -> None:
    made = claim("HPO", "Twelve died.")
    Claim.objects.filter(pk=made.pk).update(claimant="Mayor Field", claimant_key="mayor field")
    page = text(desk.get(f"/claimants/{board.pk}/"))
    assert f'href="/claims/{made.pk}/"' in page
    assert "as <bdi>Mayor Field</bdi>" in page
    assert "“The dam”" in page


def test_a_place_leads_to_its_words_in_the_article(desk: Client, board: Claimant) -> None:
    made = claim("HPO")
    mention = made.mentions.get()
    place = f"/articles/{made.article_id}/revisions/1/?at={mention.start}-{mention.end}#at"
    assert f'href="{place}"' in text(desk.get(f"/claimants/{board.pk}/"))
    assert 'id="at"' in text(desk.get(place.partition("#")[0]))


def test_words_that_are_the_claim_s_own_are_not_said_twice(desk: Client, board: Claimant) -> None:
    claim("HPO", "“The dam.”")
    page = text(desk.get(f"/claimants/{board.pk}/"))
    assert page.count("The dam") == 1
    assert ">manner unknown<" in page


def test_a_long_list_goes_on_at_the_next_page(desk: Client, board: Claimant) -> None:
    made = [claim("HPO", f"Claim number {number}.") for number in range(claimants.SHOWN + 2)]
    page = text(desk.get(f"/claimants/{board.pk}/"))
    assert "Claim number 1." not in page
    before = made[2].pk
    assert f'href="?before={before}"' in page
    later = text(desk.get(f"/claimants/{board.pk}/?before={before}"))
    assert [f"Claim number {number}." in later for number in range(4)] == [True, True, False, False]


def test_a_claimant_that_nobody_quoted_yet_says_so(desk: Client, board: Claimant) -> None:
    assert "No claim names it yet." in text(desk.get(f"/claimants/{board.pk}/"))


def test_only_a_curator_is_led_to_the_names(desk: Client, board: Claimant) -> None:
    assert "Edit names" not in text(desk.get(f"/claimants/{board.pk}/"))
    assert "Edit names" in text(signed_in(factories.curator()).get(f"/claimants/{board.pk}/"))


def test_what_the_world_wrote_is_inert(desk: Client) -> None:
    claimant = naming.join(HOSTILE, "HPO")
    claim("HPO", HOSTILE)
    assert_inert(text(desk.get(f"/claimants/{claimant.pk}/")))


def test_the_page_takes_as_many_queries_for_thirty_claims_as_for_one(desk: Client, board: Claimant) -> None:
    claim("HPO")
    one = queries(desk, f"/claimants/{board.pk}/")
    for _ in range(29):
        claim("Harn Port Office")
    assert queries(desk, f"/claimants/{board.pk}/") == one <= 9


@each_id
def test_a_claimant_that_is_not_there_is_not_found(desk: Client, wrong: str) -> None:
    assert desk.get(f"/claimants/{wrong}/").status_code == 404
