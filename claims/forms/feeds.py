"""Feeds and lists of feeds, as a curator fills them in."""

from typing import Any

from cssselect import HTMLTranslator, SelectorError
from django import forms

from claims.ingest.fetch import FetchError, checked
from claims.models import Feed, Purpose

LARGEST = 2_000_000  # bytes of a list of feeds


class FeedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A web address passes the same gate that every fetch does."""

    def clean_location(self) -> str:
        return str(self.cleaned_data["location"]).strip()

    def clean_selector(self) -> str:
        selector = str(self.cleaned_data["selector"]).strip()
        try:
            HTMLTranslator().css_to_xpath(selector or "a")
        except SelectorError as problem:
            raise forms.ValidationError("This is no CSS selector: %(why)s", params={"why": str(problem)}) from problem
        return selector

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.host = ""
        if said.get("kind") != Feed.Kind.FOLDER and said.get("location"):
            self._place(said)
        if said.get("selector") and said.get("kind") != Feed.Kind.LINKS:
            self.add_error("selector", "A selector chooses among the links of a page; other kinds have none.")
        return said

    def _place(self, said: dict[str, Any]) -> None:
        try:
            where = checked(said["location"])
        except FetchError as refusal:
            self.add_error("location", refusal.message)
        else:
            said["location"], self.instance.host = where.url, where.netloc


class ListForm(forms.Form):
    """A list of feeds, as it came from another program."""

    list = forms.FileField(label="List of feeds (OPML)", error_messages={"required": "Choose a file."})

    def clean_list(self) -> Any:
        if self.cleaned_data["list"].size > LARGEST:
            raise forms.ValidationError("A list of feeds is at most 2 MB.")
        return self.cleaned_data["list"]


class AddListForm(forms.Form):
    """What was shown is to be added: the list by the digest of its bytes."""

    sha256 = forms.RegexField("[0-9a-f]{64}")
    purpose = forms.ChoiceField(choices=Purpose.choices)
