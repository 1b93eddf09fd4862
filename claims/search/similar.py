"""Claims that say much the same as a text: found by their rarest common words, put in order by all of them."""

import json
from typing import NamedTuple

from django.db import connection

from claims.models import Claim
from claims.search.newest import newest
from claims.states import State
from claims.text.nearness import nearest, terms

LONGEST = 2000  # characters of the text that are looked at
WORDS = 16  # of it that are asked for
COMPARED = 1000  # claims at most
SHOWN = 8
SAME = 0.85
NEAR = 0.25  # of what the text's words tell; below it two statements share a subject at most

HAS = "SELECT id FROM claims_claim WHERE to_tsvector('desk', wording || ' ' || claimant) @@ {}::tsquery"


class Similar(NamedTuple):
    claim: Claim
    share: float  # of what the text's words tell, 0 to 1
    differences: tuple[str, ...]  # what keeps it from being the same claim, in words

    @property
    def percent(self) -> int:
        return round(100 * self.share)


def similar(text: str, *, but: Claim | None = None, most: int = SHOWN) -> list[Similar]:
    """The claims nearest to the text; merged ones are left out, they are counted under the claim that they joined."""
    text = " ".join(text.replace("\0", " ").split())[:LONGEST]
    asked = _rare(_lexemes(text))
    if not asked:
        return []
    rows = Claim.objects.filter(pk__in=newest("claims", asked, COMPARED)).exclude(state=State.MERGED)
    claims = list(
        (rows.exclude(pk=but.pk) if but else rows).only("wording", "claimant", "state", "version", "added_at")
    )
    near = nearest(text, [claim.wording for claim in claims], most, NEAR)
    return [Similar(claims[each.place], each.share, each.differences) for each in near]


def same(text: str) -> list[Similar]:
    """Claims that may well be the very same: as good as all telling words, and nothing that keeps them apart."""
    return [each for each in similar(text) if each.share >= SAME and not each.differences]


def _lexemes(text: str) -> list[str]:
    """As the desk's search knows them; each once, in the text's order."""
    words = list(dict.fromkeys(terms(text)))
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lexeme FROM unnest(to_tsvector('desk', %s)) ORDER BY positions[1] LIMIT %s", [text, WORDS]
        )
        return [lexeme for (lexeme,) in cursor.fetchall()]


def _rare(lexemes: list[str]) -> str:
    """A query for claims with any of the rarest words, so few of them that all that are found can be compared."""
    if not lexemes:
        return ""
    order = sorted(zip(_estimates(lexemes), lexemes, strict=True))
    taken, sum_ = [order[0][1]], order[0][0]
    if sum_ > COMPARED:  # even the rarest is everywhere: those that have it together with the next ones
        return " & ".join(_quoted(lexeme) for _, lexeme in order[:3])
    for number, lexeme in order[1:]:
        sum_ += number
        if sum_ > COMPARED:
            break
        taken.append(lexeme)
    return " | ".join(map(_quoted, taken))


def _estimates(lexemes: list[str]) -> list[int]:
    """How many claims have each word, as the planner reckons: no counting."""
    asked = " UNION ALL ".join(HAS.format("%s") for _ in lexemes)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {asked}", [_quoted(lexeme) for lexeme in lexemes])
        (found,) = cursor.fetchone()
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return [part["Plan Rows"] for part in plan.get("Plans", [plan])] if len(lexemes) > 1 else [plan["Plan Rows"]]


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
