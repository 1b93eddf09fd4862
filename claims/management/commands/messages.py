"""Catalogues of translations: what templates, code and the table of keys say goes into locale/ and is compiled.

Needs no gettext program. Django's own makemessages and compilemessages do.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.base import Lexer, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

from claims.people import keys

ROOT: Path = settings.BASE_DIR
LOCALE = ROOT / "locale"
LANGUAGES = ("de", "fa")
WORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}
HEADER = "# Written by hand; `manage.py messages` puts in what is new, takes out what is gone, and compiles."
UNTOLD = tuple(
    f'"{name}:'.encode()
    for name in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)
OPENED = re.compile(r"blocktrans(?:late)?\b")

Message = str | tuple[str, ...]


class Found(NamedTuple):
    message: Message
    place: str


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(everything())
        for language in LANGUAGES:
            catalog = merged(language, found)
            folder(language).mkdir(parents=True, exist_ok=True)
            po(language).write_bytes(written(catalog))
            mo(language).write_bytes(compiled(catalog))
            lacking = [each for each in catalog if each.id and (not each.string or each.fuzzy)]
            self.stdout.write(f"{language}: {len(catalog)} messages, {len(lacking)} without a translation")


def folder(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES"


def po(language: str) -> Path:
    return folder(language) / "django.po"


def mo(language: str) -> Path:
    return folder(language) / "django.mo"


def load(language: str) -> Catalog:
    if not po(language).exists():
        return Catalog(locale=language, fuzzy=False)
    with po(language).open("rb") as file:
        return read_po(file, locale=language)


def merged(language: str, found: list[Found]) -> Catalog:
    """The catalogue with what is said now; what is said no longer goes, nothing is guessed."""
    template = Catalog()
    for message, place in found:
        flags = ["python-format"] if "%(" in str(message) else []
        template.add(message, locations=[(place, 0)], flags=flags)
    catalog = load(language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def written(catalog: Catalog) -> bytes:
    """Without line numbers, dates and names, so that a file changes only with its words."""
    file = BytesIO()
    catalog.header_comment, catalog.fuzzy = HEADER, False
    write_po(file, catalog, width=120, sort_output=True, include_lineno=False, omit_header=False)
    return b"".join(line for line in file.getvalue().splitlines(keepends=True) if not line.startswith(UNTOLD))


def compiled(catalog: Catalog) -> bytes:
    """The same for the same words: its header has no date of today."""
    clean = read_po(BytesIO(written(catalog)), locale=catalog.locale)
    clean.creation_date = clean.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    file = BytesIO()
    write_mo(file, clean)
    return file.getvalue()


def everything() -> Iterator[Found]:
    for path in sorted((ROOT / "templates").rglob("*.*")):
        place = path.relative_to(ROOT).as_posix()
        yield from (Found(message, place) for message in of_template(path.read_text(encoding="utf-8")))
    for part in ("claims", "factcheck"):
        for path in sorted((ROOT / part).rglob("*.py")):
            place = path.relative_to(ROOT).as_posix()
            yield from (Found(message, place) for message in of_code(path))
    yield from (Found(message, "claims/keys.toml") for message in of_keys())


def of_code(path: Path) -> Iterator[Message]:
    with path.open("rb") as file:
        for _, message, _, _ in extract("python", file, keywords=WORDS):
            yield message


def of_keys() -> Iterator[str]:
    yield from (screen.title for screen in keys.screens().values())
    yield from (action.words for action in keys.actions().values())
    yield from (each.words for each in keys.fixed())


def of_template(text: str) -> Iterator[Message]:
    tokens = iter(Lexer(text).tokenize())
    for token in tokens:
        if token.token_type is not TokenType.BLOCK:
            continue
        if OPENED.match(token.contents):
            yield _block(tokens, trimmed="trimmed" in token.split_contents())
        elif token.contents.startswith("translate "):
            yield _unquoted(list(smart_split(token.contents))[1])


def _unquoted(word: str) -> str:
    return word[1:-1].replace("%", "%%")


def _block(tokens: Iterator[Any], *, trimmed: bool) -> Message:
    """Text and {{ names }} up to the end, in two parts where there is a plural."""
    parts = [""]
    for token in tokens:
        if token.token_type is TokenType.TEXT:
            parts[-1] += token.contents.replace("%", "%%")
        elif token.token_type is TokenType.VAR:
            parts[-1] += f"%({token.contents})s"
        elif token.contents == "plural":
            parts.append("")
        elif token.contents.startswith("endblocktrans"):
            break
    said = [trim_whitespace(part) if trimmed else part for part in parts]
    return tuple(said) if len(said) > 1 else said[0]
