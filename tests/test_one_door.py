"""Nothing but the fetcher, and the client of the one endpoint that the operator sets, speaks to the network.

And no library is handed an address to open by itself.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

DOOR = "claims/ingest/fetch/"
ENDPOINT = "claims/reading/backends/http/client.py"
NETWORK = {
    "aiohttp", "asyncio", "certifi", "ftplib", "http.client", "http.server", "httpx", "imaplib", "nntplib", "poplib",
    "pycurl", "requests", "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib.request",
    "urllib.robotparser", "urllib3", "websockets", "xmlrpc", "trafilatura.downloads", "trafilatura.feeds",
    "trafilatura.sitemaps", "trafilatura.spider", "courlan.network",
}  # fmt: skip
OPENS_ADDRESSES = {"fetch_url", "fetch_response", "urlopen", "urlretrieve", "load_html", "process_url"}
OPENS_WHAT_IT_IS_GIVEN = {"feedparser.parse", "etree.parse", "html.parse", "etree.iterparse"}


def sources() -> Iterator[Path]:
    for folder in ("claims", "factcheck"):
        yield from (path for path in (settings.BASE_DIR / folder).rglob("*.py") if "/local/" not in str(path))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def reaches_out(code: str) -> list[str]:
    """What a file says that only the fetcher may."""
    tree = ast.parse(code)
    found = [name for name in imported(tree) if is_network(name)]
    for name, call in called(tree):
        if name.split(".")[-1] in OPENS_ADDRESSES:
            found.append(name)
        if ".".join(name.split(".")[-2:]) in OPENS_WHAT_IT_IS_GIVEN and not is_in_memory(call):
            found.append(ast.unparse(call))
    return found


def is_network(name: str) -> bool:
    return any(name == banned or name.startswith(f"{banned}.") for banned in NETWORK)


def is_in_memory(call: ast.Call) -> bool:
    """A file made of bytes at hand; a plain string may be an address or a path."""
    return bool(call.args) and ast.unparse(call.args[0]).startswith(("io.BytesIO(", "BytesIO("))


def test_only_the_fetcher_reaches_out() -> None:
    outside = [path for path in sources() if DOOR not in path.as_posix() and not path.as_posix().endswith(ENDPOINT)]
    assert len(outside) > 100
    found = {str(path): reaches_out(path.read_text(encoding="utf-8")) for path in outside}
    assert {path: ways for path, ways in found.items() if ways} == {}


@pytest.mark.parametrize("door", [f"{DOOR}/connect.py", ENDPOINT])
def test_the_doors_themselves_do(door: str) -> None:
    assert reaches_out((settings.BASE_DIR / door).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "code",
    [
        "import requests",
        "import urllib.request",
        "from urllib import request",
        "from urllib.request import urlopen",
        "import urllib3",
        "from http import client",
        "import socket",
        "from trafilatura import fetch_url; fetch_url(address)",
        "trafilatura.fetch_url(address)",
        "import trafilatura.downloads",
        "feedparser.parse(address)",
        "feedparser.parse(raw)",
        "lxml.etree.parse(address)",
        "htmldate.utils.fetch_url(address)",
    ],
)
def test_every_way_out_would_be_seen(code: str) -> None:
    assert reaches_out(code)


@pytest.mark.parametrize("code", ["feedparser.parse(io.BytesIO(raw))", "from urllib.parse import quote", "import html"])
def test_what_stays_in_memory_is_not(code: str) -> None:
    assert reaches_out(code) == []
