"""What colleagues say to one another, and a verdict given blind."""

from django import forms

from claims.models import Rating
from claims.review.comments import LONGEST


class CommentForm(forms.Form):
    text = forms.CharField(max_length=LONGEST, required=False)
    about = forms.CharField(max_length=12, required=False)
    quote = forms.CharField(max_length=1000, required=False)

    def clean_quote(self) -> str:
        return str(self.cleaned_data["quote"]).replace("\r\n", "\n")

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class BlindForm(forms.Form):
    rating = forms.ModelChoiceField(
        Rating.objects.filter(scale__is_active=True),
        error_messages={"required": "Choose a rating.", "invalid_choice": "Choose one of the ratings on offer."},
    )
    rationale = forms.CharField(max_length=20_000, error_messages={"required": "Write a rationale."}, strip=False)

    def clean_rationale(self) -> str:
        return str(self.cleaned_data["rationale"]).replace("\r\n", "\n")
