"""Stories made and linked by hand: the articles about one event, and the claims in them."""

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from claims.access import may_read_desk
from claims.models import Article, Claim, Conflict, Person, Story, StoryArticle
from claims.review import arranging
from claims.states import Who
from claims.workflow import Missing, NotAllowed, Stale

TITLE = 200  # characters


def _allow(person: Person) -> None:
    if not may_read_desk(person):
        raise NotAllowed(f"This is for {Who.DESK.value}.")


def make(person: Person, title: str, note: str = "") -> Story:
    _allow(person)
    return Story.objects.create(title=_titled(title), note=note.strip(), made_by=person)


def _titled(title: str) -> str:
    title = " ".join(title.replace("\0", "").split())
    if not title:
        raise Missing("Give the story a title.")
    return title[:TITLE]


def retitle(story: Story, person: Person, was: str, title: str, note: str = "") -> None:
    """`was` is the title that the person saw."""
    _allow(person)
    if not Story.objects.filter(pk=story.pk, title=was).update(title=_titled(title), note=note.strip()):
        raise Stale("Somebody gave the story another title meanwhile.")


@transaction.atomic
def put_claim(claim: Claim, person: Person, version: int, story: Story) -> None:
    """Into this story and out of any other; its article is one of the story's from then on."""
    arranging.put_story(claim, person, version, story)
    if claim.article_id:
        _place(story, claim.article_id, person)


def take_claim_out(claim: Claim, person: Person, version: int) -> None:
    arranging.put_story(claim, person, version, None)


def add_article(story: Story, article: Article, person: Person) -> None:
    _allow(person)
    _place(story, article.pk, person)


def _place(story: Story, article: int, person: Person) -> None:
    added = {"added_by": person}
    StoryArticle.objects.get_or_create(story=story, article_id=article, removed_at=None, defaults=added)


@transaction.atomic
def remove_article(story: Story, article: Article, person: Person) -> None:
    """Not while claims found in it are in the story: those are taken out first, each with an event."""
    _allow(person)
    Story.objects.select_for_update().get(pk=story.pk)
    if story.claims.filter(article=article).exists():
        raise Missing("Claims of this article are in the story. Take those out first.")
    StoryArticle.objects.filter(story=story, article=article, removed_at=None).update(
        removed_by=person, removed_at=Now()
    )


def conflicts(story: Story) -> list[Conflict]:
    """What people marked among its claims, the open ones first."""
    among = Q(one__claim__story=story) | Q(other__claim__story=story)
    parts = ("one__revision__article__outlet", "other__revision__article__outlet", "marked_by")
    found = Conflict.objects.filter(among).select_related("one__claim", "other__claim", *parts)
    texts = [f"{side}__revision__{field}" for side in ("one", "other") for field in ("text", "sentences", "removed")]
    return sorted(found.defer(*texts).order_by("pk")[:200], key=lambda each: each.settled_at is not None)
