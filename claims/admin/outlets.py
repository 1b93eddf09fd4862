from django.contrib import admin, messages
from django.db.models import Count, Model, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest

from claims.admin.base import Curated
from claims.models import Feed, Outlet


@admin.register(Outlet)
class OutletAdmin(Curated):
    list_display = ["name", "domain", "aliases", "articles_found"]
    search_fields = ["name", "domain", "aliases"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outlet]:
        outlets: QuerySet[Outlet] = super().get_queryset(request)
        return outlets.annotate(found=Count("articles"))

    @admin.display(description="articles", ordering="found")
    def articles_found(self, outlet: Outlet) -> int:
        return int(outlet.found)  # type: ignore[attr-defined]


@admin.register(Feed)
class FeedAdmin(Curated):
    list_display = ["name", "kind", "location", "outlet", "is_active", "every", "looked_at", "due_at", "problem"]
    list_filter = ["is_active", "kind", "outlet"]
    list_select_related = ["outlet"]
    search_fields = ["name", "location"]
    readonly_fields = ["due_at", "looked_at", "problem"]
    actions = ["pause", "resume", "look_now"]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A feed that brought something stays: where an article came from is part of the record. Pause it."""
        brought = isinstance(obj, Feed) and (obj.imports.exists() or obj.articles.exists())
        return not brought and super().has_delete_permission(request, obj)

    @admin.action(description="Pause", permissions=["change"])
    def pause(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        self._set(request, feeds, "Paused", is_active=False)

    @admin.action(description="Resume", permissions=["change"])
    def resume(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        self._set(request, feeds, "Resumed", is_active=True, due_at=Now())

    @admin.action(description="Look now", permissions=["change"])
    def look_now(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        self._set(request, feeds, "To be looked at now", due_at=Now())

    def _set(self, request: HttpRequest, feeds: QuerySet[Feed], done: str, **values: object) -> None:
        for feed in feeds:
            self.log_change(request, feed, done)
        count = feeds.update(**values)
        self.message_user(request, f"{done}: {count}.", messages.SUCCESS)
