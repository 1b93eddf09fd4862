from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from claims.admin.base import Curated
from claims.models import Outlet


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
