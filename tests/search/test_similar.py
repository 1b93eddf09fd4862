import pytest

from claims.models import Claim
from claims.review import claims
from claims.search.similar import similar
from tests import factories

pytestmark = pytest.mark.django_db

DAM = "Twelve people were killed when the dam above Harrow burst on Tuesday"


def wordings(text: str, but: Claim | None = None) -> list[str]:
    return [each.claim.wording for each in similar(text, but=but)]


def test_claims_that_say_much_the_same_are_found_the_nearest_first() -> None:
    factories.claim(wording="The health budget of Lindqvale grew by seven per cent")
    factories.claim(wording="A dam above Harrow is to be built")
    factories.claim(wording=DAM)
    assert wordings("People died: twelve were killed as the dam above Harrow burst")[0] == DAM
    assert "budget" not in " ".join(wordings("Twelve were killed as the dam burst"))


def test_what_keeps_two_claims_apart_is_said() -> None:
    factories.claim(wording=DAM)
    (found,) = similar("Eight people were killed when the dam above Harrow burst")
    assert found.differences == ("other numbers: 12 there, 8 here",)
    assert found.percent > 50


def test_the_claim_itself_and_merged_ones_are_left_out() -> None:
    one, other = factories.claim(wording=DAM), factories.claim(wording=f"{DAM} night")
    assert wordings(DAM, but=one) == [f"{DAM} night"]
    claims.merge(other, one, factories.senior(), other.version)
    assert wordings(DAM) == [DAM]


@pytest.mark.parametrize("text", ["", " \0 ", "it was the", "!?", "' \\ ' | & !", "-dam"])
def test_a_text_without_telling_words_finds_nothing(text: str) -> None:
    factories.claim(wording="Twelve people were killed")
    assert similar(text) == []


def test_a_text_of_any_length_and_letters_is_looked_up() -> None:
    factories.claim(wording=DAM)
    assert wordings(f"{DAM} 'quoted' \\ back\\slash O'Neill’s {'verylong' * 300}") == [DAM]
