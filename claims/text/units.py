"""The units that numbers are given in: their signs, their forms, and the measure each belongs to."""

import re

from claims.text.lists import any_of, load

UNITS = load("units")
SIGNS: dict[str, str] = UNITS["signs"]
_WRITTEN = {
    form: (unit, measure)
    for measure, units in UNITS["measures"].items()
    for unit, forms in units.items()
    for form in forms
}
_EXACT = [form for form in _WRITTEN if len(form) == 1 and form.isalpha()]  # "5g" weighs, "5G" does not
UNIT_OF = {form if form in _EXACT else form.lower(): what for form, what in _WRITTEN.items()}
_BLANKS = any_of(form for form in _WRITTEN if form not in _EXACT).replace(r"\s", r"[\s-]")  # "5,000-square-foot"
_FORM = rf"(?:{_BLANKS}|(?-i:{any_of(_EXACT)}))"
MONEY = any_of(form for form, (_, measure) in _WRITTEN.items() if measure == "money")
UNIT = re.compile(rf"(?:[ \u00a0]|-)?({_FORM})(?!\w)", re.IGNORECASE)
COINED = re.compile(rf"[ \u00a0](?:(?-i:[A-Z])[a-z]+[ \u00a0])({MONEY})(?!\w)", re.IGNORECASE)  # "Danish crowns"
SIGN = re.compile(rf"({any_of(SIGNS)})[ \u00a0]?$")
# What may stand right behind digits, without a blank.
ATTACHED = (
    rf"(?:{any_of(form for form in _WRITTEN if form.isalpha() and 1 < len(form) < 5)}|(?-i:{any_of(_EXACT)}))(?!\w)"
)
# Where a number may begin although a letter stands before it: "RM79", "Rs500".
CODES = "|".join(rf"(?<=\b{re.escape(sign)})" for sign in SIGNS if sign[-1].isalpha())


def sign_before(before: str) -> tuple[str, int] | None:
    """The currency whose sign stands right before the number, and how long the sign is."""
    match = SIGN.search(before[-6:])
    return (SIGNS[match[1]], len(match[0])) if match else None


def unit_after(after: str, in_words: bool = False) -> tuple[str, str, int] | None:
    """The unit, its measure, and where it ends after the number; letters and capitals stand after digits only."""
    match = UNIT.match(after) or COINED.match(after)
    if not match or (in_words and (len(match[1]) == 1 or match[1].isupper())):
        return None
    form = match[1] if match[1] in UNIT_OF else re.sub(r"\s", " ", match[1].lower())
    return (*(UNIT_OF.get(form) or UNIT_OF[form.replace("-", " ")]), match.end())
