"""What is said, by where it stands to the cue."""

import re
from dataclasses import replace

from claims.text.attributed import Attribution, Sentence
from claims.text.quotes import MASK
from claims.text.spans import Span

# After "…, he said" in the midst of what is said: a comma, and then neither a circumstance nor something of its own.
INTERRUPTS = re.compile(
    r"\s*(?:,|--?|[—–])\s+(?!(?:who|which|whose|where|adding|citing|referring|speaking|according|noting|saying|calling|describing|[a-z]+ing|"
    r"when|while|as|after|before|during|a|an|in an?|on \w+day|last|late|early|although|though)\b|[“\"]|[A-Z])[a-z]"
)
JOINED = re.compile(r"[\s,;:]+(?:but|and|as|while|with)$")


def clause_start(text: str, end: int) -> int:
    """Where the clause before a cue begins: after an earlier quote's attribution, else at the sentence's start."""
    lead = re.compile(r"\s*(?:But|And|However,|Meanwhile,|Still,)\s").match(text, 0, end)
    return lead.end() if lead else 0


def interrupted(sentence: Sentence, said: Attribution, at: int) -> list[Attribution]:
    """What goes on to be said after its source and cue stood in its midst."""
    match = INTERRUPTS.match(sentence.text, at)
    content = content_in(sentence, match.end() - 1, len(sentence.text)) if match else None
    return [replace(said, content=content)] if content and content.end - content.start > 12 else []


def content_in(sentence: Sentence, start: int, end: int) -> Span | None:
    piece = sentence.text[start:end]
    quoted = re.search(rf"[“\"„«]{MASK}*[.,!?…]?[”\"»]?,?\s*$", piece)
    alone = quoted and re.search(r"(?:^|[.!?…,:;”\"—–-])\s*$", piece[max(0, quoted.start() - 6) : quoted.start()])
    if quoted and alone and end < len(sentence.text) and len(quoted[0]) > 25:
        start, piece = start + quoted.start(), quoted[0]
    start += len(piece) - len(piece.lstrip(" ,;:\u00a0"))
    end = start + len(JOINED.sub("", sentence.text[start:end].rstrip(" ,;:\u00a0")))
    if sentence.text.startswith("according to", start):
        return None
    if sentence.text[start:end].endswith((".", ";")) and not re.search(r"\b[A-Z]\.$", sentence.text[start:end]):
        end -= 1
    return sentence.at(start, end) if end - start > 1 else None
