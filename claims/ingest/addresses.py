"""The one address that an article is known under, whichever of its addresses it was fetched from."""

import ipaddress
import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from tld import get_fld

RULES = tomllib.loads((files("claims.ingest") / "addresses.toml").read_text(encoding="utf-8"))
DRESSES, INDEXES = frozenset(RULES["dresses"]), frozenset(RULES["indexes"])
TRACKING, PREFIXES = frozenset(RULES["tracking"]), tuple(RULES["tracking_prefixes"])
LOOSE, SESSIONS, FORMS = frozenset(RULES["loose"]), frozenset(RULES["sessions"]), RULES["forms"]
CACHES, VIEWERS = tuple(RULES["amp_caches"]), tuple(RULES["amp_viewers"])

LONGEST = 10_000
HTTP = re.compile(r"https?:[/\\]{2}", re.IGNORECASE)
BEFORE_QUERY = re.compile(r"^[^?#]+")
HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
DOTS = re.compile("[\u3002\uff0e\uff61]")
KEPT_APART = re.compile("[ß\u03c2\u200c\u200d]")  # the older standard for names merges these with others
CACHED = re.compile(r"/(?:amp/)*(?:[a-z]{1,3}/)?(?:s/)?(?=[^/]+\.[^/]+)", re.IGNORECASE)
VIEWED = re.compile(r"/amp/(?:s/)?(?=[^/]+\.[^/]+)", re.IGNORECASE)
SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
SESSION_AS_PART = re.compile(r"\(S\([a-z0-9]+\)\)", re.IGNORECASE)
KEY = re.compile(r"(?=.*[a-z])(?=.*\d)[0-9a-z,]{20,64}", re.IGNORECASE)
ESCAPED_BYTE = re.compile(rb"%([0-9A-Fa-f]{2})")
ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~!$&'()*+,;=:@/?-]", re.DOTALL)
PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*,:@")
PORTS = {"http": 80, "https": 443}
EXTENSION = re.compile(r"\.[A-Za-z]{3,5}$")


class Identity(NamedTuple):
    address: str
    note: str = ""  # why the address that the page gives for itself was not taken


def identity(url: str, canonical: str = "") -> str:
    return identify(url, canonical).address


def identify(url: str, canonical: str = "") -> Identity:
    """The address behind `url`, or behind the `canonical` one that its page names where that can be believed.

    Never raises, and is the same for its own result. What is no web address is its own identity.
    """
    own = _plain(url)
    if not canonical.strip() or not _site(own):
        return Identity(own)
    named = _plain(_joined(own, canonical))
    if named == own:
        return Identity(own)
    note = _doubt(own, named)
    return Identity(own, note) if note else Identity(named)


def outlet_domain(url: str) -> str:
    """The name that whoever runs the site has registered: "ledger.co.uk" for "https://m.ledger.co.uk/dam"."""
    return _registered(_site(_plain(url)))


def _site(address: str) -> str:
    """The host of a plain web address, "" for anything else; a port that is none raises when it is looked at."""
    try:
        parts = urlsplit(address)
        return _host(parts.hostname or "") if HTTP.match(address) and parts.port != 0 else ""
    except ValueError:
        return ""


def _plain(url: str) -> str:
    cleaned = re.sub(r"[\t\r\n]", "", url).strip("".join(map(chr, range(33))))
    if not HTTP.match(cleaned) or len(cleaned) > LONGEST:
        return cleaned
    try:
        return _normal(_unwrapped(BEFORE_QUERY.sub(lambda found: found[0].replace("\\", "/"), cleaned)))
    except ValueError:  # no host that could be one, or no port
        return cleaned


def _unwrapped(url: str) -> SplitResult:
    """The page that an AMP cache or viewer shows."""
    parts = urlsplit(url)
    while inner := _inside(_host(parts.hostname or ""), "/" + "/".join(_parts(parts.path))):
        parts = urlsplit(f"https://{inner}?{parts.query}")
    return parts


def _inside(host: str, path: str) -> str:
    viewer = _registered(host).startswith(VIEWERS)
    pattern = CACHED if host.endswith(CACHES) else VIEWED if viewer else None
    found = pattern.match(path) if pattern else None
    return path[found.end() :] if found else ""


def _normal(parts: SplitResult) -> str:
    scheme, port, host = parts.scheme, parts.port, _undressed(_host(parts.hostname or ""))
    if port in (None, PORTS[scheme]):
        scheme, port = "https", None
    query, fragment = _query(parts.query), _route(parts.fragment)
    return (
        f"{scheme}://{host}{f':{port}' if port is not None else ''}/{'/'.join(_trimmed(_parts(parts.path)))}"
        f"{f'?{query}' if query else ''}{f'#{fragment}' if fragment else ''}"
    )


def _host(name: str) -> str:
    """In the letters that go over the wire; raises ValueError for what can't be a host."""
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name)}]"
    decoded = DOTS.sub(".", ESCAPED_BYTE.sub(lambda found: bytes([int(found[1], 16)]), name.encode()).decode())
    host = ".".join(_label(label) for label in decoded.strip(".").split("."))
    if not HOST.fullmatch(host):
        raise ValueError(f"{name!r} is no host")
    return host


def _label(label: str) -> str:
    if label.isascii():
        return label.lower()
    if KEPT_APART.search(label):
        return "xn--" + label.lower().encode("punycode").decode()
    return label.encode("idna").decode().lower()


def _undressed(host: str) -> str:
    """Without the labels that only say for which screen; the registered name itself is never touched."""
    registered = _registered(host)
    before = host.removesuffix(registered).rstrip(".")
    return ".".join([*(label for label in before.split(".") if label and label not in DRESSES), registered])


@lru_cache(maxsize=4096)
def _registered(host: str) -> str:
    if host.startswith("[") or re.fullmatch(r"[\d.]*", host):
        return host
    labels = host.split(".")
    shown = ".".join(_shown(label) for label in labels)  # the list of suffixes is written in real letters
    known = get_fld(f"https://{shown}", fail_silently=True, search_private=True)
    return ".".join(labels[-(str(known).count(".") + 1 if known else 2) :])


def _shown(label: str) -> str:
    try:
        return label.encode().decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _parts(path: str) -> list[str]:
    """Of a path, with its dots followed."""
    kept: list[str] = []
    for part in SESSION_IN_PATH.sub("", _escaped(path)).split("/"):
        if part == "..":
            kept = kept[:-1]
        elif part not in ("", ".") and not SESSION_AS_PART.fullmatch(part):
            kept.append(part)
    return kept


def _trimmed(parts: list[str]) -> list[str]:
    """Without index files and the marks of AMP pages, at both ends."""
    while parts and parts[0].lower() == "amp":
        parts = parts[1:]
    while parts:
        last = re.sub(r"\.amp(?=\.html?$|$)", "", parts[-1], flags=re.IGNORECASE)
        if last.lower() in INDEXES | {"", ".", "..", "amp"} or SESSION_AS_PART.fullmatch(last):
            parts = parts[:-1]
        elif last == parts[-1]:
            break
        else:
            parts = [*parts[:-1], last]
    return parts


def _query(query: str) -> str:
    pairs = [_escaped(pair.replace("+", "%20")) for pair in query.split("&") if pair]
    return "&".join(sorted(filter(_names_article, pairs), key=lambda pair: pair.split("=")[0]))


def _names_article(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name, value = name.lower(), value.lower()
    if name in TRACKING or name.startswith(PREFIXES) or value in FORMS.get(name, ()):
        return False
    if name in LOOSE:
        return any(c.isdigit() for c in value)
    return not (name in SESSIONS and KEY.fullmatch(value))


def _route(fragment: str) -> str:
    """A fragment is a place in the page, but for those that scripts read as the page's address."""
    kept = _escaped(fragment).partition(":~:")[0]
    return kept if re.match(r"[!/].", kept) else ""


def _escaped(text: str) -> str:
    """Each character in its one form: plain where it may be, else as capital escapes of UTF-8."""
    return ESCAPE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    written = found[0]
    if len(written) == 3:
        plain = chr(int(written[1:], 16))
        return plain if plain in PLAIN else written.upper()
    return "".join(f"%{byte:02X}" for byte in written.encode("utf-8", "surrogatepass"))


def _joined(url: str, canonical: str) -> str:
    try:
        return urljoin(url, canonical.strip())
    except ValueError:
        return canonical


def _doubt(own: str, named: str) -> str:
    """Why the address that a page names is not believed: "" where it is."""
    if not _site(named):
        return "The page names an address for itself that is none."
    if outlet_domain(own) != outlet_domain(named):
        return f"The page names an address of another site for itself: {named}"[:400]
    if _is_above(urlsplit(named), urlsplit(own)):
        return f"The page names its site's front page or a section for itself: {named}"[:400]
    return ""


def _is_above(named: SplitResult, own: SplitResult) -> bool:
    """`named` is a page that lists articles, or is one address for all that a parameter tells apart."""
    if named.query or named.fragment:
        return False
    if named.path == "/":
        return True
    if own.path.startswith(named.path + "/"):
        return not _tells_one(named.path, digits=5)
    return not _tells_one(named.path) and (_tells_one(own.path) or bool(re.search(r"\d", own.query + own.fragment)))


def _tells_one(path: str, digits: int = 1) -> bool:
    """Whether a path looks like one article's: a number, or a slug of words, in its last part."""
    last = EXTENSION.sub("", path.rsplit("/", 1)[-1])
    return len(re.findall(r"\d", last)) >= digits or len(re.findall(r"[^-_%.]+", last)) > 2
