"""Which numeric addresses belong to the public internet. Unknown ones do not."""

import tomllib
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from socket import AF_INET, AF_INET6, SOCK_DGRAM, socket

SPECIAL = tomllib.loads((Path(__file__).parent / "special.toml").read_text(encoding="utf-8"))
SPECIAL_V4 = [IPv4Network(network) for network in SPECIAL["v4"]]
SPECIAL_V6 = [IPv6Network(network) for network in SPECIAL["v6"]]
UNICAST = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")
ISATAP = (0x0000_5EFE, 0x0200_5EFE)

IP = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def is_public(ip: IP) -> bool:
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in SPECIAL_V4)
    if ip.scope_id or not all(is_public(inner) for inner in embedded(ip)):
        return False
    if is_wrapped(ip):
        return True
    return ip in UNICAST and not any(ip in network for network in SPECIAL_V6)


def is_wrapped(ip: IPv6Address) -> bool:
    """An IPv4 address in other clothes: the IPv4 address inside is what is reached, and all that is to be judged."""
    return bool(ip.ipv4_mapped) or ip in NAT64


def embedded(ip: IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that a packet to this one may end at."""
    number = int(ip)
    if is_wrapped(ip) or (number >> 32) & 0xFFFF_FFFF in ISATAP:
        yield IPv4Address(number & 0xFFFF_FFFF)
    if ip.sixtofour:
        yield ip.sixtofour
    if ip.teredo:
        yield from ip.teredo


def is_own(ip: IP) -> bool:
    """An address of this very machine: what would be sent there would come from there. Nothing is sent to find out."""
    family = AF_INET if ip.version == 4 else AF_INET6
    try:
        with socket(family, SOCK_DGRAM) as probe:
            probe.connect((str(ip), 9))
            return ip_address(probe.getsockname()[0]) == ip
    except OSError:
        return False  # there is no way to it at all
