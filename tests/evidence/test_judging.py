"""Evidence never moves: what a person decides about a changed page is recorded, once."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from claims.evidence import judging
from claims.models import Anchoring, Claim, Event, Evidence, Figure, Mention
from claims.text.spans import Span
from claims.workflow import Missing, NotAllowed, Stale
from tests import factories

pytestmark = pytest.mark.django_db


def mentioned(now: str = "Fourteen people", status: str = "edited", **fields: object) -> Anchoring:
    """A claim's own sentence reads `now` in its article's next revision."""
    mention = Mention.objects.get(claim=factories.claim())
    later = factories.revision(mention.revision.article, mention.revision.text.replace(mention.quote, now))
    placed = {"start": mention.start, "end": mention.start + len(now), "quote": now} if status == "edited" else {}
    made = Anchoring.objects.create(
        claim=mention.claim, mention=mention, revision=later, status=status, **(placed | fields)
    )
    judging.recount([mention.claim_id])
    return made


def drifted(of: Anchoring) -> int:
    return Claim.objects.get(pk=of.claim_id).drifted


def test_a_decision_is_recorded_with_who_and_the_claim_has_one_less_to_judge() -> None:
    found = factories.drifted()
    kept = Evidence.objects.values().get(anchorings=found)
    reviewer = factories.reviewer()
    assert drifted(found) == 1
    judging.judge(found, "stands", reviewer)
    found.refresh_from_db()
    assert (found.decision, found.decided_by, found.decided_at is None) == ("stands", reviewer, False)
    assert drifted(found) == 0
    event = Event.objects.filter(claim=found.claim_id).latest("pk")
    assert (event.action, event.by, event.data["passage"]) == ("judge evidence", reviewer, 1)
    assert event.data["quote"] == "Nobody was told"
    assert Evidence.objects.values().get(anchorings=found) == kept
    assert not judging.undecided().exists()


def test_the_second_person_is_told_who_was_first() -> None:
    found, first = factories.drifted(), factories.reviewer()
    judging.judge(found, "historical", first)
    with pytest.raises(Stale, match=f"{first} judged this already: kept as it was said then"):
        judging.judge(found, "stands", factories.senior())
    assert Anchoring.objects.get(pk=found.pk).decision == "historical"
    assert Event.objects.filter(action="judge evidence").count() == 1


@pytest.mark.parametrize("role", ["curator", "administrator", ""])
def test_only_reviewers_and_seniors_judge(role: str) -> None:
    found = factories.drifted()
    with pytest.raises(NotAllowed):
        judging.judge(found, "stands", factories.person(*([role] if role else [])))
    assert judging.undecided().get() == found


def test_a_decision_has_to_be_one_of_two() -> None:
    found = factories.drifted()
    with pytest.raises(Missing):
        judging.judge(found, "perhaps", factories.reviewer())


def test_of_several_places_one_has_to_be_chosen() -> None:
    found = factories.drifted(status="ambiguous")
    found = Anchoring.objects.create(
        claim=found.claim, evidence=found.evidence, revision=factories.revision(found.revision.article),
        status="ambiguous", candidates=[[0, 8], [9, 14]],
    )  # fmt: skip
    reviewer = factories.reviewer()
    for wrong in (None, Span(0, 9), Span(500, 600)):
        with pytest.raises(Missing):
            judging.judge(found, "stands", reviewer, wrong)
    judging.judge(found, "stands", reviewer, Span(9, 14))
    assert Event.objects.latest("pk").data["start"] == 9


def test_what_stands_nowhere_can_only_be_kept_as_history() -> None:
    found = factories.drifted(status="orphaned")
    with pytest.raises(Missing, match="No place"):
        judging.judge(found, "stands", factories.reviewer())
    assert judging.judge(found, "historical", factories.reviewer()).decision == "historical"


def test_a_mention_that_still_stands_has_a_further_place() -> None:
    found = mentioned("Exactly twelve people")
    assert found.mention
    Figure.objects.create(mention=found.mention, start=32, end=38, quote="Twelve", low=12, high=12, bound="exact")
    before = Mention.objects.values().get(anchorings=found)
    judging.judge(found, "stands", factories.reviewer())
    made = Mention.objects.get(carried_from=found.mention)
    assert (made.quote, made.revision, made.claim_id) == ("Exactly twelve people", found.revision, found.claim_id)
    assert not made.figures.exists()  # the word is another one now
    assert Mention.objects.values().get(anchorings=found) == before


def test_figures_whose_words_stayed_come_along() -> None:
    found = mentioned("Twelve young people")
    assert found.mention
    at = found.mention.start
    Figure.objects.create(mention=found.mention, start=at, end=at + 6, quote="Twelve", low=12, high=12, bound="exact")
    judging.judge(found, "stands", factories.reviewer())
    figure = Figure.objects.get(mention__carried_from=found.mention)
    assert found.revision.text[figure.start : figure.end] == figure.quote == "Twelve"


def test_a_mention_kept_as_history_has_no_further_place() -> None:
    found = mentioned()
    judging.judge(found, "historical", factories.reviewer())
    assert not Mention.objects.filter(carried_from=found.mention_id).exists()


def test_of_a_page_that_changed_again_only_the_latest_is_judged() -> None:
    first = factories.drifted()
    assert first.evidence
    second = factories.drifted(first.evidence, "Few were told")
    assert list(judging.undecided()) == [second]
    assert drifted(first) == 1
    with pytest.raises(Stale):
        judging.judge(first, "stands", factories.reviewer())
    judging.judge(second, "stands", factories.reviewer())
    first.refresh_from_db()
    assert first.decision == "stands"
    assert drifted(first) == 0


def test_what_reads_as_before_again_needs_nobody() -> None:
    found = factories.drifted()
    assert found.evidence
    again = factories.revision(found.revision.article, found.evidence.revision.text)
    Anchoring.objects.create(
        claim=found.claim, evidence=found.evidence, revision=again, status="exact",
        start=found.evidence.start, end=found.evidence.end, quote=found.evidence.quote,
    )  # fmt: skip
    judging.recount([found.claim_id])
    assert not judging.undecided().exists()
    assert drifted(found) == 0


def test_the_gravest_come_first_and_of_those_the_newest() -> None:
    made = [factories.drifted() for _ in range(4)]
    grave = Anchoring.objects.create(
        claim=made[0].claim, mention=made[0].claim.mentions.first(), revision=made[0].revision, status="orphaned",
        grave=True,
    )  # fmt: skip
    order = [grave, *reversed(made)]
    assert list(judging.undecided()) == order
    assert list(judging.after(True, grave.pk)) == order[1:]
    assert list(judging.after(False, made[2].pk)) == order[3:]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_recorded() -> None:
    found, people = factories.drifted(), [factories.reviewer(), factories.senior()]
    outcomes: list[str] = []

    def judge(person: object, decision: str) -> None:
        try:
            judging.judge(found, decision, person)  # type: ignore[arg-type]
            outcomes.append("done")
        except Stale:
            outcomes.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=judge, args=pair) for pair in zip(people, ("stands", "historical"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "stale"]
    assert Event.objects.filter(action="judge evidence").count() == 1


def test_the_database_keeps_a_decision_as_it_is() -> None:
    found = judging.judge(factories.drifted(), "stands", factories.reviewer())
    with pytest.raises(IntegrityError, match="only judged, once"), transaction.atomic():
        Anchoring.objects.filter(pk=found.pk).update(decision="historical")
