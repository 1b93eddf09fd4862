"""What reading makes of files and pages: one JSON object a line. Needs no database and no service."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.ingest import child
from claims.ingest.child import Unreadable, wire
from claims.ingest.fetch import FetchError, fetch
from claims.ingest.kinds import MB
from claims.ingest.page import NO_ARTICLE, Reading
from claims.reading.backends import BuiltIn, Crf, NoModel, local
from claims.reading.weights import base
from claims.text.attribution import Attribution
from claims.text.candidates import Candidate
from claims.text.claimants import claimant_of
from claims.text.figures import Figure
from claims.text.languages import named
from claims.text.readers import Article, read, reader
from claims.text.spans import Span
from claims.text.weightfile import NotAModel

MOST_BYTES = 25 * MB
SWITCH = (
    0.0003  # seconds; at Python's 0.005 the thread that feeds the child would wait longer than the search for claims
)
NOTHING = Reading("", [], None, "", [], "", "", "", "", [], [])


class Command(BaseCommand):
    help = "Read files and pages as an import would and print what was found, one JSON object a line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH|URL")
        parser.add_argument("--json", action="store_true", help="one JSON object a line (the only form there is)")
        parser.add_argument("--plain", action="store_true", help="the files are body text already: change nothing")
        parser.add_argument(
            "--attribution-model", "--model", default="", metavar="FILE",
            help="a file of train_attribution; else FACTCHECK_ATTRIBUTION_MODEL",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = local(options["attribution_model"])
            base()
        except (NoModel, NotAModel) as problem:
            raise CommandError(str(problem)) from problem
        failed = [self._print(line) for line in described(options["paths"], by, plain=options["plain"])]
        if any(failed):
            sys.exit(1)

    def _print(self, line: dict[str, Any]) -> bool:
        shown = json.dumps(line, ensure_ascii=False)
        try:
            shown.encode()
            self.stdout.write(shown)
        except UnicodeEncodeError:  # a path of any bytes, or a terminal that lacks the letters
            self.stdout.write(json.dumps(line))
        return "error" in line


def described(places: Sequence[str], by: BuiltIn | Crf, *, plain: bool) -> Iterator[dict[str, Any]]:
    """In order; the child reads the next one while this process looks for claims in the last."""
    sys.setswitchinterval(SWITCH)
    with ThreadPoolExecutor(1) as ahead:
        following = [ahead.submit(found_in, place, plain=plain) for place in places[:1]]
        for place, after in zip(places, [*places[1:], None], strict=True):
            found = following.pop().result()
            if after is not None:
                following.append(ahead.submit(found_in, after, plain=plain))
            yield {"path": place} | (_fields(found, by) if isinstance(found, Reading) else found)


def found_in(place: str, *, plain: bool) -> Reading | dict[str, Any]:
    try:
        return _read(place, plain=plain)
    except Unreadable as problem:
        if problem.code in NO_ARTICLE:
            return _fields(NOTHING, BuiltIn()) | {"note": str(problem), "note_code": problem.code}
        return {"error": str(problem), "code": problem.code}
    except FetchError as problem:
        return {"error": problem.message, "code": problem.code}
    except OSError as problem:
        return {"error": problem.strerror or "The file cannot be read.", "code": "not_opened"}


def _read(place: str, *, plain: bool) -> Reading:
    if place.startswith(("http://", "https://")):
        page = fetch(place)
        return child.read(page.content, place, page.final_url, page.content_type)
    with Path(place).open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    return child.read_body(raw, place) if plain else child.read(raw, place)


def _fields(page: Reading, by: BuiltIn | Crf) -> dict[str, Any]:
    fields: dict[str, Any] = wire.plain(page)
    for day in ("published", "updated"):
        fields[day] = fields.pop(f"{day}_on", None)
    if reader(page.language) is None and not fields["note"]:
        fields |= {"note": f"Not read yet: {named(page.language)}", "note_code": "not_read"}
    return fields | said(Article(page.text, page.sentences, page.published_on, page.language), by)


def said(article: Article, by: BuiltIn | Crf) -> dict[str, Any]:
    """What is claimed in an article, as plain data."""
    found = read(article, base(), attributed=by.attributions(article))
    return {
        "attributions": [_attribution(each) for each in found.attributions],
        "figures": [_figure(article.text, each, found.attributions) for each in found.figures],
        "candidates": [_candidate(each) for each in found.candidates],
    }


def _attribution(found: Attribution) -> dict[str, Any]:
    return {key: getattr(found, key) for key in ("source", "cue", "content", "quoted", "kind")}


def _figure(text: str, found: Figure, attributed: list[Attribution]) -> dict[str, Any]:
    claimant = claimant_of(text, Span(found.start, found.end), attributed).name
    day = found.as_of.isoformat() if found.as_of else None
    numbers = {key: _number(getattr(found, key)) for key in ("low", "high")}
    return asdict(found) | numbers | {"claimant": claimant or None, "as_of": day}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _candidate(found: Candidate) -> dict[str, Any]:
    fields = {key: getattr(found, key) for key in ("start", "end", "score", "kind", "reasons")}
    return fields | {"claimant": found.claimant or None}
