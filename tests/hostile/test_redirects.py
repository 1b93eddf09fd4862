"""Rows U13 to U17, U26, U33 of the hostile catalogue: listeners on loopback count who comes."""

import threading

import pytest
from pytest_django import Settings

from claims.ingest.fetch import Fetched, FetchError, connect, fetch
from claims.ingest.fetch.gate import Address
from claims.ingest.fetch.operator import Operator
from tests.hostile.conftest import PUBLIC, Place, Resolver
from tests.hostile.listener import PAGE, Listener, redirect

GATE = ("objection_to", "objection_to_name")


def code_of(url: str) -> str:
    with pytest.raises(FetchError) as refused:
        fetch(url)
    return refused.value.code


@pytest.fixture
def no_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    for method in GATE:
        monkeypatch.setattr(Operator, method, lambda operator, asked: "")


def private(listener: Listener) -> Place:
    return listener.ip, listener.port


def test_u13_a_name_that_leads_inside_is_refused(resolver: Resolver, inner: Listener) -> None:
    resolver.name("inner.test.example", [private(inner)])
    assert code_of("http://inner.test.example/") == "address_refused"
    assert inner.hits == 0


@pytest.mark.usefixtures("no_gate")
def test_u13_twin_without_the_gate_it_is_hit(resolver: Resolver, inner: Listener) -> None:
    resolver.name("inner.test.example", [private(inner)])
    assert fetch("http://inner.test.example/").status == 200
    assert inner.hits == 1


def test_u13_a_name_is_looked_up_once_and_that_answer_is_dialled(
    resolver: Resolver, as_if_public: Listener, inner: Listener
) -> None:
    """The second answer leads inside; whoever looked twice, to check and to connect, would go there."""
    resolver.name("rebinding.example", [private(as_if_public)], [private(inner)])
    as_if_public.answers["/"] = PAGE
    assert fetch("http://rebinding.example/").status == 200
    assert resolver.asked == ["rebinding.example"]
    assert code_of("http://rebinding.example/") == "address_refused"  # and the next fetch by its own answer
    assert (as_if_public.hits, inner.hits) == (1, 0)


def test_u13_a_redirect_to_the_same_name_is_judged_anew(
    resolver: Resolver, as_if_public: Listener, inner: Listener
) -> None:
    resolver.name("rebinding.example", [private(as_if_public)], [private(inner)])
    as_if_public.answers["/"] = redirect("/secret")
    assert code_of("http://rebinding.example/") == "redirect_refused"
    assert (as_if_public.hits, inner.hits) == (1, 0)


@pytest.mark.parametrize("order", [1, -1])
def test_u14_one_private_answer_among_public_ones_refuses_all(order: int, resolver: Resolver, inner: Listener) -> None:
    resolver.name("mixed.example", [(PUBLIC, 80), private(inner)][::order])
    assert code_of("http://mixed.example/") == "address_refused"
    assert inner.hits == 0


@pytest.mark.usefixtures("no_gate")
def test_u14_twin_without_the_gate_it_is_hit(resolver: Resolver, inner: Listener) -> None:
    resolver.name("mixed.example", [private(inner), (PUBLIC, 80)])
    assert fetch("http://mixed.example/").status == 200
    assert inner.hits == 1


INWARD = {
    "a name": "http://inner.test.example/secret",
    "a number": "http://127.0.0.2/secret",
    "a number in decimal": "http://2130706434/secret",
    "a mapped number": "http://[::ffff:127.0.0.2]/secret",
    "a port": "http://127.0.0.2:{port}/secret",
    "localhost": "http://localhost:{port}/secret",
    "a user": "http://user@127.0.0.2:{port}/secret",
    "a backslash": "http://{port}\\@127.0.0.2:{port}/secret",
    "no scheme": "//127.0.0.2:{port}/secret",
    "another scheme": "gopher://127.0.0.2:{port}/secret",
    "a file": "file:///etc/passwd",
    "a name nobody knows": "http://nobody.test.example/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
}


@pytest.mark.parametrize("way", INWARD)
def test_u15_a_redirect_inside_is_refused_at_that_hop(
    way: str, site: Listener, resolver: Resolver, inner: Listener
) -> None:
    resolver.name("inner.test.example", [private(inner)])
    resolver.name("nobody.test.example", [])
    site.answers["/"] = redirect(INWARD[way].format(port=inner.port))
    with pytest.raises(FetchError) as refused:
        fetch(site.url())
    assert refused.value.code == "redirect_refused"
    assert refused.value.message == FetchError("redirect_refused").message  # the same for each: nothing to learn from
    assert refused.value.__cause__ is None
    assert (site.hits, inner.hits) == (1, 0)


@pytest.mark.usefixtures("no_gate")
def test_u15_twin_without_the_gate_the_redirect_hits(site: Listener, resolver: Resolver, inner: Listener) -> None:
    resolver.name("inner.test.example", [private(inner)])
    site.answers["/"] = redirect("http://inner.test.example/secret")
    assert fetch(site.url()).final_url == "http://inner.test.example/secret"
    assert inner.hits == 1


def test_u15_several_good_hops_earn_no_trust(site: Listener, resolver: Resolver, inner: Listener) -> None:
    resolver.name("inner.test.example", [private(inner)])
    site.answers |= {"/": redirect("/2"), "/2": redirect("/3"), "/3": redirect("http://inner.test.example/")}
    assert code_of(site.url()) == "redirect_refused"
    assert (site.hits, inner.hits) == (3, 0)


def test_u16_a_loop_ends(site: Listener) -> None:
    site.answers["/"] = redirect("/")
    assert code_of(site.url()) == "too_many_redirects"
    assert site.hits == 6


@pytest.mark.parametrize("hops", [5, 6])
def test_u16_five_redirects_are_followed_and_no_sixth(hops: int, site: Listener) -> None:
    site.answers |= {f"/{number}": redirect(f"/{number + 1}") for number in range(hops)} | {f"/{hops}": PAGE}
    if hops == 5:
        assert fetch(site.url("/0")).final_url == site.url("/5")
    else:
        assert code_of(site.url("/0")) == "too_many_redirects"


def through_public(url: str, resolver: Resolver, listener: Listener) -> Fetched:
    resolver.name("public.example", [private(listener)])
    listener.answers["/"] = redirect(url)
    return fetch("http://public.example/")


def test_an_allowed_private_host_is_never_reached_from_outside(
    as_if_public: Listener, resolver: Resolver, inner: Listener, settings: Settings
) -> None:
    settings.FACTCHECK_ALLOWED_HOSTS = [inner.place, "cms.intranet"]
    resolver.name("cms.intranet", [private(inner)])
    for url in (inner.url(), "http://cms.intranet/"):
        with pytest.raises(FetchError) as refused:
            through_public(url, resolver, as_if_public)
        assert refused.value.code == "redirect_refused"
    assert inner.hits == 0
    assert fetch("http://cms.intranet/").status == 200
    assert inner.hits == 1


@pytest.mark.parametrize("way", INWARD)
def test_nobody_is_told_of_a_hop_that_is_refused(
    way: str, site: Listener, resolver: Resolver, inner: Listener, settings: Settings
) -> None:
    """Whoever asks for robots.txt first would go there instead."""
    resolver.name("inner.test.example", [private(inner)])
    resolver.name("nobody.test.example", [])
    site.answers["/"] = redirect(INWARD[way].format(port=inner.port))
    told: list[Address] = []
    with pytest.raises(FetchError, match=FetchError("redirect_refused").message):
        fetch(site.url(), before_hop=told.append)
    assert told == []


def test_an_allowed_host_leads_to_itself_and_to_other_allowed_ones(
    site: Listener, inner: Listener, settings: Settings
) -> None:
    settings.FACTCHECK_ALLOWED_HOSTS = [site.place, inner.place]
    site.answers["/"] = redirect(inner.url("/secret"))
    assert fetch(site.url()).final_url == inner.url("/secret")


def test_a_public_redirect_is_followed(as_if_public: Listener, resolver: Resolver) -> None:
    as_if_public.answers["/there"] = PAGE
    assert through_public("/there", resolver, as_if_public).final_url == "http://public.example/there"


def test_a_redirect_without_a_destination_is_an_answer(site: Listener) -> None:
    site.answers["/"] = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"
    assert code_of(site.url()) == "http_302"


def test_u26_a_name_that_spells_a_number_is_judged_by_where_it_leads(resolver: Resolver, inner: Listener) -> None:
    resolver.name("127.0.0.2.nip.example", [private(inner)])
    assert code_of("http://127.0.0.2.nip.example/") == "address_refused"
    assert inner.hits == 0


def test_a_name_without_an_answer_is_said(resolver: Resolver) -> None:
    resolver.name("nobody.test.example", [])
    assert code_of("http://nobody.test.example/") == "dns_failed"


def test_a_resolver_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    monkeypatch.setattr(connect, "LOOKUP_SECONDS", 0.2)
    monkeypatch.setattr(connect, "getaddrinfo", lambda *args, **how: [] if done.wait(20) else [])
    assert code_of("http://slow.example/") == "dns_failed"
    done.set()


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"])
def test_u33_a_proxy_of_the_environment_is_not_heeded(
    variable: str, site: Listener, inner: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, inner.url())
    site.answers["/"] = PAGE
    assert fetch(site.url()).status == 200
    assert inner.hits == 0
