"""What the claim's page shows, to whom, and with how many queries."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from claims.models import Claim, Event, Mention, Person
from claims.review import claims
from claims.text.anchors import anchor
from tests import factories
from tests.views.claim_desk import At, attached_from, text

pytestmark = pytest.mark.django_db


def test_the_page_shows_the_claim_its_article_and_the_mention_marked() -> None:
    page = text(At(factories.reviewer(), factories.claim(wording="Twelve died")).get())
    assert "Twelve died" in page
    assert f'<mark class="hl mention" data-start="{factories.TEXT.index("Twelve people")}">Twelve people</mark>' in page
    assert "Nobody holds this claim" in page


def test_an_administrator_has_no_way_in() -> None:
    assert At(factories.administrator(), factories.claim()).get().status_code == 403


@pytest.mark.parametrize("query", ["?revision=999999", "?revision=x", "?article=999999", "?article=-1"])
def test_an_article_that_is_not_there_is_not_found(query: str) -> None:
    assert At(factories.reviewer(), factories.claim()).get(query).status_code == 404


def test_a_claim_that_is_not_there_is_not_found() -> None:
    client = Client()
    client.force_login(factories.reviewer())
    assert client.get(reverse("claim", args=[10**15])).status_code == 404


def test_another_article_stands_beside_the_claim() -> None:
    other = factories.article("The inquiry counted eleven dead.", title="Inquiry")
    desk = At(factories.reviewer(), factories.claim(wording="Twelve died"))
    for query in (f"?article={other.pk}", f"?revision={other.current_id}"):
        page = text(desk.get(query))
        assert "The inquiry counted eleven dead." in page
        assert "Twelve died" in page
        assert "Nobody was warned" not in page


def test_the_search_lists_passages_of_other_articles_with_outlet_and_words_found() -> None:
    factories.article("The inquiry counted eleven dead.", title="Inquiry", by=factories.outlet())
    page = text(At(factories.reviewer(), factories.claim()).get("?q=inquiry eleven"))
    assert '<mark class="found">eleven</mark>' in page
    assert "Outlet " in page


def test_the_search_leaves_the_claims_own_article_out_and_says_that_nothing_is_found() -> None:
    assert "No other article has these words" in text(At(factories.reviewer(), factories.claim()).get("?q=mayor"))


def test_htmx_gets_the_reader_alone() -> None:
    page = text(At(factories.reviewer(), factories.claim()).get("?q=mayor", htmx="reader"))
    assert page.lstrip().startswith('<section class="pane pane-reader" id="reader"')
    assert "<html" not in page
    assert 'id="evidence"' not in page


@pytest.mark.parametrize("pane", ["claim", "reader", "evidence", "verdict"])
def test_the_address_chooses_the_pane_of_a_narrow_screen(pane: str) -> None:
    assert f'data-pane="{pane}"' in text(At(factories.reviewer(), factories.claim()).get(f"?pane={pane}"))


def test_what_the_world_wrote_is_inert() -> None:
    bad = "<script>alert(1)</script>"
    source = factories.article(f"{bad} Twelve people died. <img src=x onerror=alert(1)>", title=bad)
    factories.article(f"{bad} mayor", title=bad)
    person = factories.person("reviewer", name=bad)
    claim = factories.claim(wording=bad, of=source)
    lease = factories.taken(person, claim)
    factories.attached(lease, quote=f"{bad} Twelve")
    for query in ("", "?q=mayor", f"?q={bad}"):
        page = text(At(person, claim).get(query))
        assert "&lt;script&gt;alert(1)" in page
        assert bad not in page
        assert "<img" not in page


def test_the_holder_sees_forms_and_others_see_who_holds_it() -> None:
    lease = factories.taken(factories.person("reviewer", name="Jonas Keller"))
    mine = text(At(lease.holder, lease.claim).get())
    assert 'id="verdict-form"' in mine
    assert "Taken by you" in mine
    theirs = text(At(factories.reviewer(), lease.claim).get())
    assert 'id="verdict-form"' not in theirs
    assert "Jonas Keller holds it" in theirs


def test_the_proposer_reads_why_not_and_who_can_sign() -> None:
    proposer = factories.person("senior", name="Pia Poe")
    verdict = factories.submitted(proposer)
    factories.person("senior", name="Sena Sole")
    page = text(At(proposer, verdict.claim).get())
    assert "You proposed this verdict, so you can not sign it" in page
    assert "<b>Sena Sole</b>" in page
    assert 'id="sign"' not in page


def test_the_record_tells_every_event_in_words() -> None:
    publication = factories.published()
    desk = At(factories.reviewer(), publication.claim)
    page = text(desk.client.get(reverse("claim-record", args=[publication.claim.pk])))
    for words in (
        "added the claim by hand",
        "took it",
        "attached passage 1: supports",
        "signed verdict 1",
        "published verdict 1",
    ):
        assert words in page
    assert Event.objects.filter(claim=publication.claim).count() == page.count("<tr>") - 1


def many(claim: Claim, person: Person, count: int) -> None:
    """More of everything: mentions in other articles, passages, events."""
    lease = factories.taken(person, claim)
    for number in range(count):
        source = factories.article(f"Number {number} said that twelve people died.", by=factories.outlet())
        assert source.current
        found = anchor(source.current.text, 0, 8)
        Mention.objects.create(claim=claim, revision=source.current, **vars(found))
        attached_from(lease, source, "twelve people died")


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("query", ["", "?q=twelve people"])
def test_the_pages_queries_are_fixed(
    count: int, query: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    person, claim = factories.reviewer(), factories.claim()
    many(claim, person, count)
    desk = At(person, claim)
    desk.get()
    with django_assert_max_num_queries(36):
        assert desk.get(query).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_the_records_queries_are_fixed(count: int, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    person, claim = factories.reviewer(), factories.claim()
    many(claim, person, count)
    desk = At(person, claim)
    with django_assert_max_num_queries(10):
        desk.client.get(reverse("claim-record", args=[claim.pk]))


def test_a_merged_claim_links_to_the_one_it_joined() -> None:
    claim, into = factories.claim(), factories.claim()
    claims.merge(claim, into, factories.senior(), claim.version)
    assert f'href="{reverse("claim", args=[into.pk])}"' in text(At(factories.reviewer(), claim).get())
