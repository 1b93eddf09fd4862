"""Passages of articles that were edited as newsrooms edit: how many are found again, how many are placed wrong.

    .venv/bin/python bench/reanchor.py [--articles 300] [--seed 1] [--profile newsroom ...] [--alone] [--show 20]

Every character knows where it stood, so the truth is known: a passage still stands where at least half of its letters
stand together in the new text. Placed: on at least .8 of it (intersection over union). Wrong: elsewhere, or though it
is gone. Loose: on less of it. Silently wrong: wrong and called exact, restyled or moved. A passage that was torn in two
is left out. FACTCHECK_DATA adds real articles to the made up ones.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.edits import PROFILES, edited
from bench.hypothesis import hypothesis
from bench.newsroom import Article, Piece, article, from_text, joined, marked
from claims.text.canonical import canonical
from claims.text.reanchor import Placement, reanchor
from claims.text.sentences import sentences
from claims.text.spans import Span

PASSAGES = 10
TOGETHER = 200  # characters between two letters of a passage that still stand together


class Case(NamedTuple):
    old: str
    new: str
    spans: list[Span]
    truth: list[Span | None]


def cases(profile: str, count: int, seed: int, real: list[str]) -> Iterator[Case]:
    for number in range(count):
        rng = random.Random(f"{seed} {number}")
        text = from_text(rng.choice(real)) if real and number % 3 == 0 else article(rng)
        yield case(rng, text, profile)


def case(rng: random.Random, text: Article, profile: str) -> Case:
    old = marked(text)
    spans = passages(rng, old)
    edited(rng, text, profile)
    new = joined(text)
    spans = [span for span in spans if not is_torn(old, new, span)]
    return Case(old, new.text, spans, [truth(old, new, span) for span in spans])


def passages(rng: random.Random, text: str) -> list[Span]:
    """Sentences, parts of them, several of them, a few words, the text's first and last ones; repeated ones gladly."""
    listed = sentences(text)
    times = Counter(each.of(text) for each in listed)
    repeated = [each for each in listed if times[each.of(text)] > 1]
    found = {listed[0] if rng.random() < 0.2 else rng.choice(listed), rng.choice(repeated or listed)}
    if rng.random() < 0.2:
        found.add(listed[-1])
    while len(found) < PASSAGES:
        found.add(_passage(rng, text, listed))
    return sorted(found)


def _passage(rng: random.Random, text: str, listed: list[Span]) -> Span:
    at = rng.randrange(len(listed))
    kind = rng.random()
    if kind < 0.4:
        return listed[at]
    if kind < 0.55:
        return Span(listed[at].start, listed[min(at + rng.randint(1, 2), len(listed) - 1)].end)
    words = [(i, i + len(word)) for i, word in _words(text, listed[at])]
    size = min(len(words), rng.randint(2, 4) if kind < 0.7 else max(3, len(words) // 2))
    first = rng.randint(0, len(words) - size)
    return Span(words[first][0], words[first + size - 1][1])


def _words(text: str, part: Span) -> Iterator[tuple[int, str]]:
    at = part.start
    for word in part.of(text).split():
        at = text.index(word, at)
        yield at, word
        at += len(word)


def truth(old: str, new: Piece, span: Span) -> Span | None:
    groups = standing(old, new, span)
    letters = sum(1 for character in span.of(old) if not character.isspace())
    best = max(groups, key=len, default=[])
    return Span(best[0], best[-1] + 1) if best and 2 * len(best) >= letters else None


def is_torn(old: str, new: Piece, span: Span) -> bool:
    """A third of it or more stands in each of two places: no one place is right, and none wrong."""
    letters = sum(1 for character in span.of(old) if not character.isspace())
    return sum(3 * len(group) >= letters for group in standing(old, new, span)) > 1


def standing(old: str, new: Piece, span: Span) -> list[list[int]]:
    """Where its letters stand, in groups that are far from one another."""
    at = [place for place, origin in enumerate(new.origin) if span.start <= origin < span.end]
    return _together([place for place in at if not new.text[place].isspace()])


def _together(places: list[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for at in places:
        if groups and at - groups[-1][-1] <= TOGETHER:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def real_texts() -> list[str]:
    folder = os.environ.get("FACTCHECK_DATA")
    if not folder:
        return []
    found = [canonical(path.read_text()) for path in sorted(Path(folder, "seeds").glob("*.txt"))]
    bodies = json.loads(Path(folder, "data/pages/aeb/ground-truth.json").read_text())
    found += [canonical(body["articleBody"].replace("\n", "\n\n")) for _, body in sorted(bodies.items())]
    return [text for text in found if 1500 < len(text) < 15000]


class Tally:
    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.seconds = 0.0
        self.statuses: Counter[str] = Counter()

    def add(self, span: Span | None, truth: Span | None, status: str) -> str:
        kind = _kind(span, truth)
        self.counts[kind] += 1
        self.statuses[status] += 1
        self.counts["stands"] += truth is not None
        self.counts["silent"] += kind == "wrong" and status in ("exact", "restyled", "moved")
        return kind

    def line(self, name: str) -> str:
        per_cent = " ".join(f"{100 * self.share(kind):8.2f}" for kind in ("loose", "wrong", "silent"))
        each = 1000 * self.seconds / sum(self.statuses.values())
        return f"{name:28} {self.share('placed'):8.4f} {per_cent} {each:10.3f}"

    def share(self, kind: str) -> float:
        """Placed: of those that stand. Anything else: of all."""
        return self.counts[kind] / max(1, self.counts["stands"] if kind == "placed" else sum(self.statuses.values()))


def _kind(span: Span | None, truth: Span | None) -> str:
    if span is None:
        return "missed" if truth else "gone"
    if truth is None:
        return "wrong"
    shared = max(0, min(span.end, truth.end) - max(span.start, truth.start))
    likeness = shared / (max(span.end, truth.end) - min(span.start, truth.start))
    return "placed" if likeness >= 0.8 else "loose" if likeness >= 0.3 else "wrong"


Method = Callable[[Case], list[Placement]]


def by_hypothesis(case: Case) -> list[Placement]:
    found = [hypothesis(case.old, case.new, span) for span in case.spans]
    return [Placement(span, "exact" if span else "orphaned", 1, []) for span in found]


def by_first_hit(case: Case) -> list[Placement]:
    starts = [(case.new.find(span.of(case.old)), span.end - span.start) for span in case.spans]
    found = [Span(start, start + size) if start >= 0 else None for start, size in starts]
    return [Placement(span, "exact" if span else "orphaned", 1, []) for span in found]


def measured(listed: list[Case], method: Method, show: int = 0) -> Tally:
    tally = Tally()
    for each in listed:
        begun = time.process_time()
        placements = method(each)
        tally.seconds += time.process_time() - begun
        for span, truth, placement in zip(each.spans, each.truth, placements, strict=True):
            kind = tally.add(placement.span, truth, placement.status)
            if show and kind in ("wrong", "missed", "loose"):
                show -= 1
                print(_said(each, span, truth, placement), kind, file=sys.stderr)
    return tally


def _said(case: Case, span: Span, truth: Span | None, found: Placement) -> str:
    there = [truth.of(case.new) if truth else None, found.span.of(case.new) if found.span else None]
    return f"--- {found.status} {found.score:.2f}\n{span.of(case.old)!r}\n{there[0]!r}\n{there[1]!r}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", nargs="+", default=list(PROFILES), choices=list(PROFILES))
    parser.add_argument("--alone", action="store_true", help="without the two others beside it")
    parser.add_argument("--show", type=int, default=0, help="print so many that are not right")
    options = parser.parse_args()
    methods: dict[str, Method] = {"factcheck": lambda case: reanchor(case.old, case.new, case.spans)}
    if not options.alone:
        methods |= {"Hypothesis": by_hypothesis, "exact, first hit": by_first_hit}
    print(f"{'':28} {'placed':>8} {'loose %':>8} {'wrong %':>8} {'silent %':>8} {'ms/passage':>10}")
    for profile in options.profile:
        listed = list(cases(profile, options.articles, options.seed, real_texts()))
        for name, method in methods.items():
            print(measured(listed, method, options.show).line(f"{profile}: {name}"), flush=True)


if __name__ == "__main__":
    main()
