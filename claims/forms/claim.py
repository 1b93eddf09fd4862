from typing import Any

from django import forms

from claims.models import Kind

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WordingForm(forms.Form):
    wording = forms.CharField(max_length=2000, error_messages={"required": "Word the claim."})
    claimant = forms.CharField(max_length=300, required=False)
    said_on = forms.DateField(
        required=False, widget=DATE, error_messages={"invalid": "Write the day as year-month-day, like 2011-04-08."}
    )


class NoteForm(forms.Form):
    """A reason or a public note; whether one is needed the step knows."""

    note = forms.CharField(max_length=4000, required=False)


class MergerForm(forms.Form):
    into = forms.CharField(max_length=200, error_messages={"required": "Say which claim it joins."})


class AddForm(forms.Form):
    """A claim found by hand: its wording, and a passage (by place, or by its exact words) or where it was said."""

    wording = forms.CharField(max_length=2000, error_messages={"required": "Word the claim."})
    kind = forms.ChoiceField(choices=Kind.choices, initial=Kind.EVENT)
    claimant = forms.CharField(max_length=300, required=False)
    quote = forms.CharField(max_length=4000, required=False, strip=False)
    said_where = forms.CharField(max_length=1000, required=False)
    revision = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    start = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    end = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)

    def clean_quote(self) -> Any:
        return self.cleaned_data["quote"].replace("\r\n", "\n")
