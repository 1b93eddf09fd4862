"""A program with a token imports, and does nothing else."""

import base64
import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.ingest import tokens
from claims.models import ApiCall, ApiToken, Article, Import, ImportItem, Person, Session
from tests import factories
from tests.api.calls import ADDRESS, TEXT, bearer, refused, send, token
from tests.articles import KILLED, file_of
from tests.matrix import ABOUT, ADMIN_SITE, ROUTES
from tests.test_permissions import outcome, rows

pytestmark = pytest.mark.django_db


def test_a_text_a_page_and_a_file_are_taken_in_one_call(secret: str) -> None:
    file = {"name": "dam.txt", "content": base64.b64encode(file_of(KILLED)).decode()}
    answer = send({"items": [TEXT, {"address": "https://ledger.example/dam"}, file]}, secret)
    assert answer.status_code == 201
    run = Import.objects.get()
    assert answer.json() == {
        "import": run.pk,
        "items": [
            {"name": "A dam", "outcome": "waiting", "code": "", "reason": ""},
            {"name": "https://ledger.example/dam", "outcome": "waiting", "code": "", "reason": ""},
            {"name": "dam.txt", "outcome": "waiting", "code": "", "reason": ""},
        ],
    }
    assert (run.way, run.purpose, run.token, run.asked_by) == ("api", "check", ApiToken.objects.get(), None)
    kept = [bytes(item.raw.content) if item.raw else None for item in run.items.select_related("raw")]
    assert kept == [f"A dam\n\n{KILLED}".encode(), None, file_of(KILLED)]
    assert ApiToken.objects.get().used_at is not None


def test_files_are_taken_as_a_form_with_many_parts(secret: str) -> None:
    sent = [SimpleUploadedFile(name, file_of(name), "text/plain") for name in ("a.txt", "b.txt")]
    answer = Client(enforce_csrf_checks=True).post(
        ADDRESS, {"file": sent, "purpose": "reference"}, headers=bearer(secret)
    )
    assert [item["name"] for item in answer.json()["items"]] == ["a.txt", "b.txt"]
    assert Import.objects.get().purpose == "reference"


def test_an_address_that_nobody_may_ask_is_an_item_with_its_code(secret: str) -> None:
    answer = send({"items": [{"address": "http://127.0.0.1:5432/"}, {"address": "gopher://x.example/"}, TEXT]}, secret)
    assert answer.status_code == 201
    outcomes = [(item["outcome"], bool(item["code"]), bool(item["reason"])) for item in answer.json()["items"]]
    assert outcomes == [("failed", True, True), ("failed", True, True), ("waiting", False, False)]


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer ", "Basic Zm9v", "fc_x", "Bearer fc_" + "x" * 40, "Bearer \x7f"]
)
def test_without_a_known_token_nothing_is_done(given: str, secret: str) -> None:
    answer = Client().post(
        ADDRESS, json.dumps({"items": [TEXT]}), content_type="application/json", headers={"Authorization": given}
    )
    assert refused(answer)[:2] == (401, "token_refused")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_revoked_token_is_no_token() -> None:
    made, secret = token()
    ApiToken.objects.filter(pk=made.pk).update(revoked_at=timezone.now())
    assert refused(send({"items": [TEXT]}, secret))[0] == 401


@pytest.mark.parametrize("query", ["token=fc_x", "access_token=x", "a=1"])
def test_nothing_is_taken_from_the_address(query: str, secret: str) -> None:
    answer = Client().post(
        f"{ADDRESS}?{query}", json.dumps({"items": [TEXT]}), content_type="application/json", headers=bearer(secret)
    )
    assert refused(answer)[:2] == (400, "query_refused")


def test_the_database_knows_no_secret(secret: str) -> None:
    made = ApiToken.objects.get()
    assert len(secret) == 43
    assert made.digest == tokens.digest(secret)
    assert secret not in json.dumps({name: str(value) for name, value in made.__dict__.items()})
    assert secret.startswith(made.start)


def test_neither_session_nor_cookie_plays_a_part(secret: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.senior())
    sessions = Session.objects.count()
    assert send({"items": [TEXT]}, "fc_wrong", client=client).status_code == 401
    answer = send({"items": [TEXT]}, secret)
    assert (answer.status_code, dict(answer.cookies), answer["Cache-Control"]) == (201, {}, "no-store")
    assert Session.objects.count() == sessions


def test_a_token_for_reference_queues_nothing() -> None:
    secret = token("reference")[1]
    assert refused(send({"items": [TEXT], "purpose": "check"}, secret)) == (403, "purpose_refused", "purpose")
    assert send({"items": [TEXT]}, secret).status_code == 201
    assert Import.objects.get().purpose == "reference"


def test_a_token_to_check_may_also_bring_references(secret: str) -> None:
    send({"items": [TEXT], "purpose": "reference"}, secret)
    assert Import.objects.get().purpose == "reference"


# Sent again


def test_the_same_call_again_is_the_same_import(secret: str) -> None:
    first = send({"items": [TEXT]}, secret, Idempotency_Key="k-1")
    again = send({"items": [TEXT]}, secret, Idempotency_Key="k-1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert Import.objects.count() == ImportItem.objects.count() == 1
    send({"items": [TEXT]}, secret, Idempotency_Key="k-2")
    assert Import.objects.count() == 2


def test_another_call_under_the_same_key_is_refused(secret: str) -> None:
    send({"items": [TEXT]}, secret, Idempotency_Key="k-1")
    answer = send({"items": [{"text": "Other."}]}, secret, Idempotency_Key="k-1")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "key_reused")
    assert Import.objects.count() == 1


def test_a_key_is_its_tokens_own(secret: str) -> None:
    send({"items": [TEXT]}, secret, Idempotency_Key="k")
    assert send({"items": [{"text": "Other."}]}, token()[1], Idempotency_Key="k").status_code == 201


def test_files_under_a_key_are_compared_by_name_and_bytes(secret: str) -> None:
    def post(name: str, content: bytes) -> Any:
        headers = bearer(secret) | {"Idempotency-Key": "k"}
        return Client().post(ADDRESS, {"f": SimpleUploadedFile(name, content)}, headers=headers)

    first = post("a.txt", b"One.")
    assert post("a.txt", b"One.").json() == first.json()
    assert [post("a.txt", b"Two.").status_code, post("b.txt", b"One.").status_code] == [422, 422]


@pytest.mark.parametrize("key", ["x" * 201, "caf\xe9"])
def test_an_odd_key_is_refused(key: str, secret: str) -> None:
    assert refused(send({"items": [TEXT]}, secret, Idempotency_Key=key))[:2] == (400, "bad_key")


def test_old_keys_are_forgotten(secret: str) -> None:
    send({"items": [TEXT]}, secret, Idempotency_Key="old")
    ApiCall.objects.update(made_at=timezone.now() - timedelta(days=8))
    send({"items": [TEXT]}, secret, Idempotency_Key="new")
    assert list(ApiCall.objects.values_list("key", flat=True)) == ["new"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_under_one_key_are_one_import(secret: str) -> None:
    answers: list[Any] = []

    def call() -> None:
        answers.append(send({"items": [TEXT]}, secret, Idempotency_Key="k").json())
        connection.close()

    threads = [threading.Thread(target=call) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 3
    assert all(answer == answers[0] for answer in answers)
    assert Import.objects.count() == 1


def test_beyond_six_hundred_items_a_minute_a_token_waits(secret: str) -> None:
    many = {"items": [{"text": f"Text {number}."} for number in range(300)]}
    assert send(many, secret).status_code == 201
    assert send({"items": many["items"][:299]}, secret).status_code == 201
    answer = send({"items": [TEXT, TEXT]}, secret)
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 62
    assert Import.objects.count() == 2
    assert send({"items": [TEXT]}, token()[1]).status_code == 201
    Import.objects.update(started_at=timezone.now() - timedelta(seconds=61))
    assert send({"items": [TEXT]}, secret).status_code == 201


# And nothing else


@pytest.mark.parametrize("row", rows(ROUTES) + rows(ADMIN_SITE), ids=lambda row: "-".join(row[:3]))
def test_at_every_other_route_a_token_is_nobody(row: Any, secret: str) -> None:
    if row.route == "api-imports":
        return
    asked = ABOUT[row.about](Person())
    path = reverse(row.route, kwargs=asked.kwargs)
    send_it = Client().post if row.method == "POST" else Client().get
    assert outcome(send_it(path, asked.data, headers=bearer(secret))) == row.expected["anonymous"]


def test_nothing_but_posting_is_answered(secret: str) -> None:
    for method in ("get", "head", "put", "delete", "patch", "options"):
        assert getattr(Client(), method)(ADDRESS, headers=bearer(secret)).status_code == 405
    assert not Article.objects.exists()
