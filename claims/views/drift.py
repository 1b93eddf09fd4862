"""Which passages and mentions of a claim read differently on their pages now."""

from claims.evidence import judging
from claims.models import Claim, Mention
from claims.views.rows import Row

SAID = {"edited": "words differ", "ambiguous": "it stands in several places", "orphaned": "gone from the text"}


def marked(claim: Claim, passages: list[Row], mentions: list[Mention]) -> list[Row]:
    """The rows with what changed; the mentions are told in place. Asks only where something did."""
    changed = dict(judging.waiting_on(claim)) if claim.drifted else {}
    for mention in mentions:
        mention.changed = SAID.get(changed.get(("mention", mention.pk), ""), "")  # type: ignore[attr-defined]
    return [row._replace(changed=SAID.get(changed.get(("passage", row.number), ""), "")) for row in passages]
