"""Who says it and how, in the revisions that follow."""

import pytest

from claims.models import Mention, Revision
from claims.reading.carrying import carry_over
from tests import factories as make

pytestmark = pytest.mark.django_db
SAID = "Twelve people were killed, the mayor said."


def mention(revision: Revision) -> Mention:
    start, source = revision.text.index("Twelve"), revision.text.index("the mayor")
    spoken = {"source": [source, source + 9], "cue": [source + 10, source + 14]}
    return Mention.objects.create(
        claim=make.claim(), revision=revision, start=start, end=start + 6, quote="Twelve", spoken=spoken
    )


def carried(before: str, after: str) -> dict[str, str]:
    """The words that the carried mention points to."""
    article = make.article(before)
    assert article.current is not None
    first = mention(article.current)
    later = make.revision(article, after)
    carry_over(later)
    made = Mention.objects.get(carried_from=first)
    return {role: later.text[start:end] for role, (start, end) in made.spoken.items()}


def test_source_and_cue_go_with_the_mention() -> None:
    text = f"The dam burst.\n\n{SAID}\n\nNobody was warned of it before Tuesday."
    words = {"source": "the mayor", "cue": "said"}
    assert carried(text, f"It rained for days.\n\n{text}") == words
    assert carried(f"It rained for days.\n\n{text}", text) == words


def test_words_that_stand_elsewhere_by_now_are_not_pointed_to() -> None:
    assert carried(SAID, SAID.replace("killed, the", "killed,  the")) == {}
