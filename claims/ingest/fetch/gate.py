"""The one reader of addresses. What it does not understand to the last character is refused."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urljoin

import idna

from claims.ingest.fetch.address import IP
from claims.ingest.fetch.errors import FetchError
from claims.ingest.fetch.scripts import flags_of

PORTS = {"http": 80, "https": 443}
LONGEST = 4000
FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})  # controls, the unseen, halves of letters, blanks
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
URL = re.compile(r"[A-Za-z]+://(?P<authority>[^/?#]+)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?P<fragment>#.*)?")
AUTHORITY = re.compile(r"(?P<host>\[[^][@]*\]|[^][:@]+)(?::(?P<port>[0-9]*))?")
DOTS = str.maketrans("。．｡", "...")
LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
UNTOUCHED = "%/:@!$&'()*+,;=~?[]|^"  # everything else that is not a letter or a digit is written as %XX


@dataclass(frozen=True)
class Address:
    """A web address as it is asked for: host in ASCII, no user, no fragment. Flags say what to look at."""

    scheme: str
    host: str
    port: int
    target: str
    flags: tuple[str, ...] = ()

    @property
    def literal(self) -> IP | None:
        if ":" in self.host:
            return IPv6Address(self.host)
        return IPv4Address(self.host) if is_number(self.host) else None

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.netloc}"

    @property
    def url(self) -> str:
        return self.origin + self.target


def parse(url: str, open_ports: Collection[str] = ()) -> Address:
    """`open_ports` are "host:port" pairs where any port is good."""
    if len(url) > LONGEST or has_forbidden(url) or not (found := SCHEME.match(url)):
        raise FetchError("url_invalid")
    scheme = found[1].lower()
    if scheme not in PORTS:
        raise FetchError("scheme_refused")
    parts = URL.fullmatch(url)
    if not parts or misleads(parts):
        raise FetchError("url_invalid")
    authority = AUTHORITY.fullmatch(parts["authority"])
    if not authority:
        raise FetchError("url_invalid")
    host, flags = host_of(authority["host"])
    port = int(authority["port"] or PORTS[scheme])
    if port not in PORTS.values() and f"{host}:{port}" not in open_ports:
        raise FetchError("port_refused")
    target = (parts["path"] or "/") + (parts["query"] or "")
    return Address(scheme, host, port, quote(target, safe=UNTOUCHED), flags)


def follow(base: Address, location: str) -> str:
    """Where a redirect leads, still to be parsed. Sites send blanks and bare UTF-8 there."""
    try:
        said = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        said = location
    if has_forbidden(said.replace(" ", "")):
        raise FetchError("url_invalid")
    return urljoin(base.url, said.strip(" ").replace(" ", "%20"))


def has_forbidden(url: str) -> bool:
    return "\\" in url or any(unicodedata.category(character) in FORBIDDEN for character in url)


def misleads(parts: re.Match[str]) -> bool:
    """Places where one reader sees another host than the next, and bytes that end a line or a string."""
    behind = (parts["query"] or "") + (parts["fragment"] or "")
    path = parts["path"].lower()
    return (not path and "@" in behind) or "%00" in path + behind or "%0d" in path or "%0a" in path


def host_of(written: str) -> tuple[str, tuple[str, ...]]:
    if written.startswith("["):
        return v6_of(written[1:-1]), ()
    if "%" in written:
        raise FetchError("url_invalid")
    host = unicodedata.normalize("NFKC", written).translate(DOTS).lower().removesuffix(".")
    if is_number(host):
        return v4_of(written), ()
    name = host if host.isascii() and "xn--" not in host else encoded(host)
    if len(name) > 253 or is_number(name) or not all(LABEL.fullmatch(label) for label in name.split(".")):
        raise FetchError("url_invalid")
    return name, flags_of(name)


def is_number(host: str) -> bool:
    """What some resolvers take for an IPv4 address: decimal, octal, hexadecimal, or too short."""
    return bool(NUMBER.fullmatch(host.rsplit(".", 1)[-1]))


def v4_of(written: str) -> str:
    """One spelling of a numeric address is good, the plain one."""
    try:
        return str(IPv4Address(written))
    except AddressValueError:
        raise FetchError("address_refused") from None


def v6_of(written: str) -> str:
    try:
        ip = IPv6Address(written)
    except AddressValueError:
        raise FetchError("url_invalid") from None
    if ip.scope_id:
        raise FetchError("address_refused")
    return str(ip)


def encoded(host: str) -> str:
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise FetchError("url_invalid") from None
