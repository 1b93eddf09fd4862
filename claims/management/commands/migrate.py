from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from claims import guards
from factcheck import env


class Command(Migrate):
    """Django's migrate, as the database's owner where one is set; then the app's role gets its rights."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        app_role = connection.settings_dict["USER"]
        if settings.DATABASE_OWNER_URL:
            connection.close()
            connection.settings_dict.update(_as_owner(connection.settings_dict))
        super().handle(*args, **options)
        if app_role and app_role != connection.settings_dict["USER"]:
            guards.grant(app_role)


def _as_owner(current: dict[str, Any]) -> dict[str, Any]:
    owner = env.database(settings.DATABASE_OWNER_URL)
    return {key: owner[key] for key in ("USER", "PASSWORD", "HOST", "PORT")} | {
        "OPTIONS": owner["OPTIONS"],
        "NAME": current["NAME"] if settings.TESTING else owner["NAME"],
    }
