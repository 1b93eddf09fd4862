"""A model is learned from texts in which somebody marked who says what."""

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import django

from claims.reading.backends.crf import features
from claims.reading.backends.crf.brat import Event, Marked
from claims.reading.backends.crf.library import trainer
from claims.reading.backends.crf.words import Line, lines, mark, words_in
from claims.text.readers import en
from claims.text.sentences import sentences
from claims.text.spans import Span

LETTERS = {"Content": "C", "Source": "S", "Cue": "K"}  # in this order: a cue inside a content is a cue
WORDS = ("pa", {"max_iterations": 10, "feature.minfreq": 5})
SOURCES = ("lbfgs", {"max_iterations": 50, "feature.minfreq": 5, "c2": 1.0})

Example = tuple[list[list[str]], list[str]]


def train(texts: Sequence[Marked]) -> tuple[bytes, bytes]:
    """The two taggers. Each learns in a new process, side by side: the library's dice start there as they always do."""
    with ProcessPoolExecutor(2, get_context("spawn"), initializer=django.setup) as pool:
        words, sources = pool.map(_learned, ("words", "sources"), (texts, texts))
    return words, sources


def _learned(what: str, texts: Sequence[Marked]) -> bytes:
    algorithm, params = WORDS if what == "words" else SOURCES
    learner = trainer(algorithm)
    for facts, tags in examples(what, texts):
        learner.append(facts, tags)
    learner.set_params(params)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, what)
        learner.train(str(path))
        return path.read_bytes()


def examples(what: str, texts: Sequence[Marked]) -> Iterator[Example]:
    of_line = _of_words if what == "words" else _of_sources
    for each in texts:
        listed = sentences(each.text)
        for line in lines(each.text, listed, en.attributions(each.text, listed)):
            yield from of_line(line, _events_in(line, each.events))


def _events_in(line: Line, events: Sequence[Event]) -> list[dict[str, list[Span]]]:
    """The events with their pieces as numbers of the line's words; of other lines' events nothing is left."""
    found = (
        {role: [Span(*words_in(line.spans, piece)) for piece in pieces] for role, pieces in event.items()}
        for event in events
    )
    return [{role: [span for span in spans if span.start < span.end] for role, spans in each.items()} for each in found]


def _tags(line: Line, events: Sequence[Event], roles: Sequence[str]) -> list[str]:
    tags = ["O"] * len(line.words)
    for role in roles:
        for event in events:
            for span in event[role]:
                mark(tags, LETTERS[role], *span)
    return tags


def _of_words(line: Line, events: Sequence[Event]) -> Iterator[Example]:
    yield features.of_words(line), _tags(line, events, list(LETTERS))


def _of_sources(line: Line, events: Sequence[Event]) -> Iterator[Example]:
    for event in events:
        for cue in event["Cue"][:1]:
            window = line.window(cue)
            yield features.of_sources(line, cue, window), _tags(line, [event], ["Source"])[slice(*window)]
