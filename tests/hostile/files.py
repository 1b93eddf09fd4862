"""What the tests of hostile files share: zips made by hand, and what became of a file."""

import io
import stat
import warnings
import zipfile

import pytest

from claims.ingest import store
from claims.ingest.page import Unreadable
from claims.ingest.read import read
from claims.ingest.refusals import sentences
from claims.models import ImportItem

PARAGRAPH = "The ferry to Harn was stopped on Monday after its hull was found to leak, the port office said."


def refusal(raw: bytes, name: str, content_type: str = "") -> str:
    with pytest.raises(Unreadable) as caught:
        read(raw, name, content_type=content_type)
    assert caught.value.code in sentences() | {"no_article": ""}
    assert str(caught.value)
    return caught.value.code


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", how) as file:
        warnings.simplefilter("ignore")  # two entries of one name
        for name, content in entries:
            file.writestr(name, content, how)
    return out.getvalue()


def link(name: str, to: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info, to.encode()


def outcomes(run_items: list[ImportItem]) -> list[tuple[str, str, str]]:
    """Name, outcome and code of each, once a worker has been at it."""
    for item in run_items:
        store.import_item(item.pk)
        item.refresh_from_db()
    return [(item.name, item.outcome, item.code) for item in run_items]
