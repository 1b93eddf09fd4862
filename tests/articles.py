"""Small files that a worker imports, and the import done in this process."""

from collections.abc import Sequence
from pathlib import Path

from claims.ingest import intake, store
from claims.models import Import, ImportItem, Reading
from claims.reading import find

TITLE = "Dam bursts above Harrow"
KILLED = "Twelve people were killed when the dam above Harrow burst on Tuesday night, the mayor said."
BUDGET = "The repair of the dam will cost 14 million crowns, according to the water board."
WARNED = "About 300 residents were evacuated from the lower town before midnight, the police said."
LATER = "The number of injured people rose to 48 on Wednesday, a spokeswoman for the hospital said."
STORY = (KILLED, BUDGET, WARNED)


def file_of(*sentences: str, title: str = TITLE) -> bytes:
    return "\n\n".join((title, "By Ada Lorne", "12 March 2024", *sentences)).encode()


def imported(content: bytes, name: str = "dam.txt", run: Import | None = None) -> ImportItem:
    """Taken in, read and its claims found, as a worker would."""
    item = intake.take_in(run or intake.start("test"), name, f"file:/articles/{name}", content)
    store.import_item(item.pk)
    item.refresh_from_db()
    if item.revision_id:
        find.find_claims(Reading.objects.get(revision=item.revision_id).pk)
    return item


def write(folder: Path, stories: Sequence[str]) -> None:
    for number, story in enumerate(stories):
        (folder / f"{number:03}.txt").write_bytes(file_of(story, title=f"Report {number}"))
