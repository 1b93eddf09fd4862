"""Zip files, measured before anything of them is unpacked, and unpacked in memory only."""

import io
import stat
import zipfile
import zlib

from claims.ingest.refusals import refused

MOST_ENTRIES = 2000
MB = 1024 * 1024
MOST_BYTES = 200 * MB
MOST_RATIO = 100  # of unpacked to packed; text seldom passes 10
SMALL = 64 * 1024  # whose ratio harms nobody
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)


def opened(raw: bytes, kind: str = "zip") -> zipfile.ZipFile:
    """The zip, its table of contents judged; what is refused here is refused as a whole."""
    try:
        found = zipfile.ZipFile(io.BytesIO(raw))
    except BROKEN as problem:
        raise refused("damaged", kind=kind) from problem
    if why := _too_much(found.infolist(), len(raw)):
        raise refused("archive_refused", why=why)
    return found


def _too_much(entries: list[zipfile.ZipInfo], packed: int) -> str:
    size = sum(each.file_size for each in entries)
    if len(entries) > MOST_ENTRIES:
        return f"it has {len(entries):,} entries, more than {MOST_ENTRIES:,}"
    if size > MOST_BYTES:
        return f"it unpacks to {size // MB:,} MB, more than {MOST_BYTES // MB}"
    if any(each.file_size > SMALL + MOST_RATIO * each.compress_size for each in entries):
        return f"it unpacks to more than {MOST_RATIO} times its size"
    return "its entries overlap" if sum(each.compress_size for each in entries) > packed else ""


def content(found: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Never more than the size that was judged, whatever comes out."""
    with found.open(entry) as file:
        unpacked = file.read(entry.file_size + 1)
    if len(unpacked) != entry.file_size:
        raise zipfile.BadZipFile("its size is not as said")
    return unpacked


def is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def is_locked(entry: zipfile.ZipInfo) -> bool:
    return bool(entry.flag_bits & 1)
