"""Which decisions teach, and what."""

import pytest
from django.db import connection

from claims.models import Claim, Mention
from claims.reading import decisions
from claims.review import claims
from claims.text.worthiness import worthiness
from tests import factories as make
from tests.reading.taught import PRICED, SIGNS, TOLD, article_with_claims, decide, decided_desk, found

pytestmark = pytest.mark.django_db


def taught() -> dict[str, bool]:
    """Good or bad by the words of the example's sentence."""
    return {"money" if "crowns" in each.terms else "people": each.good for each in decisions.newest().examples}


def test_accepted_claims_are_good_and_dismissed_ones_bad_with_the_signs_they_were_found_by() -> None:
    decided_desk(1)
    people, money = sorted(decisions.newest().examples, key=lambda each: each.good)
    assert (people.good, money.good) == (False, True)
    assert (people.signs, money.signs) == (frozenset(SIGNS[TOLD]), frozenset(SIGNS[PRICED]))
    assert people.group == money.group


def test_a_claim_that_went_to_a_verdict_is_good() -> None:
    claim = article_with_claims(1)[0]
    make.submitted(of=claim_with_warning(claim))
    assert [each.good for each in decisions.newest().examples] == [True]


def claim_with_warning(claim: Claim) -> Claim:
    """Its article has the passage that the maker of verdicts cites."""
    article = claim.article
    assert article
    assert article.current
    make.revision(article, f"{article.current.text}\n\nNobody was warned.")
    return Claim.objects.get(pk=claim.pk)


def test_what_is_only_new_taken_or_found_by_hand_teaches_nothing() -> None:
    new, taken = article_with_claims(1)
    make.taken(make.reviewer(), taken)
    by_hand = make.claim()
    claims.dismiss(by_hand, make.senior(), by_hand.version, "Not worth it.")
    assert decisions.newest().examples == []
    assert new.state == "new"


@pytest.mark.parametrize("note", ["A duplicate of claim 7", "Already in the queue", "Same as the one above"])
def test_a_dismissed_duplicate_says_nothing_of_its_worth(note: str) -> None:
    decide(article_with_claims(1)[0], False, make.senior(), note)
    assert decisions.newest().examples == []


def test_a_chosen_reason_counts_whatever_the_words_say() -> None:
    first, second = article_with_claims(1)
    claims.dismiss(first, make.senior(), first.version, "A duplicate.", "not worth checking")
    claims.dismiss(second, make.senior(), second.version, "Not in the text.", "misread")
    assert taught() == {"people": False}


def test_a_claim_counts_as_it_stands_now() -> None:
    first, second = decided_desk(1)
    first.refresh_from_db()
    claims.reopen(first, make.reviewer(), first.version, "It matters after all.")
    assert taught() == {"people": True, "money": True}
    second.refresh_from_db()
    claims.merge(second, make.claim(), make.senior(), second.version)
    assert taught() == {"people": True}


def test_older_mentions_are_read_anew_for_their_signs() -> None:
    sentence = "Twelve people were killed."
    claim = found(make.article(sentence), sentence, [])
    decide(claim, True, make.reviewer())
    (example,) = decisions.newest().examples
    assert example.signs == frozenset(worthiness(sentence).signs)
    assert "toll" in example.signs


def test_only_the_first_mention_s_words_teach() -> None:
    first, _ = article_with_claims(1)
    copy = make.article("Twelve people were killed elsewhere.").current
    assert copy is not None
    Mention.objects.create(claim=first, revision=copy, start=0, end=6, quote="Twelve", backend="builtin 2")
    decide(first, True, make.reviewer())
    (example,) = decisions.newest().examples
    assert "killed" in example.terms


def test_no_more_than_the_newest_are_looked_at() -> None:
    decided_desk(3)
    assert len(decisions.newest(most=4).examples) == 4
    assert decisions.since(0) == 6
    assert decisions.since(decisions.newest().until) == 0


def test_what_was_decided_is_found_without_a_look_at_every_event() -> None:
    decided_desk(2)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    assert "event_decided" in decisions._events().order_by("-pk").explain()
