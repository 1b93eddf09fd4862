"""Feeds with what they publish over a while, made from a seed. No two stories share a sentence."""

import random
import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "seeds" / "articles"
WORDS = sorted({word for path in SAMPLES.glob("*.html") for word in re.findall(r"\b[a-z]{3,12}\b", path.read_text())})
# How many of a hundred feeds have it. The rest is sound.
FAULTS = {
    "slow": 4, "failing": 4, "unsteady": 4, "moved": 2, "moved away": 2, "endless": 3, "cut": 2, "cut short": 2,
    "bomb": 3, "busy": 2, "no feed": 1, "gone": 1, "reset": 2,
}  # fmt: skip
HANGING = ["hangs", "drips", "hangs"]  # these few cost a whole deadline each
STORY_TROUBLES = {"unsteady": 0.02, "gone": 0.01, "elsewhere": 0.02}


@dataclass(frozen=True)
class Story:
    path: str
    published: float  # seconds from the beginning of the while
    title: str
    trouble: str

    def page(self, home: str) -> bytes:
        words = random.Random(f"{home}{self.path}")
        body = "".join(f"<p>{sentence(words)} {sentence(words)} {sentence(words)}</p>" for _ in range(4))
        head = f"<title>{escape(self.title)}</title>"
        return f"<!doctype html><html lang=en>{head}<article><h1>{escape(self.title)}</h1>{body}</article>".encode()


@dataclass
class Stand:
    """One feed."""

    number: int
    ip: str
    fault: str
    stories: list[Story]
    asked: int = 0
    shown: set[str] = field(default_factory=set)  # the stories of its whole answers

    @property
    def path(self) -> str:
        return f"/feed-{self.number}"

    @property
    def validator(self) -> str:
        return ("etag", "modified", "")[self.number % 3]


def sentence(chance: random.Random) -> str:
    """Of sixteen words and a number, so that hardly three stand in a row twice."""
    said = " ".join(chance.choices(WORDS, k=16))
    return f"{said[0].upper()}{said[1:]}, said the council of {chance.randint(2, 99_999)} people."


def made(number: int, hosts: int, seconds: float, seed: int = 7) -> list[Stand]:
    """Each has something to begin with and a little more than one story an hour; some stories have troubles too."""
    chance = random.Random(seed)
    faults = [fault for fault, share in FAULTS.items() for _ in range(share * number // 100)] + HANGING
    faults += [""] * (number - len(faults))
    chance.shuffle(faults)
    return [Stand(n, ip_of(n % hosts), fault, stories(chance, n, seconds)) for n, fault in enumerate(faults)]


def ip_of(host: int) -> str:
    return f"127.1.{host // 200}.{host % 200 + 1}"


def stories(chance: random.Random, number: int, seconds: float) -> list[Story]:
    times = [-3600.0] + sorted(chance.uniform(0, seconds) for _ in range(chance.choice((0, 1, 1, 2))))
    return [story(chance, f"/f{number}/story-{count}", published) for count, published in enumerate(times)]


def story(chance: random.Random, path: str, published: float) -> Story:
    lot, trouble = chance.random(), ""
    for name, share in STORY_TROUBLES.items():
        if 0 <= lot < share:
            trouble = name
        lot -= share
    title = " ".join(chance.choices(WORDS, k=7)).capitalize()
    return Story(path, published, title, trouble)
