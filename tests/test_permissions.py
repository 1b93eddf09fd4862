"""Every route times every role, as tests/matrix.py says."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from claims.models import Person
from tests import factories
from tests.admin.test_admin import ROWS
from tests.matrix import ABOUT, ADMIN, ADMIN_SITE, ROUTES, WHO

pytestmark = pytest.mark.django_db


class Row(NamedTuple):
    method: str
    route: str
    about: str
    expected: dict[str, str]


def rows(table: str) -> list[Row]:
    parts = [line.split() for line in table.splitlines() if line]
    return [Row(part[0], part[1], part[2], dict(zip(WHO, part[3:], strict=True))) for part in parts]


def routes(patterns: Any = None, space: str = "") -> Iterator[str]:
    """The name of every route there is; one without a name is refused as such."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or pattern.pattern}"


def admin_routes() -> set[str]:
    pages = ("changelist", "add", "history", "delete", "change")
    return {f"admin:{model}_{page}" for model in ADMIN for page in pages}


# The last of the admin: what leads an old address of an object on to its page, and the refusal of all other addresses.
UNNAMED = {"admin:<path:object_id>/", "admin:(?P<url>.*)$"}


def test_the_matrix_names_every_route_and_no_other() -> None:
    named = {row.route for row in rows(ROUTES) + rows(ADMIN_SITE)} | admin_routes() | UNNAMED
    there = set(routes())
    assert there - named == set(), "these routes have no line in tests/matrix.py"
    assert named - there == set(), "these lines of tests/matrix.py have no route"


def a_person(who: str) -> Person:
    if who == "anonymous":
        return Person()
    roles = {"nobody": [], "disabled": ["senior"]}.get(who, [who])
    return factories.person(*roles, password=factories.PASSWORD)


def client_of(who: str, person: Person) -> Client:
    """Signed in; a disabled person comes with a session from before."""
    client = Client()
    if who != "anonymous":
        client.force_login(person)
    if who == "disabled":
        Person.objects.filter(pk=person.pk).update(is_active=False)
    return client


def outcome(response: Any) -> str:
    place = response.headers.get("Location", "")
    if response.status_code == 302 and place.partition("?")[0] == reverse("account_login"):
        return "in"
    return "ok" if 200 <= response.status_code < 400 else str(response.status_code)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("row", rows(ROUTES) + rows(ADMIN_SITE), ids=lambda row: "-".join(row[:3]))
def test_a_role_gets_at_a_route_what_the_matrix_says(row: Row, who: str) -> None:
    person = a_person(who)
    asked = ABOUT[row.about](person)
    client = client_of(who, person)
    path = reverse(row.route, kwargs=asked.kwargs)
    send = client.post if row.method == "POST" else client.get
    assert outcome(send(path, asked.data)) == row.expected[who]


@pytest.mark.parametrize(
    "row", [row for row in rows(ROUTES) if row.method == "POST"], ids=lambda row: "-".join(row[:3])
)
def test_what_is_done_by_posting_is_not_done_by_looking(row: Row) -> None:
    """Either the route has a page to look at, which has a line of its own, or GET is refused."""
    looked_at = {other.route for other in rows(ROUTES) if other.method == "GET"}
    person = factories.senior()
    path = reverse(row.route, kwargs=ABOUT[row.about](person).kwargs)
    assert row.route in looked_at or client_of("senior", person).get(path).status_code == 405


@pytest.mark.parametrize("model", ADMIN)
def test_the_admin_shows_and_takes_only_what_the_matrix_says(model: str) -> None:
    sees, may = ADMIN[model]
    ROWS[model]()
    pk = _first(model)
    for who in WHO:
        client = client_of(who, a_person(who))
        for page in ("changelist", "history", "change", "add", "delete"):
            path = reverse(f"admin:{model}_{page}", args=[] if page in ("changelist", "add") else [pk])
            allowed = who == sees and (page not in ("add", "delete") or page in may.split())
            refused = "in" if who in ("anonymous", "disabled") else "403"
            assert outcome(client.get(path)) == ("ok" if allowed else refused), (who, path)
            if page == "change" and who == sees and "change" not in may.split():
                assert client.post(path, {}).status_code == 403


def _first(model: str) -> Any:
    row = apps.get_model(model.replace("_", "."))._default_manager.first()
    assert row is not None
    return row.pk


@pytest.mark.parametrize("role", ["reviewer", "senior", "curator", "administrator"])
def test_a_superuser_gets_no_more_than_the_own_role(role: str) -> None:
    """One route of each kind; is_superuser and is_staff change none of them."""
    for row in rows(ROUTES + ADMIN_SITE):
        if row.route not in ("claim", "claim-signature", "claim-merger", "admin:index", "claim-add"):
            continue
        person = factories.person(role)
        Person.objects.filter(pk=person.pk).update(is_superuser=True, is_staff=True)
        asked, client = ABOUT[row.about](person), client_of(role, person)
        send = client.post if row.method == "POST" else client.get
        assert outcome(send(reverse(row.route, kwargs=asked.kwargs), asked.data)) == row.expected[role], row.route
