import pytest
from django.test import Client

from claims.models import Claim, Conflict, Mention, Person, Story
from claims.review import stories
from tests import factories
from tests.views.at_desk import HOSTILE, assert_inert, queries, signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha() -> Person:
    return factories.reviewer()


@pytest.fixture
def desk(asha: Person) -> Client:
    return signed_in(asha)


def put(story: Story, person: Person) -> Claim:
    claim = factories.claim()
    stories.put_claim(claim, person, claim.version, story)
    return Claim.objects.get(pk=claim.pk)


def conflict(one: Claim, other: Claim, by: Person) -> None:
    first, second = (Mention.objects.get(claim=claim) for claim in sorted((one, other), key=lambda claim: claim.pk))
    Conflict.objects.create(one=first, other=second, marked_by=by, note="Twelve is not eleven.")
    Claim.objects.filter(pk__in=[one.pk, other.pk]).update(conflicts=1)


def test_a_story_is_made_and_shown_with_what_lies_in_it(desk: Client, asha: Person) -> None:
    response = desk.post("/stories/", {"title": "The dam above Harrow"})
    story = Story.objects.get()
    assert response["Location"] == f"/stories/{story.pk}/"
    one, other = put(story, asha), put(story, asha)
    conflict(one, other, asha)
    page = text(desk.get(response["Location"]))
    for said in ("The dam above Harrow", one.wording, "2 articles, 2 claims", "1 conflict", "Twelve is not eleven."):
        assert said in page


def test_the_list_counts_articles_open_claims_and_those_in_conflict(desk: Client, asha: Person) -> None:
    story = factories.story("The dam")
    conflict(put(story, asha), put(story, asha), asha)
    page = text(desk.get("/stories/"))
    assert "≠ 2" in page
    assert f'href="/queue/?story={story.pk}">2<' in page


def test_a_claim_and_an_article_are_taken_out(desk: Client, asha: Person) -> None:
    story = factories.story()
    claim = put(story, asha)
    address = f"/stories/{story.pk}/"
    refused = desk.post(f"{address}article-removal/", {"article": claim.article_id})
    assert "Take those out first." in text(refused)
    desk.post(f"{address}claim-removal/", {"claim": claim.pk, "version": claim.version})
    desk.post(f"{address}article-removal/", {"article": claim.article_id})
    assert (story.claims.count(), story.places.filter(removed_at=None).count()) == (0, 0)


def test_from_an_articles_page_it_goes_into_a_story_old_or_new(desk: Client) -> None:
    article, story = factories.article(), factories.story()
    desk.post(f"/articles/{article.pk}/story/", {"story": story.pk})
    desk.post(f"/articles/{article.pk}/story/", {"title": "Another event"})
    page = text(desk.get(f"/articles/{article.pk}/"))
    assert story.title in page
    assert "Another event" in page
    assert "Choose a story" in text(desk.post(f"/articles/{article.pk}/story/", {"story": "x"}, follow=True))


def test_the_queue_of_a_story_holds_its_claims_alone(desk: Client, asha: Person) -> None:
    story = factories.story("The dam")
    claim, other = put(story, asha), factories.claim()
    page = text(desk.get(f"/queue/?story={story.pk}"))
    assert claim.wording in page
    assert other.wording not in page
    assert 'aria-label="Remove filter: Story The dam"' in page


def test_hostile_titles_stay_words(desk: Client, asha: Person) -> None:
    story = factories.story(HOSTILE)
    put(story, asha)
    for address in ("/stories/", f"/stories/{story.pk}/", "/queue/"):
        assert_inert(text(desk.get(address)))


@pytest.mark.parametrize("address", ["/stories/?before=x", "/stories/?before=99999999999999999999", "/stories/?q=%00"])
def test_any_place_in_the_address_is_answered(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 200


def test_as_many_queries_for_thirty_as_for_one(desk: Client, asha: Person) -> None:
    story = factories.story()
    conflict(put(story, asha), put(story, asha), asha)
    places = ("/stories/", f"/stories/{story.pk}/")
    few = [queries(desk, place) for place in places]
    for _ in range(14):
        conflict(put(story, asha), put(factories.story(), asha), asha)
    assert [queries(desk, place) for place in places] == few
