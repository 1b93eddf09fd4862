"""Where sentences end, in the forms that newspapers use."""

import gc
import time

import pytest

from claims.text.sentences import sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The dam broke.", "Two villages were flooded."],
        ["Gov. Ann Field met Mr. Lee in St. Louis.", "They spoke for an hour."],
        ["The U.S. Embassy was closed.", "It reopened."],
        ["He lives in the U.S.", "The others left."],
        ["It opened at 9 a.m. Friday near No. 10 on Sept. 11.", "Nobody came."],
        ["George W. Marsh and J. R. Hill signed it.", "I did not."],
        ["It rose 3.5 percent to $2.40.", "Analysts at Dow Corp. Europe were surprised."],
        ["“We counted nine.", "There may be more,” the mayor said.", "She left."],
        ["“Is it safe?” he asked.", "“No!” Major Tom Reed said.", "Then silence."],
        ["They will act ... according to law.", "He paused...", "Then he left."],
        ['He said "never again."', '"We will see," she said.'],
        ["The figure is disputed.[12]", "Others say forty."],
        ["Wait — what?!", "Nobody knew."],
        ["She moved to Plan B, e.g. the old road, vs. the new one.", "It worked."],
        ["これは文です。", "次の文です。"],
    ],
)
def test_sentences_of_one_line_are_told_apart(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_a_paragraph_ends_a_sentence_without_a_stop() -> None:
    assert split("A heading\n\nThe text begins. It ends") == ["A heading", "The text begins.", "It ends"]


def test_a_single_line_end_parts_lines_but_not_a_wrapped_sentence() -> None:
    assert split("Port closed\nShips wait\noutside the bay.") == ["Port closed", "Ships wait\noutside the bay."]


@pytest.mark.parametrize("mark", ["• ", "- ", "– ", "1. ", "12. ", "3) ", "(4) ", "b) ", "(c) "])
def test_the_mark_of_a_list_is_no_part_of_its_item(mark: str) -> None:
    assert split(f"The harbour board says:\n{mark}nine boats sank. Two were saved\n{mark}the pier is closed") == [
        "The harbour board says:",
        "nine boats sank.",
        "Two were saved",
        "the pier is closed",
    ]


@pytest.mark.parametrize("line", ["2019. A year of storms", "-40 degrees", "-", "I) x", "1.5 million fled"])
def test_a_number_or_a_dash_that_belongs_to_the_text_stays(line: str) -> None:
    assert " ".join(split(line)) == line


def test_offsets_count_code_points_and_leave_blanks_out() -> None:
    text = "  🚒 Fire crews came. \n\n Nine left. "
    assert [(s.start, s.end) for s in sentences(text)] == [(2, 20), (24, 34)]


@pytest.mark.parametrize("text", ["", " \n\n ", "\u00a0"])
def test_a_text_of_blanks_has_no_sentence(text: str) -> None:
    assert sentences(text) == []


def seconds(text: str) -> float:
    """The better of two; without the collector, whose time is that of all that the test run keeps."""
    gc.collect()
    gc.disable()
    try:
        return min(_once(text), _once(text))
    finally:
        gc.enable()


def _once(text: str) -> float:
    began = time.process_time()
    sentences(text)
    return time.process_time() - began


@pytest.mark.parametrize("unit", ["a", "ab ", ".", ". ", "A. ", "\n a", '?"', '."', "[1]", ".[1] ", "Mr. "])
def test_four_times_as_many_awkward_characters_take_about_four_times_as_long(unit: str) -> None:
    """And not sixteen times, as where each looks at all others."""
    once = max(seconds(unit * (100_000 // len(unit))), 0.02)
    assert seconds(unit * (400_000 // len(unit))) < 10 * once


def test_a_megabyte_without_a_stop_is_one_sentence() -> None:
    assert len(sentences("ab " * 350_000)) == 1
