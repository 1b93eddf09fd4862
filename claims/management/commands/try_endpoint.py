"""Asks the endpoint that is set about one text, and prints what came of it. Needs no database and stores nothing."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.reading.backends import Http, Unanswered
from claims.reading.backends.http import Endpoint, Question, Spent, endpoint, slips, told
from claims.reading.weights import base
from claims.text.candidates import BUDGET, Candidate
from claims.text.canonical import canonical
from claims.text.readers import Article
from claims.text.sentences import sentences


class Command(BaseCommand):
    help = "Ask the endpoint about the claims of one text, and print what it found, what it took and what it cost."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a plain text")

    def handle(self, *args: Any, **options: Any) -> None:
        to = endpoint()
        if to is None:
            raise CommandError(" ".join(slips()) or "FACTCHECK_BACKEND_URL is not set.")
        try:
            text = canonical(options["file"].read_text(encoding="utf-8", errors="replace"))
            found = tried(to, Article(text, sentences(text)))
        except (Unanswered, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))


def tried(to: Endpoint, article: Article) -> dict[str, Any]:
    spent: list[Spent] = []
    begun = time.monotonic()

    def ask(to: Endpoint, question: Question) -> Any:
        answer = told(to, question)
        spent.append(answer.spent)
        if answer.problem:
            raise answer.problem
        return answer.body

    backend = Http(to, ask)
    claims = [plain(each) for each in backend.candidates(article, base(), BUDGET)]
    took = {"seconds": round(time.monotonic() - begun, 1), "tokens": sum(each.tokens for each in spent)}
    cost = {"cost": str(sum(each.cost for each in spent))}
    return {"backend": to.name, "claims": claims, "not in the text": backend.lost} | took | cost


def plain(found: Candidate) -> dict[str, Any]:
    shown = {key: getattr(found, key) for key in ("wording", "claimant", "manner", "kind", "score", "reasons")}
    return shown | {"figures": [figure.quote for figure in found.figures]}
