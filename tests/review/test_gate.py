"""What a verdict needs before it is submitted, and what may be said where it can not be had."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from claims.evidence import attach
from claims.models import Article, Claim, Comment, Contact, Draft, Lease, Origin, Tried
from claims.review import drafts, gate, verdicts
from claims.workflow import Missing
from tests import factories as make
from tests.views.claim_desk import attached_from

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Lease:
    lease = make.taken(make.reviewer())
    make.attached(lease)
    return lease


def lacks(lease: Lease, rationale: str = make.RATIONALE, **answers: Any) -> list[str]:
    version = Draft.objects.filter(claim=lease.claim).values_list("version", flat=True).first() or 0
    draft = drafts.save(
        lease.claim, lease.holder, lease.pk, version, rating=make.rating(), rationale=rationale, answers=answers
    )
    return gate.missing(Claim.objects.get(pk=lease.claim_id), draft)


ALL = [
    "Attach what contradicts it.",
    "Find evidence of a second origin.",
    "Name the claimant.",
    "Say when it was said.",
]


def test_each_thing_that_can_not_be_had_is_asked_for_until_it_is_said(held: Lease) -> None:
    assert lacks(held) == ALL
    answers: dict[str, Any] = {}
    for left, (name, value) in enumerate(make.ANSWERS.items(), 1):
        answers[name] = value
        assert lacks(held, **answers) == ALL[left:]


def test_nothing_is_asked_of_a_claim_that_has_it_all(held: Lease) -> None:
    make.attached(held, "contradicts", "Tuesday night")
    attached_from(held, make.article("Another reporter was there."), "Another reporter")
    Claim.objects.filter(pk=held.claim_id).update(claimant="The mayor", said_on="2024-03-12")
    assert lacks(held) == []


def test_copies_of_one_report_are_one_origin(held: Lease) -> None:
    other = make.article("Another reporter was there.")
    attached_from(held, other, "Another reporter")
    assert "Find evidence of a second origin." not in lacks(held)
    own = held.claim.article
    assert own
    Article.objects.filter(pk__in=[own.pk, other.pk]).update(origin=Origin.objects.create(head=own))
    assert "Find evidence of a second origin." in lacks(held)


@pytest.mark.parametrize("nothing", [True, False])
def test_a_search_that_found_nothing_states_the_absence(held: Lease, nothing: bool) -> None:
    Tried.objects.create(claim=held.claim, by=held.holder, place="The archive", words="dam", nothing=nothing)
    assert ("Attach what contradicts it." in lacks(held)) is not nothing


@pytest.mark.parametrize(("answer", "stated"), [("", True), ("It was so.", False)])
def test_a_question_that_was_not_answered_states_it_too(held: Lease, answer: str, stated: bool) -> None:
    asked = Contact.objects.create(claim=held.claim, by=held.holder, whom="The board", question="Who?", answer=answer)
    assert "Attach what contradicts it." in lacks(held)
    Contact.objects.filter(pk=asked.pk).update(closed_at=asked.asked_at)
    assert ("Attach what contradicts it." not in lacks(held)) is stated


def test_without_any_passage_both_sides_are_asked_for() -> None:
    lease = make.taken(make.reviewer())
    found = lacks(lease, rationale=make.RATIONALE.replace(" [1]", ""))
    assert found[:2] == ["Attach at least one passage.", "Attach evidence for and against it."]


@pytest.mark.parametrize(
    ("rationale", "words"),
    [
        ("  ", "Write a rationale."),
        ("So it is.", "Say more in the rationale: it has 9 of 80 characters."),
        (f"So{' ' * 90}it is.", "Say more in the rationale: it has 9 of 80 characters."),
        (f"{make.RATIONALE} See [7], [12] and [7].", "The rationale cites what is no passage here: [7], [12]."),
    ],
)
def test_the_rationale_is_long_enough_and_cites_what_is_there(held: Lease, rationale: str, words: str) -> None:
    assert lacks(held, rationale, **make.ANSWERS) == [words]


def test_a_newsroom_sets_how_long_a_rationale_is(held: Lease, settings: Settings) -> None:
    settings.RATIONALE_LENGTH = 9
    assert lacks(held, "So it is.", **make.ANSWERS) == []
    settings.RATIONALE_LENGTH = 10
    assert lacks(held, "So it is.", **make.ANSWERS) != []


def test_a_passage_that_was_removed_is_cited_no_more(held: Lease) -> None:
    make.attached(held, "context", "Tuesday night")
    attach.remove(held.claim.evidence.get(number=1), held.holder, held.pk)
    assert lacks(held, **make.ANSWERS) == ["The rationale cites what is no passage here: [1]."]


def test_the_gate_is_asked_at_submission(held: Lease) -> None:
    lacks(held)
    with pytest.raises(Missing, match="Find evidence of a second origin"):
        verdicts.submit(held.claim, held.holder, held.pk, Claim.objects.get(pk=held.claim_id).version)


def test_what_can_not_be_had_is_submitted_and_signed_with_the_verdict() -> None:
    verdict = make.submitted()
    assert verdict.frozen["answers"] == make.ANSWERS
    verdicts.sign(verdict.claim, make.senior(), Claim.objects.get(pk=verdict.claim_id).version, verdict.pk)
    verdict.refresh_from_db()
    assert verdict.standing == "signed"


def test_open_comments_and_questions_are_told_and_stop_nothing(held: Lease) -> None:
    Comment.objects.create(claim=held.claim, by=held.holder, text="Who counted?")
    Contact.objects.create(claim=held.claim, by=held.holder, whom="The board", question="Who?")
    assert gate.left_open(held.claim) == (1, 1)
    assert lacks(held, **make.ANSWERS) == []


def test_as_many_queries_about_many_claims_as_about_one(
    held: Lease, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    others = [make.taken(make.reviewer()).claim for _ in range(3)]
    with django_assert_num_queries(2):
        found = gate.facts_of([held.claim, *others])
    assert [len(found[claim.pk].passages) for claim in (held.claim, *others)] == [1, 0, 0, 0]


def test_a_form_that_did_not_ask_leaves_what_was_said(held: Lease) -> None:
    lacks(held, **make.ANSWERS)
    saved = drafts.save(held.claim, held.holder, held.pk, 1, rating=None, rationale="Shorter.")
    assert saved.answers == make.ANSWERS
