from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower, Now

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

    density = models.CharField(
        max_length=8,
        default="regular",
        db_default="regular",
        choices=[("regular", "Regular"), ("compact", "Compact")],
    )
    keys: Any = models.JSONField(default=dict, blank=True, db_default=Value({}, models.JSONField()))  # action: key
    letters = models.BooleanField("single letters are keys", default=True, db_default=True)
    language = models.CharField(max_length=8, blank=True, db_default="")  # "": the desk's
    time_zone = models.CharField(max_length=60, blank=True, db_default="")  # "": the desk's
    digest = models.BooleanField("mail once a day", default=True, db_default=True)
    topics: Any = models.ManyToManyField("Topic", blank=True, related_name="people")

    REQUIRED_FIELDS = ["email", "name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            # An administrator rules people and settings and does no work on claims.
            models.CheckConstraint(
                condition=~Q(roles__contains=[Role.ADMINISTRATOR]) | Q(roles__len=1),
                name="administrator_only",
                violation_error_message="An administrator has no other role: people and settings, no work on claims.",
            ),
            models.CheckConstraint(condition=Q(roles__contained_by=list(Role.values)), name="person_roles_known"),
            # Signing in takes either in any case of letters.
            models.UniqueConstraint(
                Lower("email"), name="person_email_once", violation_error_message="Somebody has this address already."
            ),
            models.UniqueConstraint(
                Lower("username"), name="person_username_once", violation_error_message="This name is taken."
            ),
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

    # Django's other ways of asking, which would answer yes to `is_superuser`.
    async def ahas_perm(self, perm: str, obj: Any = None) -> bool:
        return self.has_perm(perm, obj)

    async def ahas_perms(self, perm_list: Any, obj: Any = None) -> bool:
        return self.has_perms(perm_list, obj)

    async def ahas_module_perms(self, app_label: str) -> bool:
        return self.has_module_perms(app_label)


class Invitation(models.Model):
    """The one-time link with which a person sets the own password. A new link takes the old one's place."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="invitation")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")  # null: on the command line
    made_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Invitation of {self.person}"


class Session(AbstractBaseSession):
    """Django's session with whose it is, so that a person's sessions can be ended."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")


class CachedValue(models.Model):
    """The table behind Django's database cache: what all web processes count together, such as failed sign-ins.

    The broker may be one that keeps no values, and memory is each process's own; so the database it is.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "claims_cache"

    def __str__(self) -> str:
        return self.cache_key
