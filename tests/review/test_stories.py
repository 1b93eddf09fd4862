import pytest
from django.db import IntegrityError, transaction

from claims.models import Article, Claim, StoryArticle
from claims.review import stories
from claims.workflow import Missing, NotAllowed, Stale
from tests import factories

pytestmark = pytest.mark.django_db


def article_of(claim: Claim) -> Article:
    assert claim.article is not None
    return claim.article


def test_a_claim_brings_its_article_into_the_story_with_an_event() -> None:
    claim, person, story = factories.claim(), factories.reviewer(), factories.story()
    stories.put_claim(claim, person, claim.version, story)
    assert list(story.claims.all()) == [claim]
    assert [place.article for place in story.places.all()] == [claim.article]
    event = claim.events.order_by("-pk")[0]
    assert (event.action, event.by, event.data) == ("story", person, {"was": {"story": None}, "now": story.title})


def test_a_claim_goes_from_one_story_to_another() -> None:
    claim, person, one, other = factories.claim(), factories.reviewer(), factories.story(), factories.story()
    stories.put_claim(claim, person, claim.version, one)
    stories.put_claim(claim, person, claim.version + 1, other)
    assert (one.claims.count(), other.claims.count()) == (0, 1)
    assert claim.events.order_by("-pk")[0].data["was"] == {"story": one.pk}


def test_an_article_stays_while_its_claims_are_in_the_story_and_its_removal_is_kept() -> None:
    claim, person, story = factories.claim(), factories.reviewer(), factories.story()
    stories.put_claim(claim, person, claim.version, story)
    with pytest.raises(Missing):
        stories.remove_article(story, article_of(claim), person)
    stories.take_claim_out(claim, person, claim.version + 1)
    stories.remove_article(story, article_of(claim), person)
    assert StoryArticle.objects.get().removed_by == person
    stories.add_article(story, article_of(claim), person)
    stories.add_article(story, article_of(claim), person)
    assert story.places.filter(removed_at=None).count() == 1


def test_an_article_is_in_a_story_once() -> None:
    story, article = factories.story(), factories.article()
    stories.add_article(story, article, factories.reviewer())
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryArticle.objects.create(story=story, article=article)


def test_a_story_has_a_title_and_a_title_given_meanwhile_is_not_written_over() -> None:
    person, story = factories.reviewer(), factories.story("The dam")
    with pytest.raises(Missing):
        stories.make(person, " \0 ")
    stories.retitle(story, person, "The dam", "The dam above Harrow")
    with pytest.raises(Stale):
        stories.retitle(story, person, "The dam", "The dyke")
    story.refresh_from_db()
    assert story.title == "The dam above Harrow"


def test_administrators_make_no_stories() -> None:
    with pytest.raises(NotAllowed):
        stories.make(factories.administrator(), "The dam")
