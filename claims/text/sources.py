"""The noun phrase that names who says something, before or after the cue. All offsets are those of the sentence."""

import re

from claims.text.cues import AMBIGUOUS, VERBS, WORDS
from claims.text.lists import any_of, load
from claims.text.spans import Span

BOUNDARY = re.compile(r"[\x01“”\"«»;:()\[\]—–\n]|\s-+\s")
WORD = re.compile(r"[\w’'.&-]+")
DAYS = any_of(load("counted")["weekdays"])
ADVERB = re.compile(
    rf"(?:^|\s)(?:{any_of(WORDS['adverbs'])}|[a-z]+ly|had|has|(?:on\s|late\s|late\son\s|early\son\s)?{DAYS})\s*$"
)
PREPOSITION = re.compile(
    r"(?:in|on|at|by|with|from|to|for|of|during|after|before|since|under|over|through|despite|amid|as|about|against|into|"
    r"like|unlike|among|between|until|instead|asked|speaking|according|given)\b",
    re.IGNORECASE,
)
# "Facing charges, Ann Field", "In Portby, the mayor": what leads up to who says it.
ADJUNCT = re.compile(
    rf"(?:[A-Z][a-z]{{2,}}(?:ing|ed)\s[a-z]|(?i:{PREPOSITION.pattern}))[^,]{{2,120}},\s(?=[A-Z]|the\s|an?\s)"
)
ROUGHLY = re.compile(r"(?:about|over|under|among)\s(?:\d|a\s|an\s|one|two|half|most|those|many)", re.IGNORECASE)
LEADING = re.compile(rf"(?:{any_of(WORDS['leading'])})[\s,]+", re.IGNORECASE)
AFTER_ED = (
    r"\s(?:the|an?|to|by|in|on|his|her|their|that|its|at|for|with|from|over|against|as|into|off|out|up|down|[\d“\"])"
)
PAST, PRESENT = re.compile(r"\b[a-z]+ed\b"), re.compile(r"\b[a-z]+s(?=\s(?:its|his|her|their|the|an?|no)\s)")
SURE = [form for form, verb in VERBS.items() if verb.base not in AMBIGUOUS or verb.form not in ("base", "s")]
PLURALS = any_of(form for form, verb in VERBS.items() if verb.base in AMBIGUOUS and verb.form == "s")
NO_NOUN = r"(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?<!\bhis\s)(?<!\bits\s)(?<!\bher\s)(?<!\btheir\s)(?<!\bof\s)"
FINITE = re.compile(
    rf"\b(?:{any_of(WORDS['verbs'])}|{any_of(SURE)}|[a-z]+ed(?={AFTER_ED})|(?={PLURALS}\b){NO_NOUN}{PLURALS})(?![\w’'-])"
)
JOIN = re.compile(
    r"\b(?:and|but|or|that|which|while|because|when|where|whether|if|as|after|before|since|although|though|than)\s+"
)
WHO = re.compile(r",?\s+who\s*$")
ROLE = re.compile(
    r"\s*(?:an?|the|one of|[a-z’'-]+(?:\s[a-z’'-]+)?\s(?:for|of|at|with|in)|who|whose|spokes\w+|"
    r"[A-Z][\w’'-]*[’']s?|of|his|her|its|\d+)\b"
)
CIRCUMSTANCE = re.compile(
    r"\s(?:on|at|during|after|before|when|while|last|as|late|early|yesterday|today|earlier|by|to|through|this|in\san?|in\s(?:his|her|their|its|the)|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
PRONOUN = re.compile(r"(?<!\sand )(?<!\sor )(?<![’'])\b(?:he|she|it|they|we|you|I|[HS]he|It|They|We|You)$")
NO_HEAD = re.compile(
    r"^[a-z]+ing$|^(?i:the|an?|his|her|its|their|this|these|those)$|(?:^|\s)(?:and|but|or|so|then|also|that|which|from|of|in|on|at|to|by|with|for|as|into|over|there|here)$"
)
LONGEST = 220


def source_before(sentence: str, at: int) -> Span | None:
    """The noun phrase that ends right before a cue: "Ann Lee, the mayor of Bath, [said]"."""
    end = _without_adverbs(sentence, at)
    start = max((match.end() for match in BOUNDARY.finditer(sentence, max(0, end - 2 * LONGEST), end)), default=0)
    clause = sentence[start:end].rstrip()
    who = WHO.search(clause)
    if who:
        return _shift(_nearest(clause[: who.start()]), start)
    span = _apposition(clause) if clause.endswith(",") else _plain(clause)
    return _shift(span, start)


def source_after(sentence: str, at: int, *, leads: bool = False) -> Span | None:
    """The noun phrase that begins right after a cue; `leads` where the clause that is said follows after a comma."""
    start = at + len(sentence[at:]) - len(sentence[at:].lstrip())
    stop = BOUNDARY.search(sentence, start, start + LONGEST)
    right = sentence[start : stop.start() if stop else start + LONGEST]
    parts = right.split(",")
    if not stop and len(parts) > 1 and leads:
        parts = parts[: 2 if len(parts) > 2 and _explains(parts[0], parts[1]) else 1]
    kept = [_until_circumstance(parts[0]) if not leads else parts[0]]
    if kept[0] == parts[0]:
        for part in parts[1:]:
            if not ROLE.match(part) and not _is_name(part) or FINITE.search(part) and " who " not in part:
                break
            kept.append(part)
    return _trimmed(sentence, start, start + len(",".join(kept)))


def _explains(part: str, following: str) -> bool:
    """Whether a comma parts a name from its bearer's office, in either order, and not a source from what it says."""
    named = (
        _is_name(part) or bool(re.search(r"[A-Z][\w’'-]+\s[A-Z][\w’'-]+$", part)) and not re.match(r"[Tt]he\s", part)
    )
    return bool(named and ROLE.match(following) and not FINITE.search(following)) or _is_name(following)


def subject(sentence: str) -> Span | None:
    """The noun phrase that the sentence begins with, after any "On Friday,"."""
    start = 0
    while (lead := LEADING.match(sentence, start)) or (
        lead := re.compile(rf"{PREPOSITION.pattern}[^,]{{1,80}},\s").match(sentence, start)
    ):
        start = lead.end()
    verb = FINITE.search(sentence, start) or PAST.search(sentence, start)
    verb = PRESENT.search(sentence, start, verb.start() if verb else len(sentence)) or verb
    if not verb or verb.start() - start > LONGEST:
        return None
    return _trimmed(sentence, start, _without_adverbs(sentence, verb.start()))


def _without_adverbs(sentence: str, end: int) -> int:
    for _ in range(4):
        match = ADVERB.search(sentence, max(0, end - 24), end)
        if not match:
            break
        end = match.start()
    return end


def _plain(clause: str) -> Span | None:
    comma = _after_last_comma(clause, len(clause))
    if comma and re.match(r"\s+(?:and|or)\s", clause[comma:]):
        comma = _after_last_comma(clause, comma - 1)
    relative = re.search(r"\swho\s", clause[comma:])
    part = clause[comma:]
    start = comma + (0 if relative and not FINITE.search(part[: relative.start()]) else _after_last_verb(part))
    pronoun = PRONOUN.search(clause)
    span = _trimmed(clause, pronoun.start() if pronoun else start, len(clause))
    return None if span is None or PREPOSITION.match(span.of(clause)) and not ROUGHLY.match(span.of(clause)) else span


def _after_last_comma(clause: str, end: int) -> int:
    """Those inside numbers part nothing."""
    at = clause.rfind(",", 0, end)
    while at > 0 and clause[at + 1 : at + 2].isdigit():
        at = clause.rfind(",", 0, at)
    return at + 1


def _after_last_verb(part: str) -> int:
    """Where the last noun phrase of a clause begins: after its last verb, and after what joins it to the one before."""
    verbs = [match.end() for match in FINITE.finditer(part)]
    start = verbs[-1] if verbs else 0
    joins = [
        m.end() for m in JOIN.finditer(part) if m[0].strip() not in ("and", "or") or any(v <= m.start() for v in verbs)
    ]
    return max([start, *joins])


def _apposition(clause: str) -> Span | None:
    parts = clause.rstrip(", ").split(",")
    offset = 0
    for index, part in enumerate(parts[:-1]):
        head = LEADING.sub("", part.strip(), count=1)
        last_verb = _after_last_verb(part)
        if head and not PREPOSITION.match(head) and not last_verb:
            return _trimmed(clause, offset, len(clause.rstrip(", ")))
        if last_verb and ROLE.match(parts[index + 1]) and _is_name(part[last_verb:]):
            return _trimmed(clause, offset + last_verb, len(clause.rstrip(", ")))
        offset += len(part) + 1
    return None


def _nearest(clause: str) -> Span | None:
    """The last noun phrase of a clause, for "..., who said"."""
    stops = [
        match.end() for match in re.finditer(r"\b(?:by|with|from|to|for|on|at|in|and|that|as|against)\s|,\s", clause)
    ]
    start = max([0, _after_last_verb(clause), *stops])
    return _trimmed(clause, start, len(clause))


def _until_circumstance(part: str) -> str:
    match = CIRCUMSTANCE.search(part)
    return part[: match.start()] if match and match.start() > 1 and " who " not in part[: match.start()] else part


def _is_name(part: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:[A-Z][\w.’'-]*\s*){1,5}", part))


def _shift(span: Span | None, by: int) -> Span | None:
    return Span(span.start + by, span.end + by) if span else None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without joining words in front and marks behind; None where no word is left."""
    while lead := LEADING.match(text, start, end) or ADJUNCT.match(text, start, end):
        start = lead.end()
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(" ,'‘\u00a0"))
    end = start + len(text[start:end].rstrip(" ,;:'’\u00a0"))
    end -= (
        1
        if text[start:end].endswith(".")
        and not re.search(r"\b[A-Z]\.$|\b(?:Jr|Sr|Inc|Corp|Co|Ltd)\.$", text[start:end])
        else 0
    )
    if NO_HEAD.search(text[start:end]):
        return None
    return Span(start, end) if 0 < end - start <= LONGEST and re.search(r"[^\W\d]", text[start:end]) else None
