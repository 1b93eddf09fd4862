from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm

from claims.models import Person


class AcceptForm(SetPasswordForm):  # type: ignore[type-arg]
    """What an invited person fills in."""

    name = forms.CharField(label="Your name", max_length=120, help_text="As colleagues and the record show it.")
    field_order = ["name", "new_password1", "new_password2"]

    def __init__(self, user: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["name"].initial = user.name
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["new_password1"].label = "Password"
        self.fields["new_password2"].label = "The same again"
        self.fields["new_password2"].help_text = ""
