"""For whom a second factor is compulsory, and who has one."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from claims.models import Person


def lacks(person: Person) -> bool:
    """True for a person of a role that must have a second factor, and who has none. Recovery codes are none."""
    return person.is_any(*settings.FACTCHECK_MFA_ROLES) and not has(person)


def has(person: Person) -> bool:
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())


def reset(person: Person) -> int:
    """Remove every factor, recovery codes with them. Returns how many."""
    return int(Authenticator.objects.filter(user=person).delete()[0])
