"""Why there is no answer, each with a sentence for people and whether to ask again."""

import tomllib
from pathlib import Path
from typing import Any

from claims.reading.backends.base import Unanswered

KNOWN: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "problems.toml").read_text(encoding="utf-8"))


class NoAnswer(Unanswered):
    def __init__(self, code: str, retry_after: int | None = None, detail: str = "") -> None:
        self.code, self.retry_after = code, retry_after
        self.again: bool = KNOWN[code]["again"]
        super().__init__(f"{KNOWN[code]['said']}{detail and f' {detail}'}")

    @classmethod
    def told(cls, code: str, said: str) -> "NoAnswer":
        """One that was told before, in the same words."""
        known = cls(code)
        known.args = (said,)
        return known

    @classmethod
    def with_status(cls, status: int, retry_after: int | None) -> "NoAnswer":
        return cls(code_of(status), retry_after, f"(HTTP {status})")


def code_of(status: int) -> str:
    if 300 <= status < 400:
        return "redirected"
    if status in (401, 403):
        return "key_refused"
    if status in (408, 429):
        return "busy"
    return "server_error" if status >= 500 else "refused"
