import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from claims.models import Outlet, Person, Rating, Scale


class Command(BaseCommand):
    help = "Load the rating scales; with --people the demo people and outlets too. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", action="store_true", help="the demo people, with the passwords it prints")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        load_scales(_rows("scales.json"))
        if options["people"]:
            load_outlets(_rows("outlets.json"))
            for row in _rows("people.json"):
                load_person(row)
                self.stdout.write(f"{row['username']} / {row['password']}   ({', '.join(row['roles'])})")


def _rows(name: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads((settings.BASE_DIR / "seeds" / name).read_text(encoding="utf-8"))
    return loaded


def load_scales(rows: list[dict[str, Any]]) -> None:
    """Add what is not there; a scale that is there stays as its curators keep it."""
    for row in rows:
        scale, made = Scale.objects.get_or_create(
            slug=row["slug"], version=row.get("version", 1), defaults={"name": row["name"]}
        )
        if made:
            Rating.objects.bulk_create(Rating(scale=scale, **rating) for rating in row["ratings"])


def load_outlets(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        Outlet.objects.get_or_create(
            name=row["name"], defaults={"domain": row.get("domain", ""), "aliases": row.get("aliases", [])}
        )


def load_person(row: dict[str, Any]) -> None:
    person, made = Person.objects.get_or_create(
        username=row["username"], defaults={"name": row["name"], "email": row["email"], "roles": row["roles"]}
    )
    if made:
        person.set_password(row["password"])
        person.save(update_fields=["password"])
