"""Tokens of programs: shown once, revoked, never deleted."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from claims.ingest import tokens
from claims.models import ApiToken
from tests import factories
from tests.admin.conftest import act
from tests.views.at_desk import HOSTILE, assert_inert, text

pytestmark = pytest.mark.django_db
ADD = reverse("admin:claims_apitoken_add")


def made(curator: Client, name: str = "Wire reader", purpose: str = "reference") -> str:
    page = text(curator.post(ADD, {"name": name, "purpose": purpose}))
    (secret,) = re.findall(r'value="(fc_\w+)"', page)
    return str(secret)


def test_a_new_token_is_shown_once_and_is_good(curator: Client) -> None:
    secret = made(curator)
    token = ApiToken.objects.get()
    assert re.fullmatch(r"fc_[A-Za-z0-9]{40}", secret)
    assert tokens.of(secret) == token
    assert (token.purpose, token.made_by.roles) == ("reference", ["curator"])
    pages = [reverse("admin:claims_apitoken_changelist"), reverse("admin:claims_apitoken_change", args=[token.pk])]
    for place in (*pages, reverse("admin:claims_apitoken_history", args=[token.pk]), "/"):
        assert secret not in text(curator.get(place))
    assert not LogEntry.objects.filter(object_repr__contains=secret).exists()
    assert not LogEntry.objects.filter(change_message__contains=secret).exists()


def test_the_page_with_the_token_is_kept_nowhere(curator: Client) -> None:
    answer = curator.post(ADD, {"name": "Wire reader", "purpose": "check"})
    assert "no-store" in answer["Cache-Control"]


def test_two_tokens_are_never_the_same(curator: Client) -> None:
    assert len({made(curator, f"Program {number}") for number in range(5)}) == 5


def test_a_revoked_token_is_no_good_and_stays_in_the_list(curator: Client) -> None:
    secret = made(curator)
    token = ApiToken.objects.get()
    page = text(act(curator, "apitoken", "revoke", token))
    assert "Revoked: 1." in page
    assert tokens.of(secret) is None
    first = ApiToken.objects.get().revoked_at
    act(curator, "apitoken", "revoke", token)
    assert ApiToken.objects.get().revoked_at == first


def test_its_name_can_be_changed_and_nothing_secret(curator: Client) -> None:
    secret = made(curator)
    token = ApiToken.objects.get()
    place = reverse("admin:claims_apitoken_change", args=[token.pk])
    curator.post(place, {"name": "Other", "purpose": "check", "digest": "0" * 64, "revoked_at": ""})
    token.refresh_from_db()
    assert (token.name, token.purpose, token.digest) == ("Other", "check", tokens.digest(secret))


def test_nobody_deletes_a_token(curator: Client) -> None:
    made(curator)
    token = ApiToken.objects.get()
    place = reverse("admin:claims_apitoken_delete", args=[token.pk])
    assert curator.post(place, {"post": "yes"}).status_code == 403
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM claims_apitoken")


def test_a_name_is_only_a_name(curator: Client) -> None:
    assert_inert(text(curator.post(ADD, {"name": HOSTILE, "purpose": "check"})))


def test_the_administrator_makes_none(administrator: Client) -> None:
    assert administrator.post(ADD, {"name": "x", "purpose": "check"}).status_code == 403
    assert factories.administrator().has_perm("claims.add_apitoken") is False
