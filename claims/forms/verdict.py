from typing import Any

from django import forms

from claims.models import Rating


class DraftForm(forms.Form):
    rating = forms.ModelChoiceField(
        Rating.objects.filter(scale__is_active=True),
        required=False,
        error_messages={"invalid_choice": "Choose one of the ratings on offer."},
    )
    rationale = forms.CharField(max_length=20_000, required=False, strip=False)
    public_note = forms.CharField(max_length=4000, required=False)

    def clean_rationale(self) -> Any:
        return self.cleaned_data["rationale"].replace("\r\n", "\n")
