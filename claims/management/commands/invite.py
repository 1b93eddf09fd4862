from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from claims.models import Person
from claims.people import invitations
from claims.states import Role


class Command(BaseCommand):
    help = "Print a link that works once and lets a person set a password. Makes the person if there is none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", choices=Role.values, help="needed for somebody new")
        parser.add_argument("--name", default="")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        person = Person.objects.filter(email__iexact=email).first() or make(email, options["role"], options["name"])
        if not person.is_active:
            raise CommandError(f"{person} is disabled; an administrator can enable them again.")
        if options["role"] and person.roles != [options["role"]]:
            raise CommandError(f"{person} is {', '.join(person.roles) or 'without a role'}; roles change in the admin.")
        self.stdout.write(invitations.invite(person, by=None))


def make(email: str, role: str | None, name: str) -> Person:
    if role is None:
        raise CommandError("Nobody has this address. Say with --role what the new person is to do.")
    person = Person(email=email, username=email, name=name or email.partition("@")[0], roles=[role])
    person.set_unusable_password()
    try:
        person.full_clean()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    person.save()
    return person
