"""What reading a file gives."""

from dataclasses import dataclass, field
from datetime import date

from claims.text.bylines import Byline
from claims.text.spans import Span

__all__ = ["NO_ARTICLE", "Byline", "DateFound", "Draft", "Reading", "Removed", "Unreadable"]

NO_ARTICLE = frozenset({"no_article", "error_page", "bot_check", "consent", "login", "index"})


class Unreadable(Exception):
    """The file holds no article that can be read; the code says why, in a word."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class DateFound:
    value: date
    origin: str
    taken: bool
    note: str = ""


@dataclass(frozen=True)
class Removed:
    text: str
    why: str


@dataclass(frozen=True)
class Reading:
    title: str
    byline: list[Byline]
    published_on: date | None
    published_origin: str
    dates: list[DateFound]
    language: str
    outlet: str
    address: str
    text: str
    sentences: list[Span]
    removed: list[Removed]
    updated_on: date | None = None
    updated_origin: str = ""
    section: str = ""
    domain: str = ""
    amp_address: str = ""
    note_code: str = ""
    note: str = ""
    flags: list[str] = field(default_factory=list)


@dataclass
class Draft:
    """What a kind of file tells, before the parts that all kinds share."""

    body: list[str]
    title: str = ""
    byline: list[Byline] = field(default_factory=list)
    dates: list[DateFound] = field(default_factory=list)
    language: str = ""
    outlet: str = ""
    address: str = ""
    removed: list[Removed] = field(default_factory=list)
    updated_on: date | None = None
    updated_origin: str = ""
    section: str = ""
    domain: str = ""
    amp_address: str = ""
    note_code: str = ""
    note: str = ""
    flags: list[str] = field(default_factory=list)

    def flag(self, flag: str) -> None:
        if flag not in self.flags:
            self.flags.append(flag)

    def remove(self, text: str, why: str) -> None:
        self.removed.append(Removed(text, why))
