from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.admin.base import Curated, ReadOnly
from claims.models import Story, Topic


@admin.register(Topic)
class TopicAdmin(Curated):
    list_display = ["name", "feeds_in", "people_of", "note"]
    search_fields = ["name", "note"]
    fields = ["name", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        topics: QuerySet[Topic] = super().get_queryset(request)
        return topics.annotate(fed=Count("feeds", distinct=True), liked=Count("people", distinct=True))

    @admin.display(description="feeds", ordering="fed")
    def feeds_in(self, topic: Topic) -> int:
        return int(topic.fed)  # type: ignore[attr-defined]

    @admin.display(description="people whose own it is", ordering="liked")
    def people_of(self, topic: Topic) -> int:
        return int(topic.liked)  # type: ignore[attr-defined]


@admin.register(Story)
class StoryAdmin(ReadOnly):
    """Stories are made and linked at the desk."""

    list_display = ["title", "articles_in", "made_by", "made_at", "at_the_desk"]
    list_select_related = ["made_by"]
    search_fields = ["title", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        stories: QuerySet[Story] = super().get_queryset(request)
        return stories.annotate(held=Count("places", filter=Q(places__removed_at=None)))

    @admin.display(description="articles", ordering="held")
    def articles_in(self, story: Story) -> int:
        return int(story.held)  # type: ignore[attr-defined]

    @admin.display(description="its page")
    def at_the_desk(self, story: Story) -> SafeString:
        return format_html('<a href="{}">at the desk</a>', reverse("story", args=[story.pk]))
