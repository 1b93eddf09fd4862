from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import Article, Feed, Outlet, Preview
from tests import factories
from tests.views.at_desk import HOSTILE, HTMX, assert_inert, each_id, queries, signed_in, text

pytestmark = pytest.mark.django_db
ADD = "/sources/add/"
ASKED = HTMX | {"HX-Target": "look"}


@pytest.fixture
def desk() -> Client:
    return signed_in(factories.curator())


def page_of(looked: Preview) -> str:
    return f"/sources/previews/{looked.pk}/"


def save(desk: Client, looked: Preview, **said: object) -> object:
    told = {"name": "Ledger", "purpose": "check", "every": "900", "adapts": "on"} | said
    return desk.post(f"{page_of(looked)}feed/", told)


def found(kind: str, address: str = "https://ledger.example/", **more: str) -> dict[str, str]:
    return {"address": address, "kind": kind, "title": "", "why": "it says so"} | more


def test_an_address_is_looked_at_by_a_worker(desk: Client) -> None:
    response = desk.post(ADD, {"address": " ledger.example ", "kind": "links", "selector": "h2 a"})
    looked = Preview.objects.get()
    assert response["Location"] == page_of(looked)
    assert (looked.address, looked.kind, looked.selector) == ("ledger.example", "links", "h2 a")
    page = text(desk.get(page_of(looked)))
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    waiting = desk.get(page_of(looked), headers=ASKED)
    assert text(waiting).strip().startswith('<div id="look"')
    assert "HX-Trigger-After-Settle" not in waiting


def test_a_selector_says_by_itself_that_it_is_a_page_of_links(desk: Client) -> None:
    desk.post(ADD, {"address": "ledger.example", "selector": "h2 a"})
    assert Preview.objects.get().kind == "links"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"address": ""}, "Write an address."),
        ({"address": "ftp://ledger.example/"}, "no web address"),
        ({"address": "https://ledger.example:8080/"}, "Only the ports 80 and 443 are fetched"),
        ({"address": "http://127.0.0.1/"}, "does not lead to the public internet"),
        ({"address": "two words"}, "no web address"),
        (
            {"address": "ledger.example", "kind": "feed", "selector": "h2 a"},
            "Only a page of links is read by a selector.",
        ),
        ({"address": "ledger.example", "kind": "folder"}, "folder is not one of the available choices"),
    ],
)
def test_what_can_not_be_looked_at_stays_typed_with_the_reason(desk: Client, said: dict[str, str], told: str) -> None:
    response = desk.post(ADD, said)
    page = text(response)
    assert response.status_code == 422
    assert told in page
    assert f'value="{said["address"]}"' in page
    assert not Preview.objects.exists()


def test_once_looked_at_the_dry_run_stands_there_and_nothing_polls(desk: Client) -> None:
    looked = factories.preview("Dam bursts", "Inquiry begins")
    response = desk.get(page_of(looked), headers=ASKED)
    page = text(response)
    assert "look-h" in response["HX-Trigger-After-Settle"]
    assert "every 1s" not in page
    for said in ("Dam bursts", "Inquiry begins", "12 Mar 2024 09:00", f"{looked.address}/1", "The Ledger", "RSS"):
        assert said in page
    assert not Article.objects.exists()
    assert not Feed.objects.exists()


def test_what_is_here_already_is_marked(desk: Client) -> None:
    looked = factories.preview("Dam bursts", "Inquiry begins", "Budget")
    article = factories.article()
    Article.objects.filter(pk=article.pk).update(address=f"{looked.address}/0")
    article.aliases.create(address=f"{looked.address}/2")
    page = text(desk.get(page_of(looked)))
    assert "3, 2 here already" in page
    assert page.count(">here already</span>") == 2


def test_saving_makes_the_feed_that_was_shown(desk: Client) -> None:
    outlet = factories.outlet()
    looked = factories.preview("Dam bursts")
    save(desk, looked, outlet=outlet.pk, purpose="reference", every="3600", adapts="")
    made = Feed.objects.get()
    assert (made.name, made.location, made.kind, made.outlet) == ("Ledger", looked.address, "feed", outlet)
    assert (made.purpose, made.every, made.adapts) == ("reference", timedelta(hours=1), False)
    assert made.host == looked.address.split("/")[2]
    assert made.due_at <= timezone.now()


def test_pressed_twice_it_is_one_feed(desk: Client) -> None:
    looked = factories.preview("Dam bursts")
    save(desk, looked)
    assert getattr(save(desk, looked, name="Again"), "status_code", 0) == 422
    assert Feed.objects.get().name == "Ledger"
    page = text(desk.get(page_of(looked)))
    assert "This address is imported by" in page
    assert "Add this source" not in page


def test_a_page_of_links_keeps_its_selector(desk: Client) -> None:
    looked = factories.preview("Dam bursts", kind="links", selector="h2 a")
    looked.found["found"][0]["kind"] = "links"
    looked.save()
    save(desk, looked)
    assert Feed.objects.values_list("kind", "selector").get() == ("links", "h2 a")


def test_the_outlet_of_the_domain_and_the_feeds_own_name_are_suggested(desk: Client) -> None:
    looked = factories.preview("Dam bursts")
    outlet = Outlet.objects.create(name="The Ledger", domain=looked.address.split("/")[2])
    page = text(desk.get(page_of(looked)))
    assert f'<option value="{outlet.pk}" selected>The Ledger</option>' in page
    assert 'name="name" maxlength="200" required dir="auto" value="The Ledger"' in page


def test_a_name_is_needed_and_the_rest_stays_chosen(desk: Client) -> None:
    looked = factories.preview("Dam bursts")
    response = save(desk, looked, name="", purpose="reference", every="3600")
    page = text(response)
    assert "Give it a name." in page
    assert 'value="reference" checked' in page
    assert '<option value="3600" selected>' in page
    assert not Feed.objects.exists()


def test_other_feeds_found_there_can_be_looked_at(desk: Client) -> None:
    looked = factories.preview("Dam bursts")
    looked.found["found"] += [found("atom", "https://ledger.example/sport.atom", title="Sport"), found("page")]
    looked.save()
    page = text(desk.get(page_of(looked)))
    assert "Also found there" in page
    assert 'name="address" value="https://ledger.example/sport.atom"><input type="hidden" name="kind" value="">' in page
    assert 'name="address" value="https://ledger.example/"><input type="hidden" name="kind" value="page">' in page


def test_where_no_feed_is_the_reason_and_what_can_be_watched_instead(desk: Client) -> None:
    nothing = {"found": [found("links"), found("page")], "parsed": None, "requests": []}
    looked = factories.preview(found=nothing, code="no_feed", problem="No feed was found here.")
    page = text(desk.get(page_of(looked)))
    assert "No feed was found here." in page
    assert "<code>no_feed</code>" in page
    assert "What can be watched instead" in page
    assert "Add this source" not in page
    assert getattr(save(desk, looked), "status_code", 0) == 409
    assert not Feed.objects.exists()


@each_id
def test_ids_of_no_preview_are_not_found(desk: Client, wrong: str) -> None:
    assert desk.get(f"/sources/previews/{wrong}/").status_code == 404
    assert desk.post(f"/sources/previews/{wrong}/feed/").status_code == 404


def test_hostile_words_stay_words(desk: Client) -> None:
    looked = factories.preview(HOSTILE, address=HOSTILE, code=HOSTILE[:40], problem=HOSTILE)
    looked.found["parsed"] |= {"title": HOSTILE, "notes": [HOSTILE]}
    looked.found["parsed"]["items"][0] |= {"address": HOSTILE, "published": "", "published_said": HOSTILE}
    looked.found["found"].append(found("rss", HOSTILE, title=HOSTILE, why=HOSTILE))
    looked.save()
    assert_inert(text(desk.get(page_of(looked))))
    assert_inert(text(desk.post(ADD, {"address": HOSTILE, "kind": HOSTILE, "selector": HOSTILE})))


def test_as_many_queries_for_thirty_items_as_for_one(desk: Client) -> None:
    one = queries(desk, page_of(factories.preview("Dam bursts")))
    assert queries(desk, page_of(factories.preview(*[f"Report {n}" for n in range(30)]))) == one
