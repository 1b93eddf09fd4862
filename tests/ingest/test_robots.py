"""What robots.txt asks, read as RFC 9309 has it."""

import time

import pytest

from claims.ingest.fetch import ROBOTS, FetchError, gate, robots
from claims.ingest.fetch.robots import Rules

PAGE = "https://example.org/news/1"
OF_ALL = b"User-agent: *\nDisallow: /news\n"


@pytest.mark.parametrize(
    ("status", "allowed", "settled"),
    [(200, False, True), (404, True, True), (401, True, True), (403, True, True), (410, True, True)]
    + [(429, False, False), (500, False, False), (503, False, False), (0, False, False)],
)
def test_the_status_decides_before_the_file(status: int, allowed: bool, settled: bool) -> None:
    rules = Rules.parse(status, OF_ALL)
    assert (rules.allowed(PAGE), rules.settled) == (allowed, settled)


GROUPS = {
    "nothing": (b"", True),
    "not a line of it": (b"<html><p>Hello.</p></html>", True),
    "all crawlers": (OF_ALL, False),
    "others only": (b"User-agent: OtherBot\nDisallow: /\n", True),
    "us by name": (b"User-agent: *\nDisallow:\n\nUser-agent: factcheck\nDisallow: /\n", False),
    "us in capitals, with a version": (b"User-agent: FactCheck/1.0\nDisallow: /\n", False),
    "us among others": (b"User-agent: a\nUser-agent: factcheck\nUser-agent: b\nDisallow: /\n", False),
    "one whose name begins like ours": (b"User-agent: factcheckers\nDisallow: /\n", True),
    "one whose name is in ours": (b"User-agent: fact\nDisallow: /\n", True),
    "us, more kindly than all": (OF_ALL + b"\nUser-agent: factcheck\nAllow: /\n", True),
    "a longer rule against a shorter": (OF_ALL + b"Allow: /news/1\n", True),
    "a pattern": (b"User-agent: *\nDisallow: /*/1$\n", False),
    "a mark of byte order": (b"\xef\xbb\xbf" + OF_ALL, False),
    "ends of lines of all kinds": (b"User-agent: *\r\rDisallow: /news\r\n", False),
    "bytes that are no text": (b"\xff\xfe\n" + OF_ALL, False),
    "a rule before any name": (b"Disallow: /\n", True),
}


@pytest.mark.parametrize("way", GROUPS)
def test_rules_are_those_of_our_group(way: str) -> None:
    content, allowed = GROUPS[way]
    assert Rules.parse(200, content).allowed(PAGE) == allowed


@pytest.mark.parametrize(
    ("said", "delay"), [("5", 5.0), ("0.5", 0.5), ("86400", 60.0), ("-1", 0.0), ("nan", 0.0), ("inf", 0.0), ("x", 0.0)]
)
def test_a_crawl_delay_is_heeded_up_to_a_minute(said: str, delay: float) -> None:
    assert Rules.parse(200, f"User-agent: *\nCrawl-delay: {said}\n".encode()).crawl_delay == delay


def test_without_one_there_is_no_delay() -> None:
    assert Rules.parse(200, OF_ALL).crawl_delay == 0.0


def test_sitemaps_stand_outside_the_groups() -> None:
    content = (
        b"Sitemap: https://example.org/a.xml\nUser-agent: other\nDisallow: /\nSitemap: https://example.org/b.xml\n"
    )
    assert Rules.parse(200, content).sitemaps == ["https://example.org/a.xml", "https://example.org/b.xml"]


HOSTILE = {
    "many names with many rules": b"".join(b"User-agent: a%d\n" % n for n in range(16_000)) + b"Allow: /a\n" * 27_000,
    "many wildcards": b"User-agent: *\nDisallow: /" + b"*a" * 200_000,
    "many rules with wildcards": b"User-agent: *\n" + b"Disallow: /*a*b*c$\n" * 25_000,
    "signs that are escaped": b"User-agent: *\nDisallow: /" + b"$%" * 200_000,
    "one endless line": b"User-agent: *\nDisallow: " + b"/x" * 2_000_000,
}


@pytest.mark.parametrize("way", HOSTILE)
def test_a_hostile_file_costs_no_more_than_a_moment(way: str) -> None:
    begun = time.process_time()
    Rules.parse(200, HOSTILE[way]).allowed(PAGE + "/" + "a" * 2000)
    assert time.process_time() - begun < 5


def test_what_lies_beyond_the_limit_is_left_out() -> None:
    far = b"#" * (ROBOTS.size + 1) + b"\n" + OF_ALL
    assert Rules.parse(200, far).allowed(PAGE)


@pytest.mark.parametrize(
    ("code", "status", "allowed"),
    [("empty", 0, True), ("too_many_redirects", 0, True), ("http_404", 404, True), ("http_5xx", 503, False)]
    + [("dns_failed", 0, False), ("tls_failed", 0, False), ("deadline", 0, False)],
)
def test_an_error_stands_for_an_answer(code: str, status: int, allowed: bool) -> None:
    error = FetchError(code, status=status)
    assert Rules.parse(robots.status_of(error), b"").allowed(PAGE) == allowed


def test_the_file_is_that_of_scheme_host_and_port() -> None:
    address = gate.parse("http://example.org:443/a/b?c")
    assert robots.file_for(address) == "http://example.org:443/robots.txt"
