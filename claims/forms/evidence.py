from typing import Any

from django import forms

PLACE = {"required": False, "min_value": 0, "max_value": 2**31 - 1}


class AttachForm(forms.Form):
    """A passage by its place and what was seen there, or by its exact words alone."""

    revision = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    start = forms.IntegerField(**PLACE)  # type: ignore[arg-type]
    end = forms.IntegerField(**PLACE)  # type: ignore[arg-type]
    quote = forms.CharField(
        max_length=20_000, strip=False, error_messages={"required": "Select words in the text, or type them."}
    )
    stance = forms.CharField(max_length=20, required=False)

    def clean_quote(self) -> Any:
        return self.cleaned_data["quote"].replace("\r\n", "\n")


class PassageForm(forms.Form):
    stance = forms.CharField(max_length=20, required=False)
    note = forms.CharField(max_length=2000, required=False)
