"""The page of weights: what counts how much, tried, saved, learned, and taken back."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from claims.forms.ranking import FIELDS
from claims.models import Rescoring, Weighing, WeighingUse
from claims.reading import choosing, teaching, weights
from claims.templatetags.ranking import change_bar, luck, signed
from claims.text.weighing import BUILT_IN, Weights
from claims.text.weightfile import as_file
from claims.text.worthiness import LABELS
from tests import factories as make
from tests.reading.taught import decided_desk
from tests.views.at_desk import HOSTILE, assert_inert, each_id, part, queries, signed_in, text

pytestmark = pytest.mark.django_db
HERE = "/ranking/"


@pytest.fixture
def desk() -> Client:
    return signed_in(make.curator())


def typed(**changed: Any) -> dict[str, Any]:
    """The form as the page shows it, with what somebody changed in it."""
    base = weights.set_by_hand()
    shown = {FIELDS[code]: str(round(base.weights.reasons[code], 1)) for code in FIELDS}
    return shown | {"budget": str(base.budget), "seen": str(choosing.last_use_id()), "why": "Money matters."} | changed


def saved(desk: Client, **changed: Any) -> Weighing:
    assert desk.post(reverse("ranking-save"), typed(**changed))["Location"] == HERE
    use = weights.last_use()
    assert use is not None
    assert use.weighing is not None
    return use.weighing


def row_of(page: str, code: str) -> str:
    """The reason's line of the table, without its tags."""
    found = re.search(rf'<tr><th scope="row"[^>]*><label for="{FIELDS[code]}">.*?</tr>', page, re.S)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def test_every_reason_stands_there_with_its_weight(desk: Client) -> None:
    page = text(desk.get(HERE))
    for code, label in LABELS.items():
        assert f'name="{FIELDS[code]}"' in page
        assert label.lower().replace("'", "&#x27;") in page.lower()
    assert f'name="{FIELDS["question"]}" min="-5" max="5" step="0.1" value="{BUILT_IN.reasons["question"]}"' in page
    assert "in use: The built-in weights" in page


def test_a_curator_sets_a_weight_and_says_why(desk: Client) -> None:
    made = saved(desk, **{FIELDS["toll"]: "-2.5", "budget": "7"})
    assert (made.weights["reasons"]["toll"], made.budget) == (-2.5, 7)
    assert made.weights["reasons"]["figure"] == BUILT_IN.reasons["figure"]
    assert weights.in_use().weights.reasons["toll"] == -2.5
    page = text(desk.get(HERE))
    assert "in use: Weights" in page
    assert row_of(page, "toll").endswith("In use −2.5")
    assert "Money matters." in part(page, "Changes of weights")
    assert "Of an article the 7 best are queued." in page
    assert Rescoring.objects.filter(use__weighing=made, done_at=None).exists()


def test_what_was_left_as_it_was_shown_stays_as_exact_as_it_was(desk: Client) -> None:
    exact = {**BUILT_IN.reasons, "toll": 0.8374}
    stored = weights.as_stored(Weights(-1.6, exact, {"crowns": 0.5}))
    choosing.put(Weighing.objects.create(made_by=make.curator(), weights=stored), make.curator(), "From elsewhere.")
    made = saved(desk, **{FIELDS["figure"]: "1.1"})
    assert (made.weights["reasons"]["toll"], made.weights["reasons"]["figure"]) == (0.8374, 1.1)
    assert made.weights["terms"] == {"crowns": 0.5}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        (FIELDS["toll"], "5.1", "Write a number from −5 to 5."),
        (FIELDS["toll"], "", "Write a number from −5 to 5."),
        (FIELDS["toll"], "nan", "Write a number from −5 to 5."),
        (FIELDS["toll"], "much", "Write a number from −5 to 5."),
        ("budget", "0", "Write a whole number from 1 to 200."),
        ("budget", "", "Write a whole number from 1 to 200."),
        ("budget", "2.5", "Write a whole number from 1 to 200."),
        ("why", "  ", "Say why: the list of changes keeps it."),
        ("why", "a\x00b", "Null characters are not allowed."),
        ("sentence", "a\x00b", "Null characters are not allowed."),
    ],
)
def test_what_can_not_be_a_weight_is_told_at_its_field(desk: Client, field: str, value: str, told: str) -> None:
    response = desk.post(reverse("ranking-save"), typed(**{FIELDS["figure"]: "3.3", field: value}))
    page = text(response)
    assert response.status_code == 422
    assert told in page
    assert 'value="3.3"' in page
    assert not WeighingUse.objects.exists()


def test_who_saves_over_weights_that_changed_meanwhile_is_told_and_keeps_what_was_typed(desk: Client) -> None:
    mine = typed(**{FIELDS["toll"]: "4.4"})
    saved(signed_in(make.senior()), **{FIELDS["toll"]: "1.2"})
    response = desk.post(reverse("ranking-save"), mine)
    page = text(response)
    assert response.status_code == 409
    assert "Somebody changed the weights meanwhile." in page
    assert 'value="4.4"' in page
    assert "In use +1.2" in row_of(page, "toll")
    assert f'name="seen" value="{choosing.last_use_id()}"' in page


def test_a_sentence_is_tried_on_the_weights_in_the_form_and_nothing_is_saved(desk: Client) -> None:
    sentence = "Twelve people were killed in Harrow, the mayor said."
    before = text(desk.post(reverse("ranking-trial"), typed(sentence=sentence)))
    after = text(desk.post(reverse("ranking-trial"), typed(sentence=sentence, **{FIELDS["toll"]: "-5"})))
    score = re.compile(r'<b class="t-5">(\d+)</b> of 100')
    scores = [int(found[1]) for found in (score.search(before), score.search(after)) if found]
    assert scores[0] > 80 > 30 > scores[1]
    assert f'{LABELS["toll"].capitalize()}</th><td class="r">−5.0</td>' in after
    assert f"<b>{scores[0]}</b> by those in use" in after
    assert sentence in after
    assert not WeighingUse.objects.exists()


def test_a_try_of_nothing_is_told(desk: Client) -> None:
    response = desk.post(reverse("ranking-trial"), typed(sentence=" "))
    assert response.status_code == 422
    assert "Write a sentence to try." in text(response)


def test_a_reviewer_sees_the_weights_and_tries_sentences_but_sets_nothing() -> None:
    desk = signed_in(make.reviewer())
    page = text(desk.get(HERE))
    assert "Save weights" not in page
    assert "Back to" not in page
    assert f'name="{FIELDS["toll"]}"' not in page
    tried = text(desk.post(reverse("ranking-trial"), {"sentence": "Twelve people were killed."}))
    assert "of 100 by the weights set by hand" in tried


def test_what_was_learned_is_shown_with_its_measured_effect(desk: Client) -> None:
    decided_desk(30)
    made = teaching.learn()
    assert made is not None
    page = text(desk.get(HERE))
    learned = part(page, "What decisions taught")
    assert "From <b>60</b> decisions, 30 for checking." in learned
    assert f"<b>{100 * made.effect['after']:.0f}</b> by what was learned; hardly luck" in learned
    assert "They ranked better, so the desk put them in use." in learned
    assert "it learns anew after 20 more" in learned
    assert "Use what was learned" not in learned
    assert '<bdi class="serif">crowns</bdi> +' in learned
    assert f"in use: Weights {made.pk}" in page
    assert signed(made.weights["reasons"]["toll"] - BUILT_IN.reasons["toll"]) in row_of(page, "toll")
    assert page.count('<svg class="change-bar"') == len(LABELS)
    assert "the desk" in part(page, "Changes of weights")


def test_one_click_leads_back_and_another_forth(desk: Client) -> None:
    first = saved(desk, **{FIELDS["toll"]: "1.5"})
    second = saved(desk, **{FIELDS["toll"]: "2.5"})
    page = text(desk.get(HERE))
    assert f'name="weighing" value="{first.pk}">Back to these' in page
    assert f'name="weighing" value="{second.pk}"' not in page
    page = text(desk.post(reverse("ranking-use"), {"weighing": first.pk}, follow=True))
    assert f"Weights {first.pk} are in use from now on" in page
    assert weights.in_use().weighing == first
    page = text(desk.post(reverse("ranking-use"), follow=True))
    assert "The built-in weights are in use from now on" in page
    assert weights.in_use().weighing is None
    assert "Back to the built-in weights" not in page
    assert "They are in use already." in text(desk.post(reverse("ranking-use"), follow=True))
    assert WeighingUse.objects.count() == 4


def test_who_went_back_from_what_was_learned_can_use_it_again(desk: Client) -> None:
    decided_desk(30)
    made = teaching.learn()
    desk.post(reverse("ranking-use"))
    page = text(desk.get(HERE))
    assert made is not None
    assert f'name="weighing" value="{made.pk}">Use what was learned' in page
    assert "They ranked better and were in use until somebody chose others." in page
    desk.post(reverse("ranking-use"), {"weighing": made.pk})
    assert weights.in_use().weighing == made


@each_id
def test_weights_that_are_not_there_are_not_found(desk: Client, wrong: str) -> None:
    assert desk.post(reverse("ranking-use"), {"weighing": wrong}).status_code == 404
    assert desk.get(HERE, {"before": wrong}).status_code == 200


def test_older_changes_are_a_page_further(desk: Client) -> None:
    person = make.curator()
    for number in range(14):
        choosing.save(person, {"toll": number / 10}, 12, f"Change {number:02}.", choosing.last_use_id())
    page = text(desk.get(HERE))
    assert "Change 13." in page
    assert "Change 01." not in page
    older = re.search(r'href="(\?before=\d+)"', page)
    assert older
    page = text(desk.get(HERE + older[1]))
    assert "Change 01." in page
    assert "Change 13." not in page


def test_what_was_typed_is_words_and_nothing_else(desk: Client) -> None:
    saved(desk, why=HOSTILE)
    assert_inert(text(desk.get(HERE)))
    assert_inert(text(desk.post(reverse("ranking-trial"), typed(sentence=HOSTILE))))


def test_the_page_asks_no_more_for_many_changes_than_for_few(desk: Client) -> None:
    saved(desk)
    few = queries(desk, HERE)
    for number in range(10):
        saved(signed_in(make.senior()), **{FIELDS["toll"]: str(number / 10)})
    assert queries(desk, HERE) == few
    assert few <= 14


def test_those_who_may_set_weights_find_the_page_in_the_bar() -> None:
    link = 'href="/ranking/"'
    bars = [text(signed_in(who()).get("/")).partition("</header>")[0] for who in (make.curator, make.senior)]
    assert all(link in bar for bar in bars)
    assert link not in text(signed_in(make.reviewer()).get("/")).partition("</header>")[0]


def test_numbers_and_chances_read_as_people_say_them() -> None:
    assert [signed(each) for each in (0.04, -0.04, 1.0, -2.26)] == ["0", "0", "+1.0", "−2.3"]
    assert [luck(each) for each in (0.0005, 0.02, 0.9)] == [
        "hardly luck: less than 1 in 1,000", "1 in 50 that it is luck", "as likely luck as not",
    ]  # fmt: skip
    assert 'class="less" x="20.0" y="2" width="20.0"' in change_bar(-0.5)
    assert 'width="40.0"' in change_bar(9.0)


def test_a_trained_model_is_what_the_desk_starts_from(desk: Client, settings: Settings, tmp_path: Path) -> None:
    model = tmp_path / "model.json"
    model.write_text(as_file(Weights(-1.0, {**BUILT_IN.reasons, "toll": 3.3}), "today", {}))
    settings.FACTCHECK_WORTHINESS_MODEL = str(model)
    page = text(desk.get(HERE))
    assert "in use: The trained weights" in page
    assert row_of(page, "toll").endswith("In use +3.3")
    made = saved(desk, **{FIELDS["figure"]: "1.0"})
    assert (made.weights["start"], made.weights["reasons"]["toll"]) == (-1.0, 3.3)
    assert "Back to the trained weights" in text(desk.get(HERE))
