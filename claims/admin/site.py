from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest

from claims.states import Role


class DeskAdminSite(AdminSite):
    site_header = "factcheck"
    site_title = "factcheck"
    index_title = "Curation"

    def has_permission(self, request: HttpRequest) -> bool:
        person = request.user
        return person.is_authenticated and person.is_any(Role.CURATOR, Role.ADMINISTRATOR)


class DeskAdminConfig(AdminConfig):
    default_site = "claims.admin.site.DeskAdminSite"
