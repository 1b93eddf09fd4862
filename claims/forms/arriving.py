"""What people bring: files, texts, addresses, sources. What was typed stays in its field whatever is wrong with it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from claims.models import Feed, Import, Outlet, Purpose

FILES, ADDRESSES = 500, 100  # taken at once
WAYS = {
    Import.Way.UPLOAD.value: "Files",
    Import.Way.PASTED.value: "Text",
    Import.Way.ADDRESS.value: "Addresses",
}
KINDS = [
    ("", "Find out"),
    ("feed", "Feed"),
    ("sitemap", "Sitemap"),
    ("links", "Page of links"),
    ("page", "Single page"),
]
PACES = {300: "5 minutes", 900: "15 minutes", 1800: "30 minutes", 3600: "hour", 10_800: "3 hours", 21_600: "6 hours"}


class AddForm(forms.Form):
    """Articles by one of the ways; the files stand beside it in the request."""

    way = forms.ChoiceField(choices=list(WAYS.items()), error_messages={"invalid_choice": "Choose a way on offer."})
    purpose = forms.ChoiceField(choices=Purpose.choices, error_messages={"required": "Say what it is for."})
    title = forms.CharField(max_length=300, required=False)
    text = forms.CharField(
        max_length=2_000_000,
        required=False,
        error_messages={"max_length": "It is longer than two million characters; add it as a file."},
    )
    addresses = forms.CharField(max_length=300_000, required=False)

    def clean_addresses(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["addresses"].splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> dict[str, Any]:
        way, said = self.cleaned_data.get("way"), self.cleaned_data
        if way == Import.Way.PASTED and not said.get("text") and "text" not in self.errors:
            self.add_error("text", "Paste the text of the article.")
        if way == Import.Way.ADDRESS:
            self._check_number(said.get("addresses", []))
        return said

    def _check_number(self, addresses: list[str]) -> None:
        if not addresses and "addresses" not in self.errors:
            self.add_error("addresses", "Write at least one address.")
        if len(addresses) > ADDRESSES:
            self.add_error("addresses", f"{len(addresses)} addresses; up to {ADDRESSES} are taken at once.")


class SourceForm(forms.Form):
    """Where to look for a source."""

    address = forms.CharField(max_length=1000, error_messages={"required": "Write an address."})
    kind = forms.ChoiceField(choices=KINDS, required=False)
    selector = forms.CharField(max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("selector") and self.cleaned_data.get("kind") not in ("", Feed.Kind.LINKS):
            raise ValidationError({"selector": "Only a page of links is read by a selector."})
        if self.cleaned_data.get("selector"):
            self.cleaned_data["kind"] = Feed.Kind.LINKS
        return self.cleaned_data


class SaveForm(forms.Form):
    """How what a preview showed is to be imported from now on."""

    name = forms.CharField(max_length=200, error_messages={"required": "Give it a name."})
    outlet = forms.ModelChoiceField(Outlet.objects.order_by("name"), required=False, empty_label="By each article")
    purpose = forms.ChoiceField(choices=Purpose.choices)
    every = forms.TypedChoiceField(choices=list(PACES.items()), coerce=int)
    adapts = forms.BooleanField(required=False)

    def clean_every(self) -> timedelta:
        return timedelta(seconds=self.cleaned_data["every"])


def too_much() -> str:
    most = settings.MAX_UPLOAD_BYTES // 1_000_000
    return f"That is more than {most} MB at once, so nothing was taken. Add the files in smaller lots, or as a zip."
