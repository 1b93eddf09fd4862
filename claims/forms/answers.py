"""What is said in a draft where something the gate asks for can not be had."""

from typing import Any

from django import forms
from django.http import QueryDict

ASKED = "answers"  # the hidden field of the form that has these
LONGEST = 2000


class AnswersForm(forms.Form):
    absence = forms.CharField(required=False)
    one_origin = forms.CharField(required=False)
    claimant_unknown = forms.BooleanField(required=False)
    day_unknown = forms.BooleanField(required=False)

    @classmethod
    def read(cls, post: QueryDict) -> dict[str, Any] | None:
        """Without what was left empty; None from a form that did not ask."""
        if ASKED not in post:
            return None
        form = cls(post)
        form.is_valid()  # never in the way of a draft: what is no text is left out, what is too long is cut
        said = form.cleaned_data.items()
        return {name: value[:LONGEST] if isinstance(value, str) else value for name, value in said if value}
