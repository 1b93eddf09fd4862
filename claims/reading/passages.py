"""The paragraphs of a revision, for searching."""

import re

from claims.models import Passage, Revision

PARAGRAPH = re.compile(r"[^\n](?:[^\n]|\n(?!\n))*")


def index(revision: Revision) -> None:
    """Run twice it does its work once."""
    Passage.objects.bulk_create(
        (
            Passage(revision=revision, start=found.start(), end=found.end(), text=found[0])
            for found in PARAGRAPH.finditer(revision.text)
        ),
        ignore_conflicts=True,
    )
