"""A zip of articles: each entry a file of its own, or why it is none. Nothing is written to a disk."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from claims.ingest import zips
from claims.ingest.page import Unreadable
from claims.ingest.refusals import refused

OFFICE = re.compile(r"(?:word|xl|ppt|META-INF)/|\[Content_Types\]\.xml$|mimetype$")
FURNITURE = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)")
LONGEST_PART = 120
NO_ARCHIVE = "no_archive"


@dataclass(frozen=True)
class Told:
    """What is said of an entry; its content follows beside."""

    name: str
    size: int
    code: str
    reason: str


@dataclass(frozen=True)
class Entry:
    name: str
    content: bytes = b""
    problem: Unreadable | None = None

    def told(self) -> Told:
        code = self.problem.code if self.problem else ""
        return Told(self.name, len(self.content), code, str(self.problem or ""))


def from_told(told: Told, content: bytes) -> Entry:
    return Entry(told.name, content, Unreadable(told.code, told.reason) if told.code else None)


def may_be_archive(raw: bytes) -> bool:
    return raw.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def unpacked(raw: bytes) -> list[Entry]:
    """Every entry in order. Raises Unreadable where the zip as a whole is refused, and for what is no zip of files."""
    with zips.opened(raw) as found:
        if _is_document(found):
            raise refused(NO_ARCHIVE)
        entries = list(_entries(found))
    if not entries:
        raise refused("archive_refused", why="it holds no files")
    return entries


def _is_document(found: zipfile.ZipFile) -> bool:
    """One of the formats that are a zip inside."""
    return any(OFFICE.match(name) for name in found.namelist())


def _is_nested(content: bytes) -> bool:
    if not may_be_archive(content):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as found:
            return not _is_document(found)
    except zips.BROKEN:
        return True


def _entries(found: zipfile.ZipFile) -> Iterator[Entry]:
    names = set[str]()
    for info in found.infolist():
        path = shown_path(info.filename)
        if info.is_dir() or FURNITURE.search(path):
            continue
        name = _unused(path, names)
        names.add(name)
        try:
            yield Entry(name, _content(found, info))
        except Unreadable as problem:
            yield Entry(name, problem=problem)


def _content(found: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if zips.is_link(info):
        raise refused("zip_link")
    if zips.is_locked(info):
        raise refused("encrypted")
    try:
        content = zips.content(found, info)
    except zips.BROKEN as problem:
        raise refused("zip_entry_damaged", why=str(problem) or "its data is broken") from problem
    if _is_nested(content):
        raise refused("zip_in_zip")
    return content


def shown_path(name: str) -> str:
    """A name to show: it leads nowhere, whatever it says, and can be read."""
    parts = (part for part in re.split(r"[/\\]", name) if part.strip(". ") and not re.fullmatch("[A-Za-z]:", part))
    return "/".join(_readable(part) for part in parts) or "unnamed"


def _readable(part: str) -> str:
    part = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in part)
    stem, dot, suffix = part.rpartition(".")
    return part if len(part) <= LONGEST_PART else f"{(stem or part)[:LONGEST_PART]}…{dot}{suffix[:10]}"


def _unused(name: str, names: set[str]) -> str:
    """Two entries of one name are two files."""
    stem, dot, suffix = name.rpartition(".")
    numbered = (f"{stem or suffix} ({n}){dot}{suffix if stem else ''}" for n in range(2, len(names) + 3))
    return name if name not in names else next(each for each in numbered if each not in names)
