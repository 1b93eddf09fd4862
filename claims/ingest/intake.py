"""Files into the database, as bytes, before anybody reads them."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from claims.ingest import child, raws
from claims.ingest.archive import NO_ARCHIVE, Entry, may_be_archive, shown_path
from claims.ingest.fetch import FetchError, checked
from claims.ingest.page import Unreadable
from claims.models import ApiToken, Claim, Feed, Import, ImportItem, Person, Purpose
from claims.workflow import wake_worker

Outcome = ImportItem.Outcome


class BadAddress(ValueError):
    """No page can be fetched from there; the code says why, in a word."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def start(
    label: str,
    *,
    way: str = Import.Way.FEED,
    purpose: str = Purpose.CHECK,
    asked_by: Person | None = None,
    feed: Feed | None = None,
    token: ApiToken | None = None,
    claim: Claim | None = None,
) -> Import:
    if feed:
        purpose = feed.purpose
    return Import.objects.create(
        label=label[:200], way=way, purpose=purpose, asked_by=asked_by, feed=feed, token=token, claim=claim
    )


def take_text(run: Import, title: str, text: str) -> ImportItem:
    """A pasted text is a file of its own; the same words pasted again are the same article."""
    content = f"{title.strip()}\n\n{text}".strip() if title.strip() else text
    raw = content.replace("\r\n", "\n").encode("utf-8", "replace")
    name = (title.strip() or text.strip().partition("\n")[0])[:120]
    return take_in(run, name, f"pasted:{hashlib.sha256(raw).hexdigest()}", raw)


def take_address(run: Import, address: str, told: dict[str, str] | None = None) -> ImportItem:
    """A page to be fetched; a worker comes by when its host has a turn."""
    try:
        where = checked(address)
    except FetchError as refusal:
        raise BadAddress(refusal.code, str(refusal)) from refusal
    item, _ = ImportItem.objects.get_or_create(
        run=run,
        address=where.url[:2000],
        defaults={"name": shown((told or {}).get("title") or where.url), "host": where.netloc, "told": told or {}},
    )
    return item


@transaction.atomic
def take_in(run: Import, name: str, address: str, content: bytes) -> ImportItem:
    """Keep the bytes and note that they are to be read; wakes a worker for it once that is committed."""
    if len(content) > settings.MAX_IMPORT_BYTES:
        limit = settings.MAX_IMPORT_BYTES // 1_000_000
        return refuse(run, name, address, f"Too large: more than {limit} MB.", "too_large")
    item = _once(run, address, name=shown(name), raw=raws.keep(content))
    transaction.on_commit(lambda: wake_worker("claims.import_item", item.pk), robust=True)
    return item


def _once(run: Import, address: str, **fields: object) -> ImportItem:
    """The run's item for this address, made unless it is there: it seldom is, so nobody looks before."""
    try:
        with transaction.atomic():
            return ImportItem.objects.create(run=run, address=address, **fields)
    except IntegrityError:
        return ImportItem.objects.get(run=run, address=address)


def refuse(run: Import, name: str, address: str, reason: str, code: str = "") -> ImportItem:
    """An item that fails before it has bytes to keep."""
    return _once(
        run, address, name=shown(name), outcome=Outcome.FAILED, code=code, reason=reason[:400], finished_at=Now()
    )


def take_file(run: Import, path: Path, name: str) -> list[ImportItem]:
    """One file of a folder, or every file in a zip; an unreadable one fails alone."""
    address = address_of(path)
    try:
        with path.open("rb") as file:
            content = file.read(settings.MAX_ARCHIVE_BYTES + 1)
    except OSError as error:
        return [refuse(run, name, address, f"Could not be opened: {error.strerror}.", "not_opened")]
    return _take(run, name, content, lambda inside, _: f"{address}/{inside}" if inside else address)


def take_upload(run: Import, name: str, content: bytes) -> list[ImportItem]:
    """Known by name and bytes: sent again it changes nothing, and another file of its name is another article."""
    name = shown_path(name)

    def address(inside: str, found: bytes) -> str:
        return f"upload:{hashlib.sha256(found).hexdigest()}/{shown(inside or name)}"

    return _take(run, name, content, address)


@transaction.atomic
def _take(run: Import, name: str, content: bytes, address: Callable[[str, bytes], str]) -> list[ImportItem]:
    """All of it or, when the database has no room, nothing."""
    if len(content) > settings.MAX_ARCHIVE_BYTES or not may_be_archive(content):
        return [take_in(run, name, address("", content), content)]
    try:
        entries = child.entries(content)
    except Unreadable as problem:
        if problem.code == NO_ARCHIVE:
            return [take_in(run, name, address("", content), content)]
        return [refuse(run, name, address("", content), str(problem), problem.code)]
    return [_take_entry(run, f"{name}/{each.name}", address(each.name, each.content), each) for each in entries]


def _take_entry(run: Import, name: str, address: str, entry: Entry) -> ImportItem:
    if entry.problem:
        return refuse(run, name, address[:2000], str(entry.problem), entry.problem.code)
    return take_in(run, name, address[:2000], entry.content)


def address_of(path: Path) -> str:
    """A file's identity: where it lies."""
    return "file:" + shown(str(path.resolve()))[-1900:]


def files_under(path: Path) -> Iterable[Path]:
    """The file itself, or every file below a folder but for dot names, in order."""
    if not path.is_dir():
        return [path]
    found = (file for file in path.rglob("*") if file.is_file() and not file.is_symlink())
    return sorted(file for file in found if not _hidden(file.relative_to(path)))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def shown(name: str) -> str:
    """A file name that a database and a page can carry: file systems allow any bytes."""
    readable = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in readable)[-1000:]
