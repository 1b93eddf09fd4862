"""What colleagues say on a claim, and who is told."""

import pytest

from claims import undo
from claims.models import Claim, Comment, Notification, Person, Verdict
from claims.review import comments, notices
from claims.states import Role
from claims.workflow import Missing, NotAllowed, Stale, WrongStep
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    return factories.claim()


@pytest.fixture
def mara() -> Person:
    made = factories.person(Role.SENIOR, name="Mara Osei")
    Person.objects.filter(pk=made.pk).update(username="mara")
    return Person.objects.get(pk=made.pk)


def told(person: Person) -> list[tuple[str, int | None]]:
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("kind", "comment"))


@pytest.mark.parametrize("text", ["@mara who counted?", "See [1], @MARA.", "Ask @Mara", "(@mar) knows", "@Mara Osei?"])
def test_a_colleague_is_called_by_user_name_or_the_start_of_a_name(claim: Claim, mara: Person, text: str) -> None:
    said = comments.say(claim, factories.reviewer(), text)
    assert said.called == [mara]
    assert said.unknown == []
    assert told(mara) == [("called", said.comment.pk)]


def test_a_name_that_two_have_or_nobody_is_said_and_the_comment_stays(claim: Claim, mara: Person) -> None:
    factories.person(Role.REVIEWER, name="Marlene Vogt")
    said = comments.say(claim, factories.reviewer(), "@mar or @zora?")
    assert (said.called, said.unknown) == ([], ["mar", "zora"])
    assert Comment.objects.get().text == "@mar or @zora?"
    assert not Notification.objects.exists()


def test_a_mail_address_calls_nobody(claim: Claim, mara: Person) -> None:
    assert comments.say(claim, factories.reviewer(), "Write to desk@mara.example").called == []


@pytest.mark.parametrize(("roles", "active"), [([Role.ADMINISTRATOR], True), ([], True), ([Role.REVIEWER], False)])
def test_only_who_works_at_the_desk_can_be_called(claim: Claim, roles: list[str], active: bool) -> None:
    factories.person(*roles, name="Quentin Blake", active=active)
    assert comments.say(claim, factories.reviewer(), "@quentin").unknown == ["quentin"]


def test_whoever_calls_themselves_is_not_told(claim: Claim, mara: Person) -> None:
    comments.say(claim, mara, "@mara remember this")
    assert told(mara) == []


def test_called_twice_in_one_comment_is_told_once(claim: Claim, mara: Person) -> None:
    comments.say(claim, factories.reviewer(), "@mara, @Mara, @mar")
    assert len(told(mara)) == 1


def test_an_answer_tells_all_who_spoke_before_and_calling_them_tells_them_once(claim: Claim, mara: Person) -> None:
    first, third = factories.reviewer(), factories.curator()
    root = comments.say(claim, first, "Who counted?").comment
    comments.answer(claim, mara, root.pk, "The ministry.")
    said = comments.answer(claim, third, root.pk, "Which one, @mara?").comment
    assert [kind for kind, _ in told(first)] == ["answered", "answered"]
    assert told(mara) == [("called", said.pk)]
    assert told(third) == []


def test_an_answer_to_an_answer_stands_under_the_first(claim: Claim) -> None:
    root = factories.comment(of=claim)
    reply = comments.answer(claim, factories.reviewer(), root.pk, "The ministry.").comment
    second = comments.answer(claim, factories.reviewer(), reply.pk, "Which?").comment
    assert second.answers == root


def test_a_comment_is_resolved_once_and_reopened_each_with_an_event(claim: Claim) -> None:
    comment, person = factories.comment(of=claim), factories.curator()
    assert comments.resolve(claim, person, comment.pk, done=True).resolved_by == person
    with pytest.raises(Stale):
        comments.resolve(claim, person, comment.pk, done=True)
    assert comments.resolve(claim, person, comment.pk, done=False).resolved_at is None
    actions = list(claim.events.order_by("pk").values_list("action", flat=True))
    assert actions[-3:] == ["comment", "resolve comment", "reopen comment"]


def test_an_answer_alone_is_not_resolved(claim: Claim) -> None:
    root = factories.comment(of=claim)
    reply = comments.answer(claim, factories.reviewer(), root.pk, "The ministry.").comment
    with pytest.raises(WrongStep):
        comments.resolve(claim, factories.reviewer(), reply.pk, done=True)


def test_an_administrator_says_nothing_on_claims(claim: Claim) -> None:
    with pytest.raises(NotAllowed):
        comments.say(claim, factories.administrator(), "Hello")
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_comment_is_refused(claim: Claim, text: str) -> None:
    with pytest.raises(Missing):
        comments.say(claim, factories.reviewer(), text)


def test_words_are_quoted_from_the_rationale_or_refused() -> None:
    verdict = factories.submitted()
    words = verdict.rationale.split(".")[0]
    said = comments.say(verdict.claim, factories.senior(), "Says who?", about="rationale", quote=words).comment
    assert (said.verdict, said.quote) == (verdict, words)
    for quote in ("", "Words that nobody wrote"):
        with pytest.raises(Missing):
            comments.say(verdict.claim, factories.senior(), "Says who?", about="rationale", quote=quote)


def test_a_comment_on_words_that_are_gone_is_detached() -> None:
    verdict = factories.submitted()
    words = verdict.rationale.split(".")[0]
    comment = comments.say(verdict.claim, factories.senior(), "Says who?", about="rationale", quote=words).comment
    assert not comments.is_detached(comment, Verdict.objects.get().rationale)
    assert comments.is_detached(comment, "All of it was written anew.")


def test_a_comment_on_a_passage_that_was_removed_is_detached_and_no_new_one_is_made() -> None:
    lease = factories.taken(factories.reviewer())
    item = factories.attached(lease)
    comment = comments.say(lease.claim, lease.holder, "Is it a copy?", about=str(item.number)).comment
    assert comment.passage == item
    assert not comments.is_detached(comment, "")
    with pytest.raises(Stale):
        comments.say(lease.claim, lease.holder, "And this?", about=str(item.number + 1))


def test_a_comment_of_another_claim_is_not_answered(claim: Claim) -> None:
    with pytest.raises(Stale):
        comments.answer(claim, factories.reviewer(), factories.comment().pk, "Here?")


def test_who_proposed_is_told_of_the_return_and_of_the_signature() -> None:
    verdict = factories.signed()
    assert [kind for kind, _ in told(verdict.proposed_by)] == ["signed"]
    assert Notification.objects.get().event is not None


def test_reading_marks_one_s_own_and_nobody_else_s(mara: Person) -> None:
    other = factories.called(factories.reviewer())
    factories.called(mara)
    assert (notices.unread(mara), notices.unread(other)) == (1, 1)
    assert notices.read(mara, Notification.objects.get(person=other).pk) == 0
    assert notices.read(mara) == 1
    assert (notices.unread(mara), notices.unread(other)) == (0, 1)


def test_a_comment_does_not_stand_in_the_way_of_undoing() -> None:
    lease = factories.taken(factories.reviewer())
    factories.attached(lease)
    factories.comment(of=lease.claim)
    found = undo.offered(lease.claim, lease.holder)
    assert found
    assert found.action == "attach"
