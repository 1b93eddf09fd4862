"""What `manage.py check` says of a desk's own rules; with --database default it asks the database too."""

import json
import re
from collections.abc import Sequence
from ipaddress import ip_network
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError

from claims import guards
from claims.models import Person
from claims.reading import backends, weights
from claims.reading.backends import http
from claims.states import Role
from claims.text.weightfile import NotAModel


@register(Tags.database)
def record_is_guarded(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    if not databases or "default" not in databases:
        return []
    try:
        owned = guards.owned_tables()
    except DatabaseError:
        return []  # no database to ask; Django says so by itself
    if not owned:
        return []
    return [
        Warning(
            "The record of revisions and events is not guarded from the role the desk works as: it may change "
            + ", ".join(sorted(owned))
            + ".",
            hint="Give the desk a role of its own in DATABASE_URL and the owner's in DATABASE_OWNER_URL, then migrate.",
            id="claims.W001",
        )
    ]


@register(Tags.security, deploy=True)
def nobody_has_a_demo_password(**kwargs: Any) -> list[CheckMessage]:
    """Asks the database on every `check --deploy`: a password that everybody can read is no password."""
    try:
        found = [person.username for person in Person.objects.filter(is_active=True) if has_demo_password(person)]
    except DatabaseError:
        return [Warning("The database could not be asked for demo passwords.", id="claims.W002")]
    if not found:
        return []
    return [
        Error(
            f"The password that stands in seeds/people.json signs in: {', '.join(sorted(found))}.",
            hint="Disable these people, or set other passwords.",
            id="claims.E001",
        )
    ]


def has_demo_password(person: Person) -> bool:
    return any(check_password(password, person.password) for password in demo_passwords())


def demo_passwords() -> set[str]:
    path = settings.BASE_DIR / "seeds" / "people.json"
    return {row["password"] for row in json.loads(path.read_text(encoding="utf-8"))} if path.exists() else set()


@register(Tags.security)
def second_factor_names_roles(**kwargs: Any) -> list[CheckMessage]:
    """A role misspelt there would leave its people without the second factor they must have."""
    unknown = set(settings.FACTCHECK_MFA_ROLES) - set(Role.values)
    if not unknown:
        return []
    known = ", ".join(Role.values)
    return [Error(f"FACTCHECK_MFA_ROLES knows no {', '.join(sorted(unknown))}; there are {known}.", id="claims.E002")]


@register(Tags.security, deploy=True)
def fetching_has_a_second_wall_and_a_name(**kwargs: Any) -> list[CheckMessage]:
    warnings: list[CheckMessage] = []
    if not settings.FACTCHECK_CONTACT:
        hint = "Set FACTCHECK_CONTACT to the address of a page or a mailbox."
        warnings.append(Warning("Sites that the desk visits are not told whom to ask.", hint=hint, id="claims.W003"))
    if not settings.FACTCHECK_PROXY:
        hint = "Set FACTCHECK_PROXY to a proxy that refuses private addresses, or bar them in the machine's firewall."
        text = "Nothing but the desk's own code keeps fetched addresses away from the network it stands in."
        warnings.append(Warning(text, hint=hint, id="claims.W004"))
    return warnings


@register(Tags.security)
def places_of_the_network_are_well_written(**kwargs: Any) -> list[CheckMessage]:
    """A slip there would be read as another host, or as none."""
    slips = [entry for entry in settings.FACTCHECK_ALLOWED_HOSTS if not is_place(entry)]
    slips += [entry for entry in settings.FACTCHECK_REFUSED_HOSTS if not is_name_or_network(entry)]
    slips += [settings.FACTCHECK_PROXY] * (not is_proxy(settings.FACTCHECK_PROXY))
    slips += [settings.FACTCHECK_CONTACT] * (not re.fullmatch(r"[!-~]*", settings.FACTCHECK_CONTACT))
    return [Error(f"The network's settings can't be read at {slip!r}.", id="claims.E003") for slip in slips]


@register(Tags.security)
def the_endpoint_is_wholly_set(**kwargs: Any) -> list[CheckMessage]:
    """Half set it would be left unused, and nobody told."""
    messages: list[CheckMessage] = [Error(slip, id="claims.E004") for slip in http.slips()]
    to = http.endpoint()
    if to and to.daily_cost is None and (to.price_in or to.price_out):
        hint = "Set FACTCHECK_BACKEND_DAILY_COST."
        messages.append(Warning("What the endpoint may cost in a day has no limit.", hint=hint, id="claims.W005"))
    if to and to.key and to.is_in_the_clear:
        hint = "Use an https address, or an endpoint on this machine."
        messages.append(Warning("The endpoint's key travels in the clear.", hint=hint, id="claims.W006"))
    return messages


@register(Tags.files)
def the_model_of_worthiness_can_be_read(**kwargs: Any) -> list[CheckMessage]:
    try:
        weights.base()
    except NotAModel as problem:
        hint = "Correct FACTCHECK_WORTHINESS_MODEL, or leave it empty for the built-in weights."
        return [Error(str(problem), hint=hint, id="claims.E005")]
    return []


@register(Tags.files)
def the_attribution_model_can_be_read(**kwargs: Any) -> list[CheckMessage]:
    """Without this the built-in would read in its place, and only the notes of readings would say so."""
    try:
        backends.local()
    except backends.NoModel as problem:
        hint = "Correct FACTCHECK_ATTRIBUTION_MODEL, or leave it empty for the built-in rules."
        return [Error(str(problem), hint=hint, id="claims.E006")]
    return []


def is_place(entry: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?", entry))


def is_name_or_network(entry: str) -> bool:
    try:
        ip_network(entry, strict=False)
    except ValueError:
        return bool(re.fullmatch(r"[A-Za-z0-9._-]+", entry))
    return True


def is_proxy(url: str) -> bool:
    return not url or bool(re.fullmatch(r"http://(?:[^/@\s]+@)?[A-Za-z0-9._-]+(?::\d{1,5})?/?", url))
