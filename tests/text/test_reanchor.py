"""Passages in texts that changed: found where they surely stand, never said to be unchanged where they are not."""

import random

import pytest

from bench.reanchor import cases, measured
from claims.text.reanchor import Placement, reanchor
from claims.text.spans import Span

ALPHA = "Team Alpha was founded in 2009 and won the northern cup three times under coach Dana Whitlow."
BETA = "Team Beta was founded in 2011 and won the southern cup two times under coach Miguel Arroyo."
LEAD = "The league began its season on Saturday with all nineteen clubs taking part for the first time."
END = "Tickets for the opening matches sold out within an hour, the organisers said on Sunday."
TEAMS = f"{LEAD}\n\n{ALPHA}\n\n{BETA}\n\n{END}"

FLOOD = (
    "Rain fell on Harn for three days. At least 17 people were killed when the dam above the town burst, the mayor "
    "said. The government did not warn residents.\n\n“We lost everything,” said Ana Duarte, who ran the bakery on the "
    "square. Damage is put at 1.5 million crowns — more than the town’s yearly budget.\n\n"
    "The army has sent two hundred soldiers to help. Schools stay closed until Monday."
)


def span(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def placed(old: str, new: str, words: str, nth: int = 0) -> tuple[str, str | None]:
    [found] = reanchor(old, new, [span(old, words, nth)])
    return found.status, None if found.span is None else found.span.of(new)


# What stands


def test_a_text_that_did_not_change_keeps_every_passage_in_its_place() -> None:
    spans = [Span(start, end) for start in range(0, len(FLOOD), 7) for end in range(start + 1, len(FLOOD) + 1, 31)]
    assert [each.span for each in reanchor(FLOOD, FLOOD, spans)] == spans
    assert {each.status for each in reanchor(FLOOD, FLOOD, spans)} == {"exact"}


def test_the_same_words_at_another_offset_are_exact() -> None:
    new = "Updated with the mayor’s words.\n\n" + FLOOD
    assert placed(FLOOD, new, "At least 17 people were killed") == ("exact", "At least 17 people were killed")
    [found] = reanchor(FLOOD, new, [span(FLOOD, "Ana Duarte")])
    assert found == Placement(span(new, "Ana Duarte"), "exact", 1.0, [span(new, "Ana Duarte")])


@pytest.mark.parametrize(
    ("changes", "there"),
    [
        ({"“": '"', "”": '"'}, '"We lost everything," said Ana Duarte'),
        ({"“": "‘", "”": "’"}, "‘We lost everything,’ said Ana Duarte"),
        ({"“": "«", "”": "»"}, "«We lost everything,» said Ana Duarte"),
        ({"Ana ": "Ana\u00a0"}, "“We lost everything,” said Ana\u00a0Duarte"),
    ],
)
def test_a_pass_of_house_style_leaves_a_passage_restyled(changes: dict[str, str], there: str) -> None:
    new = FLOOD
    for before, after in changes.items():
        new = new.replace(before, after)
    assert placed(FLOOD, new, "“We lost everything,” said Ana Duarte") == ("restyled", there)


@pytest.mark.parametrize("dash", [" – ", "—", "--", " - "])
def test_a_dash_of_another_length_is_house_style(dash: str) -> None:
    words = "1.5 million crowns — more than the town’s yearly budget"
    assert placed(FLOOD, FLOOD.replace(" — ", dash), words) == ("restyled", words.replace(" — ", dash))


def test_a_paragraph_that_was_split_or_merged_leaves_a_passage_over_the_break_restyled() -> None:
    over = "did not warn residents.\n\n“We lost everything,” said Ana Duarte"
    assert placed(FLOOD, FLOOD.replace("\n\n“", " “"), over) == ("restyled", over.replace("\n\n", " "))
    within = "when the dam above the town burst, the mayor said. The government did not warn residents."
    assert placed(FLOOD, FLOOD.replace("said. The", "said.\n\nThe"), within)[0] == "restyled"


def test_feet_are_no_inches_and_a_scare_quote_is_no_house_style() -> None:
    old = "The water rose by 15' in one night. They called it a reform of the service."
    assert placed(old, old.replace("15'", '15"'), "The water rose by 15' in one night.")[0] == "edited"
    assert placed(old, old.replace("reform", '"reform"'), "They called it a reform of the service.")[0] == "edited"


def test_a_paragraph_that_moved_takes_its_passages_along() -> None:
    first, second, third = FLOOD.split("\n\n")
    new = "\n\n".join([third, first, second])
    assert placed(FLOOD, new, third) == ("moved", third)
    assert {placed(FLOOD, new, words)[1] for words in ("two hundred soldiers", third)} == {
        "two hundred soldiers",
        third,
    }


# What changed is said


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("17 people", "71 people"),
        ("17 people", "1.7 people"),
        ("17 people", "17 persons"),
        ("were killed", "were not killed"),
        ("the mayor said", "the Mayor said"),
    ],
)
def test_changed_digits_names_and_negations_are_never_unchanged(before: str, after: str) -> None:
    words = "At least 17 people were killed when the dam above the town burst, the mayor said."
    assert placed(FLOOD, FLOOD.replace(before, after), words) == ("edited", words.replace(before, after))


def test_a_decimal_point_and_a_dropped_negation_are_edits() -> None:
    assert placed(FLOOD, FLOOD.replace("1.5", "15"), "put at 1.5 million crowns") == (
        "edited",
        "put at 15 million crowns",
    )
    new = FLOOD.replace("did not warn", "did warn")
    assert placed(FLOOD, new, "The government did not warn residents.") == (
        "edited",
        "The government did warn residents.",
    )


@pytest.mark.parametrize(
    ("before", "after", "words", "there"),
    [
        ("three days", "two days", "Rain fell on Harn for three days.", "Rain fell on Harn for two days."),
        ("Schools stay", "All schools stay", "stay closed until Monday.", "stay closed until Monday."),
        ("17 people", "more than 17 people", "17 people were killed", "17 people were killed"),
        ("17 people", "23 people", "17 people were killed", "23 people were killed"),
        ("killed when", "killed and 40 injured when", "people were killed when the dam", None),
    ],
)
def test_the_ends_of_an_edited_passage_are_tight(before: str, after: str, words: str, there: str | None) -> None:
    assert placed(FLOOD, FLOOD.replace(before, after), words)[1] == (there or words.replace(before, after))


def test_a_sentence_put_into_a_passage_of_two_is_part_of_it() -> None:
    words = "Rain fell on Harn for three days. At least 17 people were killed when the dam above the town burst"
    new = FLOOD.replace("days. At", "days. It was the wettest week in forty years. At")
    assert placed(FLOOD, new, words)[1] == words.replace("days. At", "days. It was the wettest week in forty years. At")


# What is gone or unsure is for a person


def test_a_look_alike_does_not_take_the_place_of_a_sentence_that_was_cut() -> None:
    assert placed(TEAMS, TEAMS.replace(ALPHA + "\n\n", ""), ALPHA) == ("orphaned", None)


def test_nor_does_one_that_was_rewritten_at_the_same_time() -> None:
    rewritten = BETA.replace("two times", "no fewer than two times").replace("2011", "2012")
    new = TEAMS.replace(ALPHA + "\n\n", "").replace(BETA, rewritten)
    assert placed(TEAMS, new, ALPHA) == ("orphaned", None)
    assert placed(TEAMS, new, BETA) == ("edited", rewritten)


def test_a_name_is_not_found_inside_another_word() -> None:
    old = "The kernel was begun by Linus Torvalds as a student. It runs on most machines today."
    new = "The kernel was begun in Helsinki. It runs on most Chinese machines and clusters today."
    assert placed(old, new, "Linus") == ("orphaned", None)


def test_a_twin_that_stays_is_not_the_one_that_was_cut() -> None:
    twin = "Nobody was hurt in the fire, the brigade said."
    old = f"{LEAD} {twin}\n\n{ALPHA}\n\n{BETA} {twin}\n\n{END}"
    new = f"{LEAD}\n\n{ALPHA}\n\n{BETA} {twin}\n\n{END}"
    assert placed(old, new, twin, 0)[1] is None
    assert placed(old, new, twin, 1) == ("exact", twin)


def test_of_two_that_stood_side_by_side_none_is_said_to_be_the_one_that_stayed() -> None:
    twin = "It rained all day in Harn."
    old, new = f"{LEAD} {twin} {twin} {END}", f"{LEAD} {twin} {END}"
    found = reanchor(old, new, [span(old, twin, 0), span(old, twin, 1)])
    assert [each.span for each in found] == [None, None]


def test_the_places_of_an_ambiguous_passage_are_its_candidates() -> None:
    [quote] = [words for words in FLOOD.split("\n\n") if words.startswith("The army")]
    new = f"{quote}\n\n{LEAD}\n\n{ALPHA}\n\n{quote}\n\n{END}"
    [found] = reanchor(f"{BETA}\n\n{quote}", new, [span(f"{BETA}\n\n{quote}", quote)])
    assert (found.span, found.status) == (None, "ambiguous")
    assert {each.of(new) for each in found.candidates} == {quote}
    assert len(found.candidates) == 2


def test_a_pull_quote_leaves_the_passage_where_it_was() -> None:
    quote = "“We lost everything,” said Ana Duarte, who ran the bakery on the square."
    new = f"{quote}\n\n{FLOOD}"
    [found] = reanchor(FLOOD, new, [span(FLOOD, quote)])
    assert (found.status, found.span) == ("exact", span(new, quote, 1))


def test_a_correction_that_repeats_the_old_words_is_not_where_they_stand() -> None:
    words = "At least 17 people were killed when the dam above the town burst, the mayor said."
    new = FLOOD.replace("17", "23") + f"\n\nCorrection: An earlier version of this article said: {words}"
    assert placed(FLOOD, new, words) == ("edited", words.replace("17", "23"))


def test_what_was_cut_and_restored_is_found_from_the_last_text_it_stood_in() -> None:
    without = FLOOD.replace("The government did not warn residents.", "")
    assert placed(FLOOD, without, "The government did not warn residents.")[1] is None
    assert placed(FLOOD, f"{LEAD}\n\n{FLOOD}", "The government did not warn residents.")[0] == "exact"


def test_a_few_words_in_a_rewritten_sentence_are_not_called_unchanged() -> None:
    old = f"{LEAD} Police arrested four men near the station after a chase. {END}"
    new = f"{LEAD} A fifth suspect, seen near the station by two shopkeepers, is still at large. {END}"
    assert placed(old, new, "near the")[0] not in ("exact", "restyled", "moved")


# Characters


@pytest.mark.parametrize(
    "words",
    [
        "👩🏽\u200d🚒 crews",
        "the 👩🏽\u200d🚒",
        "crews came 🇺🇦",
        "قال الوزير",
        "إن اثني عشر شخصا قتلوا",
        "市長は火曜日",
        "Zoë e\u0301té",
    ],
)
def test_emoji_and_other_scripts_before_inside_and_at_the_edge(words: str) -> None:
    old = (
        "🔥🔥 On Monday the 👩🏽\u200d🚒 crews came 🇺🇦 to the town. Zoë e\u0301té saw it.\n\n"
        "قال الوزير إن اثني عشر شخصا قتلوا في الحريق.\n\n"
        "市長は火曜日、港で九十人が負傷したと発表した。"
    )
    new = "👍🏿 Updated. 🔥🔥 " + old.replace("to the town", "into the old town")
    assert placed(old, new, words) == ("exact", words)


def test_text_that_is_in_no_canonical_form_is_taken_as_it_is() -> None:
    old = "One\r\ntwo\tthree\x00 four\u200bfive \ud800 six."
    new = "Zero.\r\n" + old
    [found] = reanchor(old, new, [Span(5, len(old))])
    assert found.span == Span(12, len(new))


# Whatever comes


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 9)])
def test_a_place_outside_of_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="No passage from"):
        reanchor("eight ch", "eight ch", [Span(start, end)])


def test_empty_texts_and_blank_passages_are_no_trouble() -> None:
    assert reanchor("", "", []) == []
    assert placed("A few words.", "", "few") == ("orphaned", None)
    [found] = reanchor("A few words.", "Others stand here.", [Span(1, 2)])
    assert found.span is None


def hostile_texts() -> dict[str, tuple[str, str]]:
    chance = random.Random(4)
    many = " ".join(chance.choice(["ab", "cd", "ef", "gh"]) for _ in range(60_000))
    lines = "The very same line stands here.\n" * 10_000
    return {
        "a line ten thousand times": (lines, "A new one.\n" + lines[: len(lines) // 2] + "Another.\n" + lines),
        "one letter": ("a" * 300_000, "a" * 299_000 + "b"),
        "four words at random": (many, many[30_000:] + " " + many[:90_000]),
        "no sentence": ("word " * 100_000, "other " + "word " * 99_000),
        "all different": (" ".join(map(str, range(100_000))), " ".join(map(str, range(100_000, 0, -1)))),
        "a megabyte edited": (FLOOD * 2500, (FLOOD * 2500).replace("17", "23", 400)),
        "stops alone": ("." * 200_000, ".!" * 100_000),
        "blanks alone": (" " * 200_000 + "x", "\n" * 200_000 + "x"),
    }


@pytest.mark.parametrize("name", hostile_texts())
def test_hostile_texts_come_to_an_end(name: str) -> None:
    old, new = hostile_texts()[name]
    middle = len(old) // 2
    spans = [
        Span(0, 40),
        Span(middle, middle + 3),
        Span(middle, middle + 400),
        Span(0, len(old)),
        Span(len(old) - 9, len(old)),
    ]
    found = reanchor(old, new, spans)  # a square of these lengths would take hours
    for span, each in zip(spans, found, strict=True):
        assert each.status in ("edited", "ambiguous", "orphaned", "moved", "restyled") or (
            each.span is not None and each.span.of(new) == span.of(old)
        )


def fragments(text: str, chance: random.Random) -> list[Span]:
    starts = [chance.randrange(len(text)) for _ in range(30)]
    return [Span(start, min(len(text), start + chance.choice([1, 5, 20, 90, 400]))) for start in starts]


def shuffled(text: str, chance: random.Random) -> str:
    parts = text.split(" ")
    for _ in range(chance.randrange(8)):
        at = chance.randrange(len(parts))
        parts[at : at + chance.randrange(4)] = chance.choices(
            [*parts, "", "not", "é", "\n\n", "“so”"], k=chance.randrange(4)
        )
    return " ".join(parts)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_called_exact_is_the_same_and_what_is_called_restyled_has_the_same_words(seed: int) -> None:
    chance = random.Random(seed)
    new = shuffled(FLOOD + "\n\n" + TEAMS, chance)
    old = FLOOD + "\n\n" + TEAMS
    spans = fragments(old, chance)
    for span, found in zip(spans, reanchor(old, new, spans), strict=True):
        assert (found.span is None) == (found.status in ("ambiguous", "orphaned"))
        if found.span is None:
            continue
        assert 0 <= found.span.start < found.span.end <= len(new)
        quote, there = span.of(old), found.span.of(new)
        if found.status == "exact":
            assert quote == there
        if found.status in ("restyled", "moved"):
            assert letters(quote) == letters(there)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("profile", ["newsroom", "issue"])
def test_edited_articles_of_which_every_character_is_known(profile: str) -> None:
    tally = measured(list(cases(profile, 60, seed=77, real=[])), lambda case: reanchor(case.old, case.new, case.spans))
    assert tally.share("placed") >= 0.95
    assert tally.share("wrong") <= 0.01
    assert tally.counts["silent"] == 0
