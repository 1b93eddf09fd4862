"""Stories: the articles about one event, the claims in them, and what people found to conflict."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from claims.forms.keys import number, whole
from claims.models import Article, Claim, Story, StoryArticle
from claims.review import stories
from claims.states import OPEN
from claims.views.desk import DeskRequest, for_readers
from claims.views.once import once
from claims.workflow import Missing, Refused

PAGE = 50
CLAIMS = 200  # that the page of a story lists; the queue has them all
OPENLY = Q(claims__state__in=OPEN)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
@once
def listing(request: DeskRequest) -> HttpResponse:
    if request.method != "POST":
        return _list(request)
    try:
        story = stories.make(request.user, request.POST.get("title", ""))
    except Missing as refusal:
        return _list(request, refusal)
    return redirect("story", pk=story.pk)


def _list(request: DeskRequest, refusal: Missing | None = None) -> HttpResponse:
    found = list(_page_of(request.GET.get("before", ""), request.GET.get("q", "")))
    before = found[PAGE - 1].pk if len(found) > PAGE else 0
    shown = {"stories": found[:PAGE], "before": before, "refusal": refusal, "words": request.GET.get("q", "")}
    return render(request, "stories/stories.html", shown, status=422 if refusal else 200)


def _page_of(before: str, words: str) -> QuerySet[Story]:
    """The newest first, each with what lies in it."""
    chosen = Story.objects.all()
    for word in words.replace("\0", "").split()[:8]:
        chosen = chosen.filter(title__icontains=word)
    if before.isascii() and before.isdecimal():
        chosen = chosen.filter(pk__lt=int(before[:18]))
    few = chosen.order_by("-pk").values("pk")[: PAGE + 1]
    articles = Count("places__article", distinct=True, filter=Q(places__removed_at=None))
    opened = Count("claims", distinct=True, filter=OPENLY)
    at_odds = Count("claims", distinct=True, filter=OPENLY & Q(claims__conflicts__gt=0))
    return Story.objects.filter(pk__in=few).order_by("-pk").annotate(n=articles, opened=opened, at_odds=at_odds)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def story(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Story.objects.select_related("made_by"), pk=pk)
    if request.method != "POST":
        return _story(request, found)
    post = request.POST
    try:
        stories.retitle(found, request.user, post.get("was", ""), post.get("title", ""), post.get("note", ""))
    except Refused as refusal:
        return _story(request, found, refusal)
    messages.success(request, "Saved.")
    return redirect("story", pk=pk)


def _story(request: DeskRequest, found: Story, refusal: Refused | None = None) -> HttpResponse:
    conflicts = stories.conflicts(found)
    shown: dict[str, Any] = {
        "story": found,
        "places": _places(found),
        "claims": _claims(found),
        "conflicts": conflicts,
        "unsettled": sum(each.settled_at is None for each in conflicts),
        "refusal": refusal,
        "typed": request.POST,
    }
    return render(request, "stories/story.html", shown, status=refusal.status if refusal else 200)


def _places(story: Story) -> QuerySet[StoryArticle]:
    parts = ("article__outlet", "article__current", "article__origin")
    found = story.places.filter(removed_at=None).select_related(*parts).order_by("article__current__published_on", "pk")
    fields = ("article__outlet__name", "article__current__title", "article__current__published_on")
    return found.only("story", "article__address", "article__origin", "article__current__language", *fields)


def _claims(story: Story) -> QuerySet[Claim]:
    return story.claims.select_related("assignee").order_by("-priority", "pk")[:CLAIMS]


@require_POST
@for_readers
def add_article(request: DeskRequest, pk: int) -> HttpResponse:
    """From the article's page (`story` is chosen there, or a title makes one) or from the story's by its number."""
    article = get_object_or_404(Article, pk=pk)
    try:
        story = _asked(request)
        stories.add_article(story, article, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("article", pk=pk)
    messages.success(request, f"The article is in the story “{story.title}”.")
    return redirect("article", pk=pk)


def _asked(request: DeskRequest) -> Story:
    title, chosen = request.POST.get("title", ""), number(request.POST.get("story", ""))
    if title.strip():
        return stories.make(request.user, title)
    found = Story.objects.filter(pk=chosen).first() if chosen else None
    if found is None:
        raise Missing("Choose a story, or give a new one a title.")
    return found


@require_POST
@for_readers
def remove_article(request: DeskRequest, pk: int) -> HttpResponse:
    story = get_object_or_404(Story, pk=pk)
    article = get_object_or_404(Article, pk=whole(request.POST, "article"))
    try:
        stories.remove_article(story, article, request.user)
    except Refused as refusal:
        return _story(request, story, refusal)
    messages.success(request, "The article is out of the story.")
    return redirect("story", pk=pk)


@require_POST
@for_readers
def remove_claim(request: DeskRequest, pk: int) -> HttpResponse:
    story = get_object_or_404(Story, pk=pk)
    claim = get_object_or_404(Claim, pk=whole(request.POST, "claim"), story=story)
    try:
        stories.take_claim_out(claim, request.user, whole(request.POST, "version"))
    except Refused as refusal:
        return _story(request, story, refusal)
    messages.success(request, "The claim is out of the story.")
    return redirect("story", pk=pk)
