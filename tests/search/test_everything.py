from datetime import date
from typing import Any

import pytest
from django.db.models import Exists

from claims.models import BlindVerdict, Passage
from claims.review import claims
from claims.search import words
from claims.search.everything import Found, Narrowed, look
from claims.search.newest import newest, understood
from claims.search.people import claimants, colleagues
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
NOBODY = Exists(BlindVerdict.objects.none())


def found(name: str, typed: str, **narrowed: Any) -> Found:
    return look(name, understood(typed), Narrowed(**narrowed), TODAY, NOBODY, alone=True)


def texts(name: str, typed: str) -> list[str]:
    return ["".join(part for part, _ in hit.parts) for hit in found(name, typed).hits]


def passages(*said: str) -> None:
    factories.article("\n\n".join(said))


def test_words_are_found_in_any_form_case_and_accent() -> None:
    passages("The École closed its dams.", "A bridge.")
    assert texts("passages", "ecole DAM closing") == ["The École closed its dams."]


def test_quoted_words_stand_beside_one_another() -> None:
    passages("The dam burst.", "A burst pipe beside the dam.")
    assert len(texts("passages", "dam burst")) == 2
    assert texts("passages", '"dam burst"') == ["The dam burst."]


def test_a_minus_leaves_out_and_or_is_either() -> None:
    passages("A dam and a bridge.", "A dam alone.", "A levee.")
    assert texts("passages", "dam -bridge") == ["A dam alone."]
    assert sorted(texts("passages", "bridge or levee")) == ["A dam and a bridge.", "A levee."]
    assert texts("passages", "-bridge") == []


def test_the_found_words_are_marked() -> None:
    passages("The dams burst.")
    (hit,) = found("passages", "dam").hits
    assert hit.parts == [("The ", False), ("dams", True), (" burst.", False)]


def test_claims_are_found_by_wording_and_by_claimant() -> None:
    claims.add(factories.reviewer(), wording="The bridge is shut", claimant="Hanne Brisk", said_where="On the radio.")
    assert texts("claims", "bridges") == ["The bridge is shut"]
    assert texts("claims", "brisk") == ["The bridge is shut"]


def test_verdicts_are_found_by_their_rationale_and_sealed_ones_are_not() -> None:
    verdict = factories.submitted()
    typed = max(verdict.rationale.split(), key=len)
    assert [hit.row for hit in found("verdicts", typed).hits] == [verdict]
    sealed = Exists(type(verdict).objects.filter(pk=verdict.pk))
    assert look("verdicts", understood(typed), Narrowed(), TODAY, sealed, alone=True).hits == []


def test_an_article_is_found_by_its_title_as_it_reads_now() -> None:
    article = factories.article(title="Dam bursts")
    factories.revision(article, title="Levee bursts")
    assert texts("articles", "burst") == ["Levee bursts"]
    assert texts("articles", "dam") == []


def test_facets_are_counted_among_what_the_others_leave() -> None:
    ledger, courier = factories.outlet(), factories.outlet()
    for outlet in (ledger, ledger, courier):
        factories.article("The dam burst.", by=outlet)
    narrowed = found("passages", "dam", outlet=str(ledger.pk))
    assert narrowed.number == 2
    ((name, _, values),) = narrowed.facets
    assert (name, [(value.label, value.number, value.chosen) for value in values]) == (
        "outlet", [(ledger.name, 2, True), (courier.name, 1, False)],
    )  # fmt: skip


def test_the_newest_are_looked_at_and_no_more_than_asked_for() -> None:
    passages(*[f"The dam burst {number} times." for number in range(6)])
    newest_two = Passage.objects.order_by("-pk").values_list("pk", flat=True)[:2]
    assert set(Passage.objects.filter(pk__in=newest("passages", "'dam'", 2)).values_list("pk", flat=True)) == set(
        newest_two
    )


def test_a_word_with_a_slip_is_found_as_the_desk_has_it() -> None:
    passages("Brackwater was flooded.")
    words.learn()
    query, others = words.closest("brakwater flooded")
    assert others == ["brackwater"]
    assert len(look("passages", query, Narrowed(), TODAY, NOBODY, alone=False).hits) == 1


def test_a_part_of_a_word_is_found_and_a_known_word_stands_for_itself() -> None:
    factories.claim(wording="Brackwater is flooded")
    words.learn()
    assert "brackwater" in words.closest("brack")[1]
    assert words.closest("brackwater flooded") == ("", [])


def test_words_are_learned_once_and_then_only_what_is_new() -> None:
    passages("The levee.")
    words.learn()
    words.learn()
    passages("A culvert.")
    words.learn()
    assert words.closest("levvee")[1] == ["levee"]
    assert words.closest("culvrt")[1] == ["culvert"]


def test_people_are_found_by_a_part_of_their_name_and_with_a_slip() -> None:
    mara = factories.person("senior", name="Mara Oséi")
    factories.person("reviewer", name="Jonas Blom")
    factories.person("reviewer", name="Mara Gone", active=False)
    assert [each.person for each in colleagues("osei", 5)] == [mara]
    assert [each.person for each in colleagues("maara", 5)] == [mara]
    assert colleagues("zzzz", 5) == []


def test_claimants_are_found_under_any_of_their_names() -> None:
    one = factories.claimant()
    assert one.names.count() > 1
    for each in one.names.all():
        assert one in claimants(each.name[:-1], 5)


@pytest.mark.parametrize("typed", ["'", "\\", "a & | !", '"""', "<->", ":*", "x" * 200, "或者", "%_"])
def test_whatever_is_typed_is_answered(typed: str) -> None:
    passages("The dam burst.")
    query = understood(typed)
    for name in ("claims", "passages", "articles", "verdicts"):
        assert look(name, query, Narrowed(), TODAY, NOBODY, alone=True).hits == []
    assert words.closest(typed)[0] == ""
    assert colleagues(typed, 3) == []
