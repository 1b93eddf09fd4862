"""The passages that a rationale cites: [3] is the third."""

import re

CITED = re.compile(r"\[([1-9][0-9]{0,3})\]")


def cited(rationale: str) -> list[int]:
    """Each number once, in the order in which they are first named."""
    return list(dict.fromkeys(int(number) for number in CITED.findall(rationale)))
