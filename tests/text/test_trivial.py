import pytest

from claims.text.trivial import differs_trivially

STORY = "The mayor spoke on Tuesday.\n\nTwelve houses burned."


@pytest.mark.parametrize(
    "line",
    [
        "Updated 3 hours ago",
        "Published 5 minutes ago",
        "12 comments",
        "1.2k shares",
        "Last updated: 4 March 2021, 10:45 GMT",
        "March 4, 2021 at 9:15 a.m. EST",
        "2021-03-04",
        "Related: Flood warning for the valley",
        "Read more on the budget",
        "4 min read",
    ],
)
def test_a_stamp_a_counter_or_a_link_is_no_change(line: str) -> None:
    assert differs_trivially(STORY, f"{line}\n\n{STORY}")
    assert differs_trivially(f"{STORY}\n\n{line}", STORY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Twelve houses burned.", "Thirteen houses burned."),
        ("17", "71"),
        ("Killed 17, 2021", "Killed 71, 2021"),
        ("12 dead", "21 dead"),
        ("First.\n\nSecond.", "Second.\n\nFirst."),
        ("Said it.", ""),
    ],
)
def test_a_word_a_figure_or_the_order_is_a_change(old: str, new: str) -> None:
    assert not differs_trivially(f"{STORY}\n\n{old}", f"{STORY}\n\n{new}")


def test_a_stamp_does_not_hide_a_change_beside_it() -> None:
    assert not differs_trivially(f"2 hours ago\n\n{STORY}", f"3 hours ago\n\n{STORY} The mayor resigned.")
