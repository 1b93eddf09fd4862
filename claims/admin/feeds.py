from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.admin.base import Curated
from claims.forms.feeds import AddListForm, FeedForm, ListForm
from claims.ingest import health, listed, previews, raws, schedule
from claims.ingest.fetch import FetchError
from claims.ingest.page import Unreadable
from claims.models import Feed, Outlet, Purpose, Raw

SAID = ("etag", "modified", "digest", "home", "moved_to", "held")  # by an address that is another one now


class WithOutlet(ActionForm):
    outlet = forms.ModelChoiceField(Outlet.objects.all(), required=False, label="Outlet")


class WithHealth(admin.SimpleListFilter):
    title = "health"
    parameter_name = "health"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in health.State]

    def queryset(self, request: HttpRequest, feeds: QuerySet[Any]) -> QuerySet[Any]:
        return feeds.filter(state=self.value()) if self.value() else feeds


@admin.register(Feed)
class FeedAdmin(Curated):
    form = FeedForm
    action_form = WithOutlet
    list_display = [
        "name", "kind", "outlet", "purpose", "how_it_fares", "succeeded_at", "failures", "brought_at", "due_at",
    ]  # fmt: skip
    list_filter = [WithHealth, "kind", "purpose", "outlet"]
    search_fields = ["name", "location"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "location", "selector"]}),
        ("What becomes of it", {"fields": ["purpose", "outlet", "topic"]}),
        ("Pace", {"fields": ["is_active", "every", "adapts"]}),
        (
            "Health",
            {
                "fields": [
                    "looked_at", "due_at", "succeeded_at", "brought_at", "usual_gap", "failures", "problem", "title",
                    "moved_to", "held", "notes",
                ]
            },
        ),
    ]  # fmt: skip
    readonly_fields = [
        "looked_at", "due_at", "succeeded_at", "brought_at", "usual_gap", "failures", "problem", "title", "moved_to",
        "held", "notes",
    ]  # fmt: skip
    actions = [
        "test_fetch", "look_now", "pause", "resume", "to_check", "as_reference", "set_outlet", "follow_move", "release",
    ]  # fmt: skip
    change_list_template = "admin/claims/feed/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feed]:
        return health.feeds()

    @admin.display(description="health", ordering="gravity")
    def how_it_fares(self, feed: Any) -> SafeString:
        label = health.State(feed.state).label
        return format_html('<a href="{}">{}</a> {}', reverse("feed", args=[feed.pk]), label, health.said(feed)[:120])

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return self.fieldsets if obj else self.fieldsets[:3]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A feed that brought something stays: where an article came from is part of the record. Pause it."""
        brought = isinstance(obj, Feed) and (obj.imports.exists() or obj.articles.exists())
        return not brought and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Feed, form: Any, change: bool) -> None:
        if {"location", "kind", "selector"} & set(form.changed_data):
            for name in SAID:
                setattr(obj, name, "")
        super().save_model(request, obj, form, change)

    @admin.action(description="Test fetch (one feed)", permissions=["change"])
    def test_fetch(self, request: HttpRequest, feeds: QuerySet[Feed]) -> HttpResponse | None:
        """What it would bring now; nothing is imported."""
        feed = feeds[0]
        if len(feeds) > 1 or feed.kind == Feed.Kind.FOLDER:
            self.message_user(request, "Choose one feed of the web.", messages.ERROR)
            return None
        try:
            preview = previews.ask(request.user, feed.location, feed.kind, feed.selector)  # type: ignore[arg-type]
        except FetchError as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
            return None
        return redirect("source-preview", pk=preview.pk)

    @admin.action(description="Look now", permissions=["change"])
    def look_now(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        self._done(request, feeds, "To be looked at now", schedule.look_now(_rows(feeds)))

    @admin.action(description="Pause", permissions=["change"])
    def pause(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        self._done(request, feeds, "Paused", schedule.pause(_rows(feeds)))

    @admin.action(description="Resume", permissions=["change"])
    def resume(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        self._done(request, feeds, "Resumed", schedule.resume(_rows(feeds)))

    @admin.action(description="Import to check", permissions=["change"])
    def to_check(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        self._done(request, feeds, "To check from now on", _rows(feeds).update(purpose=Purpose.CHECK))

    @admin.action(description="Import as reference", permissions=["change"])
    def as_reference(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        self._done(request, feeds, "Reference from now on", _rows(feeds).update(purpose=Purpose.REFERENCE))

    @admin.action(description="Set the outlet chosen beside this list", permissions=["change"])
    def set_outlet(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        chosen = request.POST.get("outlet", "")
        outlet = Outlet.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
        self._done(request, feeds, f"Outlet: {outlet or 'none'}", _rows(feeds).update(outlet=outlet))

    @admin.action(description="Follow the move to the new address", permissions=["change"])
    def follow_move(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        moved = [feed for feed in _rows(feeds).exclude(moved_to="") if schedule.follow_move(feed)]
        self._done(request, moved, "Read at the new address", len(moved))

    @admin.action(description="Release what is held", permissions=["change"])
    def release(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        held = list(_rows(feeds).exclude(held=""))
        self._done(request, held, "Released", schedule.release(_rows(feeds)))

    def _done(self, request: HttpRequest, feeds: Any, done: str, count: int) -> None:
        for feed in feeds:
            self.log_change(request, feed, done)
        self.message_user(request, f"{done}: {count}.", messages.SUCCESS)

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("opml/", self.admin_site.admin_view(self.opml), name="claims_feed_opml"),
            path("opml/export/", self.admin_site.admin_view(self.opml_out), name="claims_feed_opml_export"),
        ]
        return own + super().get_urls()

    def opml(self, request: HttpRequest) -> HttpResponse:
        """A list is shown with what adding it would do; then it is added."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST" and "sha256" in request.POST:
            return self._add_list(request)
        form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
        raw = raws.keep(form.cleaned_data["list"].read()) if form.is_valid() else None
        return self._list_page(request, form, raw)

    def _list_page(self, request: HttpRequest, form: ListForm, raw: Raw | None) -> HttpResponse:
        lines: list[listed.Line] = []
        try:
            lines = listed.read(bytes(raw.content)) if raw else []
        except Unreadable as problem:
            form.add_error("list", str(problem))
        shown = {"title": "Lists of feeds (OPML)", "opts": Feed._meta, "form": form, "raw": raw, "lines": lines}
        shown |= {"new": sum(line.is_new for line in lines), "purposes": Purpose.choices}
        status = 422 if form.errors else 200
        return render(
            request, "admin/claims/feed/opml.html", self.admin_site.each_context(request) | shown, status=status
        )

    def _add_list(self, request: HttpRequest) -> HttpResponse:
        form = AddListForm(request.POST)
        if not form.is_valid():
            return self._list_page(request, ListForm(), None)
        raw = get_object_or_404(Raw, sha256=form.cleaned_data["sha256"])
        try:
            made = listed.add(listed.read(bytes(raw.content)), form.cleaned_data["purpose"])
        except Unreadable as problem:
            raise PermissionDenied(str(problem)) from problem
        for feed in made:
            self.log_addition(request, feed, "Added from a list")
        self.message_user(request, f"Added: {len(made)}.", messages.SUCCESS)
        return redirect("admin:claims_feed_changelist")

    def opml_out(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        named = {"Content-Disposition": 'attachment; filename="feeds.opml"'}
        return HttpResponse(listed.write(), content_type="text/x-opml; charset=utf-8", headers=named)


def _rows(feeds: QuerySet[Feed]) -> QuerySet[Feed]:
    """The chosen ones without what the list shows of them, so that they can be changed at once."""
    return Feed.objects.filter(pk__in=[feed.pk for feed in feeds])
