"""What the claim's page shows of who says it, how, and of what it counts."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from claims.models import Claim, Figure, Mention, Revision
from claims.reading import naming
from claims.text.anchors import anchor
from tests import factories
from tests.views.claim_desk import At, text

pytestmark = pytest.mark.django_db
QUOTE = "Twelve people were killed"


def said(claim: Claim, quote: str = QUOTE, **values: Any) -> Mention:
    """By a machine, in the claim's own article."""
    assert claim.article
    revision = claim.article.current
    assert revision
    start = revision.text.index(quote)
    told = {"claim": claim, "revision": revision, "backend": "builtin 2"} | values
    return Mention.objects.create(**told, **vars(anchor(revision.text, start, start + len(quote))))


def figure(mention: Mention, **values: Any) -> Figure:
    told = {"quote": "Twelve people", "measure": "killed", "unit": "people", "bound": "exact", "low": 12} | values
    return Figure.objects.create(mention=mention, start=mention.start, end=mention.start + 13, **told)


def page(claim: Claim) -> str:
    return text(At(factories.reviewer(), claim).get())


def span(revision: Revision | None, words: str) -> list[int]:
    assert revision
    start = revision.text.index(words)
    return [start, start + len(words)]


def test_a_mention_says_who_says_it_how_and_who_read_that() -> None:
    claim = factories.claim()
    said(claim, claimant="Mayor Field", manner="quoted")
    shown = page(claim)
    assert "<span><bdi>Mayor Field</bdi></span><span>quoted</span>" in shown
    assert "<span>read by builtin 2</span>" in shown


@pytest.mark.parametrize(
    ("manner", "words"),
    [
        ("own voice", "<span>in the outlet’s own voice</span>"),
        ("paraphrased", "<span>nobody named</span><span>paraphrased</span>"),
        ("unknown", "<span>nobody named</span><span>manner unknown</span>"),
    ],
)
def test_the_outlets_own_voice_and_what_is_not_known_are_said_as_such(manner: str, words: str) -> None:
    claim = factories.claim()
    said(claim, manner=manner)
    assert words in page(claim)


def test_a_name_that_is_joined_leads_to_whose_it_is() -> None:
    claimant = naming.join("Harn Port Office", "HPO")
    claim = factories.claim()
    said(claim, claimant="the H.P.O.")
    said(claim, quote="Nobody was warned", claimant="Harn Port Office")
    shown = page(claim)
    link = f'<a href="/claimants/{claimant.pk}/"><bdi>Harn Port Office</bdi></a>'
    assert f"<bdi>the H.P.O.</bdi> ({link})" in shown
    assert f"<span>{link}</span>" in shown


def test_the_words_of_source_and_cue_are_marked_and_named_for_who_hears_the_page() -> None:
    claim = factories.claim()
    source = claim.article.current if claim.article else None
    said(claim, spoken={"source": span(source, "the mayor"), "cue": span(source, "said")})
    shown = page(claim)
    assert '<span class="sr">(who says it: </span><mark class="hl source"' in shown
    assert '>the mayor</mark><span class="sr">) </span>' in shown
    assert '<span class="sr">(how it is said: </span><mark class="hl cue"' in shown
    assert shown.count(">claim</a>") == claim.mentions.count() == 2  # in the margin


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "12"),
        ({"bound": "at_least"}, "at least 12"),
        ({"bound": "at_least", "strict": True, "low": 50}, "more than 50"),
        ({"bound": "at_most", "strict": True, "low": 50}, "less than 50"),
        ({"bound": "about", "low": 800_000_000}, "about 800,000,000"),
        ({"bound": "range", "low": 6, "high": 11}, "6 to 11"),
        ({"bound": "vague", "low": None, "quote": "dozens"}, "dozens"),
    ],
)
def test_a_figures_bound_is_said_in_words(values: dict[str, Any], words: str) -> None:
    claim = factories.claim()
    figure(said(claim), **values)
    assert f'<bdi class="v">{words}</bdi>' in page(claim)


def test_a_figure_shows_all_that_is_known_of_it() -> None:
    claim = factories.claim()
    figure(said(claim), scope="part", as_of=date(2024, 3, 12), denial="unconfirmed")
    shown = page(claim)
    assert '<th scope="row">killed</th>' in shown
    assert '<b class="warn-ink">not confirmed</b>' in shown
    assert "<span>people</span><span>of a part</span><span>as of 12 March 2024</span>" in shown


def test_the_same_number_denied_is_another_figure() -> None:
    claim = factories.claim()
    mention = said(claim)
    for denial in ("", "", "denied"):
        figure(mention, denial=denial)
    assert page(claim).count('<bdi class="v">12</bdi>') == 2


@pytest.mark.parametrize("count", [1, 30])
def test_names_figures_and_marks_take_no_more_queries(
    count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    claim = factories.claim()
    for number in range(count):
        naming.join(f"Board {number}", f"B{number}")
        source = factories.article(f"{number} were killed, B{number} said.").current
        assert source
        place = vars(anchor(source.text, 0, 10))
        figure(Mention.objects.create(claim=claim, revision=source, claimant=f"B{number}", backend="x", **place))
    desk = At(factories.reviewer(), claim)
    desk.get()
    with django_assert_max_num_queries(26):
        assert desk.get().status_code == 200
