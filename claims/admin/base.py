from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest


class Curated(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who may do what comes from claims.access, by way of has_perm."""

    list_per_page = 50
    show_full_result_count = False
    view_on_site = False


class ReadOnly(Curated):
    """The record: to be looked at, never touched from here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
