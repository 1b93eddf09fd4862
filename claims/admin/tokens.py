from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.admin.base import Curated
from claims.ingest import tokens
from claims.models import ApiToken


@admin.register(ApiToken)
class ApiTokenAdmin(Curated):
    """A token is shown once, when it is made. It is revoked, never deleted: what it brought names it."""

    fields = ["name", "purpose", "start", "made_by", "made_at", "used_at", "revoked_at"]
    readonly_fields = ["start", "made_by", "made_at", "used_at", "revoked_at"]
    list_display = ["name", "begins_with", "purpose", "made_by", "made_at", "used_at", "revoked_at"]
    list_filter = ["purpose"]
    list_select_related = ["made_by"]
    search_fields = ["name", "start"]
    actions = ["revoke"]

    @admin.display(description="begins with", ordering="start")
    def begins_with(self, token: ApiToken) -> str:
        return f"{token.start}…"

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return self.fields if obj else ["name", "purpose"]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ApiToken, form: object, change: bool) -> None:
        if change:
            obj.save(update_fields=["name", "purpose"])
        else:
            obj.secret = tokens.make(obj, request.user)  # type: ignore[attr-defined, arg-type]

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Its own page and no redirect: no address, message or session ever holds it."""
        shown = {"title": f"Token for {obj.name}", "opts": self.opts, "token": obj, "secret": obj.secret}
        return render(request, "admin/claims/apitoken/made.html", self.admin_site.each_context(request) | shown)

    @admin.action(description="Revoke", permissions=["change"])
    def revoke(self, request: HttpRequest, chosen: QuerySet[ApiToken]) -> None:
        live = list(chosen.filter(revoked_at=None))
        tokens.revoke(chosen)
        for token in live:
            self.log_change(request, token, "Revoked")
        self.message_user(request, f"Revoked: {len(live)}.", messages.SUCCESS)
