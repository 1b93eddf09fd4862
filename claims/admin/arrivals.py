"""How articles arrive: looked at here, changed by the desk itself alone."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from claims.admin.base import ReadOnly
from claims.models import Alias, Anchoring, Host, Origin, Watch


@admin.register(Host)
class HostAdmin(ReadOnly):
    list_display = ["name", "busy_until", "next_at", "robots_status", "robots_at"]
    search_fields = ["name"]
    ordering = ["name"]


@admin.register(Watch)
class WatchAdmin(ReadOnly):
    list_display = ["article", "host", "since", "looked_at", "due_at", "failures", "problem"]
    list_select_related = ["article__current"]
    search_fields = ["article__address", "host"]
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Watch]:
        return super().get_queryset(request).defer("article__current__text", "article__current__sentences")


@admin.register(Alias)
class AliasAdmin(ReadOnly):
    list_display = ["address", "article"]
    list_select_related = ["article__current"]
    search_fields = ["address", "article__address"]
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alias]:
        return super().get_queryset(request).defer("article__current__text", "article__current__sentences")


@admin.register(Origin)
class OriginAdmin(ReadOnly):
    list_display = ["head", "name", "made_at"]
    list_select_related = ["head__current"]
    search_fields = ["name", "head__address"]
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Origin]:
        return super().get_queryset(request).defer("head__current__text", "head__current__sentences")


@admin.register(Anchoring)
class AnchoringAdmin(ReadOnly):
    list_display = ["claim", "status", "grave", "quote", "made_at", "decision", "decided_by"]
    list_filter = ["status", "grave", "decision"]
    list_select_related = ["claim", "decided_by"]
    search_fields = ["claim__wording", "quote"]
    ordering = ["-id"]
