"""`manage.py check`, also with --deploy, run as whoever deploys runs it."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from pytest_django import Settings

from claims.checks import (
    demo_passwords,
    fetching_has_a_second_wall_and_a_name,
    nobody_has_a_demo_password,
    places_of_the_network_are_well_written,
    record_is_guarded,
    second_factor_names_roles,
)
from claims.models import Person
from tests import factories
from tests.services import TEST, Services, connected_to

pytestmark = pytest.mark.django_db


def check(*options: str) -> str:
    out = StringIO()
    try:
        call_command("check", *options, stdout=out, stderr=out)
    except (SystemCheckError, CommandError) as error:
        return f"FAILED {error}"
    return out.getvalue()


@pytest.fixture
def demo_person() -> Person:
    return factories.person("reviewer", password=next(iter(demo_passwords())))


def test_deploying_with_a_demo_password_is_an_error(demo_person: Person) -> None:
    said = check("--deploy")
    assert said.startswith("FAILED")
    assert "claims.E001" in said
    assert demo_person.username in said


def test_without_a_demo_password_deploying_is_none(demo_person: Person) -> None:
    Person.objects.update(is_active=False)
    factories.person("reviewer", password=factories.PASSWORD)
    assert "claims.E001" not in check("--deploy")


def test_a_plain_check_leaves_demo_people_alone(demo_person: Person) -> None:
    assert not check().startswith("FAILED")


@pytest.mark.django_db(transaction=True)
def test_where_no_database_answers_the_check_says_so(services: Services) -> None:
    with connected_to("postgresql://nobody@127.0.0.1:1/nowhere"):
        assert [message.id for message in nobody_has_a_demo_password()] == ["claims.W002"]


def test_the_apps_role_can_not_change_the_record() -> None:
    assert record_is_guarded(databases=["default"]) == []
    assert "claims.W001" not in check("--database", "default", "--deploy")


@pytest.fixture
def as_owner(services: Services, transactional_db: None) -> Iterator[None]:
    with connected_to(services.postgres.url("factcheck_owner", TEST)):
        yield


def test_a_desk_that_works_as_the_owner_is_warned(as_owner: None) -> None:
    assert "claims.W001" in check("--database", "default", "--deploy", "--fail-level", "CRITICAL")


def test_a_role_that_is_none_can_not_be_told_to_have_a_second_factor(settings: Settings) -> None:
    settings.FACTCHECK_MFA_ROLES = ["senior", "adminstrator"]
    assert "adminstrator" in second_factor_names_roles()[0].msg
    settings.FACTCHECK_MFA_ROLES = ["senior", "administrator"]
    assert not second_factor_names_roles()


def test_fetching_without_a_contact_or_a_second_wall_is_warned_of(settings: Settings) -> None:
    settings.FACTCHECK_CONTACT = settings.FACTCHECK_PROXY = ""
    assert [message.id for message in fetching_has_a_second_wall_and_a_name()] == ["claims.W003", "claims.W004"]
    assert "claims.W004" in check("--deploy", "--fail-level", "CRITICAL")
    settings.FACTCHECK_CONTACT, settings.FACTCHECK_PROXY = "desk@example.org", "http://proxy.example:4750"
    assert fetching_has_a_second_wall_and_a_name() == []


@pytest.mark.parametrize(
    ("setting", "entry"),
    [
        ("FACTCHECK_ALLOWED_HOSTS", "http://cms.example"),
        ("FACTCHECK_ALLOWED_HOSTS", "cms.example/path"),
        ("FACTCHECK_ALLOWED_HOSTS", "10.0.0.0/8"),
        ("FACTCHECK_ALLOWED_HOSTS", "*.example"),
        ("FACTCHECK_REFUSED_HOSTS", "10.0.0.0/33"),
        ("FACTCHECK_REFUSED_HOSTS", "http://a.example"),
        ("FACTCHECK_PROXY", "proxy.example:4750"),
        ("FACTCHECK_PROXY", "socks5://proxy.example"),
        ("FACTCHECK_CONTACT", "the desk at example.org"),
    ],
)
def test_a_slip_in_the_networks_settings_is_an_error(setting: str, entry: str, settings: Settings) -> None:
    setattr(settings, setting, [entry] if setting.endswith("HOSTS") else entry)
    found = places_of_the_network_are_well_written()
    assert [message.id for message in found] == ["claims.E003"]
    assert entry in found[0].msg


def test_well_written_places_of_the_network_are_none(settings: Settings) -> None:
    settings.FACTCHECK_ALLOWED_HOSTS = ["cms.example", "cms.example:8080", "10.0.0.5:80", "[fd00::5]:81"]
    settings.FACTCHECK_REFUSED_HOSTS = ["198.199.0.0/16", "2a00::/16", "payroll.example"]
    settings.FACTCHECK_PROXY = "http://desk:secret@proxy.example:4750"
    assert places_of_the_network_are_well_written() == []


def test_the_demo_people_are_the_ones_of_the_seeds() -> None:
    assert demo_passwords()
    assert (settings.BASE_DIR / "seeds" / "people.json").exists()
