from collections.abc import Iterable
from typing import Any

from django import forms

from claims.models import Claim, Figure, Kind, Mention, Story, Topic
from claims.review.stories import TITLE

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WordingForm(forms.Form):
    wording = forms.CharField(max_length=2000, error_messages={"required": "Word the claim."})
    claimant = forms.CharField(max_length=300, required=False)
    said_on = forms.DateField(
        required=False, widget=DATE, error_messages={"invalid": "Write the day as year-month-day, like 2011-04-08."}
    )
    kind = forms.ChoiceField(choices=Kind.choices, required=False)


class NoteForm(forms.Form):
    """A reason or a public note; whether one is needed the step knows."""

    note = forms.CharField(max_length=4000, required=False)


class MergerForm(forms.Form):
    into = forms.CharField(max_length=200, error_messages={"required": "Say which claim it joins."})
    passages = forms.BooleanField(required=False)  # are copied to it


class PartForm(forms.Form):
    """A new claim out of one that says two things."""

    wording = forms.CharField(max_length=2000, error_messages={"required": "Word what the new claim says."})
    claimant = forms.CharField(max_length=300, required=False)
    kind = forms.ChoiceField(choices=Kind.choices, required=False)
    passages = forms.BooleanField(required=False)  # go along too, as copies
    mentions = forms.TypedMultipleChoiceField(coerce=int, required=False)
    figures = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, claim: Claim, *args: Any) -> None:
        super().__init__(*args)
        self._offer("mentions", claim.mentions.values_list("pk", flat=True))
        self._offer("figures", Figure.objects.filter(mention__claim=claim).values_list("pk", flat=True))

    def _offer(self, name: str, numbers: Iterable[int]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(number, str(number)) for number in numbers]


class PlaceForm(forms.Form):
    """Of which story and subject a claim is, and by when it is wanted."""

    story = forms.ModelChoiceField(Story.objects.all(), required=False)
    title = forms.CharField(max_length=TITLE, required=False)  # of a story to be made
    topic = forms.ModelChoiceField(Topic.objects.all(), required=False)
    due_at = forms.DateTimeField(required=False, error_messages={"invalid": "Write day and hour of the deadline."})


class ConflictForm(forms.Form):
    """Two mentions that can not both hold."""

    one = forms.ModelChoiceField(Mention.objects.all(), error_messages={"required": "Choose two places."})
    other = forms.ModelChoiceField(Mention.objects.all(), error_messages={"required": "Choose two places."})
    note = forms.CharField(max_length=2000, required=False)


class TriedForm(forms.Form):
    place = forms.CharField(max_length=200, required=False)
    words = forms.CharField(max_length=400, error_messages={"required": "Say for what you looked."})
    found = forms.BooleanField(required=False)
    note = forms.CharField(max_length=2000, required=False)


class ContactForm(forms.Form):
    whom = forms.CharField(max_length=200, error_messages={"required": "Say whom you asked."})
    way = forms.CharField(max_length=60, required=False)
    question = forms.CharField(max_length=4000, error_messages={"required": "Write what you asked."})
    due_at = forms.DateTimeField(
        required=False, error_messages={"invalid": "Write day and hour by which they are to answer."}
    )


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
