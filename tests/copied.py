"""Texts that nobody wrote, and the copies that other houses make of them."""

import random

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el", "or")]


def prose(seed: int, length: int) -> str:
    """So many words in sentences and paragraphs, others for every seed."""
    chance = random.Random(seed)
    found, left = [], length
    while left:
        sentence = [_word(chance) for _ in range(min(left, chance.randrange(8, 24)))]
        left -= len(sentence)
        found.append(" ".join(sentence).capitalize() + chance.choice([".", ".", ".\n\n"]))
    return " ".join(found).replace("\n\n ", "\n\n").strip()


def copied(text: str, seed: int, kept: float = 0.6, reworded: float = 0.1, lead: int = 30) -> str:
    """Cut to its first part, with a lead of the house's own and some of its words replaced, a few at a time."""
    chance = random.Random(seed)
    words = text.split(" ")[: round(kept * len(text.split(" ")))]
    left = round(reworded * len(words))
    while left > 0:
        at, many = chance.randrange(len(words)), chance.randrange(1, 6)
        words[at : at + many] = [_word(chance) for _ in words[at : at + many]]
        left -= many
    return f"{prose(seed + 10_000, lead)}\n\n{' '.join(words)}"


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.choice([1, 2, 2, 3])))
