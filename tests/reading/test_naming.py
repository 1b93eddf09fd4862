"""Names of one claimant: proposed from articles, joined, merged, taken apart."""

import threading
from collections.abc import Iterable
from functools import partial
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection

from claims.models import Claim, Claimant, ClaimantName, Mention, NameProposal, Purpose, Reading, Revision
from claims.reading import find, naming
from claims.reading.naming import Taken
from claims.review import claims
from tests import factories as make
from tests.races import PATIENCE, at_once

pytestmark = pytest.mark.django_db
TEXT = "The Free Boatmen of Harn (FBH) met. The Harn Port Office, also known as Quay House, was shut.\n\nFBH said so."


def revision(text: str = TEXT, language: str = "en") -> Revision:
    made = make.article(text)
    return Revision.objects.create(
        article=made, number=2, raw_id=made.revisions.get().raw_id, text=text, text_rules=1, language=language
    )


def names_of(claimant: Claimant) -> set[str]:
    return set(claimant.names.values_list("name", flat=True))


def test_what_an_article_calls_one_is_proposed_with_its_place() -> None:
    source = revision()
    naming.propose(source)
    found = list(NameProposal.objects.order_by("start"))
    assert [(each.name, each.other) for each in found] == [
        ("Free Boatmen of Harn", "FBH"),
        ("Harn Port Office", "Quay House"),
    ]
    assert all(each.name in source.text[each.start : each.end] for each in found)
    assert {each.accepted for each in found} == {None}


def test_the_same_two_names_are_proposed_once_however_often_they_are_read() -> None:
    source = revision()
    naming.propose(source)
    naming.propose(source)
    naming.propose(revision("FBH (the Free Boatmen of Harn) met. The Free Boatmen of Harn (F.B.H.) met."))
    assert NameProposal.objects.filter(other="FBH").count() == 1


def test_what_is_joined_already_is_not_proposed() -> None:
    naming.join("the Free Boatmen of Harn", "F.B.H.")
    naming.propose(revision())
    assert [each.other for each in NameProposal.objects.all()] == ["Quay House"]


def test_an_article_proposes_no_more_than_twenty() -> None:
    words = ["Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir"]
    pairs = [(one, two) for one in words for two in words if one != two]
    naming.propose(revision(" ".join(f"The {one} {two} Office, also known as {one}{two}, met." for one, two in pairs)))
    assert NameProposal.objects.count() == naming.MOST == 20


def test_nothing_is_proposed_in_a_language_that_is_not_read() -> None:
    naming.propose(revision(language="de"))
    assert not NameProposal.objects.exists()


def test_a_reading_proposes_and_a_reference_does_not() -> None:
    sources = [revision(), revision()]
    for source, purpose in zip(sources, (Purpose.CHECK, Purpose.REFERENCE), strict=True):
        source.article.purpose = purpose
        source.article.save()
    for source in reversed(sources):
        find.find_claims(Reading.objects.create(revision=source).pk)
        assert NameProposal.objects.exists() == (source.article.purpose == Purpose.CHECK)


def test_two_names_make_a_claimant_of_the_longer_one() -> None:
    claimant = naming.join("FBH", "Free Boatmen of Harn")
    assert claimant.name == "Free Boatmen of Harn"
    assert names_of(claimant) == {"FBH", "Free Boatmen of Harn"}


def test_a_third_name_goes_to_the_claimant_that_is_there() -> None:
    claimant = naming.join("FBH", "Free Boatmen of Harn")
    assert naming.join("the F.B.H.", "Boatmen") == claimant
    assert names_of(claimant) == {"FBH", "Free Boatmen of Harn", "Boatmen"}


def test_names_of_two_claimants_are_not_joined_and_it_is_said_whose_they_are() -> None:
    naming.join("FBH", "Free Boatmen of Harn")
    naming.join("HPO", "Harn Port Office")
    with pytest.raises(Taken, match="“FBH” is a name of Free Boatmen of Harn, “hpo” one of Harn Port Office"):
        naming.join("FBH", "hpo")
    assert ClaimantName.objects.count() == 4


def test_a_proposal_is_accepted_once_and_by_whom_is_kept() -> None:
    proposal, curator = make.name_proposal("Harn Port Office", "HPO"), make.curator()
    claimant = naming.accept(proposal.pk, curator)
    assert claimant is not None
    assert naming.accept(proposal.pk, make.curator()) is None
    proposal.refresh_from_db()
    assert (proposal.accepted, proposal.decided_by) == (True, curator)
    assert proposal.decided_at is not None


def test_a_proposal_in_conflict_stays_to_be_decided() -> None:
    naming.join("Harn Port Office", "Quay House")
    naming.join("HPO", "Horse and Pony Owners")
    proposal = make.name_proposal("Harn Port Office", "HPO")
    with pytest.raises(Taken):
        naming.accept(proposal.pk, make.curator())
    proposal.refresh_from_db()
    assert proposal.accepted is None


def test_what_is_accepted_can_not_be_rejected_afterwards() -> None:
    proposal = make.name_proposal()
    assert naming.reject(proposal.pk, make.curator())
    assert naming.accept(proposal.pk, make.curator())
    assert not naming.reject(proposal.pk, make.curator())


def test_merged_claimants_keep_all_names_and_notes() -> None:
    one, two = naming.join("FBH", "Free Boatmen of Harn"), naming.join("Boatmen", "Boatmen’s League")
    Claimant.objects.filter(pk=two.pk).update(note="Founded twice.")
    naming.merge(one, [Claimant.objects.get(pk=two.pk), one])
    assert names_of(one) == {"FBH", "Free Boatmen of Harn", "Boatmen", "Boatmen’s League"}
    assert Claimant.objects.get().note == "Founded twice."


def test_whose_names_are_is_told_however_they_are_written() -> None:
    claimant = naming.join("FBH", "Free Boatmen of Harn")
    said = ["the F.B.H.", "“Free boatmen” of Harn", "Quay House", ""]
    assert naming.joined(said) == {said[0]: claimant, said[1]: claimant}


@pytest.mark.django_db(transaction=True)
def test_two_curators_who_join_the_same_names_make_one_claimant() -> None:
    one = naming.join("Horse", "Pony")
    names = [("FBH", "Free Boatmen of Harn"), ("Free Boatmen of Harn", "FBH"), ("FBH", "Boatmen")]
    answers = at_once([partial(naming.join, *pair) for pair in names])
    assert len(set(answers)) == 1
    assert set(Claimant.objects.all()) == {one, answers[0]}


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_second_of_two_curators_falls_over(monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_read = threading.Barrier(2, timeout=PATIENCE)

    def read(names: Iterable[str]) -> dict[str, Claimant]:
        found = joined(names)
        both_have_read.wait()
        return found

    joined = naming.joined
    monkeypatch.setattr(naming, "joined", read)
    monkeypatch.setattr(naming, "one_at_a_time", lambda: None)
    answers = at_once([partial(naming.join, "FBH", "Free Boatmen of Harn")] * 2)
    assert [type(answer) for answer in sorted(answers, key=repr)] == [Claimant, IntegrityError]


def test_a_claimant_is_kept_as_names_are_compared_and_worded_anew_with_it() -> None:
    source = make.article().current
    claim = claims.add(make.senior(), wording="Twelve died.", claimant="The F.B.H.", revision=source, start=0, end=3)
    assert (claim.claimant_key, claim.mentions.get().claimant_key) == ("fbh", "fbh")
    lease = make.taken(make.reviewer(), claim)
    claim.refresh_from_db()
    claims.reword(
        claim, lease.holder, lease.pk, claim.version, wording="Twelve died.", claimant="Quay House", said_on=None
    )
    assert Claim.objects.get(pk=claim.pk).claimant_key == "quay house"


def test_rows_from_before_are_folded_by_the_migration() -> None:
    claim = make.claim()
    Claim.objects.filter(pk=claim.pk).update(claimant="The F.B.H.", claimant_key="")
    Mention.objects.update(claimant="Quay House", claimant_key="")
    with connection.schema_editor(atomic=False) as editor:
        import_module("claims.migrations.0007_reading").fold_claimants(apps, editor)
    assert Claim.objects.get(pk=claim.pk).claimant_key == "fbh"
    assert set(Mention.objects.values_list("claimant_key", flat=True)) == {"quay house"}
