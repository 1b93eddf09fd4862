"""Reading an answer's body without believing a word of what it says about itself."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claims.ingest.fetch.errors import FetchError

CHUNK = 65_536
FREE = 1_000_000  # bytes that may be packed as tightly as they like
GZIP, ZLIB, RAW = 31, 15, -15
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True)
class Limits:
    size: int  # of the body, packed and unpacked
    seconds: float = 30.0  # for everything, redirects too
    redirects: int = 5
    ratio: int = 100
    cut: bool = False  # what is too long is cut, not refused


FEED = Limits(5_000_000)
PAGE = Limits(10_000_000)
PDF = Limits(25_000_000)
ROBOTS = Limits(500 * 1024, cut=True)


def limits_for(limits: Limits, content_type: str) -> Limits:
    """Some pages turn out to be PDFs."""
    is_pdf = limits == PAGE and content_type.lower().startswith("application/pdf")
    return replace(limits, size=PDF.size) if is_pdf else limits


def read_body(chunks: Iterator[bytes], encoding: str, limits: Limits) -> bytes:
    unpacker = unpacker_for(encoding)
    packed, parts, size = 0, list[bytes](), 0
    for chunk in chunks:
        packed += len(chunk)
        for part in unpacker.feed(chunk):
            parts.append(part)
            size += len(part)
            if limits.cut and size >= limits.size:
                return b"".join(parts)[: limits.size]
            refuse_excess(size, packed, limits)
        refuse_excess(size, packed, limits)
    unpacker.finish()
    return b"".join(parts)


def refuse_excess(size: int, packed: int, limits: Limits) -> None:
    if max(size, packed) > limits.size or size > max(FREE, packed * limits.ratio):
        raise FetchError("too_large")


def unpacker_for(encoding: str) -> "Unpacked | Unpacker":
    match encoding.strip().lower():
        case "" | "identity":
            return Unpacked()
        case "gzip" | "x-gzip":
            return Unpacker(GZIP)
        case "deflate":
            return Unpacker(ZLIB)
    raise FetchError("bad_encoding")  # one that was not asked for, or several


class Unpacked:
    def feed(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk

    def finish(self) -> None:
        pass


class Unpacker:
    """Unpacks in small pieces, so that whoever asks for the next one decides how far a bomb goes off."""

    def __init__(self, form: int) -> None:
        self.form = form
        self.stream = zlib.decompressobj(form)
        self.begun = self.padding = False
        self.waiting = b""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        chunk, more = self.waiting + chunk, True
        self.waiting = b""
        while (chunk or more) and not self.padding:
            if self.stream.eof and not self._begin_next(chunk):
                return
            part = self._unpack(chunk)
            yield part
            chunk = self.stream.unused_data if self.stream.eof else self.stream.unconsumed_tail
            more = len(part) == CHUNK and not self.stream.eof  # zlib may hold back what did not fit

    def finish(self) -> None:
        if self.begun and not self.stream.eof:
            raise FetchError("bad_encoding")

    def _unpack(self, chunk: bytes) -> bytes:
        try:
            part = self.stream.decompress(chunk, CHUNK)
        except zlib.error:
            if self.form != ZLIB or self.begun:
                raise FetchError("bad_encoding") from None
            self.form = RAW  # many servers leave the wrapping off
            self.stream = zlib.decompressobj(RAW)
            return self._unpack(chunk)
        self.begun = True
        return part

    def _begin_next(self, chunk: bytes) -> bool:
        """Several gzip streams in a row are one body; other bytes behind the end are padding."""
        if len(chunk) < len(GZIP_MAGIC):
            self.waiting = chunk
            return False
        self.padding = self.form != GZIP or not chunk.startswith(GZIP_MAGIC)
        if not self.padding:
            self.stream = zlib.decompressobj(GZIP)
        return not self.padding
