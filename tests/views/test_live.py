"""What an open page asks for every few seconds."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Claim, Presence
from claims.review import claims, leases
from claims.workflow import open_claim
from tests import factories
from tests.views.at_desk import queries, signed_in, text

pytestmark = pytest.mark.django_db


def asked(client: Client, **values: Any) -> dict[str, Any]:
    response = client.get("/live/", values)
    assert response.status_code == 200
    read: dict[str, Any] = response.json()
    return read


def test_what_did_not_change_is_not_sent_again() -> None:
    client = signed_in(factories.reviewer())
    tag = client.get("/live/").headers["ETag"]
    same = client.get("/live/", headers={"if-none-match": tag})
    assert (same.status_code, same.content) == (304, b"")
    factories.claim()
    assert client.get("/live/", headers={"if-none-match": tag}).status_code == 200


def test_the_count_of_waiting_claims_is_the_one_of_the_page() -> None:
    client = signed_in(factories.reviewer())
    for _ in range(3):
        factories.claim()
    assert f'data-live="waiting">{asked(client)["parts"]["waiting"]}</span>' in text(client.get("/"))
    assert asked(client)["parts"]["waiting"].startswith("3<")


def test_what_others_do_to_the_claim_is_told_and_what_one_does_oneself_is_not() -> None:
    asha, mara = factories.reviewer(), factories.person("senior", name="Mara Osei")
    claim = factories.claim()
    client = signed_in(asha)
    since = asked(client, claim=claim.pk)["since"]
    leases.take(claim, asha, claim.version)
    assert asked(client, claim=claim.pk, since=since)["told"] == ""
    claims.dismiss(claim, mara, Claim.objects.get(pk=claim.pk).version, "An opinion.")
    assert asked(client, claim=claim.pk, since=since)["told"].startswith("Mara Osei dismissed it")


def test_who_else_looks_is_shown_by_name() -> None:
    claim = factories.claim()
    mara = factories.person("senior", name="Mara Osei")
    assert asked(signed_in(mara), claim=claim.pk)["parts"]["presence"] == ""
    seen = asked(signed_in(factories.reviewer()), claim=claim.pk)["parts"]["presence"]
    assert "Mara Osei: here too" in seen
    assert Presence.objects.count() == 2


def test_new_claims_of_the_list_that_is_looked_at_are_counted() -> None:
    client = signed_in(factories.reviewer())
    factories.claim()
    newest = asked(client, view="")["newest"]
    assert asked(client, view="", newest=newest)["told"] == ""
    factories.claim()
    open_claim("find", by=None, wording="Twelve people were killed.")
    assert asked(client, view="", newest=newest)["told"] == "2 new claims"
    assert asked(client, view="view=new", newest=newest)["told"] == "1 new claim"


def test_a_page_left_open_keeps_nobody_signed_in() -> None:
    client = signed_in(factories.reviewer())
    client.get("/live/")
    assert "seen" not in client.session
    client.get("/")
    assert "seen" in client.session


def test_it_asks_little_of_the_database() -> None:
    client = signed_in(factories.reviewer())
    client.get("/")
    assert queries(client, "/live/") == 3
    assert queries(client, f"/live/?claim={factories.claim().pk}&since=1") == 7
    assert queries(client, "/live/?view=&newest=1") == 5


@pytest.mark.parametrize("wrong", ["x", "0", "9" * 40])
def test_a_claim_that_is_not_there_is_not_found(wrong: str) -> None:
    assert signed_in(factories.reviewer()).get("/live/", {"claim": wrong}).status_code == 404
