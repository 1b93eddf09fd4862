"""What a desk's decisions do to the ranking of articles that nobody decided on.

A desk is simulated: its editors decide on the first candidates of one article after the other, as the ranking in use
offers them, until there are enough decisions; then the weights that were learned rank the articles that are left.
"""

import argparse
import csv
import json
import os
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from claims.text.candidates import BUDGET, Candidate
from claims.text.learning import Example, effect, rightly, terms_of, train
from claims.text.readers import Article, read
from claims.text.sentences import sentences
from claims.text.spans import Span
from claims.text.weighing import BUILT_IN, Weights
from claims.text.worthiness import worthiness

ALL = 60  # candidates of an article that are ranked, where the newsroom would be shown BUDGET of them
LEFT = 60  # articles that are ranked
DEBATE = 60  # sentences of a debate that make an article

Articles = list[list[Example]]  # best first


class Passage(NamedTuple):
    text: str
    candidate: Candidate
    in_gold: bool  # whether a careful fact-checker marked something in it


Taste = Callable[[Passage], bool]
TASTES: dict[str, Taste] = {
    "accepts what a careful fact-checker marked": lambda each: each.in_gold,
    "accepts damage, money and percentages only": lambda each: bool(
        {figure.measure for figure in each.candidate.figures} - {"killed", "wounded", "injured", "duration", "count"}
    ),
    "accepts what somebody says, no bare event": lambda each: each.candidate.said is not None,
    "accepts what is in the gold, but no toll": lambda each: each.in_gold and "toll" not in each.candidate.signs,
    "decides by the toss of a coin": lambda each: random.Random(each.text).random() < 0.4,
}


class Trial(NamedTuple):
    before: float
    after: float
    chance: float  # that the decisions alone gave


def stories(data: Path) -> list[list[Passage]]:
    places = {"seeds": data / "seeds", "topic20": data / "data/stories/20", "topic41": data / "data/stories/41"}
    found = []
    for gold, folder in places.items():
        marked = json.loads((data / "gold" / f"{gold}.json").read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.txt")):
            quotes = [
                each["quote"]
                for kind in ("figures", "statements")
                for each in marked[kind]
                if each["article"] == path.stem
            ]
            found.append(list(passages(path.read_text(encoding="utf-8"), quotes)))
    return found


def passages(text: str, quotes: Sequence[str]) -> Iterator[Passage]:
    marked = [Span(at, at + len(quote)) for quote in quotes if (at := text.find(quote)) >= 0]
    for each in read(Article(text, sentences(text)), budget=ALL).candidates:
        in_gold = any(each.start < span.end and span.start < each.end for span in marked)
        yield Passage(text[each.start : each.end], each, in_gold)


def decided(story: Sequence[Passage], name: str, taste: Taste) -> list[Example]:
    return [
        Example(frozenset(each.candidate.signs), terms_of(each.text), taste(each), name) for each in story
    ]  # fmt: skip


def debates(data: Path) -> Articles:
    """Sentences that stood near each other, as an article; what the labels say is what the editors do."""
    path = data / "data/worthiness/CT24_checkworthy_english_train.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file, delimiter="\t"), key=lambda row: int(row["Sentence_id"]))
    return [_debate(rows[at : at + DEBATE], at) for at in range(0, len(rows), DEBATE)]


def _debate(rows: Sequence[dict[str, str]], at: int) -> list[Example]:
    found = []
    for row in rows:
        sentence = " ".join(row["Text"].split())
        signs = frozenset(worthiness(sentence).signs)
        found.append(Example(signs, terms_of(sentence), row["class_label"] == "Yes", str(at)))
    return sorted(found, key=lambda each: -BUILT_IN.odds(each.signs, ()))


def trial(articles: Articles, decisions: int, seed: int) -> Trial:
    order = random.Random(seed).sample(articles, len(articles))
    known: list[Example] = []
    while len(known) < decisions and len(order) > 1:
        known += order.pop()[:BUDGET]
    known = known[:decisions]
    left = [article for article in order if len({each.good for each in article}) == 2][:LEFT]
    learned = train(known)
    return Trial(quality(left, BUILT_IN), quality(left, learned), effect(known).chance)


def quality(articles: Articles, weights: Weights) -> float:
    return fmean(rightly(article, weights) for article in articles)


def report(name: str, articles: Articles, decisions: int, trials: int) -> None:
    found = [trial(articles, decisions, seed) for seed in range(trials)]
    gains = sorted(each.after - each.before for each in found)
    low, high = gains[round(0.025 * (trials - 1))], gains[round(0.975 * (trials - 1))]
    used = fmean(each.chance <= 0.05 for each in found)
    before, after = fmean(each.before for each in found), fmean(each.after for each in found)
    print(
        f"| {name} | {decisions} | {before:.3f} | {after:.3f} "
        f"| {fmean(gains):+.3f} ({low:+.3f} to {high:+.3f}) | {used:.0%} |",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=40)
    parser.add_argument("--decisions", type=int, nargs="+", default=[200])
    asked = parser.parse_args()
    data = Path(os.environ["FACTCHECK_DATA"])
    found = stories(data)
    desks = {name: [decided(story, str(at), taste) for at, story in enumerate(found)] for name, taste in TASTES.items()}
    desks["CheckThat! debates, by their labels"] = debates(data)
    print("| desk | decisions | before | after | gain, of 95 in 100 trials | put in use |\n|---|---|---|---|---|---|")
    for name, articles in desks.items():
        for decisions in asked.decisions:
            report(name, articles, decisions, asked.trials)


if __name__ == "__main__":
    main()
