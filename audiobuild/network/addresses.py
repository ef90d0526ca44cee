"""Which addresses are of the open internet, and which are of this machine or of networks behind it.

A page on the internet may send us on, and so may whoever answers for its name. Neither may send us to a machine that only
the editor can reach. So an address is judged when the connection is made, and that very address is connected to: a name
that is looked up twice may have two answers (DNS rebinding).
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

_UNICAST = ip_network("2000::/3")
"""All of IPv6 that is given to the internet (IANA, IPv6 Global Unicast Address Assignments)."""

_NAT64 = ip_network("64:ff9b::/96")
"""RFC 6052: the last four bytes are an IPv4 address, to which a gateway connects."""

_RELAYS = ip_network("192.88.99.0/24")
"""RFC 7526: relays of 6to4, no longer in use."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """One answer to the question for a name: what a socket is made with, and what it is connected to."""

    family: socket.AddressFamily
    sockaddr: tuple[Any, ...]

    @property
    def public(self) -> bool:
        """Whether it is of the open internet."""
        return is_public(str(self.sockaddr[0])) and not (len(self.sockaddr) == 4 and self.sockaddr[3])


def is_public(text: str) -> bool:
    """Whether an address, as a socket has it, is of the open internet. Raises ValueError if it is none.

    An address within an address counts: NAT64, 6to4 and IPv4-mapped ones lead to the IPv4 address that they hold. One with
    a zone (``fe80::1%eth0``) is of a network that this machine is in. Teredo and IPv4-compatible ones are not used any more.
    """
    address = ip_address(text)
    if isinstance(address, IPv4Address):
        return _public_v4(address)
    held = _held(address)
    if held is not None:
        return _public_v4(held)
    return address.scope_id is None and address in _UNICAST and address.is_global


def _public_v4(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved and address not in _RELAYS


def _held(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to, if it does."""
    if isinstance(_NAT64, IPv6Network) and address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def lookup(host: str, port: int | None) -> tuple[Endpoint, ...]:
    """All that the name of a host stands for; numbers in any spelling (``0x7f.1``) are names, too.

    Raises OSError or UnicodeError.
    """
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(Endpoint(family=family, sockaddr=sockaddr) for family, _, _, _, sockaddr in answers)


def private(address: str) -> bool:
    """Whether a web address leads, by one of its host's addresses, to this machine or a network behind it."""
    try:
        return not all(endpoint.public for endpoint in lookup(urlsplit(address).hostname or "", None))
    except (OSError, ValueError):
        return False


def private_by_name(address: str) -> bool:
    """The same without asking anybody: whether the host is this machine's own name, or stands there in numbers."""
    return _is_localhost(address) or not all(map(is_public, _in_numbers(address)))


def loopback_by_name(address: str) -> bool:
    """Whether the host is this machine alone, by its name or in numbers."""
    numbers = [ip_address(number.partition("%")[0]) for number in _in_numbers(address)]
    return _is_localhost(address) or (bool(numbers) and all(number.is_loopback for number in numbers))


def _is_localhost(address: str) -> bool:
    host = _host(address)
    return host == "localhost" or host.endswith(".localhost")


def _in_numbers(address: str) -> tuple[str, ...]:
    """The addresses that stand there as numbers, in any spelling; none where there is a name."""
    try:
        answers = socket.getaddrinfo(_host(address), None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, ValueError):
        return ()
    return tuple(str(sockaddr[0]) for *_, sockaddr in answers)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").rstrip(".").lower()
