import pytest

from claims.text.bylines import Byline, byline, bylines, head_byline, tail_byline


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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ann Holt and Per Sand", ["Ann Holt", "Per Sand"]),
        ("Von Ann Holt und Per Sand", ["Ann Holt", "Per Sand"]),
        ("Posted by Ann Holt Monday, March 5", ["Ann Holt"]),
        ("Ann Holt March 5, 2019", ["Ann Holt"]),
        ("Ann Holt, MD, PhD", ["Ann Holt"]),
        ("Ann Holt RDN", ["Ann Holt"]),
        ("Ann Holt, Chief Reporter", ["Ann Holt"]),
        ("Coast News' Ann Holt", ["Ann Holt"]),
        ("Ann Holt (she/her)", ["Ann Holt"]),
        ("Ann Holt as told to Per Sand", ["Ann Holt", "Per Sand"]),
        ("Jan van der Berg", ["Jan van der Berg"]),
        ("肖春芳", ["肖春芳"]),
        ("Share", []),
        ("Published on", []),
        ("Updated", []),
        ("By", []),
        ("jsmith77", []),
        ("(window.ads = window.ads || []).push({})", []),
    ],
)
def test_the_persons_of_what_a_page_gives_as_its_byline(text: str, names: list[str]) -> None:
    assert [each.name for each in bylines(text) if each.kind == "person"] == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann Holt, AP Sports Writer", [Byline("Ann Holt", "person"), Byline("AP", "organisation")]),
        ("Reuters", [Byline("Reuters", "organisation")]),
        ("Coast staff reporter", [Byline("Coast staff reporter", "organisation")]),
        ("Harbour Press; Ann Holt", [Byline("Ann Holt", "person"), Byline("Harbour Press", "organisation")]),
    ],
)
def test_houses_are_organisations_and_stand_behind_persons(text: str, found: list[Byline]) -> None:
    assert bylines(text) == found
