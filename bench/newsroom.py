"""Articles, and what newsrooms do to them. Every character of an edited text knows where it stood before."""

import random
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from claims.text.sentences import sentences

WORDS = tomllib.loads(Path(__file__).with_name("newsroom.toml").read_text(encoding="utf-8"))
SENTENCES: list[str] = WORDS["sentences"]
FRESH: list[str] = WORDS["fresh"]
NUMBER = re.compile(r"\d+")
WORD = re.compile(r"\w+")


@dataclass
class Piece:
    """A stretch of text; `origin` has, for every character, where it stood in the old text, or -1."""

    text: str
    origin: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.origin = self.origin or [-1] * len(self.text)

    def cut(self, start: int, end: int) -> "Piece":
        return Piece(self.text[start:end], self.origin[start:end])

    def __add__(self, other: "Piece") -> "Piece":
        return Piece(self.text + other.text, self.origin + other.origin)

    def swap(self, start: int, end: int, text: str, *, keeps: bool = False) -> "Piece":
        """`keeps`: what is new stands for what was there (an updated number), and has its origin."""
        old = self.origin[start:end]
        origin = [old[min(i, len(old) - 1)] if keeps and old else -1 for i in range(len(text))]
        return self.cut(0, start) + Piece(text, origin) + self.cut(end, len(self.text))


Article = list[list[Piece]]  # paragraphs of sentences


def written(rng: random.Random, wording: str) -> str:
    who = rng.choice(WORDS["names"])
    return wording.format(
        who=who, Who=who[0].upper() + who[1:], where=rng.choice(WORDS["places"]),
        when=rng.choice(WORDS["times"]),
        thing=rng.choice(WORDS["things"]),
        n=rng.randint(2, 90), m=rng.randint(2, 90),
    )  # fmt: skip


def article(rng: random.Random) -> Article:
    """Made up: with sentences that are alike, sentences that are repeated, other scripts and emoji."""
    few = rng.sample(SENTENCES, rng.randint(8, len(SENTENCES))) if rng.random() < 0.6 else SENTENCES
    lines = [written(rng, rng.choice(few)) for _ in range(rng.randint(16, 45))]
    if rng.random() < 0.15:
        for _ in range(4):
            lines.insert(rng.randrange(len(lines)), written(rng, rng.choice(WORDS["foreign"])))
    if rng.random() < 0.35:
        for _ in range(rng.randint(1, 3)):
            lines.insert(rng.randrange(len(lines)), rng.choice(lines))
    return paragraphs_of(rng, lines)


def paragraphs_of(rng: random.Random, lines: list[str]) -> Article:
    found: Article = []
    while lines:
        size = rng.randint(1, 4)
        found.append([Piece(line) for line in lines[:size]])
        lines = lines[size:]
    return found


def from_text(text: str) -> Article:
    """A real article, cut into its own paragraphs and sentences."""
    found = [[Piece(s.of(part)) for s in sentences(part)] for part in text.split("\n\n")]
    return [paragraph for paragraph in found if paragraph]


def joined(article: Article) -> Piece:
    text = Piece("")
    for number, paragraph in enumerate(each for each in article if each):
        for at, sentence in enumerate(paragraph):
            between = " " if at else "\n\n" if number else ""
            text.text += between + sentence.text
            text.origin += [-1] * len(between) + sentence.origin
    return text


def marked(article: Article) -> str:
    """Give every character its place in the text that is returned."""
    at = 0
    for number, paragraph in enumerate(article):
        for index, sentence in enumerate(paragraph):
            at += 1 if index else 2 if number else 0
            sentence.origin = list(range(at, at + len(sentence.text)))
            at += len(sentence.text)
    return joined(article).text


# What is done to one sentence


def typo(rng: random.Random, piece: Piece) -> Piece:
    words = [m for m in WORD.finditer(piece.text) if len(m[0]) > 3]
    if not words:
        return piece
    at = rng.choice(words).start() + rng.randint(1, 2)
    return rng.choice([piece.swap(at, at + 1, ""), piece.swap(at, at, piece.text[at]), piece.swap(at, at + 1, "e")])


def other_word(rng: random.Random, piece: Piece) -> Piece:
    words = list(WORD.finditer(piece.text))
    if not words:
        return piece
    word = rng.choice(words)
    return piece.swap(word.start(), word.end(), rng.choice(FRESH))


def number(rng: random.Random, piece: Piece) -> Piece:
    found = list(NUMBER.finditer(piece.text))
    if not found:
        return other_word(rng, piece)
    which = rng.choice(found)
    return piece.swap(which.start(), which.end(), str(int(which[0]) + rng.randint(1, 40)), keeps=True)


def clause_in(rng: random.Random, piece: Piece) -> Piece:
    blanks = [m.start() for m in re.finditer(" ", piece.text)] or [len(piece.text)]
    at = rng.choice(blanks)
    return piece.swap(at, at, rng.choice(WORDS["clauses"]))


def clause_out(rng: random.Random, piece: Piece) -> Piece:
    words = list(WORD.finditer(piece.text))
    if len(words) < 9:
        return piece
    at = rng.randrange(len(words) - 5)
    return piece.swap(words[at].start(), words[at + 3].start(), "")


def reworded(rng: random.Random, piece: Piece) -> Piece:
    """Half of the sentence, at one end, in other words."""
    words = list(WORD.finditer(piece.text))
    if len(words) < 6:
        return piece
    half = len(words) // 2
    other = " ".join(rng.choices(FRESH, k=half + rng.randint(-1, 3)))
    if rng.random() < 0.5:
        return piece.swap(0, words[half].start(), other.capitalize() + " ")
    return piece.swap(words[half].end(), len(piece.text), " " + other + ".")


def rewritten(rng: random.Random, piece: Piece) -> Piece:
    for _ in range(max(2, len(piece.text) // 16)):
        piece = other_word(rng, piece)
    return piece


def negated(rng: random.Random, piece: Piece) -> Piece:
    found = re.search(r" (?:was|were|is|did|had|will|has)\b(?! not)", piece.text)
    return piece.swap(found.end(), found.end(), " not") if found else number(rng, piece)


CHANGES: list[tuple[Callable[[random.Random, Piece], Piece], int]] = [
    (typo, 4), (other_word, 4), (number, 4), (clause_in, 3), (clause_out, 2), (reworded, 2), (rewritten, 1),
    (negated, 1),
]  # fmt: skip


def changed(rng: random.Random, piece: Piece) -> Piece:
    [change] = rng.choices([change for change, _ in CHANGES], [weight for _, weight in CHANGES])
    return change(rng, piece)
