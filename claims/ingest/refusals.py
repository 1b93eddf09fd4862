"""Refusals by their code, worded in refusals.toml."""

import tomllib
from functools import cache
from pathlib import Path

from claims.ingest.page import Unreadable


@cache
def sentences() -> dict[str, str]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)


def refused(code: str, **said: object) -> Unreadable:
    return Unreadable(code, sentences()[code].format(**said))
