from importlib import import_module

from django.contrib.admin.apps import SimpleAdminConfig

PARTS = ("arrivals", "articles", "claimants", "feeds", "outlets", "people", "record", "scales", "tokens", "topics")


class DeskAdminConfig(SimpleAdminConfig):
    """Only what the desk itself registers: no groups, no e-mail addresses of allauth's."""

    default_site = "claims.admin.site.DeskAdminSite"

    def ready(self) -> None:
        super().ready()
        for name in PARTS:
            import_module(f"claims.admin.{name}")
