"""What a number in a text says: how many of what, how exactly, of the whole or a part."""

import time
from decimal import Decimal
from pathlib import Path

import pytest

from claims.text.figures import Figure, figures, figures_in
from claims.text.spans import Span


def only(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, [figure.quote for figure in found]
    return found[0]


def counted(text: str) -> list[tuple[int, str, str]]:
    return [(int(figure.low or 0), figure.bound, figure.measure) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "low", "high", "bound", "measure"),
    [
        ("The flood killed at least 22 people.", 22, None, "at_least", "killed"),
        ("Seventeen miners have been killed in the shaft.", 17, None, "exact", "killed"),
        ("The blast left nearly forty people dead.", 40, None, "about", "killed"),
        ("The collapse led to the deaths of 19 dockers.", 19, None, "exact", "killed"),
        ("The death toll rose to 1,204.", 1204, None, "exact", "killed"),
        ("Anywhere from three to 14 sailors drowned.", 3, 14, "range", "killed"),
        ("Between 20 and 30 rebels were arrested.", 20, 30, "range", "arrested"),
        ("Up to 60 farmers were wounded.", 60, None, "at_most", "wounded"),
        ("Dozens were hurt in the stampede.", None, None, "vague", "wounded"),
        ("Two dozen hikers are missing.", 24, None, "exact", "missing"),
        ("More than 3,000 villagers fled.", 3000, None, "at_least", "displaced"),
        ("The valley is home to about 3,400 residents.", 3400, None, "about", "residents"),
        ("The bridge cost $800 million.", 800_000_000, None, "exact", "money"),
        ("The port wants £2.5bn for it.", 2_500_000_000, None, "exact", "money"),
        ("They expect 5 to 10 million visitors.", 5_000_000, 10_000_000, "range", "visitors"),
        ("Turnout was 41.5 per cent.", Decimal("41.5"), None, "exact", "percent"),
        ("The village lies 60 miles from the coast.", 60, None, "exact", "distance"),
        ("It was a magnitude-5.9 quake.", Decimal("5.9"), None, "exact", "magnitude"),
        ("Half a million refugees crossed.", 500_000, None, "exact", "displaced"),
        ("Anywhere from six to 11 people fit in.", 6, 11, "range", "people"),
        ("Some 10-15 boats sank.", 10, 15, "range", "boats"),
        ("It does 0-to-60-mph at once.", 0, 60, "range", "speed"),
        ("A bidder offered between $62 and $68 for it.", 62, 68, "range", "money"),
        ("It rained for three or four hours.", 3, 4, "range", "duration"),
        ("Ash covered 40 percent to 70 percent of it.", 40, 70, "range", "percent"),
        ("Several hundred farmers marched.", None, None, "vague", "farmers"),
        ("It lost hundreds of billions of dollars.", None, None, "vague", "money"),
        ("The mill burned for a second day.", 2, None, "exact", "duration"),
        ("They marched for the third straight week.", 3, None, "exact", "duration"),
        ("Nearly half of voters stayed at home.", 50, None, "about", "percent"),
        ("The camp is a quarter mile away.", Decimal("0.25"), None, "exact", "distance"),
        ("It took two-and-a-half hours.", Decimal("2.5"), None, "exact", "duration"),
        ("Three hundred and twenty-five thousand votes were cast.", 325_000, None, "exact", "votes"),
        ("The lamp is priced at Rs 7,999.", 7999, None, "exact", "money"),
        ("A 30,000-strong crowd came.", 30_000, None, "exact", "people"),
        ("It takes millions of dollars.", None, None, "vague", "money"),
        ("A 5,125-square-foot lot was sold.", 5125, None, "exact", "area"),
        ("She won half a dozen HP posters.", 6, None, "exact", "posters"),
        ("About nine in 10 voters agreed.", 90, None, "about", "percent"),
        ("One in four houses burned.", 25, None, "exact", "percent"),
        ("He spoke to a crowd of about 500.", 500, None, "about", "people"),
        ("The blaze left scores dead.", None, None, "vague", "killed"),
        ("It took 6½ hours.", Decimal("6.5"), None, "exact", "duration"),
        ("He paid five crore rupees.", 50_000_000, None, "exact", "money"),
        ("She wrote a 12 page letter.", 12, None, "exact", "pages"),
        ("One bomb landed nearby.", 1, None, "exact", "bombs"),
        ("It is one of the oldest mills in the land.", 1, None, "exact", "mills"),
        ("The 200-seat hall was full.", 200, None, "exact", "seats"),
        ("He paid 7.5 million Danish crowns.", 7_500_000, None, "exact", "money"),
        ("It sold for RM79.", 79, None, "exact", "money"),
        ("Add 45g of salt.", 45, None, "exact", "weight"),
        ("The dish has a 2m wide rim.", 2, None, "exact", "distance"),
        ("It turns at 3000 rpm.", 3000, None, "exact", "speed"),
        ("A 6.7-strength quake struck.", Decimal("6.7"), None, "exact", "magnitude"),
        ("Aftershocks of around 4.0 followed.", 4, None, "about", "magnitude"),
        ("The town has a population of 9,200.", 9200, None, "exact", "population"),
        ("About 900 people were taking shelter in the hall.", 900, None, "about", "sheltering"),
        ("Twelve nurses remain critical.", 12, None, "exact", "critically wounded"),
        ("The regiment lost seven soldiers.", 7, None, "exact", "killed"),
        ("That brought the number of villagers killed since spring to 640.", 640, None, "exact", "killed"),
        ("Nine sailors, including the captain, were killed.", 9, None, "exact", "killed"),
        ("Six miners who had stayed below died.", 6, None, "exact", "killed"),
    ],
)
def test_a_number_is_read_with_its_bound_and_what_it_counts(
    text: str, low: Decimal | None, high: Decimal | None, bound: str, measure: str
) -> None:
    found = only(text)
    assert (found.low, found.high, found.bound, found.measure) == (low, high, bound, measure)


@pytest.mark.parametrize(
    "text",
    [
        "Maria Stone, 45, spoke first.",
        "The 13-year-old was found unhurt.",
        "A boy aged seven saw it.",
        "It began on July 28, 2009 at 9 p.m.",
        "The war of 1991 was over by 3:40.",
        "The home side won 3-2.",
        "She bought an iPhone 11.",
        "They sat in Section 427, Row 21.",
        "A father of 5 came home.",
        "It stands at 10 Harbour Street.",
        "No one knew, and one of them wept.",
        "The 22nd amendment is old.",
        "She has a PS5 and a 1080p screen.",
        "Ring 555-1234 or 020 7946 0958.",
        "In the S&P 500 prices rose.",
        "They sold the iPhone 11 cameras.",
        "It ran from 1999-2000.",
        "The quake struck at 1353 (1023 GMT).",
        "Shares in the FTSE 100 fell.",
        "They live at 10.45pm rhythm, by version 5.2 of it.",
        "He lay down for the second half of it.",
        "She was on the Big 12 board.",
        "Pupils had good test scores on Monday.",
        "It polled voters over 65 in the north.",
        "The key is 1449075600.",
        "By noon the sp 500 was down.",
    ],
)
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    assert [figure.quote for figure in figures(text)] == []


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Six of the dead were nurses.", "part"),
        ("Nine guards were killed, including two officers.", "part"),
        ("The film shows at least seven dead.", "part"),
        ("A rock hit the crew, wounding five of them.", "whole"),
        ("In all, 31 people died.", "whole"),
        ("He had two brothers killed.", "part"),
        ("Nine died, four of them nurses.", "part"),
        ("Two more bodies were found.", "part"),
        ("The dead included seven sailors.", "part"),
        ("The fund helps many, including 1,200 orphans.", "whole"),
    ],
)
def test_a_figure_counts_the_whole_or_a_part(text: str, scope: str) -> None:
    assert figures(text)[-1].scope == scope


def test_who_kills_is_not_counted_among_the_killed() -> None:
    assert counted("12 soldiers killed 40 villagers.") == [(12, "exact", "soldiers"), (40, "exact", "killed")]


def test_what_befell_a_few_in_many_places_is_no_share() -> None:
    assert counted("It killed two in 10 days.") == [(2, "exact", "killed"), (10, "exact", "duration")]


def test_places_are_captured_and_not_arrested() -> None:
    assert counted("The rebels captured two towns and captured 40 soldiers.") == [
        (2, "exact", "towns"),
        (40, "exact", "arrested"),
    ]


def test_numbers_joined_by_and_share_what_happened_to_them() -> None:
    assert counted("The fire killed three women and two men.") == [(3, "exact", "killed"), (2, "exact", "killed")]


def test_a_bound_holds_for_the_second_of_two_numbers_of_one_verb() -> None:
    text = "At least nine people have been killed and 140 wounded."
    assert counted(text) == [(9, "at_least", "killed"), (140, "at_least", "wounded")]


def test_numbers_in_a_list_share_what_is_said_after_the_last() -> None:
    assert {m for _, _, m in counted("Two women, six girls and three men were killed.")} == {"killed"}


def test_numbers_that_add_up_to_the_one_before_are_its_parts() -> None:
    assert [f.scope for f in figures("Four people, two adults and two teenagers, drowned.")] == [
        "whole",
        "part",
        "part",
    ]


def test_a_number_without_a_noun_speaks_of_what_was_counted_before() -> None:
    found = figures("Five rockets were fired. Two landed in the sea, three in a field.")
    assert [(f.quote, f.measure, f.scope) for f in found[1:]] == [
        ("Two", "rockets", "part"),
        ("three", "rockets", "part"),
    ]


def test_what_a_number_is_compared_with_counts_the_same() -> None:
    assert counted("It sold 3.9 million lamps, up from 2.4 million.")[1] == (2_400_000, "exact", "lamps")


def test_one_length_in_two_units_has_one_bound() -> None:
    assert [f.bound for f in figures("It lies about 58 km (36 miles) from here.")] == ["about", "about"]


def test_the_wounding_of_a_few_of_many_killed_is_not_theirs() -> None:
    assert counted("Seven were killed, two of them guards.")[1] == (2, "exact", "killed")


def test_who_says_that_somebody_died_is_not_counted_among_the_dead() -> None:
    assert counted("Twelve villagers said a man was killed.") == [(12, "exact", "villagers")]


@pytest.mark.parametrize(
    ("text", "bound", "strict"),
    [
        ("More than 50 boats sank.", "at_least", True),
        ("At least 50 boats sank.", "at_least", False),
        ("Fewer than 50 boats sank.", "at_most", True),
        ("No more than 50 boats sank.", "at_most", False),
        ("Just over 50 boats sank.", "at_least", True),
    ],
)
def test_a_bound_that_is_not_reached_itself_is_strict(text: str, bound: str, strict: bool) -> None:
    assert (only(text).bound, only(text).strict) == (bound, strict)


def test_a_rise_by_an_amount_to_another_is_two_figures() -> None:
    assert [f.low for f in figures("The gap grew by $4.6 billion to $19.2 billion.")] == [4_600_000_000, 19_200_000_000]


def test_number_words_joined_by_and_without_a_scale_are_two_numbers() -> None:
    assert [f.low for f in figures("Two men, three dogs and one hundred and six cats.")] == [2, 3, 106]
    assert [f.low for f in figures("It took two and three months.")] == [3]


def test_from_a_value_to_another_is_a_change_and_no_range() -> None:
    assert [f.high for f in figures("Rents rose from 5 percent to 10 percent.")] == [None, None]


def test_a_quote_is_the_text_at_its_offsets() -> None:
    text = "Police said “at least nine villagers” died — and €3m was lost."
    assert [f.quote for f in figures(text)] == [text[f.start : f.end] for f in figures(text)]
    assert figures(text)[0].quote == "at least nine villagers"


def test_only_figures_inside_a_span_are_given() -> None:
    text = "Ten people died. Later 20 people were hurt."
    second = Span(17, len(text))
    assert [f.low for f in figures(text, second)] == [20] == [f.low for f in figures_in(figures(text), second)]


@pytest.mark.parametrize("text", ["1 " * 500_000, "9" * 100_000 + " dead", "5 people were killed and " * 40_000])
def test_hostile_numbers_are_read_in_time(text: str) -> None:
    begun = time.process_time()
    figures(text)
    assert time.process_time() - begun < 2


def test_no_number_is_too_long_to_be_stored() -> None:
    text = "999,999,999,999 trillion people, " + "9" * 60 + " people."
    assert max(figure.low or 0 for figure in figures(text)) < 10**24


@pytest.mark.parametrize(
    ("article", "low", "beside"), [("001_7e7e0fba8186f72d", 12, "residents"), ("004_7140b91ec6406b00", 11, "people")]
)
def test_the_tolls_of_one_raid_are_found_in_two_real_articles(
    shared_data: Path, article: str, low: int, beside: str
) -> None:
    text = (shared_data / "seeds" / f"{article}.txt").read_text(encoding="utf-8")
    tolls = [f for f in figures(text) if f.measure == "killed" and f.low == low and beside in f.quote]
    assert {(f.bound, f.scope) for f in tolls} == {("exact", "whole")}
