from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from claims.access import may_review
from claims.admin.base import Curated, ReadOnly
from claims.models import Invitation, Person
from claims.people import accounts, invitations, second_factor
from claims.review import leases
from claims.states import Role


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    roles = forms.MultipleChoiceField(choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        help_texts = {
            "username": "Signs in with this or with the e-mail address.",
            "is_active": "Off: signed out at once, and the claims they hold go back to the queue.",
        }

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class WithRole(admin.SimpleListFilter):
    title = "role"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role.value, role.label) for role in Role] + [("none", "No role")]

    def queryset(self, request: HttpRequest, people: QuerySet[Person]) -> QuerySet[Person]:
        if not self.value():
            return people
        return people.filter(roles=[]) if self.value() == "none" else people.filter(roles__contains=[self.value()])


@admin.register(Person)
class PersonAdmin(Curated):
    form = PersonForm
    fields = ["name", "email", "username", "roles", "is_active"]
    list_display = ["name", "username", "email", "their_roles", "is_active", "last_login", "second_factor", "invited"]
    list_filter = ["is_active", WithRole]
    list_select_related = ["invitation"]
    search_fields = ["name", "username", "email"]
    ordering = ["name"]
    actions = ["disable", "invite_again", "reset_second_factor"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        people: QuerySet[Person] = super().get_queryset(request)
        return people.annotate(has_factor=Exists(factors))

    @admin.display(description="roles")
    def their_roles(self, person: Person) -> str:
        return ", ".join(Role(role).label for role in person.roles)

    @admin.display(boolean=True, ordering="has_factor")
    def second_factor(self, person: Person) -> bool:
        return bool(person.has_factor)  # type: ignore[attr-defined]

    @admin.display(description="invitation")
    def invited(self, person: Person) -> str:
        return state_of(getattr(person, "invitation", None))

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Nobody changes the own roles, or locks themselves out."""
        return ["roles", "is_active"] if obj == request.user else []

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return self.fields if obj else ["name", "email", "username", "roles"]

    def save_model(self, request: HttpRequest, obj: Person, form: object, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        obj.save()
        if not obj.is_active:
            accounts.disable(obj)
        if not may_review(obj):
            leases.end_all_of(obj)
        if not change:
            self._invite(request, obj)

    def _invite(self, request: HttpRequest, person: Person) -> None:
        link = invitations.invite(person, request.user)  # type: ignore[arg-type]
        shown = format_html("{} sets the password at this address, which works once: <code>{}</code>", person, link)
        self.message_user(request, shown, messages.SUCCESS)
        transaction.on_commit(lambda: self._mail(request, person, link))

    def _mail(self, request: HttpRequest, person: Person, link: str) -> None:
        if not invitations.mail(person, link):
            self.message_user(request, "It could not be mailed: hand it over yourself.", messages.WARNING)

    @admin.action(description="Disable", permissions=["change"])
    def disable(self, request: HttpRequest, people: QuerySet[Person]) -> None:
        for person in self._others(request, people):
            accounts.disable(person)
            leases.end_all_of(person)
            self.log_change(request, person, "Disabled")
            self.message_user(request, f"{person} is disabled and signed out.", messages.SUCCESS)

    @admin.action(description="Invite again", permissions=["change"])
    def invite_again(self, request: HttpRequest, people: QuerySet[Person]) -> None:
        for person in self._others(request, people.filter(is_active=True)):
            self._invite(request, person)
            self.log_change(request, person, "Invited again")

    @admin.action(description="Reset the second factor", permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, people: QuerySet[Person]) -> None:
        for person in self._others(request, people):
            if second_factor.reset(person):
                self.log_change(request, person, "Second factor reset")
                self.message_user(request, f"{person} has no second factor now.", messages.SUCCESS)

    def _others(self, request: HttpRequest, people: QuerySet[Person]) -> QuerySet[Person]:
        return people.exclude(pk=request.user.pk or 0)


def state_of(invitation: Invitation | None) -> str:
    if invitation is None:
        return "-"
    if invitation.used_at:
        return "accepted"
    day = timezone.localtime(invitation.expires_at).strftime("%-d %B")
    return f"open until {day}" if invitation.expires_at > timezone.now() else f"ran out on {day}"


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnly):
    """Never shows the secret. Deleting one takes the recovery codes with it."""

    fields = ["user", "type", "created_at", "last_used_at"]
    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__username", "user__email"]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        own = isinstance(obj, Authenticator) and obj.user_id == request.user.pk
        return not own and request.user.has_perm("mfa.delete_authenticator")

    def delete_model(self, request: HttpRequest, obj: Authenticator) -> None:
        second_factor.reset(obj.user)


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnly):
    list_display = ["action_time", "user", "content_type", "object_repr", "action_flag", "told"]
    list_filter = ["action_flag", "content_type", "user"]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr", "user__name"]
    date_hierarchy = "action_time"

    @admin.display(description="what")
    def told(self, entry: LogEntry) -> str:
        return entry.get_change_message()
