"""Evidence changed, and what changed in an article."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from claims.evidence import judging
from claims.models import Anchoring, Article, Claim, Person
from claims.review import claims
from tests import factories
from tests.views.at_desk import HOSTILE, assert_inert, each_id, queries, signed_in, text
from tests.views.test_articles import revised

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> Person:
    return factories.reviewer()


@pytest.fixture
def desk(reviewer: Person) -> Client:
    return signed_in(reviewer)


def vanish(claim: Claim, why: str = "") -> None:
    Article.objects.filter(claims=claim).update(gone_at=timezone.now(), gone_because=why)


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_the_list_shows_old_and_new_words_and_where_they_stand(desk: Client) -> None:
    found = factories.drifted()
    page = text(desk.get("/changes/"))
    assert 'Nobody was <del><span class="sr">[gone: </span>warned<span class="sr">] </span></del>' in page
    assert '<ins><span class="sr">[new: </span>told<span class="sr">] </span></ins>' in page
    assert found.claim.wording in page
    assert "passage 1, supports" in plain(page)
    assert f'href="/articles/{found.revision.article_id}/revisions/2/changes/?against=1"' in page
    assert f'href="/claims/{found.claim_id}/?pane=reader&amp;revision={found.revision_id}#p33"' in page
    assert 'id="p33"' in text(desk.get(f"/claims/{found.claim_id}/?pane=reader&revision={found.revision_id}"))


def test_what_weighs_most_is_named(desk: Client) -> None:
    factories.drifted(now="Nobody but 14 men was warned")
    assert "Figures changed" in plain(text(desk.get("/changes/")))


def test_a_judgement_is_recorded_and_the_list_goes_on(desk: Client, reviewer: Person) -> None:
    found, other = factories.drifted(), factories.drifted()
    answer = desk.post(f"/changes/{found.pk}/judgement/", {"decision": "stands", "after": f"0-{other.pk}"})
    assert (answer.status_code, answer["Location"]) == (302, f"/changes/?after=0-{other.pk}")
    assert Anchoring.objects.get(pk=found.pk).decided_by == reviewer
    page = text(desk.get("/changes/"))
    assert "Recorded: still says it" in page
    assert f'id="a{other.pk}"' in page
    assert f'id="a{found.pk}"' not in page
    assert "judged a change on the page: still says it" in text(desk.get(f"/claims/{found.claim_id}/record/"))


@pytest.mark.parametrize("after", ["//evil.example", "0-", "2-5", "0-5&view=gone", "\r\nX: y", "0-" + "9" * 30])
def test_nobody_is_led_anywhere_but_to_the_list(desk: Client, after: str) -> None:
    found = factories.drifted()
    answer = desk.post(f"/changes/{found.pk}/judgement/", {"decision": "stands", "after": after})
    assert answer["Location"] == "/changes/"


def test_who_comes_second_is_told_so(desk: Client) -> None:
    found, first = factories.drifted(), factories.senior()
    judging.judge(found, "stands", first)
    answer = desk.post(f"/changes/{found.pk}/judgement/", {"decision": "historical"})
    assert answer.status_code == 409
    assert f"{first} judged this already" in text(answer)


def test_without_a_choice_of_place_nothing_is_recorded(desk: Client) -> None:
    found = factories.drifted(status="ambiguous")
    choice = Anchoring.objects.create(
        claim=found.claim, evidence=found.evidence, revision=factories.revision(found.revision.article),
        status="ambiguous", candidates=[[33, 39], [0, 8]],
    )  # fmt: skip
    page = text(desk.get("/changes/"))
    assert page.count('type="radio" name="place"') == 2
    for place in ("", "x", "0-9", "33", "1-2-3", "0-8 "):
        assert desk.post(f"/changes/{choice.pk}/judgement/", {"decision": "stands", "place": place}).status_code in (
            (302,) if place == "0-8 " else (422,)
        )


def test_a_curator_looks_and_does_not_judge() -> None:
    found, curator = factories.drifted(), signed_in(factories.curator())
    page = text(curator.get("/changes/"))
    assert found.claim.wording in page
    assert "Still says it" not in page
    assert curator.post(f"/changes/{found.pk}/judgement/", {"decision": "stands"}).status_code == 403
    assert Anchoring.objects.get(pk=found.pk).decision == ""


def test_pages_follow_one_another_by_key(desk: Client) -> None:
    made = [factories.drifted() for _ in range(23)]
    first = text(desk.get("/changes/"))
    (after,) = re.findall(r'href="\?after=(\d-\d+)"', first)
    second = text(desk.get(f"/changes/?after={after}"))
    shown = [int(pk) for page in (first, second) for pk in re.findall(r'<article class="change" id="a(\d+)"', page)]
    assert shown == [each.pk for each in reversed(made)]
    assert "Nothing comes after this" in text(desk.get("/changes/?after=0-1"))
    assert desk.get("/changes/?after=nonsense").status_code == 200


def test_gone_pages_under_live_claims_are_listed_with_their_claims(desk: Client) -> None:
    claim = factories.claim()
    vanish(claim, "HTTP 410")
    page = text(desk.get("/changes/?view=gone"))
    assert "HTTP 410" in page
    assert claim.wording in page
    assert "Pages gone 1" in plain(page)
    page = text(desk.get(f"/articles/{claim.article_id}/"))
    assert "Gone from its address" in page


def test_gone_pages_under_closed_claims_are_not(desk: Client) -> None:
    claim = factories.claim()
    vanish(claim)
    senior = factories.senior()
    claims.dismiss(claim, senior, claim.version, "Nothing to check.")
    assert claim.wording not in text(desk.get("/changes/?view=gone"))


def test_as_many_queries_for_twenty_as_for_one(desk: Client) -> None:
    factories.drifted()
    one = queries(desk, "/changes/")
    claim = factories.claim()
    vanish(claim)
    gone = queries(desk, "/changes/?view=gone")
    for _ in range(19):
        factories.drifted()
        claim = factories.claim()
        vanish(claim)
    assert queries(desk, "/changes/") == one
    assert queries(desk, "/changes/?view=gone") == gone


def test_hostile_words_stay_words(desk: Client) -> None:
    found = factories.drifted(now=HOSTILE)
    Claim.objects.filter(pk=found.claim_id).update(wording=HOSTILE)
    assert_inert(text(desk.get("/changes/")))
    assert_inert(text(desk.get(f"/articles/{found.revision.article_id}/revisions/2/changes/")))


# The queue, the claim's page and home say it too


def test_the_queue_has_a_list_and_a_badge_of_changed_evidence(desk: Client) -> None:
    found, other = factories.drifted(), factories.claim()
    page = text(desk.get("/queue/?view=changed"))
    assert found.claim.wording in page
    assert other.wording not in page
    assert f'href="/changes/?claim={found.claim_id}">1 changed</a>' in page
    judging.judge(found, "stands", factories.reviewer())
    assert "No cited words wait to be judged." in text(desk.get("/queue/?view=changed"))


def test_the_claims_page_says_which_passage_changed(desk: Client) -> None:
    found = factories.drifted()
    page = text(desk.get(f"/claims/{found.claim_id}/"))
    assert "The page changed: words differ" in plain(page)
    assert f'href="/changes/?claim={found.claim_id}"' in page
    assert found.claim.wording in text(desk.get(f"/changes/?claim={found.claim_id}"))
    judging.judge(found, "historical", factories.reviewer())
    assert "The page changed" not in plain(text(desk.get(f"/claims/{found.claim_id}/")))


def test_readers_are_told_nothing_of_what_is_still_to_be_judged() -> None:
    publication = factories.published()
    item = publication.claim.evidence.get()
    before = text(Client().get(f"/checks/{publication.claim_id}/"))
    factories.drifted(item)
    assert text(Client().get(f"/checks/{publication.claim_id}/")) == before


def test_the_claims_page_says_which_page_is_gone(desk: Client) -> None:
    item = factories.attached(factories.taken(factories.reviewer()))
    assert "The page is gone" not in text(desk.get(f"/claims/{item.claim_id}/"))
    vanish(item.claim)
    assert "The page is gone from its address" in text(desk.get(f"/claims/{item.claim_id}/"))


def test_home_tells_reviewers_of_it(desk: Client) -> None:
    assert "Evidence changed" not in text(desk.get("/"))
    factories.drifted()
    assert 'href="/changes/"' in text(desk.get("/"))


# Between two revisions


def test_a_difference_is_shown_word_by_word_with_its_facts(desk: Client) -> None:
    article = revised(
        factories.article("One.\n\nTwo.\n\nThree.\n\nFour.\n\nTwelve people were killed.", "Old title"),
        text="One.\n\nTwo.\n\nThree.\n\nFour.\n\nFourteen people were killed.",
        title="New title",
        byline=[{"name": "Ada Lorne", "kind": "person"}],
        published_on="2024-03-12",
    )
    page = text(desk.get(f"/articles/{article.pk}/revisions/2/changes/"))
    said = plain(page)
    assert "[gone: Twelve] [new: Fourteen] people were killed." in said
    assert "[gone: Old] [new: New] title" in said
    assert "[new: Ada Lorne]" in said
    assert "[new: 2024-03-12]" in said
    assert "3 paragraphs unchanged" in said
    assert "1 word new, 1 gone" in said
    assert f'href="/articles/{article.pk}/revisions/2/changes/"' in text(desk.get(f"/articles/{article.pk}/"))


def test_any_two_revisions_can_be_compared(desk: Client) -> None:
    article = factories.article("One man was killed by the flood.")
    factories.revision(article, "Two men were killed by the flood.")
    factories.revision(article, "One man was killed by the flood.")
    address = f"/articles/{article.pk}/revisions/3/changes/"
    assert "[gone: Two men were] [new: One man was] killed by the flood." in plain(text(desk.get(address)))
    assert "The text is the same in both." in text(desk.get(f"{address}?against=1"))
    for wrong in ("3", "9", "x", "-1", "", "0"):
        assert desk.get(f"{address}?against={wrong}").status_code == 404
    assert desk.get(f"/articles/{article.pk}/revisions/1/changes/").status_code == 404


@each_id
def test_ids_of_nothing_are_not_found(desk: Client, wrong: str) -> None:
    assert desk.get(f"/articles/{wrong}/revisions/2/changes/").status_code == 404
    assert desk.post(f"/changes/{wrong}/judgement/", {"decision": "stands"}).status_code == 404


def test_texts_too_long_to_compare_say_so(desk: Client) -> None:
    article = factories.article("word " * 200_000)
    factories.revision(article, "drow " * 200_000)
    page = text(desk.get(f"/articles/{article.pk}/revisions/2/changes/"))
    assert "too long to be compared" in page
    assert len(page) < 50_000


def test_long_texts_are_folded(desk: Client) -> None:
    lines = [f"Paragraph {number} of a long report." for number in range(3_000)]
    article = factories.article("\n\n".join(lines))
    lines[1500] = "Paragraph 1500 of a longer report."
    factories.revision(article, "\n\n".join(lines))
    said = plain(text(desk.get(f"/articles/{article.pk}/revisions/2/changes/")))
    assert "1499 paragraphs unchanged" in said
    assert "[gone: long] [new: longer]" in said
