"""A claim's page and attaching a passage to it, beside a bare page and a raw insert on the same machine at once."""

import argparse
import os
import re
import sys
from contextlib import ExitStack
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psycopg

from bench.desk import Client, measure, prepared

CLAIM = 3
TEXT = "Twelve people were killed when the dam above Harrow burst on Tuesday night. " * 20
TABLE = "CREATE TABLE span (id serial PRIMARY KEY, item int, start int, stop int, quote text, stance text)"
INSERT = "INSERT INTO span (item, start, stop, quote, stance) VALUES (%s, %s, %s, %s, 'context')"


def held(desk: Client) -> dict[str, str]:
    """What a form on the page of a claim in one's hands holds."""
    version = field(desk.ask("GET", f"/claims/{CLAIM}/"), "version")
    desk.ask("POST", f"/claims/{CLAIM}/lease/", 302, version=version)
    page = desk.ask("GET", f"/claims/{CLAIM}/")
    return {name: field(page, name) for name in ("version", "token", "revision")}


def field(page: bytes, name: str) -> str:
    found = re.search(rf'name="{name}" value="(\d+)"', page.decode())
    assert found, name
    return found[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args()
    with ExitStack() as stack:
        desk, floor = (Client(port) for port in prepared(stack, options.claims))
        raw = stack.enter_context(psycopg.connect(os.environ["FLOOR_URL"], autocommit=True))
        raw.execute(TABLE)
        desk.sign_in()
        form, place = held(desk), count(20)

        def attach() -> None:
            start = next(place)
            words = {"start": str(start), "end": str(start + 40), "quote": TEXT[start : start + 40]}
            desk.ask("POST", f"/claims/{CLAIM}/evidence/", 302, stance="context", **form, **words)

        def insert() -> None:
            start = next(place)
            raw.execute(INSERT, (CLAIM, start, start + 40, TEXT[start : start + 40]))

        page = f"/claims/{CLAIM + 1}/"
        measure(
            {
                "workspace": (lambda: desk.ask("GET", page), lambda: floor.ask("GET", "/list/0/")),
                "attach": (attach, insert),
            },
            options.rounds,
        )


if __name__ == "__main__":
    main()
