"""Conflicts between mentions: one a pair, counted on both claims, settled once, whoever comes at the same moment."""

from functools import partial

import pytest

from claims.models import Claim, Conflict, Contact, Event
from claims.review import arranging, conflicts, contacts, stories
from claims.workflow import Missing, NotAllowed
from tests import factories as make
from tests.races import at_once, refused, won

pytestmark = pytest.mark.django_db(transaction=True)
EIGHT = 8


def two_of_one_story() -> tuple[Claim, Claim]:
    by, claims = make.senior(), (make.claim(), make.claim())
    story = stories.make(by, "The dam")
    for claim in claims:
        arranging.put_story(claim, by, claim.version, story)
    return claims


def counts(*claims: Claim) -> list[int]:
    return [Claim.objects.get(pk=claim.pk).conflicts for claim in claims]


def test_of_eight_who_mark_one_pair_from_either_side_one_conflict_is_made() -> None:
    one, other = two_of_one_story()
    pair = (one.mentions.get(), other.mentions.get())
    marks = [
        partial(conflicts.mark, make.reviewer(), *(pair if number % 2 else (pair[1], pair[0])))
        for number in range(EIGHT)
    ]
    assert len(won(at_once(marks))) == EIGHT
    assert Conflict.objects.count() == 1
    assert counts(one, other) == [1, 1]
    assert Event.objects.filter(action="mark conflict").count() == 2  # on each claim


def test_of_eight_who_settle_a_conflict_one_does_and_it_can_be_marked_anew() -> None:
    one, other = two_of_one_story()
    mark = partial(conflicts.mark, make.reviewer(), one.mentions.get(), other.mentions.get())
    conflict = mark()
    results = at_once([partial(conflicts.settle, conflict, make.reviewer(), "Two days.") for _ in range(EIGHT)])
    assert (len(won(results)), len(refused(results))) == (1, EIGHT - 1)
    assert counts(one, other) == [0, 0]
    assert mark().pk != conflict.pk
    assert counts(one, other) == [1, 1]


def test_a_conflict_outlives_that_a_claim_leaves_the_story_and_is_settled_all_the_same() -> None:
    one, other = two_of_one_story()
    conflict = conflicts.mark(make.reviewer(), one.mentions.get(), other.mentions.get())
    stories.take_claim_out(other, make.senior(), Claim.objects.get(pk=other.pk).version)
    conflicts.settle(conflict, make.reviewer(), "They are of two dams.")
    assert counts(one, other) == [0, 0]


def test_an_administrator_neither_marks_nor_settles_and_a_reason_is_needed() -> None:
    one, other = two_of_one_story()
    pair = (one.mentions.get(), other.mentions.get())
    with pytest.raises(NotAllowed):
        conflicts.mark(make.administrator(), *pair)
    conflict = conflicts.mark(make.curator(), *pair)
    with pytest.raises(NotAllowed):
        conflicts.settle(conflict, make.administrator(), "No.")
    with pytest.raises(Missing):
        conflicts.settle(conflict, make.curator(), "  ")
    assert counts(one, other) == [1, 1]


def test_of_eight_who_note_an_answer_one_is_kept() -> None:
    contact = contacts.ask(make.claim(), make.reviewer(), whom="The board", question="How many?")
    notes = [partial(contacts.answered, contact, make.reviewer(), f"Answer {number}") for number in range(EIGHT)]
    results = at_once(notes)
    assert (len(won(results)), len(refused(results))) == (1, EIGHT - 1)
    assert Contact.objects.get().answer.startswith("Answer ")
    assert Event.objects.filter(action="note answer").count() == 1
