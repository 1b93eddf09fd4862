"""What the pages say of copies: origins are counted, never outlets."""

import re

import pytest
from django.test import Client

from claims.compare.copies import compare
from claims.models import Article
from tests import factories
from tests.copied import prose
from tests.views.at_desk import queries, signed_in, text
from tests.views.claim_desk import attached_from

pytestmark = pytest.mark.django_db
WIRE = f"{factories.TEXT}\n\n{prose(1, 300)}"


@pytest.fixture
def desk() -> Client:
    return signed_in(factories.reviewer())


def carried(content: str = WIRE, title: str = "") -> Article:
    article = factories.article(content, title, by=factories.outlet())
    assert article.current
    compare(article.current)
    return article


def plainly(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", page).split())


def test_a_copy_says_of_what_and_how_much(desk: Client) -> None:
    wire = carried(title="The wire")
    copy, other = carried(f"{WIRE}\n\n{prose(2, 75)}"), carried()
    assert wire.outlet
    assert other.outlet
    page = plainly(text(desk.get(f"/articles/{copy.pk}/")))
    assert f"Copy of The wire, {wire.outlet.name}: 81 % of the text in common, one origin." in page
    assert f"{other.outlet.name}100 % in common" in page
    assert f'href="/articles/{wire.pk}/"' in text(desk.get(f"/articles/{copy.pk}/"))


def test_what_others_copied_says_how_many(desk: Client) -> None:
    wire = carried()
    carried()
    assert "1 other article carries this text." in plainly(text(desk.get(f"/articles/{wire.pk}/")))
    carried(f"HARROW (AP) — {WIRE}")
    page = plainly(text(desk.get(f"/articles/{wire.pk}/")))
    assert "2 other articles carry this text." in page
    assert "Credited to Associated Press" in page


def test_what_copies_nothing_says_nothing_of_copies(desk: Client) -> None:
    page = text(desk.get(f"/articles/{carried().pk}/"))
    assert "Copies" not in page


def test_passages_and_mentions_are_counted_by_origins_and_never_by_outlets(desk: Client) -> None:
    wire, copy, own = carried(), carried(f"{WIRE}\n\n{prose(2, 75)}"), carried(f"{factories.TEXT}\n\n{prose(3, 300)}")
    lease = factories.taken(factories.reviewer(), factories.claim(of=wire))
    address = f"/claims/{lease.claim_id}/"
    attached_from(lease, wire, "Nobody was warned")
    attached_from(lease, copy, "Nobody was warned")
    page = plainly(text(desk.get(address)))
    assert "2 supports≠0 contradictsi0 context1 origin" in page
    assert "Mentions1 from 1 origin" in page
    attached_from(lease, own, "Nobody was warned")
    assert "3 supports≠0 contradictsi0 context2 origins" in plainly(text(desk.get(address)))


def test_a_page_with_thirty_copies_asks_as_often_as_one_with_two(desk: Client) -> None:
    wire = carried()
    carried()
    few = queries(desk, f"/articles/{wire.pk}/")
    for _ in range(30):
        carried()
    assert queries(desk, f"/articles/{wire.pk}/") == few
