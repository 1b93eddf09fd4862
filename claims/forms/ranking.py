"""Weights as a newsroom sets them."""

from collections.abc import Mapping
from typing import Any

from django import forms

from claims.text.worthiness import LABELS
from claims.text.worthiness import LONGEST as LONGEST_SENTENCE

MOST = 5.0
RANGE = f"Write a number from −{MOST:g} to {MOST:g}."
BUDGET = "Write a whole number from 1 to 200."
FIELDS = {code: f"weight-{code.replace(' ', '-')}" for code in LABELS}


class WeightsForm(forms.Form):
    """A field for each reason, shown to one decimal; what is left as it was shown stays as exact as it was.

    A post without a field, as from who only tries a sentence, keeps its weight too.
    """

    budget = forms.IntegerField(
        min_value=1, max_value=200, required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), BUDGET),
    )  # fmt: skip
    why = forms.CharField(max_length=400, required=False)
    sentence = forms.CharField(max_length=LONGEST_SENTENCE, required=False)

    def __init__(self, data: Mapping[str, Any] | None, before: Mapping[str, float], budget: int) -> None:
        self.before, self.budget_before = before, budget
        shown = {FIELDS[code]: round(before.get(code, 0.0), 1) + 0.0 for code in FIELDS}
        super().__init__(data, initial=shown | {"budget": budget})
        for name in FIELDS.values():
            self.fields[name] = forms.FloatField(
                min_value=-MOST, max_value=MOST, required=False,
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), RANGE),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        for name, told in [*((name, RANGE) for name in FIELDS.values()), ("budget", BUDGET)]:
            if name in self.data and name not in self.errors and self.cleaned_data.get(name) is None:
                self.add_error(name, told)
        return self.cleaned_data

    @property
    def weights(self) -> dict[str, float]:
        """Of a form that was looked at and found right."""
        return {code: self._exact(code, self.cleaned_data.get(name)) for code, name in FIELDS.items()}

    def _exact(self, code: str, typed: float | None) -> float:
        kept = self.before.get(code, 0.0)
        return kept if typed is None or typed == round(kept, 1) else typed

    @property
    def limit(self) -> int:
        return int(self.cleaned_data.get("budget") or self.budget_before)
