"""How the desk looks to one person, and their keys."""

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Person
from claims.people import keys


@cache
def zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Places by region, as the tz database names them."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    regions = groupby(places, key=lambda name: name.partition("/")[0])
    return [
        ("UTC", [("UTC", "UTC")]),
        *((region, [(name, _place(name)) for name in names]) for region, names in regions),
    ]


def _place(name: str) -> str:
    return name.partition("/")[2].replace("_", " ").replace("/", ", ")


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)

    class Meta:
        model = Person
        fields = ("theme", "density", "language", "time_zone", "digest", "topics")
        widgets = {
            "theme": forms.RadioSelect,
            "density": forms.RadioSelect,
            "topics": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.choose("theme", [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))])
        self.choose("density", [("regular", _("Regular")), ("compact", _("Compact"))])
        self.choose("language", [("", _("The desk’s")), *settings.LANGUAGES])
        self.choose("time_zone", [("", _("The desk’s (%(zone)s)") % {"zone": settings.TIME_ZONE}), *zones()])

    def choose(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class KeysForm(forms.Form):
    """A field for each action. What clashes is refused with both names, at both fields."""

    def __init__(self, person: Person, data: Any = None) -> None:
        super().__init__(data, prefix="key")
        own = keys.keys_of(person)
        for name, action in keys.actions().items():
            self.fields[name] = _field(_(action.words), own[name])

    def clean(self) -> dict[str, Any]:
        chosen = dict(super().clean() or {})  # refusing a field takes it out of the original
        for one, other in keys.clashes(chosen):
            self._refuse(one, other, chosen)
            self._refuse(other, one, chosen)
        return chosen

    def _refuse(self, action: keys.Action, other: keys.Action, chosen: dict[str, str]) -> None:
        words = {"key": chosen[other.name], "words": _(other.words)}
        self.add_error(action.name, _("“%(key)s” already stands for: %(words)s.") % words)


def _field(words: str, key: str) -> forms.CharField:
    hints = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr", "size": "8"}
    return forms.CharField(
        label=words,
        initial=key,
        required=False,
        max_length=12,
        validators=[_check],
        widget=forms.TextInput(attrs=hints),
    )


def _check(key: str) -> None:
    if not keys.well_formed(key):
        told = _("“%(key)s” is no key: write one character, two with a space between, or mod+ and a character.")
        raise forms.ValidationError(told % {"key": key})
