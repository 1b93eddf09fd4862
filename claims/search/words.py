"""The desk's vocabulary: learned from what comes in, asked when a search finds nothing."""

import re
from typing import NamedTuple

from django.db import connection, transaction

from claims.models import WordsRead
from claims.search.newest import understood

STEP, STEPS = 2000, 20  # rows read in one transaction, and transactions in one go
NEAR = 4  # words offered for one that nothing has
TEXTS = {"passages": ("claims_passage", "text"), "claims": ("claims_claim", "wording || ' ' || claimant")}

LEARN = """
INSERT INTO claims_word (word) SELECT DISTINCT lexeme FROM {table}, unnest(to_tsvector('desk_words', {text}))
WHERE id > %s AND id <= %s AND lexeme ~ '^[[:alpha:]]{{3,40}}$' ORDER BY lexeme ON CONFLICT DO NOTHING
"""
CLOSEST = """
SELECT typed.word, plain, coalesce(near.word, plain), plainto_tsquery('desk', coalesce(near.word, plain))::text
FROM unnest(%s::text[]) WITH ORDINALITY AS typed (word, place),
LATERAL (SELECT unaccent(lower(typed.word)) AS plain) AS asked LEFT JOIN
LATERAL (SELECT word FROM claims_word WHERE word %% plain OR word LIKE plain || '%%'
         ORDER BY word = plain DESC, similarity(word, plain) DESC, word LIMIT {near}) AS near ON true
ORDER BY typed.place, near.word = plain DESC, similarity(near.word, plain) DESC
"""


class Near(NamedTuple):
    plain: str  # what was typed, without case and accents
    word: str
    query: str


def learn() -> None:
    """A row that is committed late may be passed over: its words are learned with the next that has them."""
    for source in TEXTS:
        for _ in range(STEPS):
            if not _step(source):
                break


@transaction.atomic
def _step(source: str) -> bool:
    """Whether there was anything to read."""
    table, text = TEXTS[source]
    WordsRead.objects.get_or_create(source=source)
    read = WordsRead.objects.select_for_update().get(source=source)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        (end,) = cursor.fetchone()
        upto = min(end, read.last + STEP)
        cursor.execute(LEARN.format(table=table, text=text), [read.last, upto])
    if upto > read.last:
        WordsRead.objects.filter(source=source).update(last=upto)
    return bool(upto > read.last)


def closest(words: str) -> tuple[str, list[str]]:
    """A query with the desk's own words in place of those that it does not know, and which these are."""
    typed = list(dict.fromkeys(re.findall(r"[^\W\d_]{3,40}", words)))[:8]
    with connection.cursor() as cursor:
        cursor.execute(CLOSEST.format(near=NEAR), [typed])
        rows = [(word, Near(*rest)) for word, *rest in cursor.fetchall()]
    meant = [_meant([near for word, near in rows if word == each]) for each in typed]
    others = list(dict.fromkeys(near.word for group in meant for near in group if near.word != near.plain))
    either = (" | ".join(near.query for near in group if near.query) for group in meant)
    return (" & ".join(f"({query})" for query in either if query) if others else ""), others


def _meant(found: list[Near]) -> list[Near]:
    """A word that is there stands for itself."""
    return found[:1] if found[0].word == found[0].plain else found


def any_of(words: str) -> str:
    """A query for some of the words."""
    return understood(" or ".join(re.findall(r"\w+", words)))
