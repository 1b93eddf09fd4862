from typing import Any

from django import forms
from django.http import QueryDict

from claims.models import Rating

LONGEST = 20_000


class DraftForm(forms.Form):
    rating = forms.ModelChoiceField(
        Rating.objects.filter(scale__is_active=True),
        required=False,
        error_messages={"invalid_choice": "Choose one of the ratings on offer."},
    )
    rationale = forms.CharField(max_length=LONGEST, required=False, strip=False)
    public_note = forms.CharField(max_length=4000, required=False)

    def clean_rationale(self) -> Any:
        return self.cleaned_data["rationale"].replace("\r\n", "\n")


class BeganForm(forms.Form):
    """What the writing of a draft began from, as the page was told it, and which page that is."""

    page = forms.CharField(max_length=32, required=False)
    began = forms.JSONField(required=False)

    def clean_began(self) -> dict[str, Any]:
        said = self.cleaned_data["began"]
        said = said if isinstance(said, dict) else {}
        words = {name: str(said.get(name, ""))[:LONGEST].replace("\r\n", "\n") for name in ("rationale", "public_note")}
        return words | {"rating": said["rating"] if isinstance(said.get("rating"), int) else None}

    @classmethod
    def read(cls, post: QueryDict) -> tuple[str, dict[str, Any]]:
        form = cls(post)
        form.is_valid()  # what is no JSON of ours counts as begun from nothing
        nothing = {"rationale": "", "public_note": "", "rating": None}
        return form.cleaned_data.get("page", ""), form.cleaned_data.get("began", nothing)
