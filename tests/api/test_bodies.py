"""What is sent has to be exactly right; what is not is refused by a name, and nothing of it is done."""

import pytest
from django.test import Client

from tests.api.calls import ADDRESS, TEXT, bearer, refused, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"[", (400, "json_invalid", "")),
        (b"[1]", (400, "bad_type", "")),
        (b'"text"', (400, "bad_type", "")),
        (b"{}", (400, "bad_type", "items")),
        (b'{"items": []}', (400, "no_items", "items")),
        (b'{"items": {"address": "https://a.example"}}', (400, "bad_type", "items")),
        (b'{"items": ["https://a.example"]}', (400, "bad_type", "items[0]")),
        (b'{"items": [{}]}', (400, "bad_item", "items[0]")),
        (b'{"items": [{"title": "x"}]}', (400, "bad_item", "items[0]")),
        (b'{"items": [{"text": "x", "address": "https://a.example"}]}', (400, "bad_item", "items[0]")),
        (b'{"items": [{"text": "x", "published": 1}]}', (400, "unknown_field", "items[0].published")),
        (b'{"items": [{"text": "x"}], "urgent": true}', (400, "unknown_field", "urgent")),
        (b'{"items": [{"text": "x"}], "\\ud800": true}', (400, "unknown_field", "\\ud800")),
        (b'{"items": [{"text": 7}]}', (400, "bad_type", "items[0].text")),
        (b'{"items": [{"text": null}]}', (400, "bad_type", "items[0].text")),
        (b'{"items": [{"text": "  "}]}', (400, "empty", "items[0].text")),
        (b'{"items": [{"address": ""}]}', (400, "empty", "items[0].address")),
        (b'{"items": [{"text": "x"}], "purpose": "publish"}', (400, "bad_value", "purpose")),
        (b'{"items": [{"text": "x"}], "purpose": ["check"]}', (400, "bad_value", "purpose")),
        (b'{"items": [{"text": "x"}], "items": [{"text": "y"}]}', (400, "duplicate_key", "items")),
        (b'{"items": [{"text": "x", "text": "y"}]}', (400, "duplicate_key", "text")),
        (b'{"items": [{"text": NaN}]}', (400, "json_invalid", "")),
        (b'{"items": [{"text": -Infinity}]}', (400, "json_invalid", "")),
        (b'{"items": [{"text": 1e999}]}', (400, "bad_type", "items[0].text")),
        (b'{"items": [{"text": ' + b"9" * 9000 + b"}]}", (400, "json_invalid", "")),
        (b'{"items": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", (400, "too_deep", "")),
        (b'{"a":' * 50_000, (400, "too_deep", "")),
        (b'{"items": [{"text": "a\\u0000b"}]}', (400, "bad_unicode", "items[0].text")),
        (b'{"items": [{"text": "a\\ud800b"}]}', (400, "bad_unicode", "items[0].text")),
        (b'{"items": [{"title": "\\udfff", "text": "x"}]}', (400, "bad_unicode", "items[0].title")),
        (b'{"items": [{"text": "caf\xe9"}]}', (400, "bad_encoding", "")),
        (b'\xef\xbb\xbf{"items": [{"text": "x"}]}', (400, "json_invalid", "")),
        (b'{"items": [{"text": "raw \0 zero"}]}', (400, "json_invalid", "")),
        (b'{"items": [{"name": "a.txt", "content": "no base64!"}]}', (400, "bad_base64", "items[0].content")),
        (b'{"items": [{"name": "a.txt", "content": "YQ"}]}', (400, "bad_base64", "items[0].content")),
        (b'{"items": [{"address": "https://a.example/' + b"x" * 2000 + b'"}]}', (400, "too_long", "items[0].address")),
        (b'{"items": [' + b'{"text": "x"},' * 600 + b'{"text": "x"}]}', (413, "too_many_items", "items")),
        (b'{"items": [{"text": "' + b"x" * 12_100_000 + b'"}]}', (413, "too_large", "")),
        (b'{"' + b'\\"' * 200_000, (400, "json_invalid", "")),
    ],
    ids=lambda part: part[:40] if isinstance(part, bytes) else None,
)
def test_what_is_not_exactly_right_is_refused_by_name(body: bytes, told: tuple[int, str, str], secret: str) -> None:
    assert refused(send(body, secret)) == told


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/json; charset=latin-1", "text/json"]
)
def test_other_kinds_of_body_are_refused(kind: str, secret: str) -> None:
    answer = Client().post(ADDRESS, b'{"items": []}', content_type=kind, headers=bearer(secret))
    assert refused(answer)[0] == 415


def test_a_packed_body_is_refused(secret: str) -> None:
    assert refused(send({"items": [TEXT]}, secret, Content_Encoding="gzip"))[:2] == (415, "encoding_refused")


def test_a_form_cut_short_is_refused(secret: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n'
    answer = Client().post(ADDRESS, body, content_type="multipart/form-data", headers=bearer(secret))
    assert refused(answer)[:2] == (400, "body_invalid")
    answer = Client().post(ADDRESS, {"extra": "x"}, headers=bearer(secret))
    assert refused(answer) == (400, "unknown_field", "extra")


def test_a_length_beyond_the_limit_is_refused_unread(secret: str) -> None:
    answer = Client().generic(
        "POST", ADDRESS, b"{}", "application/json", headers=bearer(secret), CONTENT_LENGTH="999999999999"
    )
    assert refused(answer)[:2] == (413, "too_large")
