"""Feeds, curated: addresses pass the gate, acts on many at once, lists in and out."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Feed, Outlet, Preview, Raw
from tests import factories
from tests.admin.conftest import act, signed_in
from tests.views.at_desk import HOSTILE, text

pytestmark = pytest.mark.django_db
ADD, OPML = reverse("admin:claims_feed_add"), reverse("admin:claims_feed_opml")
LIST = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="The Ledger"><outline text="Ledger news" type="rss" xmlUrl="https://ledger.example/feed"/></outline>
<outline text="Links" type="links" selector="h2 a" xmlUrl="https://gazette.example/news"/>
<outline text="Known" type="rss" xmlUrl="https://known.example/feed"/>
<outline text="Inside" type="rss" xmlUrl="http://127.0.0.1:5432/"/>
<outline text="Twice" type="rss" xmlUrl="https://ledger.example/feed"/></body></opml>"""


def feed(name: str = "Known", **fields: Any) -> Feed:
    told: dict[str, Any] = {
        "kind": "feed",
        "location": f"https://{name.lower()}.example/feed",
        "host": f"{name.lower()}.example",
    }
    return Feed.objects.create(name=name, **(told | fields))


def form(**fields: str) -> dict[str, str]:
    said = {"name": "Ledger", "kind": "feed", "location": "https://ledger.example/feed", "selector": "", "outlet": ""}
    return said | {"purpose": "check", "is_active": "on", "every": "00:15:00", "adapts": "on"} | fields


def test_an_address_of_the_web_is_stored_as_it_is_asked_for_with_its_host(curator: Client) -> None:
    assert curator.post(ADD, form(location=" HTTPS://Ledger.Example:443/feed#top ")).status_code == 302
    made = Feed.objects.get()
    assert (made.location, made.host) == ("https://ledger.example/feed", "ledger.example")


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/", "ftp://ledger.example/", "http://a:b@ledger.example/",
        "http://ledger.example:22/", "javascript:alert(1)", "/etc/passwd", "not an address",
    ],
)  # fmt: skip
def test_an_address_that_no_fetch_would_ask_is_refused_and_stays_in_its_field(curator: Client, location: str) -> None:
    page = text(curator.post(ADD, form(location=location)))
    assert "errorlist" in page
    assert f'value="{location}"' in page
    assert not Feed.objects.exists()


def test_a_folder_has_no_host(curator: Client) -> None:
    assert curator.post(ADD, form(kind="folder", location="/in/box")).status_code == 302
    assert Feed.objects.get().host == ""


@pytest.mark.parametrize(("kind", "selector"), [("links", "h2 >"), ("links", "a::text"), ("feed", "h2 a")])
def test_a_selector_has_to_be_one_and_belong_to_links(curator: Client, kind: str, selector: str) -> None:
    assert "errorlist" in text(curator.post(ADD, form(kind=kind, selector=selector)))
    assert not Feed.objects.exists()


def test_another_address_forgets_what_the_old_one_said(curator: Client) -> None:
    old = feed(etag="e", modified="m", digest="d", held="Changed hands.", moved_to="https://x.example/")
    place = reverse("admin:claims_feed_change", args=[old.pk])
    curator.post(place, form(name="Renamed", location=old.location))
    old.refresh_from_db()
    assert (old.name, old.etag, old.held) == ("Renamed", "e", "Changed hands.")
    curator.post(place, form(location="https://other.example/feed"))
    old.refresh_from_db()
    assert (old.location, old.host) == ("https://other.example/feed", "other.example")
    assert (old.etag, old.modified, old.digest, old.held, old.moved_to) == ("", "", "", "", "")


def test_the_list_says_how_each_feed_fares(curator: Client) -> None:
    feed("Failing", failures=4, problem="The site answered with status 500.", looked_at=timezone.now())
    feed("Held", held="It belongs to another site now.")
    page = text(curator.get(reverse("admin:claims_feed_changelist")))
    assert "Failing</a> The site answered with status 500." in page
    assert "Held</a> It belongs to another site now." in page
    page = text(curator.get(reverse("admin:claims_feed_changelist") + "?health=held"))
    assert "another site" in page
    assert "status 500" not in page


def test_a_test_fetch_is_a_preview_of_what_it_would_bring(curator: Client) -> None:
    one = feed("Links", kind="links", selector="h2 a")
    answer = act(curator, "feed", "test_fetch", one)
    preview = Preview.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("source-preview", args=[preview.pk])
    assert (preview.address, preview.kind, preview.selector) == (one.location, "links", "h2 a")


def test_only_one_feed_of_the_web_is_tested_at_a_time(curator: Client) -> None:
    for chosen in ([feed("One"), feed("Two")], [feed("In", kind="folder", location="/in", host="")]):
        assert "Choose one feed of the web." in text(act(curator, "feed", "test_fetch", *chosen))
    assert not Preview.objects.exists()


def test_purpose_and_outlet_are_set_for_many(curator: Client) -> None:
    feeds, outlet = [feed("One"), feed("Two")], factories.outlet()
    act(curator, "feed", "as_reference", *feeds)
    assert set(Feed.objects.values_list("purpose", flat=True)) == {"reference"}
    act(curator, "feed", "to_check", feeds[0])
    assert Feed.objects.get(pk=feeds[0].pk).purpose == "check"
    place = reverse("admin:claims_feed_changelist")
    chosen = {"_selected_action": [each.pk for each in feeds]}
    curator.post(place, {"action": "set_outlet", "outlet": outlet.pk} | chosen)
    assert set(Feed.objects.values_list("outlet", flat=True)) == {outlet.pk}
    assert LogEntry.objects.count() == 5


def test_a_move_is_followed_and_what_is_held_released(curator: Client) -> None:
    moved, held = (
        feed("Moved", moved_to="https://new.example/feed"),
        feed("Held", held="Changed hands.", home="a.example"),
    )
    act(curator, "feed", "follow_move", moved, held)
    act(curator, "feed", "release", moved, held)
    moved.refresh_from_db()
    held.refresh_from_db()
    assert (moved.location, moved.host, moved.moved_to) == ("https://new.example/feed", "new.example", "")
    assert (held.held, held.home, held.location) == ("", "", "https://held.example/feed")
    assert LogEntry.objects.count() == 2


# Lists of feeds


def sent(curator: Client, content: bytes) -> Any:
    return curator.post(OPML, {"list": SimpleUploadedFile("mine.opml", content)})


def test_a_list_shows_what_it_would_do_before_it_does_it(curator: Client) -> None:
    feed("Known")
    outlet = Outlet.objects.create(name="The Ledger")
    answer = sent(curator, LIST.encode())
    page = text(answer)
    assert "2 of 4 would be added. Nothing has been added yet." in page
    assert page.count("Known already") == page.count("Refused:") == 1
    assert Feed.objects.count() == 1
    raw = Raw.objects.get()
    curator.post(OPML, {"sha256": raw.sha256, "purpose": "reference"})
    curator.post(OPML, {"sha256": raw.sha256, "purpose": "reference"})
    added = Feed.objects.exclude(name="Known").order_by("pk").values_list(
        "name", "kind", "location", "host", "selector", "outlet", "purpose"
    )  # fmt: skip
    assert list(added) == [
        ("Ledger news", "feed", "https://ledger.example/feed", "ledger.example", "", outlet.pk, "reference"),
        ("Links", "links", "https://gazette.example/news", "gazette.example", "h2 a", None, "reference"),
    ]
    assert LogEntry.objects.count() == 2


@pytest.mark.parametrize(
    "content",
    [
        b"", b"not xml", b"<rss/>", b"<opml><body/></opml>",
        b'<!DOCTYPE o [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml><body>&b;</body></opml>',
        b'<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body><outline text="&a;"/></body></opml>',
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_words(curator: Client, content: bytes) -> None:
    answer = sent(curator, content)
    assert answer.status_code == 422
    assert 'role="alert"' in text(answer)
    assert "root:" not in text(answer)


def test_a_list_too_large_is_refused(curator: Client) -> None:
    assert "at most 2 MB" in text(sent(curator, b"x" * 2_000_001))
    assert not Raw.objects.exists()


def test_words_of_a_list_stay_words(curator: Client) -> None:
    escaped = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    listed = f'<opml><body><outline text="{escaped}" xmlUrl="https://ledger.example/feed"/></body></opml>'
    page = text(sent(curator, listed.encode()))
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_bytes_that_are_no_list_can_not_be_added(curator: Client) -> None:
    factories.article()
    raw = Raw.objects.latest("kept_at")
    assert curator.post(OPML, {"sha256": raw.sha256, "purpose": "check"}).status_code == 403
    assert curator.post(OPML, {"sha256": "0" * 64, "purpose": "check"}).status_code == 404
    assert not Feed.objects.exists()


def test_the_list_that_goes_out_comes_in_again(curator: Client) -> None:
    outlet = factories.outlet()
    feed("One", outlet=outlet)
    feed("Two & <three>", kind="links", selector="h2 a", location="https://two.example/?a=1&b=2", host="two.example")
    feed("In", kind="folder", location="/in", host="")
    told = ("name", "kind", "location", "host", "selector")
    before = list(Feed.objects.exclude(kind="folder").order_by("name").values_list(*told, "outlet"))
    answer = curator.get(reverse("admin:claims_feed_opml_export"))
    assert answer["Content-Disposition"] == 'attachment; filename="feeds.opml"'
    assert b"/in" not in answer.content
    Feed.objects.all().delete()
    sent(curator, answer.content)
    curator.post(OPML, {"sha256": Raw.objects.get().sha256, "purpose": "check"})
    assert list(Feed.objects.order_by("name").values_list(*told, "outlet")) == before


def test_a_reviewer_sees_none_of_it() -> None:
    client = signed_in(factories.reviewer())
    assert client.get(OPML).status_code == client.post(OPML).status_code == 403
    assert client.get(reverse("admin:claims_feed_opml_export")).status_code == 403
