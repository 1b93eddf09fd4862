"""What can go wrong with a fetch, each with its code, a sentence for people, and whether waiting may help."""

import tomllib
from pathlib import Path

KNOWN: dict[str, tuple[str, bool]] = tomllib.loads((Path(__file__).parent / "errors.toml").read_text(encoding="utf-8"))
TEMPORARY = (408, 421, 425)


class FetchError(Exception):
    def __init__(self, code: str, *, status: int = 0, retry_after: int | None = None) -> None:
        self.code = code
        self.status = status
        self.retry_after = retry_after
        self.message, self.permanent = KNOWN.get(code) or other_answer(status)
        super().__init__(self.message)


def answered(status: int, retry_after: int | None) -> FetchError:
    code = "http_5xx" if status >= 500 else f"http_{status}"
    return FetchError(code, status=status, retry_after=retry_after)


def other_answer(status: int) -> tuple[str, bool]:
    return f"The site answered with status {status}.", status not in TEMPORARY
