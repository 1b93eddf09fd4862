"""Comments, notices, the difference since a return and blind second verdicts, over the web."""

from typing import Any

import pytest
from django.urls import reverse

from claims.models import BlindVerdict, Claim, Comment, Contact, Lease, Notification, Tried
from claims.review import comments, lost, verdicts
from claims.states import Role
from tests import factories
from tests.views.at_desk import HOSTILE, assert_inert, queries, signed_in
from tests.views.claim_desk import At, text

pytestmark = pytest.mark.django_db
SECRET = factories.RATIONALE.partition("[1]. ")[2]


@pytest.mark.parametrize("htmx", [False, True])
def test_a_comment_is_shown_and_says_who_will_be_told(htmx: bool) -> None:
    called = factories.reviewer()
    desk = At(factories.reviewer(), factories.claim())
    answer = desk.post("claim-comments", htmx=htmx, text=f"Who counted, @{called.username}? And @nobody1?")
    assert answer.status_code == (200 if htmx else 302)
    page = text(answer) if htmx else text(desk.client.get(answer.headers["Location"]))
    comment = Comment.objects.get()
    assert f'id="comment-{comment.pk}"' in page
    assert f"Comment saved. {called} will be told. Nobody alone is called @nobody1." in page
    assert Notification.objects.get(person=called).comment == comment


@pytest.mark.parametrize("htmx", [False, True])
def test_a_refused_comment_keeps_its_text(htmx: bool) -> None:
    verdict = factories.submitted()
    desk = At(factories.senior(), verdict.claim)
    answer = desk.post("claim-comments", htmx=htmx, text="Says who?", about="rationale", quote="Not there")
    page = text(answer)
    assert answer.status_code == 422
    assert "These words are not in the rationale" in page
    if not htmx:
        assert "Says who?</textarea>" in page
        assert 'value="Not there"' in page
    assert not Comment.objects.exists()


def test_answers_and_resolved_comments_stand_where_they_belong() -> None:
    desk = At(factories.reviewer(), factories.claim())
    comment = factories.comment(of=desk.claim)
    assert desk.post("claim-answer", number=comment.pk, text="The ministry did.").status_code == 302
    assert "The ministry did." in text(desk.get())
    assert "1 open" in text(desk.get())
    assert desk.post("claim-resolution", number=comment.pk).status_code == 302
    assert "0 open, 1 resolved" in text(desk.get())
    assert desk.post("claim-resolution", number=comment.pk, open="1").status_code == 302
    assert Comment.objects.get(pk=comment.pk).resolved_at is None


def test_what_is_typed_in_a_comment_is_on_the_pages_as_words() -> None:
    called = factories.reviewer()
    desk = At(factories.reviewer(), factories.claim())
    desk.post("claim-comments", text=f"{HOSTILE} @{called.username}")
    assert_inert(text(desk.get()))
    assert_inert(text(signed_in(called).get(reverse("notices"))))
    assert_inert(text(desk.client.get(reverse("claim-record", args=[desk.claim.pk]))))


def test_comments_are_never_public() -> None:
    publication = factories.published()
    factories.comment(of=publication.claim, text="Between us.")
    assert "Between us." not in text(
        At(factories.reviewer(), publication.claim).client.get(f"/checks/{publication.claim_id}/")
    )


def test_a_notice_leads_to_the_very_comment_and_is_read_then() -> None:
    person = factories.called(factories.reviewer())
    notice, client = Notification.objects.get(), signed_in(person)
    page = text(client.get(reverse("notices")))
    place = f"{reverse('claim', args=[notice.claim_id])}?pane=verdict#comment-{notice.comment_id}"
    assert f'href="{place}"' in page
    assert '<span class="count" data-live="notices">1</span>' in page
    answer = client.post(reverse("notice-read", args=[notice.pk]), {"open": "1"})
    assert answer.headers["Location"] == place
    page = text(client.get(reverse("notices")))
    assert "Nothing unread." in page
    assert '<span class="count" data-live="notices"></span>' in page


def test_all_are_marked_read_at_once() -> None:
    person = factories.reviewer()
    for _ in range(3):
        factories.called(person)
    assert "3 marked read." in text(signed_in(person).post(reverse("notices-read"), follow=True))


def test_the_notices_queries_are_fixed() -> None:
    person, counted = factories.reviewer(), []
    for number in (1, 20):
        for _ in range(number):
            factories.called(person)
        counted.append(queries(signed_in(person), reverse("notices")))
    assert counted[0] == counted[1]


def test_the_claim_s_page_asks_no_more_with_many_comments() -> None:
    person, claim, counted = factories.reviewer(), factories.claim(), []
    for number in (1, 20):
        for _ in range(number):
            comment = factories.comment(of=claim)
            comments.answer(claim, factories.reviewer(), comment.pk, "The ministry.")
        counted.append(queries(signed_in(person), reverse("claim", args=[claim.pk])))
    assert counted[0] == counted[1]


def test_sign_off_shows_what_changed_since_the_return_and_folds_the_rest() -> None:
    verdict, senior = factories.submitted(), factories.senior()
    claim = Claim.objects.get(pk=verdict.claim_id)
    verdicts.send_back(claim, senior, claim.version, verdict.pk, "Which officials?")
    lease = Lease.objects.get(claim=claim)
    factories.attached(lease, "contradicts", "Twelve people")
    claim.refresh_from_db()
    verdicts.submit(claim, lease.holder, lease.pk, claim.version)
    factories.comment(of=claim)
    page = text(At(senior, claim).get("?pane=verdict"))
    assert "Changed since it was returned" in page
    assert "Which officials?" in page
    assert '<ins class="quote" dir="auto">“Twelve people”</ins>' in page
    assert "As before: " in page
    assert "The whole verdict" in page
    assert "1 comment is open." in page
    answer = At(senior, claim).post("claim-resolution", htmx=True, number=claim.comments.get().pk)
    assert 'id="sign-gate" hx-swap-oob="true"' in text(answer)
    assert "is open" not in text(answer)


# Every way in to a sealed verdict.


@pytest.fixture
def second() -> BlindVerdict:
    """With a proposer whose name is found nowhere else, and a comment of theirs that calls a colleague."""
    proposer = factories.person(Role.REVIEWER, name="Hidegard Unmistakable")
    made = factories.blind(proposer)
    Tried.objects.create(claim=made.verdict.claim, by=proposer, place="court register", words="flood 2011")
    Contact.objects.create(claim=made.verdict.claim, by=proposer, whom="The ministry", question="How many?")
    comments.say(made.verdict.claim, proposer, f"Plainly wrong, it is {made.verdict.rating.label}!")
    return made


def reveals(page: str, second: BlindVerdict) -> list[str]:
    words = [SECRET, "Unmistakable", "Hidegard", "Plainly wrong", second.verdict.digest]
    return [word for word in words if word in page]


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SENIOR, Role.CURATOR])
def test_no_page_of_the_desk_reveals_a_sealed_verdict(second: BlindVerdict, role: str) -> None:
    client, pk = signed_in(factories.person(role)), second.verdict.claim_id
    pages = {
        reverse("claim", args=[pk]): "Blind second verdict",
        reverse("claim", args=[pk]) + "?pane=verdict": "",
        reverse("claim-record", args=[pk]): "waits for a blind second one",
        reverse("queue") + "?view=review": "",
        reverse("queue") + "?view=open": "",
        reverse("home"): "",
        reverse("notices"): "",
        reverse("live") + f"?claim={pk}&since=1": "",
        reverse("agreement"): "",
        reverse("search") + "?q=print": "",
    }
    for address, said in pages.items():
        page = text(client.get(address, follow=True))
        assert reveals(page, second) == [], address
        assert said in page


@pytest.mark.parametrize("route", ["claim-signature", "claim-return", "claim-draft", "claim-comments", "claim-undo"])
@pytest.mark.parametrize("htmx", [False, True])
def test_no_refused_post_reveals_it(second: BlindVerdict, route: str, htmx: bool) -> None:
    desk = At(factories.senior(), second.verdict.claim)
    typed: dict[str, Any] = {"verdict": second.verdict_id, "note": "Why?", "text": "Why?"}
    typed |= {"rationale": "Mine.", "draft_version": 1}
    answer = desk.post(route, htmx=htmx, event=1, **typed)
    assert answer.status_code in (403, 409, 422)
    assert reveals(text(answer), second) == []


def test_a_text_of_one_s_own_that_was_lost_is_no_way_round(second: BlindVerdict) -> None:
    """Beside it the page would show what stands now."""
    person = factories.reviewer()
    words = {"rating": None, "rationale": "Mine.", "public_note": ""}
    kept = lost.keep(second.verdict.claim, person, "", words=words, began={}, why="Too late.")
    assert kept
    place = reverse("claim-lost-draft", args=[second.verdict.claim_id, kept.pk])
    assert reveals(text(signed_in(person).get(place, follow=True)), second) == []


@pytest.mark.parametrize("model", ["verdict", "event", "evidence"])
def test_the_admin_of_a_curator_who_reviews_leaves_it_out(second: BlindVerdict, model: str) -> None:
    place, wording = f"/admin/claims/{model}/", second.verdict.claim.wording
    assert wording in text(signed_in(factories.curator()).get(place))
    assert wording not in text(signed_in(factories.person(Role.CURATOR, Role.REVIEWER)).get(place))


def test_the_proposer_sees_the_own_verdict_and_who_can_give_the_second(second: BlindVerdict) -> None:
    free = factories.reviewer()
    page = text(At(second.verdict.proposed_by, second.verdict.claim).get())
    assert "waits for a blind second verdict" in page
    assert str(free) in page
    assert SECRET in page


@pytest.mark.parametrize("htmx", [False, True])
def test_whoever_gives_it_sees_the_first_one_then(second: BlindVerdict, htmx: bool) -> None:
    desk = At(factories.reviewer(), second.verdict.claim)
    answer = desk.post("claim-blind", htmx=htmx, rating=second.verdict.rating_id, rationale="The report says so.")
    assert answer.status_code == (200 if htmx else 302)
    page = text(desk.get())
    assert "The two agree:" in page
    assert "Unmistakable" in page
    assert SECRET in page


def test_a_refused_blind_verdict_keeps_its_text(second: BlindVerdict) -> None:
    desk = At(factories.reviewer(), second.verdict.claim)
    answer = desk.post("claim-blind", rationale="The report says so.")
    assert answer.status_code == 422
    assert "Choose a rating." in text(answer)
    assert "The report says so.</textarea>" in text(answer)
    assert reveals(text(answer), second) == []


def test_a_senior_does_without_it_over_the_web(second: BlindVerdict) -> None:
    desk = At(factories.senior(), second.verdict.claim)
    assert desk.post("claim-blind-waiver", note="").status_code == 422
    assert desk.post("claim-blind-waiver", note="It goes out tonight.").status_code == 302
    page = text(desk.get())
    assert "did without it" in page
    assert "It goes out tonight." in page


def test_where_the_two_differ_sign_off_waits_for_who_settles_it() -> None:
    second, senior = factories.differing(), factories.senior()
    desk = At(senior, second.verdict.claim)
    page = text(desk.get())
    assert "The two differ:" in page
    assert 'id="sign"' not in page
    assert desk.post("claim-signature", verdict=second.verdict_id, note="").status_code == 422
    assert desk.post("claim-blind-settlement", note="The report is clear.").status_code == 302
    assert 'id="sign"' in text(desk.get())
    assert desk.post("claim-signature", verdict=second.verdict_id, note="").status_code == 302


def test_a_senior_asks_for_one_on_the_claim_s_page() -> None:
    desk = At(factories.senior(), factories.claim())
    assert "Ask for a blind second verdict" in text(desk.get())
    assert desk.post("claim-blind-request").status_code == 302
    assert "Ask for a blind second verdict" not in text(desk.get())


def test_the_page_of_agreement_says_when_there_is_little_to_go_by() -> None:
    client = signed_in(factories.reviewer())
    assert "No claim has two verdicts yet." in text(client.get(reverse("agreement")))
    factories.differing()
    page = text(client.get(reverse("agreement")))
    assert "too few to say much" in page
    assert "Krippendorff" in page
