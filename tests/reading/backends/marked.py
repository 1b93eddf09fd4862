"""A few invented texts with marks, as a folder to train on."""

import re
from collections.abc import Iterator
from pathlib import Path

MARK = re.compile(r"\{([SKC])(\d)? ([^{}]*)\}")
ROLES = {"S": "Source", "K": "Cue", "C": "Content"}
# {S ...} is who says, {K ...} the cue and {C ...} what is said; a digit tells the second event of a paragraph.
TEXTS = [
    "{S The harbour board} {K said} {C the east pier would stay closed until June}. Boats now land at the old quay.",
    "{C The mill will not reopen}, {S the owner, Ada Venn,} {K said} on Monday. It employed ninety people.",
    "{C “We counted every crate twice,”} {S Mr. Orlo} {K said}. The store stands behind the station.",
    "{K According to} {S the fire service}, {C four barns burned down in the night}. Nobody was in them.",
    "{S Ms. Fenwick} {K told} reporters {C that the bridge had been checked in March}. It was built in 1931.",
    "{S Police} {K believe} {C the two men left the valley before dawn}. The road was opened at noon.",
    "The council met for three hours. {S Its chairman} {K denied} {C that any money was missing}.",
    "{C “Nothing has been decided,”} {K said} {S a spokesman for the ministry}. Rain is forecast for the weekend.",
    "{S She} {K warned} {C that the wells could run dry} and {K1 added} {C1 that nobody had asked her}.",
    "{S The growers} {K hope} {C prices will rise by autumn}. Last year's harvest was small.",
    "{S The mayor} {K insisted} {C the tram would run on time}. “{C1 I have seen the plans},” {S1 he} {K1 said}.",
    "The ferry carries two hundred cars. {S Its captain} {K said} {C the new engine uses less oil}.",
]


def folder(root: Path, times: int = 3) -> Path:
    """Text and marks of each, several times over, so that rare words are learned too."""
    for part in ("text", "attributions"):
        (root / part).mkdir(parents=True)
    for number in range(times * len(TEXTS)):
        write(root, f"t{number:03}", TEXTS[number % len(TEXTS)])
    return root


def write(root: Path, name: str, marked: str) -> None:
    (root / "text" / f"{name}.txt").write_text(MARK.sub(lambda found: found[3], marked), encoding="utf-8")
    lines = "".join(f"{line}\n" for line in annotated(marked))
    (root / "attributions" / f"{name}_reader.ann").write_text(lines, encoding="utf-8")


def annotated(marked: str) -> Iterator[str]:
    events: dict[str, list[str]] = {}
    before, shift = 0, 0
    for number, found in enumerate(MARK.finditer(marked), 1):
        shift += found.start() - before
        yield f"T{number}\t{ROLES[found[1]]} {shift} {shift + len(found[3])}\t{found[3]}"
        events.setdefault(found[2] or "", []).append(f"{ROLES[found[1]]}:T{number}")
        before, shift = found.end(), shift + len(found[3])
    for number, roles in enumerate(events.values(), 1):
        yield f"E{number}\t{' '.join(roles)}"
