import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Article, Claim, Lease, Outlet, Person
from claims.review import counts
from claims.review.queue import PAGE
from tests import factories
from tests.views.at_desk import HOSTILE, HTMX, assert_inert, queries, signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha() -> Person:
    return factories.reviewer()


@pytest.fixture
def desk(asha: Person) -> Client:
    return signed_in(asha)


@pytest.fixture
def source() -> Article:
    return factories.article(by=factories.outlet())


def claims(number: int, of: Article) -> list[Claim]:
    senior = factories.senior()
    return [factories.claim(senior, of=of) for _ in range(number)]


def listed(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'class="claim-text" href="/claims/(\d+)/"', page)]


def link(page: str, rel: str) -> str:
    found = re.search(rf'href="([^"]+)"[^>]*rel="{rel}"', page)
    return unescape(found[1]) if found else ""


def test_rows_say_claim_claimant_figures_outlet_reasons_and_state(desk: Client, source: Article) -> None:
    claim = factories.claim(of=source)
    Claim.objects.filter(pk=claim.pk).update(
        claimant="The mayor", figures_said="12 killed", reasons=["states a figure"], supports=2
    )
    page = text(desk.get("/queue/"))
    assert source.outlet
    for said in (claim.wording, "The mayor", "12 killed", source.outlet.name, "States a figure", ">Queued<"):
        assert said in page
    assert '</span>2<span class="sr"> for</span>' in page


def test_every_claim_stands_once_on_one_of_the_pages_also_among_equal_priorities(desk: Client, source: Article) -> None:
    made = claims(PAGE + 7, source)
    Claim.objects.filter(pk=made[3].pk).update(priority=900)
    first = text(desk.get("/queue/"))
    second = text(desk.get("/queue/" + link(first, "next")))
    assert listed(first)[0] == made[3].pk
    assert sorted(listed(first) + listed(second)) == [claim.pk for claim in made]
    assert not link(second, "next")


def test_a_claim_added_above_neither_doubles_nor_hides_one_below(desk: Client, source: Article) -> None:
    made = claims(PAGE + 2, source)
    first = text(desk.get("/queue/"))
    Claim.objects.filter(pk=factories.claim(of=source).pk).update(priority=1000)
    second = text(desk.get("/queue/" + link(first, "next")))
    assert listed(second) == [claim.pk for claim in made[PAGE:]]


@pytest.mark.parametrize("after", ["", "x", "-", "5", "99999999999999999999-1", "1-99999999999999999999", "٣-٤"])
def test_any_place_in_the_address_is_answered(desk: Client, after: str) -> None:
    assert desk.get("/queue/", {"after": after}).status_code == 200


def test_counts_are_those_of_the_lists(desk: Client, asha: Person, source: Article) -> None:
    factories.taken(asha, factories.claim(of=source))
    factories.submitted(of=factories.claim(of=source))
    factories.published(of=factories.claim(of=source))
    claims(2, source)
    counted = counts.counts(asha)
    for view, number in counted.items():
        assert len(listed(text(desk.get("/queue/", {"view": view})))) == number, view
    assert (counted["unassigned"], counted["mine"], counted["review"], counted["published"]) == (2, 1, 1, 1)


def test_a_count_stops_at_a_thousand(desk: Client, monkeypatch: pytest.MonkeyPatch, source: Article) -> None:
    monkeypatch.setattr(counts, "MANY", 2)
    counts._counting.cache_clear()
    claims(4, source)
    assert 'data-live="queue-open">2+</span>' in text(desk.get("/queue/"))
    counts._counting.cache_clear()


def test_filters_are_chips_whose_link_takes_them_away(desk: Client, source: Article) -> None:
    claim = factories.claim(of=source, wording="The bridge was closed")
    factories.claim(of=factories.article(by=factories.outlet()))
    page = text(desk.get("/queue/", {"q": "bridge", "outlet": str(source.outlet_id), "kind": "event"}))
    assert listed(page) == [claim.pk]
    assert 'href="?kind=event&amp;outlet=' in page
    assert 'aria-label="Remove filter: Words bridge"' in page
    assert 'aria-label="Remove filter: Kind Event"' in page


def test_words_find_claims_of_every_state_from_the_search_box(desk: Client, source: Article) -> None:
    factories.published(of=factories.claim(of=source, wording="The harbour froze"))
    page = text(desk.get("/queue/", {"q": "HARBOUR", "view": "all"}))
    assert "The harbour froze" in page


def test_what_the_filters_do_not_know_is_no_filter(desk: Client, source: Article) -> None:
    claim = factories.claim(of=source)
    page = text(desk.get("/queue/", {"view": "x", "kind": "x", "outlet": "x; drop", "q": "\0 "}))
    assert listed(page) == [claim.pk]


def test_the_filter_form_works_without_scripts(desk: Client, source: Article) -> None:
    page = text(desk.get("/queue/?view=mine&filter=1"))
    assert '<form class="filters mb-3" action="/queue/"' in page
    assert '<input type="hidden" name="view" value="mine">' in page
    assert source.outlet
    assert f">{source.outlet.name}</option>" in page


def test_to_htmx_only_the_region_is_sent_and_the_focus_goes_to_its_heading(desk: Client) -> None:
    response = desk.get("/queue/?view=mine", headers=HTMX)
    assert "<header" not in text(response)
    assert 'id="queue-title"' in text(response)
    assert "<title>Mine · factcheck</title>" in text(response)
    assert "queue-title" in response["HX-Trigger-After-Settle"]
    assert "HX-Request" in response["Vary"]


def test_who_holds_a_claim_is_shown_with_the_minutes_left(desk: Client, asha: Person, source: Article) -> None:
    mine, others = factories.taken(asha, factories.claim(of=source)), factories.taken(factories.reviewer())
    Lease.objects.filter(pk=mine.pk).update(expires_at=timezone.now() + timedelta(minutes=12, seconds=5))
    page = text(desk.get("/queue/"))
    assert "<bdi>you</bdi>, 12 min left" in page
    assert f"<bdi>{others.holder}</bdi>, 30 min left" in page
    assert page.count("data-held") == 1


def test_take_next_leads_to_the_most_pressing_claim(desk: Client, asha: Person, source: Article) -> None:
    made = claims(2, source)
    Claim.objects.filter(pk=made[1].pk).update(priority=999)
    response = desk.post(reverse("queue-next"))
    assert response["Location"] == f"/claims/{made[1].pk}/"
    assert Lease.objects.get().holder == asha


def test_take_next_says_when_there_is_nothing(desk: Client) -> None:
    assert "Nothing waits to be taken" in text(desk.post(reverse("queue-next"), follow=True))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/queue/", "The desk has no claims yet."),
        ("/queue/?q=zebra", "No claim of “All open” matches."),
        ("/queue/?after=5-5", "Nothing comes after this."),
    ],
)
def test_an_empty_list_says_what_to_do_next(desk: Client, address: str, said: str) -> None:
    page = text(desk.get(address))
    assert said in page
    assert 'class="btn"' in page[page.index(said) :]


def test_an_empty_view_of_a_full_desk_offers_what_waits(desk: Client, source: Article) -> None:
    factories.claim(of=source)
    page = text(desk.get("/queue/?view=mine"))
    assert "Nothing is in your hands." in page
    assert "1 wait in nobody’s hands." in page


def test_curators_are_offered_no_claim_to_take(source: Article) -> None:
    factories.claim(of=source)
    page = text(signed_in(factories.curator()).get("/queue/"))
    assert reverse("queue-next") not in page
    assert len(listed(page)) == 1


def test_hostile_words_stay_words(desk: Client) -> None:
    named = Outlet.objects.create(name=HOSTILE)
    claim = factories.claim(of=factories.article(by=named), wording=HOSTILE, by=factories.senior())
    holder = factories.person("reviewer", name=HOSTILE)
    factories.taken(holder, claim)
    Claim.objects.filter(pk=claim.pk).update(claimant=HOSTILE, figures_said=HOSTILE, reasons=[HOSTILE])
    assert_inert(text(desk.get("/queue/", {"q": HOSTILE.split()[0], "filter": "1"})))


def test_as_many_queries_for_thirty_rows_as_for_one(desk: Client, asha: Person, source: Article) -> None:
    factories.taken(asha, factories.claim(of=source))
    one = queries(desk, "/queue/")
    for claim in claims(29, source):
        Claim.objects.filter(pk=claim.pk).update(assignee=asha)
    assert queries(desk, "/queue/") == one == 5  # session with its person, counts, list, saved views, unread notices
