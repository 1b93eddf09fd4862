"""Names of hosts that look like others."""

import unicodedata

import idna

ONE_WRITING = ({"CJK", "HIRAGANA", "KATAKANA", "LATIN"}, {"CJK", "HANGUL", "LATIN"}, {"CJK", "BOPOMOFO", "LATIN"})
LIKE_LATIN = frozenset("асԁеһіјӏорԛѕԝхуѵүһ" + "οανυρικ")


def flags_of(host: str) -> tuple[str, ...]:
    if "xn--" not in host:
        return ()
    found = {flag for label in host.split(".") if label.startswith("xn--") for flag in flags_of_label(label)}
    return ("not_ascii", *sorted(found))


def flags_of_label(label: str) -> set[str]:
    letters = {letter for letter in idna.decode(label) if letter.isalpha()}
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in letters}
    found = set()
    if len(scripts) > 1 and not any(scripts <= writing for writing in ONE_WRITING):
        found.add("mixed_scripts")
    if letters and letters <= LIKE_LATIN:
        found.add("looks_latin")
    return found
