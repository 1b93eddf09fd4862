"""Where a cited passage stands in its article's next revision is written down; the passage itself stays."""

from functools import partial

import pytest

from claims.evidence import attach, drift, judging
from claims.models import Anchoring, Claim, Evidence, Revision
from claims.text.spans import Span
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db

CITED = "The water board had warned of 17 cracks in the dam since March."
OTHER = "Schools in the lower town stay closed until the end of the week."
LAST = "Two hundred soldiers were sent to help with the clearing of the roads."
TEXT = f"{factories.TEXT}\n\n{OTHER}\n\n{CITED}\n\n{LAST}"


def cited(quote: str = CITED, text: str = TEXT) -> Evidence:
    claim = factories.claim(of=factories.article(text))
    return factories.attached(factories.taken(factories.reviewer(), claim), quote=quote)


def later(item: Evidence, text: str) -> Revision:
    made = factories.revision(item.revision.article, text)
    drift.follow(made)
    return made


def found(item: Evidence, revision: Revision) -> Anchoring:
    return Anchoring.objects.get(evidence=item, revision=revision)


def waiting(item: Evidence) -> int:
    count = judging.undecided().filter(evidence=item).count()
    assert Claim.objects.get(pk=item.claim_id).drifted == count
    return count


def test_a_passage_that_stands_needs_nobody() -> None:
    item = cited()
    kept = Evidence.objects.values().get(pk=item.pk)
    revision = later(item, f"The page was updated.\n\n{TEXT}")
    row = found(item, revision)
    assert (row.status, row.quote, row.grave, row.decision) == ("exact", CITED, False, "")
    assert revision.text[row.start : row.end] == CITED
    assert waiting(item) == 0
    assert Evidence.objects.values().get(pk=item.pk) == kept


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (TEXT.replace("17 cracks", "17\u00a0cracks"), "restyled"),
        (f"{CITED}\n\n{TEXT.replace(CITED, LAST + LAST)}", "moved"),
    ],
)
def test_house_style_and_another_place_need_nobody(text: str, status: str) -> None:
    item = cited()
    assert found(item, later(item, text)).status == status
    assert waiting(item) == 0


@pytest.mark.parametrize(
    ("old", "new", "is_grave"), [("17", "71", True), ("had", "had not", True), ("cracks in", "cracks inside", False)]
)
def test_changed_words_wait_for_a_person_with_the_new_words(old: str, new: str, is_grave: bool) -> None:
    item = cited()
    row = found(item, later(item, TEXT.replace(CITED, CITED.replace(old, new))))
    assert (row.status, row.quote, row.grave) == ("edited", CITED.replace(old, new), is_grave)
    assert waiting(item) == 1


def test_a_passage_that_went_waits_without_a_place() -> None:
    item = cited()
    row = found(item, later(item, TEXT.replace(CITED + "\n\n", "")))
    assert (row.status, row.start, row.end, row.quote) == ("orphaned", None, None, "")
    assert waiting(item) == 1


def test_of_two_places_a_person_chooses_and_that_one_is_followed_from_then_on() -> None:
    item = cited()
    twice = f"{CITED}\n\n{LAST}\n\n{OTHER.replace('Schools', 'Shops')}\n\n{CITED}\n\nThe end."
    revision = later(item, twice)
    row = found(item, revision)
    assert (row.status, len(row.candidates)) == ("ambiguous", 2)
    second = Span(*max(row.candidates))
    judging.judge(row, "stands", factories.reviewer(), second)
    newest = later(item, twice.replace(f"{CITED}\n\n{LAST}", f"Nothing is known yet.\n\n{LAST}"))
    assert found(item, newest).status == "exact"
    assert waiting(item) == 0


def test_text_that_was_cut_and_restored_needs_nobody_any_more() -> None:
    item = cited()
    later(item, TEXT.replace(CITED + "\n\n", ""))
    assert waiting(item) == 1
    restored = later(item, f"Corrected.\n\n{TEXT}")
    assert found(item, restored).status == "exact"
    assert waiting(item) == 0


def test_an_edit_that_nobody_judged_goes_on_waiting_when_the_page_changes_elsewhere() -> None:
    item = cited()
    edited = TEXT.replace("17", "71")
    later(item, edited)
    newest = later(item, f"Updated.\n\n{edited}")
    assert (found(item, newest).status, found(item, newest).grave) == ("edited", True)
    assert waiting(item) == 1


def test_an_edit_that_a_person_let_stand_is_what_later_revisions_are_held_against() -> None:
    item = cited()
    edited = TEXT.replace("17", "71")
    judging.judge(found(item, later(item, edited)), "stands", factories.reviewer())
    assert found(item, later(item, f"Updated.\n\n{edited}")).status == "exact"
    assert waiting(item) == 0
    assert found(item, later(item, TEXT)).status == "edited"
    assert waiting(item) == 1


def test_what_was_kept_as_history_alarms_nobody_again() -> None:
    item = cited()
    reviewer = factories.reviewer()
    judging.judge(found(item, later(item, TEXT.replace("17", "71"))), "historical", reviewer)
    row = found(item, later(item, TEXT.replace("17", "72")))
    assert (row.status, row.decision, row.decided_by) == ("edited", "historical", reviewer)
    assert waiting(item) == 0


def test_followed_twice_it_is_written_once() -> None:
    item = cited()
    revision = later(item, TEXT.replace("17", "71"))
    row = found(item, revision)
    drift.follow(revision)
    assert found(item, revision) == row


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_it_once() -> None:
    first = cited()
    another = factories.claim(of=first.revision.article)
    items = [first, factories.attached(factories.taken(factories.reviewer(), another), quote=CITED)]
    revision = factories.revision(items[0].revision.article, TEXT.replace("17", "71"))
    assert at_once([partial(drift.follow, revision)] * 4) == [None] * 4
    assert [Anchoring.objects.filter(evidence=item).count() for item in items] == [1, 1]
    assert [waiting(item) for item in items] == [1, 1]


def test_removed_passages_are_not_followed_and_none_is_within_its_own_revision() -> None:
    claim = factories.claim(of=factories.article(TEXT))
    lease = factories.taken(factories.reviewer(), claim)
    removed = factories.attached(lease, quote=CITED)
    attach.remove(removed, lease.holder, lease.pk)
    factories.attached(lease, quote=OTHER)
    drift.follow(removed.revision)
    assert not Anchoring.objects.exists()
    later(removed, TEXT.replace("17", "71"))
    assert [row.evidence.quote for row in Anchoring.objects.all() if row.evidence] == [OTHER]
