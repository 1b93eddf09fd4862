"""What the reader makes of a page that means harm. How long it may take is the affair of the process it runs in."""

import pytest

from claims.ingest.page import Unreadable
from tests.ingest.pages import PARAGRAPHS, TEXT, described, page, reading

FETCHED = "https://coast.example/news/ferry"


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<div>" * 50_000 + "text" + "</div>" * 50_000 + "</body></html>",
        "<html><body><!-- " + "a" * 1_000_000,
        "<html><body></body></html>",
        "<html>",
        "<!doctype html>",
        "<html><body> &nbsp; \n </body></html>",
    ],
    ids=["deep", "open comment", "no words", "no body", "only a type", "blanks"],
)
def test_a_page_of_nothing_holds_no_article(html: str) -> None:
    with pytest.raises(Unreadable) as caught:
        reading(html)
    assert caught.value.code == "no_article"


@pytest.mark.parametrize(
    "inside",
    [
        "<div>" * 50_000 + "</div>" * 50_000,
        "<!-- " + "a" * 1_000_000 + " -->",
        "<div " + " ".join(f"a{n}='1'" for n in range(10_000)) + "></div>",
        "<div class='newsletter'><p>a b c</p></div>" * 10_000,
        "<span hidden>x</span>" * 10_000,
        "<a href='/author/x'></a>" * 10_000,
    ],
    ids=["deep", "comment", "attributes", "named elements", "hidden elements", "links"],
)
def test_an_article_among_heaps_of_elements_is_read(inside: str) -> None:
    assert reading(page(inside=inside)).text.startswith(PARAGRAPHS[0])


def test_references_by_the_hundred_thousand_are_letters() -> None:
    assert "A" * 100_000 in reading(page(inside="<p>" + "&#65;" * 100_000 + "</p>")).text


def test_a_great_table_among_paragraphs_does_not_hide_them() -> None:
    table = "<table>" + ("<tr>" + "<td>1</td>" * 100 + "</tr>") * 50 + "</table>"
    assert all(paragraph in reading(page(inside=table)).text for paragraph in PARAGRAPHS)


def test_a_page_of_more_elements_than_any_article_is_read_by_its_paragraphs() -> None:
    found = reading(page(inside="<i></i>" * 60_000))
    assert found.text == TEXT


def test_descriptions_that_nest_without_end_or_repeat_are_left_alone() -> None:
    endless = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    many = f'<script type="application/ld+json">[{",".join(["{}"] * 10_000)}]</script>'
    found = reading(page(endless + many + described(author="Ann Holt")))
    assert [author.name for author in found.byline] == ["Ann Holt"]


@pytest.mark.parametrize(
    "value",
    [
        "1",
        "null",
        "{",
        '{"@type": 7, "author": {"name": {"name": []}}}',
        '{"@type": "Article", "headline": {"a": 1}, "author": 3, "datePublished": [[]]}',
    ],
)
def test_descriptions_of_any_shape_are_survived(value: str) -> None:
    assert reading(page(f'<script type="application/ld+json">{value}</script>')).text == TEXT


def test_a_base_element_and_a_refresh_are_ignored() -> None:
    head = '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">'
    found = reading(page(head + '<link rel="canonical" href="/ferry">'), FETCHED)
    assert (found.address, found.domain) == ("https://coast.example/ferry", "coast.example")


@pytest.mark.parametrize(
    "inside",
    [
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<template><script>alert(1)</script></template>",
        "<form action='/claims/1/dismissal/' method='post'><input name='csrfmiddlewaretoken' value='x'></form>",
        "<div hx-get='/claims/1/' hx-trigger='load' data-hx-post='/claims/1/submission/'></div>",
        "<a id='csrfmiddlewaretoken' name='forms'></a><img name='cookie'>",
        "<style>input[value^=a] { background: url(https://evil.example/a) }</style>",
        "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    ],
)
def test_only_words_are_kept_of_markup_that_acts(inside: str) -> None:
    found = reading(page(inside=inside))
    assert found.text == TEXT
    assert not any(trace in gone.text for gone in found.removed for trace in ("alert", "hx-", "csrf", "evil"))


def test_another_host_as_the_page_s_address_does_not_make_it_that_host_s() -> None:
    found = reading(page('<link rel="canonical" href="https://evil.example/ferry">'), FETCHED)
    assert (found.address, found.domain) == ("https://evil.example/ferry", "coast.example")


@pytest.mark.parametrize("unit", ["a", "By A ", "ignore ", "March ", "Updated ", "and ", "2019-", "(", "“", "cookies "])
def test_nonsense_in_the_places_that_are_looked_at_is_read(unit: str) -> None:
    words = unit * (100_000 // len(unit))
    html = page(
        f'<meta name="author" content="{words}"><meta property="og:title" content="Ferry">',
        under=f'<div class="byline">{words}</div><div class="dateline">{words}</div>',
        inside=f"<p style='{words}'>{words}</p>",
    )
    assert all(paragraph in reading(html).text for paragraph in PARAGRAPHS)
