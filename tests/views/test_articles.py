import re

import pytest
from django.test import Client

from claims.models import Article, Outlet, Revision
from tests import factories
from tests.views.at_desk import HOSTILE, assert_inert, each_id, queries, signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return signed_in(factories.reviewer())


def revised(article: Article, **fields: object) -> Article:
    """A further revision made with `fields`: a revision itself never changes."""
    last = article.current
    assert last
    values = {name: getattr(last, name) for name in ("raw_id", "title", "text", "text_rules", "language", "sentences")}
    made = Revision.objects.create(article=article, number=last.number + 1, **(values | fields))
    article.current = made
    article.save()
    return article


def shown_text(page: str) -> str:
    """What the pieces that carry offsets say, one after the other."""
    return "".join(re.findall(r'data-start="\d+">([^<]*)<', page))


def test_the_text_is_whole_with_its_claims_marked_and_linked(desk: Client) -> None:
    article = factories.article()
    claim = factories.claim(of=article)
    page = text(desk.get(f"/articles/{article.pk}/"))
    assert article.current
    assert shown_text(page) == article.current.text.replace("\n\n", "")
    assert re.search(r'<mark class="hl mention" data-start="\d+">Twelve people</mark>', page)
    assert f'href="/claims/{claim.pk}/"' in page
    assert 'lang="en" dir="auto"' in page


def test_claims_over_the_same_words_leave_the_text_whole(desk: Client) -> None:
    article = factories.article()
    for quote in ("Twelve people were killed", "people were killed, the mayor", "Twelve"):
        factories.claim(of=article, quote=quote)
    page = text(desk.get(f"/articles/{article.pk}/"))
    assert article.current
    assert shown_text(page) == article.current.text.replace("\n\n", "")
    assert page.count('class="here"') == 3


def test_the_date_stands_with_its_origin_and_the_others_with_why_not(desk: Client) -> None:
    dates = [
        {"value": "2011-04-08", "origin": "header line", "taken": True, "note": ""},
        {"value": "2020-01-01", "origin": "meta", "taken": False, "note": "the day of saving"},
    ]
    article = revised(factories.article(), dates=dates, published_on="2011-04-08", published_origin="header line")
    page = text(desk.get(f"/articles/{article.pk}/"))
    assert "8 April 2011, from header line" in page
    assert "meta: the day of saving" in page


def test_what_was_left_out_is_there_with_its_reason(desk: Client) -> None:
    article = revised(factories.article(), removed=[{"text": "Share this story", "why": "share button"}])
    page = text(desk.get(f"/articles/{article.pk}/"))
    assert "Share this story" in page
    assert "share button" in page


def test_an_older_revision_says_so_and_leads_to_the_newest(desk: Client) -> None:
    article = factories.article()
    factories.revision(article, "Another text altogether.")
    old = text(desk.get(f"/articles/{article.pk}/revisions/1/"))
    assert "This is revision 1, not the newest one." in old
    assert "The dam burst" in old
    newest = text(desk.get(f"/articles/{article.pk}/"))
    assert "Another text altogether." in newest
    assert "not the newest one" not in newest
    assert f'href="/articles/{article.pk}/revisions/1/"' in newest


def test_a_selection_becomes_a_claim_on_the_next_page(desk: Client) -> None:
    article = factories.article()
    page = text(desk.get(f"/articles/{article.pk}/"))
    assert f'data-new-claim href="/claims/new/?revision={article.current_id}"' in page


def test_a_files_place_on_the_server_is_not_shown(desk: Client) -> None:
    article = factories.article()
    Article.objects.filter(pk=article.pk).update(address="file:/srv/secret/place/story.txt")
    page = text(desk.get(f"/articles/{article.pk}/"))
    assert "story.txt" in page
    assert "/srv/secret" not in page


def test_only_web_addresses_become_links(desk: Client) -> None:
    article = factories.article()
    Article.objects.filter(pk=article.pk).update(address="javascript:alert(1)//x")
    assert "javascript:" not in text(desk.get(f"/articles/{article.pk}/"))
    Article.objects.filter(pk=article.pk).update(address="https://ledger.example/dam")
    assert 'href="https://ledger.example/dam"' in text(desk.get(f"/articles/{article.pk}/"))


@each_id
def test_ids_of_no_article_are_not_found(desk: Client, wrong: str) -> None:
    article = factories.article()
    assert desk.get(f"/articles/{wrong}/").status_code == 404
    assert desk.get(f"/articles/{article.pk}/revisions/{wrong}/").status_code == 404


def test_an_article_without_a_revision_is_not_found(desk: Client) -> None:
    empty = Article.objects.create(address="file:empty.txt")
    assert desk.get(f"/articles/{empty.pk}/").status_code == 404


def test_hostile_words_stay_words(desk: Client) -> None:
    article = factories.article(text=f"{HOSTILE} Twelve people\n\n{HOSTILE}", by=Outlet.objects.create(name=HOSTILE))
    Article.objects.filter(pk=article.pk).update(address=f"file:{HOSTILE}")
    factories.claim(of=article, wording=HOSTILE)
    told = {"value": HOSTILE, "origin": HOSTILE, "taken": False, "note": HOSTILE}
    byline = [{"name": HOSTILE, "kind": "person"}]
    article.refresh_from_db()
    revised(article, title=HOSTILE, byline=byline, dates=[told], removed=[{"text": HOSTILE, "why": HOSTILE}])
    assert_inert(text(desk.get(f"/articles/{article.pk}/")))
    assert_inert(text(desk.get(f"/articles/{article.pk}/revisions/1/")))


def test_as_many_queries_for_thirty_claims_and_revisions_as_for_one(desk: Client) -> None:
    article = factories.article()
    factories.claim(of=article)
    one = queries(desk, f"/articles/{article.pk}/")
    for _ in range(29):
        factories.revision(article)
        factories.claim(of=article)
    for _ in range(29):
        factories.claim(of=article)
    assert queries(desk, f"/articles/{article.pk}/") == one
