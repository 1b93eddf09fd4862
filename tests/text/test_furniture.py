"""Lines of a saved page: what goes and why, and what must stay."""

import pytest

from claims.text.furniture import extract_junk, is_prose, junk, page_junk

FIRST = "The ferry to Harn was stopped on Monday after its hull was found to leak, the port office said."
SECOND = "About 140 passengers were taken off by two fishing boats, according to the harbour master."
THIRD = "The owner of the ferry has not answered questions about the last inspection of the hull."


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Share on Facebook", "button or label"),
        ("Skip to main content", "button or label"),
        ("ADVERTISEMENT", "button or label"),
        ("4 min read", "button or label"),
        ("Read also: Lighthouse closes for good", "pointer elsewhere"),
        ("Unlimited access. €2 per week, cancel any time.", "offer"),
        ("The best of the coast in your inbox, every morning.", "offer"),
        ("Home / Coast / Harbours", "path of the page"),
        ("The ferry at its berth in May.Photo: Coast Picture Agency", "caption"),
        ("© 2019 Coast Papers. All rights reserved.", "about the publisher"),
    ],
)
def test_a_line_that_is_no_part_of_an_article_says_why(line: str, why: str) -> None:
    assert junk(line) == why


@pytest.mark.parametrize(
    "line",
    [
        FIRST,
        "The paper costs €2 a week and has 900 subscribers, the publisher said.",
        "Share prices fell.",
        "Print is dead.",
        "He called it a mistake.",
        "What the owner says",
        "“Follow us,” the captain shouted.",
        "Source: the ferry’s log, the insurer’s letter and three sailors. None of them agree.",
    ],
)
def test_a_line_that_may_be_the_articles_stays(line: str) -> None:
    assert junk(line) == ""


def test_a_cut_off_copy_of_a_paragraph_goes_and_the_paragraph_stays() -> None:
    assert page_junk(["The ferry to Harn was stopped on Monday after its...", f"HARN — {FIRST}"]) == {
        0: "cut-off copy of a paragraph"
    }


def test_paragraphs_that_stand_twice_are_kept_once() -> None:
    assert page_junk([FIRST, SECOND, FIRST, SECOND, THIRD]) == {2: "repeated paragraph", 3: "repeated paragraph"}


def test_bullets_above_the_article_are_highlights_and_topics_under_a_headline_another_story() -> None:
    lines = ["• Ferry stopped", FIRST, "Mayor wins the rowing race", "• Sport", "• Harn", SECOND]
    assert page_junk(lines) == {0: "highlights", 2: "other story", 3: "other story", 4: "other story"}


@pytest.mark.parametrize("heading", ["The inspectors found three faults:", "Faults found"])
def test_a_list_of_the_articles_own_stays(heading: str) -> None:
    assert page_junk([FIRST, heading, "• Rust below the line", "• A loose rudder", SECOND]) == {}


def test_a_subheading_inside_the_article_stays() -> None:
    assert page_junk([FIRST, "A boat with a history", SECOND]) == {}


def test_comments_go_to_the_end_with_the_list_of_sources_above_them() -> None:
    tail = [
        "Ferry leaks (by Ann Holt, Coast Papers)",
        "Comments",
        "gull 2 years ago",
        "I was aboard and it was wet.",
        "Reply",
    ]
    assert set(page_junk([FIRST, SECOND, *tail])) == {2, 3, 4, 5, 6}


def test_other_stories_below_a_heading_go_but_a_paragraph_after_them_stays() -> None:
    assert set(page_junk([FIRST, "Related", "Lighthouse closes", "Crab fair opens"])) == {1, 2, 3}
    assert set(page_junk([FIRST, "Related", SECOND])) == {1}


def test_lists_and_labels_that_the_markup_gave_are_left_alone() -> None:
    lines = [FIRST, "What we know so far", "- Harn", "- Ferry", SECOND, FIRST, "Short last line"]
    assert extract_junk(lines) == {5: "repeated paragraph"}


def test_a_headline_is_no_paragraph() -> None:
    assert not is_prose("Why was the ferry still at sea?")
    assert is_prose(FIRST)
