from django.db import transaction

from claims.models import Person
from claims.people import invitations, sessions


@transaction.atomic
def disable(person: Person) -> None:
    """At once: no session of this person goes on and no invitation works. What they did stays as it is."""
    Person.objects.filter(pk=person.pk).update(is_active=False)
    person.is_active = False
    sessions.end_all_of(person)
    invitations.revoke(person)
