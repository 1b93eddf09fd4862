from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest

from claims.admin.base import Curated, ReadOnly
from claims.models import Article, Import, ImportItem, Revision

LARGE = ("text", "sentences", "removed", "dates")  # not read for a list
Outcome = ImportItem.Outcome


class RevisionInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Revision
    fields = ["number", "title", "byline_names", "published_on", "published_origin", "fetched_at"]
    readonly_fields = ["number", "title", "byline_names", "published_on", "published_origin", "fetched_at"]
    ordering = ["-number"]
    show_change_link = True
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer(*LARGE)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Article)
class ArticleAdmin(Curated):
    list_display = ["title", "address", "outlet", "feed", "revisions_kept", "added_at"]
    list_filter = ["purpose", "outlet", "feed"]
    search_fields = ["address", "current__title", "aliases__address"]
    fields = ["address", "outlet", "feed", "purpose", "origin", "origin_share", "gone_at", "gone_because", "added_at"]
    readonly_fields = ["address", "feed", "purpose", "origin", "origin_share", "gone_at", "gone_because", "added_at"]
    inlines = [RevisionInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles: QuerySet[Article] = (
            super().get_queryset(request).select_related("outlet", "feed", "current", "origin")
        )
        return articles.defer(*(f"current__{name}" for name in LARGE)).annotate(kept=Count("revisions"))

    @admin.display(ordering="current__title")
    def title(self, article: Article) -> str:
        return str(article)

    @admin.display(description="revisions", ordering="kept")
    def revisions_kept(self, article: Article) -> int:
        return int(article.kept)  # type: ignore[attr-defined]


@admin.register(Revision)
class RevisionAdmin(ReadOnly):
    list_display = ["title", "number", "byline_names", "published_on", "published_origin", "fetched_at", "language"]
    list_filter = ["fetched_at", "published_origin", "language"]
    search_fields = ["title", "article__address"]
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        revisions: QuerySet[Revision] = super().get_queryset(request)
        one = request.resolver_match is not None and "object_id" in request.resolver_match.kwargs
        return revisions if one else revisions.defer(*LARGE)


@admin.register(Import)
class ImportAdmin(ReadOnly):
    list_display = ["label", "way", "purpose", "feed", "token", "asked_by", "started_at", "files", "waiting", "failed"]
    list_filter = ["way", "purpose", "started_at", "feed"]
    list_select_related = ["feed", "asked_by", "token"]
    search_fields = ["label"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Import]:
        counted: dict[str, Any] = {
            "files_in_all": Count("items"),
            "files_waiting": Count("items", filter=Q(items__outcome=Outcome.WAITING)),
            "files_failed": Count("items", filter=Q(items__outcome__in=[Outcome.FAILED, Outcome.QUARANTINED])),
        }
        runs: QuerySet[Import] = super().get_queryset(request)
        return runs.annotate(**counted)

    def files(self, run: Import) -> int:
        return int(run.files_in_all)  # type: ignore[attr-defined]

    def waiting(self, run: Import) -> int:
        return int(run.files_waiting)  # type: ignore[attr-defined]

    def failed(self, run: Import) -> int:
        return int(run.files_failed)  # type: ignore[attr-defined]


@admin.register(ImportItem)
class ImportItemAdmin(ReadOnly):
    list_display = ["name", "run", "outcome", "code", "reason", "attempts", "finished_at"]
    list_filter = ["outcome", "finished_at", "code"]
    list_select_related = ["run"]
    search_fields = ["name", "address", "reason"]
    ordering = ["-id"]
