"""What the operator has set, read in this one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings

from claims.ingest.fetch.address import IP, SPECIAL, Network, is_own, is_public
from claims.ingest.fetch.gate import PORTS, Address


@dataclass(frozen=True)
class Operator:
    agent: str
    contact: str = ""
    proxy: str = ""
    allowed: frozenset[str] = frozenset()  # "host:port"
    refused_names: frozenset[str] = frozenset()
    refused_networks: tuple[Network, ...] = ()
    own_names: frozenset[str] = frozenset()

    def allows(self, address: Address) -> bool:
        return f"{address.host}:{address.port}" in self.allowed

    def objection_to_name(self, address: Address) -> str:
        """The code of the refusal, or nothing."""
        if address.literal:
            return self.objection_to(address.literal)
        if address.host in self.own_names:
            return "self_refused"
        listed = ends_in(address.host, SPECIAL["names"]) or ends_in(address.host, self.refused_names)
        return "address_refused" if listed or "." not in address.host else ""

    def objection_to(self, ip: IP) -> str:
        if not is_public(ip) or any(ip in network for network in self.refused_networks):
            return "address_refused"
        return "self_refused" if is_own(ip) else ""


def ends_in(host: str, names: Sequence[str] | frozenset[str]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)


def from_settings(allow: Sequence[str] | None = None) -> Operator:
    contact = settings.FACTCHECK_CONTACT
    networks, names = sorted_out(settings.FACTCHECK_REFUSED_HOSTS)
    return Operator(
        agent=f"factcheck/{settings.VERSION}" + (f" (+{contact})" if contact else ""),
        contact=contact,
        proxy=settings.FACTCHECK_PROXY,
        allowed=allowed_places(tuple(settings.FACTCHECK_ALLOWED_HOSTS if allow is None else allow)),
        refused_names=names,
        refused_networks=networks,
        own_names=own_names(),
    )


@lru_cache
def allowed_places(entries: tuple[str, ...]) -> frozenset[str]:
    """A host without a port is allowed on the two usual ones."""
    return frozenset(place for entry in entries for place in places_of(entry.lower().strip()))


def places_of(entry: str) -> list[str]:
    host, colon, port = entry.rpartition(":")
    if colon and port.isdigit() and (":" not in host or host.startswith("[")):
        return [f"{host.strip('[]')}:{port}"]
    return [f"{entry.strip('[]')}:{usual}" for usual in PORTS.values()]


def sorted_out(entries: Sequence[str]) -> tuple[tuple[Network, ...], frozenset[str]]:
    networks, names = [], set()
    for entry in entries:
        try:
            networks.append(ip_network(entry, strict=False))
        except ValueError:
            names.add(entry.lower().strip("."))
    return tuple(networks), frozenset(names)


def own_names() -> frozenset[str]:
    """Names that this desk is reached by. A pattern such as .example.org may hold sites of others."""
    named = {host.lower() for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))}
    named.add(urlsplit(settings.FACTCHECK_URL).hostname or "")
    return frozenset(name for name in named if name and not is_ip(name))


def is_ip(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
