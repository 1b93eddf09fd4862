"""What groups the work: the subjects that curators keep, and the articles about one event."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower, Now

from claims.models.article import Article


class Topic(models.Model):
    """A subject that curators keep, set on a feed or on a claim; people say which ones are theirs."""

    name = models.CharField(max_length=80)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="topic_once", violation_error_message="There is one already.")
        ]

    def __str__(self) -> str:
        return self.name


class Story(models.Model):
    """Articles about the same event (`places` not removed); claims belong to at most one."""

    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    articles = models.ManyToManyField(Article, through="StoryArticle", related_name="stories")

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "stories"
        constraints = [models.CheckConstraint(condition=~models.Q(title=""), name="story_titled")]

    def __str__(self) -> str:
        return self.title


class StoryArticle(models.Model):
    story = models.ForeignKey(Story, models.CASCADE, related_name="places")
    article = models.ForeignKey(Article, models.PROTECT, related_name="places")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(db_default=Now())
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["story", "article"], condition=models.Q(removed_at__isnull=True), name="story_article_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article} in {self.story}"
