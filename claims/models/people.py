from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from claims.states import Role


class Person(AbstractUser):
    """Somebody who signs in. What they may do follows from `roles` alone: `is_superuser` gives nothing."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), default=list, blank=True)
    theme = models.CharField(
        max_length=8, default="system", choices=[("system", "As the system"), ("light", "Light"), ("dark", "Dark")]
    )

    REQUIRED_FIELDS = ["email", "name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            # An administrator rules people and settings and does no work on claims.
            models.CheckConstraint(
                condition=~Q(roles__contains=[Role.ADMINISTRATOR]) | Q(roles__len=1), name="administrator_only"
            ),
            models.CheckConstraint(condition=Q(roles__contained_by=list(Role.values)), name="person_roles_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    def is_any(self, *roles: str) -> bool:
        return self.is_active and not set(self.roles).isdisjoint(roles)

    @property
    def initials(self) -> str:
        words = self.name.split() or [self.username]
        return "".join(word[0] for word in (words[0], words[-1]) if word)[: len(words)].upper()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        from claims.access import may_in_admin  # noqa: PLC0415  (access stands above models)

        return may_in_admin(self, perm)

    def has_perms(self, perm_list: Any, obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_any(Role.CURATOR, Role.ADMINISTRATOR)
