"""One article, one address: which forms are one, and which must never be."""

import random
from urllib.parse import quote

import pytest

from claims.ingest.addresses import identify, identity, outlet_domain

STORY = "https://ledger.example/2024/05/the-dam-burst"
SAME = [
    "http://ledger.example/2024/05/the-dam-burst",
    "HTTPS://Ledger.EXAMPLE:443/2024/05/the-dam-burst",
    "http://ledger.example:80/2024/05/the-dam-burst",
    "https://ledger.example./2024/05/the-dam-burst",
    "https://someone:secret@ledger.example/2024/05/the-dam-burst",
    "https://www.ledger.example/2024/05/the-dam-burst",
    "https://m.ledger.example/2024/05/the-dam-burst",
    "https://mobile.ledger.example/2024/05/the-dam-burst",
    "https://amp.ledger.example/2024/05/the-dam-burst",
    "https://ledger.example/2024/05/the-dam-burst/",
    "https://ledger.example//2024/./04/../05/the-dam-burst/index.html",
    "https://ledger.example/2024/05/the%2Ddam-burst",
    "https://ledger.example/2024/05/the-dam-burst#comments",
    "https://ledger.example/2024/05/the-dam-burst?utm_source=mail&UTM_Medium=x&fbclid=IwAR0&gclid=1&mc_cid=9&igshid=z",
    "https://ledger.example/2024/05/the-dam-burst?ref=front&source=rss&via=hp",
    "https://ledger.example/2024/05/the-dam-burst?rss=1&print=true",
    "https://ledger.example/2024/05/the-dam-burst;jsessionid=0A1B?PHPSESSID=1",
    "https://ledger.example/2024/05/the-dam-burst?sid=4f9d2c71b0aa48e5b6c1d2e3",
    "https://ledger.example/(S(lit3py55t21z5v55vlm25s55))/2024/05/the-dam-burst",
    "https://ledger.example/2024/05/the-dam-burst/amp",
    "https://ledger.example/2024/05/the-dam-burst/amp/",
    "https://ledger.example/amp/2024/05/the-dam-burst",
    "https://ledger.example/2024/05/the-dam-burst.amp",
    "https://ledger.example/2024/05/the-dam-burst?amp=1",
    "https://ledger.example/2024/05/the-dam-burst?amp",
    "https://ledger.example/2024/05/the-dam-burst?outputType=amp",
    "https://www-ledger-example.cdn.ampproject.org/c/s/www.ledger.example/2024/05/the-dam-burst?usqp=mq331AQ",
    "https://ledger-example.cdn.ampproject.org/v/s/ledger.example/amp/2024/05/the-dam-burst?amp_js_v=0.1",
    "https://www.google.co.uk/amp/s/www.ledger.example/2024/05/the-dam-burst/amp/",
    "https:\\\\ledger.example\\2024\\05\\the-dam-burst",
    " https://ledger.example/2024/05/\nthe-dam-burst\t",
]


@pytest.mark.parametrize("address", SAME)
def test_another_dress_of_an_address_is_the_same_article(address: str) -> None:
    assert identity(address) == STORY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/story?id=7", "https://a.example/story?id=8"),
        ("https://a.example/?p=12", "https://a.example/"),
        ("https://a.example/index.php?p=12", "https://a.example/index.php?p=13"),
        ("https://a.example/story?ref=12", "https://a.example/story?ref=13"),
        ("https://a.example/story?cid=12", "https://a.example/story?cid=13"),
        ("https://a.example/story?sid=20240501", "https://a.example/story?sid=20240502"),
        ("https://a.example/#!/story/7", "https://a.example/#!/story/8"),
        ("https://a.example/#/story/7", "https://a.example/#/story/8"),
        ("https://a.example/Story", "https://a.example/story"),
        ("https://a.example/a%2Fb", "https://a.example/a/b"),
        ("https://a.example/a+b", "https://a.example/a%2Bb"),
        ("https://a.example/?q=a%2Bb", "https://a.example/?q=a+b"),
        ("https://a.example/?q=a%26b=1", "https://a.example/?q=a&b=1"),
        ("https://a.example:8443/story", "https://a.example/story"),
        ("http://a.example:8080/story", "https://a.example:8080/story"),
        ("https://news.a.example/story", "https://sport.a.example/story"),
        ("https://m.blogspot.com/story", "https://www.blogspot.com/story"),
        ("https://faß.example/story", "https://fass.example/story"),
        ("https://google.evil.example/amp/s/a.example/story", "https://a.example/story"),
        ("https://cdn.ampproject.org.evil.example/c/s/a.example/story", "https://a.example/story"),
        ("https://a.example/x/amp/7", "https://a.example/x/7"),
        ("https://a.example/amplifiers", "https://a.example/lifiers"),
    ],
)
def test_what_may_be_two_articles_stays_two(one: str, other: str) -> None:
    assert identity(one) != identity(other)


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("https://a.example/?b=2&a=1", "https://a.example/?a=1&b=2"),
        ("https://a.example/?q=two+words", "https://a.example/?q=two%20words"),
        ("https://a.example/é%c3%a9%e9", "https://a.example/%C3%A9%C3%A9%E9"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://аpple.example/x", "https://xn--pple-43d.example/x"),  # a Cyrillic letter
        ("https://en.m.ledger.example/x", "https://en.ledger.example/x"),
        ("https://amp.dev/x", "https://amp.dev/x"),
        ("https://[::1]:80/x", "https://[::1]:80/x"),
        ("http://[0:0::1]/x", "https://[::1]/x"),
        ("https://a.example/%", "https://a.example/%25"),
        ("https://a.example", "https://a.example/"),
        ("file:/folder/Story.txt", "file:/folder/Story.txt"),
        ("", ""),
    ],
)
def test_an_address_has_one_plain_form(address: str, known: str) -> None:
    assert identity(address) == known


@pytest.mark.parametrize("address", ["http://[", "http://a.example:port/", "https:///x", "http://a b/", "http://%ff/"])
def test_what_is_no_address_is_left_as_it_came(address: str) -> None:
    assert identity(address) == identity(address, "https://a.example/x") == address
    assert outlet_domain(address) == ""


@pytest.mark.parametrize(
    ("fetched", "named"),
    [
        ("https://a.example/?p=12", "https://a.example/2024/05/the-dam-burst"),
        ("https://m.a.example/dam?show=full", "https://www.a.example/dam"),
        ("https://a.example/news/amp/dam-12", "/news/dam-12"),
        ("https://edition.a.example/dam-12", "https://a.example/dam-12"),
        ("https://a.example/the-dam-has-burst/2", "https://a.example/the-dam-has-burst"),
    ],
)
def test_the_page_s_own_word_for_its_address_is_taken(fetched: str, named: str) -> None:
    found = identify(fetched, named)
    assert found.note == ""
    assert found.address == identity(named if named.startswith("http") else f"https://a.example{named}")


@pytest.mark.parametrize(
    ("fetched", "named", "why"),
    [
        ("https://a.example/dam-12", "https://b.example/dam-12", "another site"),
        ("https://one.blogspot.com/dam-12", "https://two.blogspot.com/dam-12", "another site"),
        ("https://a.example/dam-12", "https://www.a.example/", "front page or a section"),
        ("https://a.example/news/dam-12", "https://a.example/news/", "front page or a section"),
        ("https://a.example/2024/05/dam-12", "https://a.example/2024/05", "front page or a section"),
        ("https://a.example/dam-12", "https://a.example/local-news/", "front page or a section"),
        ("https://a.example/story.php?id=7", "https://a.example/story.php", "front page or a section"),
        ("https://a.example/dam-12", "javascript:alert(1)", "that is none"),
        ("https://a.example/dam-12", "http://[", "that is none"),
    ],
)
def test_a_word_that_can_not_be_true_is_noted_and_not_taken(fetched: str, named: str, why: str) -> None:
    found = identify(fetched, named)
    assert found.address == identity(fetched)
    assert why in found.note


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.news.bbc.co.uk/x", "bbc.co.uk"),
        ("https://m.ledger.example/x", "ledger.example"),
        ("https://one.blogspot.com/x", "one.blogspot.com"),
        ("http://www.münchen.de/", "xn--mnchen-3ya.de"),
        ("http://192.0.2.7/x", "192.0.2.7"),
        ("http://[2001:db8::1]:81/x", "[2001:db8::1]"),
        ("https://localhost/x", "localhost"),
        ("file:/x", ""),
        ("nothing", ""),
    ],
)
def test_an_outlet_is_known_by_the_name_it_registered(address: str, domain: str) -> None:
    assert outlet_domain(address) == domain


PARTS = [
    *["http://", "https://", "HTTP:\\\\", "//", "/", "\\", ".", "..", "?", "&", "=", "#", "#!", ";", ":", "@", "["],
    *["www.", "m.", "amp.", "google.com", "x.cdn.ampproject.org", "a.example", "münchen.de", "faß.de", "xn--", "。"],
    *["/amp/", "/amp", "/c/s/", "/v/", "/amp/s/", "index.html", ".amp", ".amp.html", "%2e", "%2F", "%61mp", "%c3%a9"],
    *["utm_source=1", "id=7", "p=12", "ref=x", "amp=1", ";jsessionid=1", ";sid=", "(S(a))", "sid=4f9d2c71b0aa48e5b6c1"],
    *["\t", "\n", "\x00", " ", "é", "\ud800", "😀", "/:~:", ":~%3A", "x", "7", "%", "%%", "%2"],
]  # fmt: skip


def addresses(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    starts = ["https://a.example/", "http://x.cdn.ampproject.org/", "https://www.google.com/", "https://", ""]
    return [
        chance.choice(starts) + "".join(chance.choices(PARTS, k=chance.randrange(1, 12))) for _ in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_has_an_identity_that_is_its_own(seed: int) -> None:
    for address, named in zip(addresses(seed, 5000), addresses(seed + 100, 5000), strict=True):
        known = identity(address)
        assert identity(known) == known, address
        found = identity(address, named)
        assert identity(found) == found, (address, named)
        assert outlet_domain(known) == outlet_domain(address)


def test_no_two_numbers_of_articles_ever_meet() -> None:
    chance = random.Random(7)
    forms = [
        "https://a.example/story?id={}", "https://a.example/?p={}", "https://a.example/{}", "https://a.example/x-{}.html",
        "https://a.example/{}/amp", "https://a.example/amp/{}/?amp=1", "https://a.example/story?sid={}&utm_source=x",
        "https://a.example/story;id={}", "https://a.example/#!/{}", "https://a.example/story?ref={}&source=x",
        "https://www.google.com/amp/s/a.example/story?article={}", "https://a.example/index.php?page=article&nr={}",
    ]  # fmt: skip
    for form in forms:
        numbers = {str(chance.randrange(10**9)) for _ in range(200)} | {"1", "01", "10"}
        assert len({identity(form.format(number)) for number in numbers}) == len(numbers), form


def test_an_endless_address_is_left_alone_at_once() -> None:
    endless = "https://x.cdn.ampproject.org" + "/c/s/x.cdn.ampproject.org" * 100_000
    assert identity(endless) == endless
    assert identity("https://a.example/" + quote("é") * 1600).startswith("https://a.example/%C3%A9")
