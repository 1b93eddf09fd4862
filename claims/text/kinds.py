"""What sort of claimant a source is: a body, people together, or somebody who is not named."""

import re

from claims.text.lists import any_of, load
from claims.text.people import TITLE

LISTS = load("people")
# "a senior official who asked not to be named", "sources close to the talks"
HIDDEN = re.compile(
    r"\b(?:sources?|insiders?|anonymous(?:ly)?|anonymity|unnamed|unidentified)\b|"
    r"\b(?:not|no|declined|refused|wished?|asked)\s(?:\w+\s){0,3}?(?:named|identified|authori[sz]ed|quoted)\b",
    re.IGNORECASE,
)
TITLED = re.compile(rf"{TITLE}\s(?:(?:[a-z]{{2,3}}\s){{0,2}}[A-Z][\w.’'-]*\s?){{1,4}}(?:$|,|\sof\s)")
SOMEBODY = re.compile(r"(?:an?|one|another)\s", re.IGNORECASE)
ROLE = re.compile(rf"\b(?:{any_of(LISTS['roles'])}|[a-z]+(?:man|woman|person|ist|ian|er|or))$")
HEAD_ENDS = re.compile(
    r",|\s(?:of|for|in|at|on|from|who|whose|which|that|with|to|by|near|close|familiar|briefed|inside|outside|along|under|across|around|and)\b"
)
SPEAKS_FOR = re.compile(
    r"\bspokes(?:man|woman|person|people)\b|\b(?:statement|report|study|survey|poll|letter|document)s?\b", re.IGNORECASE
)
BODY = re.compile(rf"(?i:\b{any_of([*LISTS['bodies'], *LISTS['bodies_alone']])})$|\b[A-Z][A-Z.&-]+$")
TOGETHER = re.compile(rf"\b(?:{any_of(LISTS['groups'])}|[a-z-]+(?<![suiy])s)$", re.IGNORECASE)


def kind_of(phrase: str) -> str:
    """The kind of a source: "person" for "Mr. Field", "body", "group", "anonymous", or "" where that can't be told."""
    if TITLED.match(phrase):
        return "person"
    if HIDDEN.search(phrase):
        return "anonymous"
    ends = HEAD_ENDS.search(phrase)
    head = phrase[: ends.start()] if ends else phrase
    if BODY.search(head) or SPEAKS_FOR.search(head):
        return "body"
    if SOMEBODY.match(head):
        return "anonymous" if ROLE.search(head) else ""
    if TOGETHER.search(head):
        return "group"
    return "body" if re.search(r"(?:^|\s)[A-Z][\w’'-]+$", head) else ""
