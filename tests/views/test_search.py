import pytest

from claims.models import Claim
from tests import factories
from tests.views.at_desk import HOSTILE, assert_inert, part, queries, signed_in, text

pytestmark = pytest.mark.django_db

DAM = "Twelve people were killed when the dam above Harrow burst"


def page(address: str) -> str:
    return text(signed_in(factories.reviewer()).get(address))


def test_one_page_shows_the_best_of_each_kind_with_the_found_words_marked() -> None:
    factories.article("The dam burst.", title="A dam")
    factories.claim(wording=DAM)
    found = page("/search/?q=dams")
    marked = '<mark class="found">dam</mark>'
    assert marked in part(found, 'id="h-claims"')
    assert marked in part(found, 'id="h-passages"')
    assert marked in part(found, 'id="h-articles"')


def test_the_box_keeps_what_was_typed() -> None:
    assert 'value="dam &quot;above harrow&quot;"' in page("/search/?q=dam+%22above+harrow%22")


def test_one_kind_is_narrowed_by_facets_in_the_address() -> None:
    factories.claim(wording=DAM)
    factories.taken(factories.reviewer(), factories.claim(wording=f"{DAM} twice"))
    found = page("/search/?q=dam&what=claims&state=working")
    assert "twice" in found
    assert "burst</mark>" not in found
    assert part(found, 'id="h-claims"').count("data-row") == 1
    assert "chosen: take it away" in found


def test_what_is_unknown_in_the_address_is_left_out() -> None:
    factories.claim(wording=DAM)
    found = page("/search/?q=dam&what=secrets&state=lost&outlet=x&when=never")
    assert 'id="h-claims"' in found


def test_a_claim_is_found_by_its_number() -> None:
    made = factories.claim(wording=DAM)
    assert f'href="/claims/{made.pk}/">Claim {made.pk}' in page(f"/search/?q={made.pk}")


def test_nothing_found_says_so_and_what_to_do() -> None:
    found = page("/search/?q=zzyzx")
    assert "Nothing has these words." in found
    assert "Claims like this text" in found


def test_where_nothing_has_all_words_what_has_some_is_shown_and_said() -> None:
    factories.claim(wording=DAM)
    assert "Shown is what has some of them." in page("/search/?q=harrow+zzyzx")


def test_what_is_found_is_shown_as_words_and_nothing_else() -> None:
    factories.claim(wording=f"Harrow {HOSTILE}")
    assert_inert(page("/search/?q=harrow"))
    assert "<script>alert" not in page("/search/?q=%3Cscript%3Ealert(1)%3C/script%3E")


def test_the_number_of_queries_does_not_grow_with_what_is_found() -> None:
    client = signed_in(factories.senior())
    factories.submitted(of=factories.claim(wording=DAM))
    few = queries(client, "/search/?q=dam+or+killed")
    for number in range(6):
        factories.submitted(of=factories.claim(wording=f"{DAM} {number}", of=factories.article(by=factories.outlet())))
    assert queries(client, "/search/?q=dam+or+killed") == few
    assert few <= 30


def test_claims_like_a_text_say_what_keeps_them_apart() -> None:
    factories.claim(wording=DAM)
    found = page("/search/similar/?text=Eight+people+were+killed+when+the+dam+above+Harrow+burst")
    assert DAM in found
    assert "other numbers: 12 there, 8 here" in found
    assert "No claim is like this text." in page("/search/similar/?text=Bread+prices")


def test_a_double_is_shown_before_it_is_added_and_added_when_the_person_says_so() -> None:
    client = signed_in(factories.reviewer())
    factories.claim(wording=DAM)
    told = {"wording": f"{DAM}.", "kind": "event", "said_where": "On the radio."}
    refused = client.post("/claims/new/", told)
    assert "The desk may have this claim already." in text(refused)
    assert "On the radio." in text(refused)
    assert Claim.objects.count() == 1
    client.post("/claims/new/", told | {"anyway": "1"})
    assert Claim.objects.count() == 2
