import pytest

from claims.text.bylines import Byline, byline, head_byline, tail_byline


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Holt", ["Ann Holt"]),
        ("By Ann Holt in Harn and José van Dyke in Bree", ["Ann Holt", "José van Dyke"]),
        ("From Ann Holt and Per Sand, Coast Papers", ["Ann Holt", "Per Sand"]),
        ("From Ann Holt, harbour reporter", ["Ann Holt"]),
        ("Posted Monday 18 March 2019 by Ann Holt", ["Ann Holt"]),
        ("By the time Ann Holt left, the ferry had sunk.", []),
        ("By Monday evening six were dead", []),
    ],
)
def test_the_names_above_an_article(line: str, names: list[str]) -> None:
    assert [each.name for each in head_byline(line)] == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("-Ann Holt", ["Ann Holt"]),
        ("—Ann Holt in Harn, Norway, contributed to this article.", ["Ann Holt"]),
        ("—Per Sand in Bree. Ann Holt in Harn contributed to this article.", ["Per Sand", "Ann Holt"]),
        ("Coast's Ann Holt reported from Harn, and Per Sand from Bree.", ["Ann Holt", "Per Sand"]),
        ("(Reporting by Ann Holt; Editing by Per Sand)", ["Ann Holt"]),
        ("Ann Holt reported the theft to the police.", []),
        ("- The ferry sank", []),
    ],
)
def test_the_credits_below_an_article(line: str, names: list[str]) -> None:
    assert [each.name for each in tail_byline(line)] == names


def test_a_house_is_an_organisation() -> None:
    assert byline("Coast News Staff") == Byline("Coast News Staff", "organisation")
    assert byline("by Ann Holt") == Byline("Ann Holt", "person")


@pytest.mark.parametrize(
    "name", ["", "Published on", "AFP; Updated Dec", "https://coast.example/ann", "admin", "ann@coast.example"]
)
def test_what_can_be_no_name_is_dropped(name: str) -> None:
    assert byline(name) is None
