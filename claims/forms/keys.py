"""What a post says it was made from: versions, the lease's token, rows by number."""

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict

LARGEST = 2**31 - 1


def whole(post: QueryDict, name: str) -> int:
    """The whole number in the field `name`; a post without one was made by no form of ours and is answered with 400."""
    value = number(post.get(name, ""))
    if value is None:
        raise BadRequest(f"{name} is missing or is no number.")
    return value


def number(text: str) -> int | None:
    text = text.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        return None
    return value if (value := int(text)) <= LARGEST else None


def errors_of(form: forms.Form) -> str:
    """What to say above the form; the typed text stays in its fields."""
    return " ".join(str(message) for messages in form.errors.values() for message in messages)
