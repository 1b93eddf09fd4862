"""Agencies that texts are credited to."""

import pytest

from claims.text.credits import credit

BODY = "The dam burst on Tuesday night.\n\nTwelve people were killed, the mayor said."


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"HARROW (AP) — {BODY}", "Associated Press"),
        (f"HARROW, Kelso County, May 4 (Reuters) - {BODY}", "Reuters"),
        (f"Reuters — {BODY}", "Reuters"),
        (f"Harrow (dpa/lno) - {BODY}", "dpa"),
        (f"{BODY}\n\n(AFP)", "AFP"),
        (f"{BODY}\n\n— AP", "Associated Press"),
        (f"{BODY} – PTI", "PTI"),
        (f"{BODY}\n\nSource: Xinhua", "Xinhua"),
        (f"{BODY}\n\n© 2024 The Associated Press. All rights reserved. This may not be published.", "Associated Press"),
        (f"By The Associated Press\n\n{BODY}", "Associated Press"),
        (BODY, ""),
        (f"{BODY}\n\nThe mayor told Reuters that nobody was warned.", ""),
        (f"AP exams begin in May.\n\n{BODY}", ""),
        ("", ""),
    ],
)
def test_a_credit_line_names_the_agency(text: str, agency: str) -> None:
    assert credit(text) == agency


def test_a_byline_names_the_agency() -> None:
    assert credit(BODY, ["Ann Smith", "Reuters Staff"]) == "Reuters"
    assert credit(BODY, ["Ann Smith", "Harrow Ledger"]) == ""
