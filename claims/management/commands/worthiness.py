"""How much each sentence on standard input is worth checking, and why: one JSON object a line. Needs no database."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from claims.text.worthiness import worthiness


class Command(BaseCommand):
    help = "Read sentences, one a line, and print how much each is worth checking."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object a line (the only form there is)")

    def handle(self, *args: Any, **options: Any) -> None:
        for line in sys.stdin:
            worth = worthiness(line.strip())
            self.stdout.write(json.dumps({"score": worth.score, "reasons": worth.reasons}))
