"""The endpoint as the operator set it: where it is, what it may cost, and what is wrong with the settings."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

PROMPTS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "prompts.toml").read_text(encoding="utf-8"))
MILLION = 1_000_000
MOST_COST, SMALLEST = Decimal(10_000), Decimal("0.000001")  # of a question, as they are kept
PER_TOKEN = 2  # characters at the least, for what is charged where the endpoint does not say
OURS = {"model", "messages", "stream", "n"}  # of a question's fields, which the operator can't set

ABOVE_ZERO = ("TIMEOUT", "PATIENCE", "MAX_BYTES", "MAX_CHARS", "MAX_TOKENS", "AT_ONCE")


@dataclass(frozen=True)
class Endpoint:
    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 120.0  # for one question with its answer
    patience: timedelta = timedelta(minutes=15)  # how long an article waits before the built-in reads it
    price_in: Decimal = Decimal(0)  # of a million tokens
    price_out: Decimal = Decimal(0)
    daily_cost: Decimal | None = None
    max_bytes: int = 2_000_000  # of an answer
    max_chars: int = 60_000  # of an article
    max_tokens: int = 8_000  # of an answer
    at_once: int = 4  # questions under way, of all workers together
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def port(self) -> int:
        at = urlsplit(self.url)
        return at.port or (443 if at.scheme == "https" else 80)

    @property
    def target(self) -> str:
        at = urlsplit(self.url)
        return (at.path or "/") + (f"?{at.query}" if at.query else "")

    @property
    def is_in_the_clear(self) -> bool:
        at = urlsplit(self.url)
        return at.scheme == "http" and at.hostname not in ("localhost", "127.0.0.1", "::1")

    @property
    def name(self) -> str:
        """The backend's name and version, as they are kept with what it says."""
        return f"http {self.model} {PROMPTS['version']}"

    def cost(self, tokens_in: int, tokens_out: int) -> Decimal:
        cost = (tokens_in * self.price_in + tokens_out * self.price_out) / MILLION
        return min(cost, MOST_COST).quantize(SMALLEST)

    def most(self, asked: int) -> Decimal:
        """What a question of so many bytes and a repair of its answer may cost."""
        tokens_in = asked // PER_TOKEN
        return self.cost(2 * tokens_in + self.max_tokens, 2 * self.max_tokens)


def endpoint() -> Endpoint | None:
    """None where none is set, or not wholly: `manage.py check` says what is missing."""
    if not settings.FACTCHECK_BACKEND_URL or next(slips(), None):
        return None
    return Endpoint(
        url=settings.FACTCHECK_BACKEND_URL,
        model=settings.FACTCHECK_BACKEND_MODEL,
        key=settings.FACTCHECK_BACKEND_KEY,
        seconds=settings.FACTCHECK_BACKEND_TIMEOUT,
        patience=timedelta(minutes=settings.FACTCHECK_BACKEND_PATIENCE),
        price_in=Decimal(settings.FACTCHECK_BACKEND_PRICE_IN),
        price_out=Decimal(settings.FACTCHECK_BACKEND_PRICE_OUT),
        daily_cost=settings.FACTCHECK_BACKEND_DAILY_COST,
        max_bytes=settings.FACTCHECK_BACKEND_MAX_BYTES,
        max_chars=settings.FACTCHECK_BACKEND_MAX_CHARS,
        max_tokens=settings.FACTCHECK_BACKEND_MAX_TOKENS,
        at_once=settings.FACTCHECK_BACKEND_AT_ONCE,
        extra=json.loads(settings.FACTCHECK_BACKEND_EXTRA or "{}"),
    )


def slips() -> Iterator[str]:
    """What is wrong with the settings, in words; none where no endpoint is meant to be used."""
    url, model, key = (getattr(settings, f"FACTCHECK_BACKEND_{name}") for name in ("URL", "MODEL", "KEY"))
    if not url:
        yield from ["FACTCHECK_BACKEND_URL is not set, other settings of its are."] * bool(model or key)
        return
    if not is_address(url):
        yield "FACTCHECK_BACKEND_URL has to be a whole http or https address, without a name or password in it."
    if not re.fullmatch(r"[!-~]{1,90}", model):
        yield "FACTCHECK_BACKEND_MODEL has to name the model, in at most 90 letters."
    if not re.fullmatch(r"[!-~]*", key):
        yield "FACTCHECK_BACKEND_KEY holds what no header can."
    if settings.FACTCHECK_BACKEND_DAILY_COST is not None and not settings.FACTCHECK_BACKEND_PRICE_OUT:
        yield "FACTCHECK_BACKEND_DAILY_COST needs FACTCHECK_BACKEND_PRICE_IN and _OUT to count with."
    for name in ABOVE_ZERO:
        if getattr(settings, f"FACTCHECK_BACKEND_{name}") < 1:
            yield f"FACTCHECK_BACKEND_{name} has to be 1 or more."
    if not is_extra(settings.FACTCHECK_BACKEND_EXTRA):
        yield f"FACTCHECK_BACKEND_EXTRA has to be a JSON object without {', '.join(sorted(OURS))}."


def is_address(url: str) -> bool:
    if not re.fullmatch(r"https?://[!-~]+", url):
        return False
    try:
        at = urlsplit(url)
        return bool(at.hostname) and at.port != 0 and "@" not in at.netloc and not at.fragment
    except ValueError:
        return False


def is_extra(said: str) -> bool:
    try:
        found = json.loads(said or "{}")
    except ValueError:
        return False
    return isinstance(found, dict) and not OURS & found.keys()
