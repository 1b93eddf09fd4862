"""An endpoint that misbehaves costs a bounded time, says why in our own words, and never learns or tells the key."""

import gzip
import logging
import time
import traceback
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from claims.reading.backends.http import Endpoint, NoAnswer, Question, Told, about_claims, client, told
from claims.text.readers import Article
from tests.articles import KILLED
from tests.hostile.authority import Authority
from tests.hostile.listener import OK, Answer, answer, listening, redirect
from tests.hostile.test_answers import endless, slowly
from tests.reading.backends.speaking import JSON, KEY, PATH, TEXT, Model, claim, refuses, says, speaking
from tests.services import free_port

HEAD = OK + JSON.encode() + b"\r\n"
BODY = {"claims": [claim(KILLED)]}


@pytest.fixture
def model() -> Iterator[Model]:
    with speaking() as found:
        yield found


def endpoint(model: Model, **how: object) -> Endpoint:
    prices = {"price_in": Decimal(2), "price_out": Decimal(8)}
    return replace(Endpoint(model.address, "a-model", KEY, seconds=1.0, max_bytes=100_000, **prices), **how)  # type: ignore[arg-type]


def question(to: Endpoint) -> Question:
    return about_claims(to, Article(TEXT, []))


def asked(model: Model, *answers: Answer, **how: object) -> Told:
    model.says(*answers)
    to = endpoint(model, **how)
    return told(to, question(to))


def problem_of(found: Told) -> NoAnswer:
    assert found.body is None
    assert found.problem
    return found.problem


def test_a_good_answer_is_taken_and_its_cost_counted(model: Model) -> None:
    found = asked(model, says(BODY))
    assert (found.body, found.problem) == (BODY, None)
    assert found.spent == (1200, Decimal("0.0036"))


def test_what_is_sent_is_the_question_the_key_and_nothing_of_ours_else(model: Model) -> None:
    asked(model, says(BODY))
    head = model.requests[0]
    assert head.startswith(f"POST {PATH} HTTP/1.1\r\n")
    assert f"Authorization: Bearer {KEY}\r\n" in head
    assert "Accept-Encoding: identity" in head
    sent = model.asked[0]
    assert sent == question(endpoint(model)).payload
    assert (sent["model"], sent["temperature"], sent["max_tokens"]) == ("a-model", 0, 8000)
    assert sent["response_format"]["json_schema"]["strict"] is True


def test_without_a_key_none_is_sent(model: Model) -> None:
    asked(model, says(BODY), key="")
    assert "authorization" not in model.requests[0].lower()


def test_fields_that_the_operator_sets_are_sent_and_left_out(model: Model) -> None:
    asked(model, says(BODY), extra={"max_tokens": None, "max_completion_tokens": 900, "seed": 7})
    assert model.asked[0]["seed"] == 7
    assert model.asked[0]["max_completion_tokens"] == 900
    assert "max_tokens" not in model.asked[0]


CUT = says(BODY)[:-20]
FAULTS: dict[str, tuple[Answer, str]] = {
    "a body drop by drop": (slowly(b" " * 1000, HEAD + b"Content-Length: 1000\r\n\r\n"), "timeout"),
    "headers drop by drop": (slowly(b"X-Slow: " + b"x" * 1000, OK), "timeout"),
    "chunks drop by drop": (slowly(b"0" * 1000, HEAD + b"Transfer-Encoding: chunked\r\n\r\n"), "timeout"),
    "no answer at all": (slowly(b"x" * 100, every=0.5), "timeout"),
    "an endless body": (endless(b" " * 50_000, HEAD + b"\r\n"), "too_large"),
    "endless trailers": (
        endless(b"X: x\r\n" * 1000, HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n0\r\n"),
        "too_large",
    ),
    "endless headers": (endless(b"X: " + b"x" * 1000 + b"\r\n", HEAD), "cut_off"),
    "a body that says it is huge": (HEAD + b"Content-Length: 9999999999\r\n\r\n" + b" " * 300_000, "too_large"),
    "a body cut off": (CUT, "cut_off"),
    "no HTTP": (b"Hello.\r\n\r\n", "cut_off"),
    "a page": (answer(b"<p>Sign in.", "Content-Type: text/html"), "not_json"),
    "no type": (answer(b"{}"), "not_json"),
    "something packed": (answer(gzip.compress(says(BODY)), JSON, "Content-Encoding: gzip"), "packed"),
    "a bomb": (answer(gzip.compress(b" " * 50_000_000), JSON, "Content-Encoding: gzip"), "packed"),
    "a redirect": (redirect("http://127.0.0.2/"), "redirected"),
    "a lasting redirect": (redirect(PATH + "/", 308), "redirected"),
    "no JSON": (answer(b"Hello.", JSON), "no_message"),
    "no choices": (answer(b'{"choices": []}', JSON), "no_message"),
    "choices of another kind": (answer(b'{"choices": {"0": 1}}', JSON), "no_message"),
    "a message without words": (answer(b'{"choices": [{"message": {"content": null}}]}', JSON), "no_message"),
    "a message cut short": (
        answer(b'{"choices": [{"message": {"content": "{"}, "finish_reason": "length"}]}', JSON),
        "cut_short",
    ),
    "a number": (answer(b"7", JSON), "no_message"),
    "deep JSON": (answer(b"[" * 90_000, JSON), "no_message"),
    "bytes that are no text": (answer(b'{"choices": "\xff\xfe"}', JSON), "no_message"),
    "401": (refuses("401 Unauthorized"), "key_refused"),
    "403": (refuses("403 Forbidden"), "key_refused"),
    "400": (refuses("400 Bad Request"), "refused"),
    "404": (refuses("404 Not Found"), "refused"),
    "429": (refuses("429 Too Many Requests"), "busy"),
    "500": (refuses("500 Server Error"), "server_error"),
    "204": (answer(status="204 No Content"), "refused"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_its_name_and_ends_in_time(fault: str, model: Model) -> None:
    given, code = FAULTS[fault]
    begun = time.monotonic()
    assert problem_of(asked(model, given)).code == code
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize("fault", FAULTS)
def test_the_key_is_in_no_word_that_is_told_kept_or_logged(
    fault: str, model: Model, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        problem = problem_of(asked(model, FAULTS[fault][0], seconds=0.4))
    shown = "".join(traceback.format_exception(problem)) + repr(problem) + caplog.text
    assert KEY not in shown
    assert KEY not in repr(endpoint(model))


def test_nobody_goes_where_a_redirect_leads(model: Model) -> None:
    with listening({"/": says(BODY)}) as elsewhere:
        problem_of(asked(model, redirect(elsewhere.url(), 307)))
        assert elsewhere.hits == 0


def test_proxies_of_the_environment_are_not_heeded(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening({}) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url())
        assert asked(model, says(BODY)).body == BODY
        assert proxy.hits == 0


def test_where_nobody_listens_it_could_not_be_reached() -> None:
    to = Endpoint(f"http://127.0.0.1:{free_port()}/v1", "a-model", seconds=2.0)
    assert problem_of(told(to, question(to))).code == "unreachable"


def test_a_name_that_leads_nowhere_could_not_be_reached() -> None:
    to = Endpoint("http://nowhere.invalid/v1", "a-model", seconds=2.0)
    assert problem_of(told(to, question(to))).code == "unreachable"


def test_a_busy_endpoint_says_for_how_long(model: Model) -> None:
    assert problem_of(asked(model, refuses("429 Busy", "Retry-After: 77"))).retry_after == 77
    date = "Wed, 21 Oct 2015 07:28:00 GMT"
    assert problem_of(asked(model, refuses("503 Busy", f"Retry-After: {date}"))).retry_after == 0
    assert problem_of(asked(model, refuses("503 Busy", "Retry-After: soon"))).retry_after is None


def test_an_answer_in_another_form_is_mended_once(model: Model) -> None:
    found = asked(model, says({"claim": []}), says(BODY))
    assert (found.body, len(model.asked)) == (BODY, 2)
    assert found.spent.tokens == 2400
    first, second = (sent["messages"] for sent in model.asked)
    assert second[:2] == first
    assert second[2] == {"role": "assistant", "content": '{"claim": []}'}
    assert "the answer lacks claims" in second[3]["content"]


def test_it_is_mended_once_only(model: Model) -> None:
    found = asked(model, says("Here you are!"))
    assert problem_of(found).code == "broke_schema"
    assert str(found.problem).endswith("(it is not JSON)")
    assert (len(model.asked), found.spent.tokens) == (2, 2400)


def test_an_endpoint_that_fails_while_mending_is_asked_again_later_and_both_are_charged(model: Model) -> None:
    found = asked(model, says({}), refuses("500 Server Error"))
    assert problem_of(found).again
    assert found.spent.tokens == 1200


@pytest.mark.parametrize("usage", [{}, 7, {"prompt_tokens": "9", "completion_tokens": 1}, {"prompt_tokens": -5}])
def test_where_it_does_not_say_what_it_took_that_is_estimated(usage: object, model: Model) -> None:
    spent = asked(model, says(BODY, usage)).spent
    assert spent.tokens > len(TEXT) // 4
    assert spent.cost > 0


def test_a_question_without_an_answer_is_charged_unless_it_was_refused(model: Model) -> None:
    assert asked(model, slowly(b"x", every=3), seconds=0.3).spent.cost > 0
    assert asked(model, refuses("429 Busy")).spent.cost == 0


# Over TLS


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    made = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.path))
    client.trust.cache_clear()
    yield made
    client.trust.cache_clear()


def over_tls(authority: Authority, name: str, given: Answer) -> Told:
    with speaking(given, tls=authority.server(name)) as model:
        to = replace(endpoint(model), url=model.url(PATH, "https"))
        return told(to, question(to))


def test_an_endpoint_that_proves_its_name_is_asked(authority: Authority) -> None:
    assert over_tls(authority, "127.0.0.1", says(BODY)).body == BODY


def test_one_that_does_not_never_hears_the_key(authority: Authority) -> None:
    with speaking(tls=authority.server("other.example")) as model:
        to = replace(endpoint(model), url=model.url(PATH, "https"))
        assert problem_of(told(to, question(to))).code == "tls_failed"
        assert model.requests == []


def test_one_that_is_slow_over_tls_has_no_more_time(authority: Authority) -> None:
    drops = slowly(b" " * 1000, HEAD + b"Content-Length: 1000\r\n\r\n")
    assert problem_of(over_tls(authority, "127.0.0.1", drops)).code == "timeout"
