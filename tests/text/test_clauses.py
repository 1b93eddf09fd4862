"""What of a sentence is a claim by itself."""

import pytest

from claims.text.candidates import Candidate
from claims.text.readers import Article, read
from claims.text.sentences import sentences


def found(text: str, budget: int = 12) -> list[Candidate]:
    return read(Article(text, sentences(text)), budget=budget).candidates


def wordings(text: str) -> list[str]:
    return [each.wording for each in found(text)]


@pytest.mark.parametrize(
    "denial",
    [
        "The harbour company denied that it had paid $3 million in bribes to the minister",
        "Harbour police could not confirm that nine dockers were killed in the blast at Portby",
        "Tom Reed denied that police had arrested 40 dockers, and that the army had shot nine villagers at the bridge",
        "The company denied 40 dockers were arrested, and the army shot nine villagers at the bridge",
        "Mayor Ann Field declined to say that the council had known of the cracks since 2019",
    ],
)
def test_what_somebody_denies_or_does_not_say_is_not_claimed_without_the_denial(denial: str) -> None:
    assert wordings(f"{denial}.") == [denial]


def test_what_is_said_of_it_or_them_stands_with_who_says_so() -> None:
    text = "The coast guard said it had counted 40 bodies in the harbour of Portby."
    assert wordings(text) == ["The coast guard said it had counted 40 bodies in the harbour of Portby"]


def test_two_who_say_something_in_one_sentence_make_two_claims() -> None:
    text = "Tom Reed said nine dockers were killed in Portby, but Ann Field said only four men had died there."
    assert {each.wording: each.claimant for each in found(text)} == {
        "Nine dockers were killed in Portby": "Tom Reed",
        "Only four men had died there": "Ann Field",
    }


def test_a_figure_beside_what_is_said_makes_the_whole_sentence_a_claim() -> None:
    whole = "Hours after the blast killed 40 dockers, Ann Field said that the harbour of Portby was closed"
    assert {each.wording: each.claimant for each in found(f"{whole}.")} == {
        "The harbour of Portby was closed": "Ann Field",
        whole: "",
    }


def test_joined_clauses_are_claims_beside_the_whole_sentence() -> None:
    whole = "Police arrested 40 dockers in Portby, and the army shot nine villagers at the bridge"
    parts = ["Police arrested 40 dockers in Portby", "The army shot nine villagers at the bridge"]
    assert sorted(wordings(f"{whole}.")) == sorted([whole, *parts])


def test_a_joined_clause_that_points_back_is_no_claim_by_itself() -> None:
    first = "Police arrested 40 dockers in Portby"
    assert wordings(f"{first}, and they shot nine villagers at the bridge.")[1:] == [first]


@pytest.mark.parametrize(
    "sentence",
    [
        "The blast killed 12 people, and wounded 40 more in the harbour of Portby.",
        "The dockers, the fishermen, and the pilots of Portby were arrested by 40 police.",
        "Police arrested 40 dockers in Portby, but the mood was calm.",
        "Many ships sank; “we lost all we had, and the army shot at us,” Ann Field said of it.",
    ],
)
def test_what_has_no_subject_no_verb_or_little_to_say_is_no_part(sentence: str) -> None:
    spans = [(each.start, each.end) for each in found(sentence)]
    assert all(one == other or one[1] <= other[0] or other[1] <= one[0] for one in spans for other in spans)


def test_a_part_takes_no_place_from_another_sentence() -> None:
    strong = "Police arrested 40 dockers in Portby, and the army shot nine villagers at the bridge."
    weak = "Tom Reed went to Velmoor on Monday with his brother."
    assert {text.rstrip(".") for text in (strong, weak)} == {
        each.wording for each in found(f"{strong} {weak}", budget=2)
    }


def test_a_clause_before_who_speaks_needs_a_verb_and_a_subject() -> None:
    text = "In a letter that was published on Friday in Velmoor, Ann Field said that nine of the boats were rotten."
    assert wordings(text) == ["Nine of the boats were rotten"]


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Field and Tom Reed in Portby",
        "Last updated: Monday, 14 October 2013, 11:05 GMT",
        "Published on 11 November 2011 at 11:25",
        "Related: Nine dockers killed as the pier of Portby collapses",
        "(Reporting by Ann Field; editing by Tom Reed and Lea Marsh)",
        "Ann Field and Tom Reed contributed to this report.",
        "Tom Reed reported from Portby.",
        "FILE - In this Jan. 3, 2020 file photo, 40 dockers stand on the pier of Portby.",
        "Rescuers search the rubble in Portby on Monday. Photo: Ann Field",
        "Copyright 2020 The Portby Echo. All rights reserved.",
        "Was $104.95, now $79.59: buy now at the Portby store",
    ],
)
def test_what_stands_around_an_article_is_no_claim(line: str) -> None:
    assert [each for each in wordings(f"{line}\n\nPolice arrested 40 dockers.") if "Police" not in each] == []


@pytest.mark.parametrize(
    "text",
    [
        "By Monday the flood had killed nine people.",
        "The cases were reported from three provinces of Lindqvale.",
        "The mayor was jailed for 18 months in 2019.",
        "The Portby Echo lost 40,000 subscriptions in May.",
        "Dockers in Portby earn $300 per month.",
        "The bill sponsored by Senator Lea Marsh cut taxes by 4 percent.",
        "Police took a photo of nine dockers who were arrested in Portby.",
    ],
)
def test_what_only_looks_like_it_is_one(text: str) -> None:
    assert wordings(text) == [text.rstrip(".")]
