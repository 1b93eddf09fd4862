"""From a call's body to what it asks for."""

import base64
import binascii
import hashlib
from typing import Any, NamedTuple

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from claims.api import strict
from claims.api.problems import Problem
from claims.models import Purpose

MOST = 600  # items of one call
SHAPES = (("address",), ("title", "text"), ("text",), ("name", "content"))
LONGEST = {"address": 2000, "title": 1000, "text": 25_000_000, "name": 1000, "content": 40_000_000}


class Item(NamedTuple):
    """One of: an address; a text, with its title; a file's bytes, with its name."""

    address: str = ""
    title: str = ""
    text: str = ""
    name: str = ""
    content: bytes | None = None


class Asked(NamedTuple):
    items: list[Item]
    purpose: str  # "" for the token's own
    digest: str  # of all of it


def read(request: HttpRequest) -> Asked:
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise Problem(415, "encoding_refused", "Send the body uncompressed.")
    try:
        if request.content_type == "application/json":
            return _json(request)
        if request.content_type == "multipart/form-data":
            return _files(request)
    except RequestDataTooBig as error:
        raise Problem(413, "too_large", "The body is too large. Send large files as multipart/form-data.") from error
    except (MultiPartParserError, SuspiciousOperation, OSError) as error:
        raise Problem(400, "body_invalid", "The body could not be read to its end.") from error
    raise Problem(415, "type_refused", "Send application/json or multipart/form-data.")


def _json(request: HttpRequest) -> Asked:
    if (request.content_params or {}).get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise Problem(415, "charset_refused", "JSON is UTF-8.")
    asked = strict.parse(request.body)
    if not isinstance(asked, dict):
        raise Problem(400, "bad_type", "The body has to be an object with items.")
    _known(asked, {"items", "purpose"}, "")
    listed = asked.get("items")
    if not isinstance(listed, list):
        raise Problem(400, "bad_type", "items has to be a list.", "items")
    items = [_item(each, f"items[{at}]") for at, each in enumerate(_counted(listed))]
    purpose = _purpose(asked["purpose"]) if "purpose" in asked else ""
    return Asked(items, purpose, hashlib.sha256(request.body).hexdigest())


def _known(given: dict[str, Any], names: set[str], within: str) -> None:
    for name in given:
        if name not in names:
            field = f"{within}{strict.printable(name)}"
            raise Problem(400, "unknown_field", f"{field} means nothing here.", field)


def _counted(listed: list[Any]) -> list[Any]:
    if not listed:
        raise Problem(400, "no_items", "There is nothing to import.", "items")
    if len(listed) > MOST:
        raise Problem(413, "too_many_items", f"A call takes {MOST} items at most.", "items")
    return listed


def _item(given: Any, field: str) -> Item:
    if not isinstance(given, dict):
        raise Problem(400, "bad_type", f"{field} has to be an object.", field)
    _known(given, set(LONGEST), f"{field}.")
    if not any(set(given) == set(shape) for shape in SHAPES):
        raise Problem(400, "bad_item", f"{field} needs an address, or a text, or a name and its content.", field)
    said = {name: strict.text(value, f"{field}.{name}", LONGEST[name]) for name, value in given.items()}
    for name, value in said.items():
        if not value.strip() and name != "title":
            raise Problem(400, "empty", f"{field}.{name} is empty.", f"{field}.{name}")
    content = _bytes(said.pop("content"), f"{field}.content") if "content" in said else None
    return Item(**said, content=content)


def _bytes(written: str, field: str) -> bytes:
    try:
        return base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problem(400, "bad_base64", f"{field} is not base64.", field) from error


def _purpose(value: Any) -> str:
    if value not in Purpose.values:
        raise Problem(400, "bad_value", f"purpose has to be one of: {', '.join(Purpose.values)}.", "purpose")
    return str(value)


def _files(request: HttpRequest) -> Asked:
    _known(dict(request.POST), {"purpose"}, "")
    purpose = _purpose(request.POST["purpose"]) if "purpose" in request.POST else ""
    sent = _counted([file for name in request.FILES for file in request.FILES.getlist(name)])
    items = [Item(name=file.name or "file", content=file.read()) for file in sent]
    whole = hashlib.sha256(purpose.encode())
    for item in items:
        assert item.content is not None
        name = item.name.encode("utf-8", "replace")
        whole.update(b"%d:%s%s" % (len(name), name, hashlib.sha256(item.content).digest()))
    return Asked(items, purpose, whole.hexdigest())
