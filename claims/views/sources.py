"""Adding a source: any address, what was found there, what would be imported, and only then a feed."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from claims.forms.arriving import KINDS, SaveForm, SourceForm
from claims.ingest import previews
from claims.ingest.addresses import identity, outlet_domain
from claims.ingest.fetch import FetchError, checked
from claims.ingest.sources import FEED_KINDS
from claims.models import Alias, Article, Feed, Outlet, Preview, Purpose
from claims.states import Role
from claims.views.desk import DeskRequest


def _curators_only(request: DeskRequest) -> None:
    if not request.user.is_any(Role.CURATOR):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    """Any address; what is there is looked at by a worker."""
    _curators_only(request)
    form = SourceForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if form.is_bound and form.is_valid():
        try:
            preview = previews.ask(request.user, **form.cleaned_data)
        except FetchError as refusal:
            form.add_error("address", refusal.message)
        else:
            return redirect("source-preview", pk=preview.pk)
    return _page(request, form, status=422 if form.errors else 200)


@require_safe
def preview(request: DeskRequest, pk: int) -> HttpResponse:
    _curators_only(request)
    looked = get_object_or_404(Preview, pk=pk)
    if request.htmx.target == "look":
        response = render(request, "imports/source.html#look", _looked(looked))
        return (
            trigger_client_event(response, "focus-on", {"id": "look-h"}, after="settle") if looked.done_at else response
        )
    return _page(request, _again(looked), looked)


@require_POST
def save(request: DeskRequest, pk: int) -> HttpResponse:
    """The feed that the preview showed, as somebody wants it imported."""
    _curators_only(request)
    looked = get_object_or_404(Preview, pk=pk)
    form = SaveForm(request.POST)
    chosen = place(looked)
    if chosen is None or not form.is_valid() or _known(chosen):
        return _page(request, _again(looked), looked, form, status=422 if chosen else 409)
    host = checked(chosen.address).netloc
    selector = looked.selector if chosen.kind == Feed.Kind.LINKS else ""
    told = form.cleaned_data | {"kind": chosen.kind, "host": host, "selector": selector}
    made, _ = Feed.objects.get_or_create(location=chosen.address, defaults=told)  # a second press adds nothing
    messages.success(request, "It is added, and looked at as soon as its site has a turn.")
    return redirect("feed", pk=made.pk)


def _again(looked: Preview) -> SourceForm:
    return SourceForm(initial={"address": looked.address, "kind": looked.kind, "selector": looked.selector})


def _page(
    request: DeskRequest,
    form: SourceForm,
    looked: Preview | None = None,
    saving: SaveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {"form": form, "kinds": KINDS} | (_looked(looked, saving) if looked else {})
    return render(request, "imports/source.html", shown, status=status)


class Place(NamedTuple):
    """What a preview read, and would be imported from."""

    address: str
    kind: str
    word: str  # of its kind, as exactly as it is known


WORDS = {"rss": "RSS", "atom": "Atom", "rdf": "RDF (RSS 1.0)", "json": "JSON Feed"} | {
    "sitemap": "sitemap", "sitemap_index": "index of sitemaps", "links": "page of links", "page": "single page"
}  # fmt: skip


def place(looked: Preview) -> Place | None:
    if not looked.found.get("parsed"):
        return None
    first = looked.found["found"][0]
    return Place(first["address"], FEED_KINDS.get(first["kind"], ""), WORDS.get(first["kind"], first["kind"]))


def _known(place: Place) -> Feed | None:
    return Feed.objects.filter(location=place.address).first()


def _looked(looked: Preview, saving: SaveForm | None = None) -> dict[str, Any]:
    parsed, chosen = looked.found.get("parsed") or {}, place(looked)
    items = _items(parsed.get("items", []))
    return {
        "preview": looked,
        "parsed": parsed,
        "place": chosen,
        "known": _known(chosen) if chosen else None,
        "others": _others(looked, chosen),
        "items": items,
        "here": sum(item.here for item in items),
        "saving": (saving or _suggested(parsed, chosen)) if chosen else None,
        "purposes": Purpose.choices,
    }


class Other(NamedTuple):
    address: str
    kind: str  # to look at it as
    word: str
    title: str
    why: str


def _others(looked: Preview, chosen: Place | None) -> list[Other]:
    """What else was found there."""
    found = looked.found.get("found", [])[1 if chosen else 0 :]
    told = ((each, FEED_KINDS.get(each["kind"], "")) for each in found)
    return [
        Other(
            each["address"],
            kind if kind in ("links", "page") else "",
            WORDS.get(each["kind"], "feed"),
            each["title"],
            each["why"],
        )
        for each, kind in told
    ]


class Item(NamedTuple):
    title: str
    address: str
    published: Any
    language: str
    here: bool  # its article was imported already


def _items(listed: list[dict[str, Any]]) -> list[Item]:
    names = {each["address"]: identity(each["address"]) for each in listed if each["address"]}
    here = set(Article.objects.filter(address__in=names.values()).values_list("address", flat=True))
    here |= set(Alias.objects.filter(address__in=names.values()).values_list("address", flat=True))
    return [
        Item(
            each["title"],
            each["address"],
            parse_datetime(each["published"] or "") or each["published_said"],
            each["language"],
            names.get(each["address"]) in here,
        )
        for each in listed
    ]


def _suggested(parsed: dict[str, Any], chosen: Place | None) -> SaveForm:
    assert chosen is not None
    outlet = Outlet.objects.filter(domain__iexact=outlet_domain(chosen.address)).first()
    name = parsed.get("title") or outlet_domain(chosen.address)
    start = {"name": name[:200], "outlet": outlet, "purpose": Purpose.CHECK, "every": 900, "adapts": True}
    return SaveForm(initial=start)
