"""What is to be done to the selected claims. Only the fields of the chosen step count."""

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from claims.forms.keys import number
from claims.models import Person, Story, Topic
from claims.reading.decisions import BECAUSE
from claims.review.bulk import MOST, Picked
from claims.review.stories import TITLE
from claims.states import Role

STEPS = {
    "assign": "Assign",
    "priority": "Priority",
    "due": "Deadline",
    "snooze": "Snooze",
    "topic": "Topic",
    "story": "Story",
    "dismiss": "Dismiss",
    "merge": "Merge",
}
WAYS = {"up": "Higher", "down": "Lower", "urgent": "Urgent: first of all", "ranked": "As it is ranked"}
SLEEPS = {"1": "Tomorrow", "3": "In three days", "7": "In a week", "": "At the time below"}
MORNING = 8  # o'clock: when what sleeps for days wakes
AT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
RECENT = 200  # stories to choose from, the newest


def people() -> QuerySet[Person]:
    found = Person.objects.filter(is_active=True, roles__overlap=[Role.REVIEWER, Role.SENIOR])
    return found.order_by("name")


def picked(post: QueryDict) -> list[Picked]:
    """The selected rows in their order, each once; what is no row of ours is left out."""
    found = (re.fullmatch(r"(\d{1,10})-(\d{1,9})", value, re.ASCII) for value in post.getlist("claim")[: 2 * MOST])
    rows = {int(match[1]): Picked(int(match[1]), int(match[2])) for match in found if match and number(match[1])}
    return list(rows.values())[:MOST]


class BulkForm(forms.Form):
    do = forms.ChoiceField(
        widget=forms.RadioSelect, choices=list(STEPS.items()), error_messages={"required": "Choose what to do."}
    )
    to = forms.ModelChoiceField(Person.objects.none(), required=False, empty_label="Nobody")
    way = forms.ChoiceField(choices=list(WAYS.items()), required=False)
    due_at = forms.DateTimeField(required=False, widget=AT, error_messages={"invalid": "Write day and hour."})
    sleep = forms.ChoiceField(choices=list(SLEEPS.items()), required=False)
    until = forms.DateTimeField(required=False, widget=AT, error_messages={"invalid": "Write day and hour."})
    topic = forms.ModelChoiceField(Topic.objects.all(), required=False, empty_label="None")
    story = forms.ModelChoiceField(Story.objects.none(), required=False, empty_label="None")
    title = forms.CharField(max_length=TITLE, required=False)
    because = forms.ChoiceField(choices=list(BECAUSE.items()), required=False)
    note = forms.CharField(max_length=4000, required=False)
    into = forms.CharField(max_length=12, required=False)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self._offer("to", people())
        self._offer("story", Story.objects.order_by("-pk"))
        stories = self.fields["story"].widget
        assert isinstance(stories, forms.Select)
        stories.choices = [("", "None"), *((story.pk, story.title) for story in Story.objects.order_by("-pk")[:RECENT])]

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        missing = {
            "priority": not told.get("way") and "Say how pressing they are.",
            "snooze": not self._until(told) and "Say until when they sleep.",
            "dismiss": not told.get("note", "").strip() and "Say why they are dismissed.",
            "merge": bool(told.get("into")) and not number(told["into"]) and "Write the number of a claim.",
        }.get(told.get("do", ""))
        if missing:
            raise forms.ValidationError(missing)
        return told | {"until": self._until(told)}

    def _until(self, told: dict[str, Any]) -> datetime | None:
        days = told.get("sleep")
        if not days:
            return told.get("until")
        morning = timezone.localtime().replace(hour=MORNING, minute=0, second=0, microsecond=0)
        return morning + timedelta(days=int(days))
