"""By which names the preview may be asked, and what its own address is.

A page on the internet can let its name lead to 127.0.0.1 (DNS rebinding); its script may then ask this server, and read what
is not published yet. It asks by its own name, though. So whoever asks by a name that is not ours gets nothing. No address
that we write is ever taken from a request, only from the names here and from the connection.
"""

from __future__ import annotations

import re
import socket
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from audiobuild.errors import ConfigError, Problem
from audiobuild.messages import msg

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 (it is compared, not listened at)
_HOST = re.compile(r"(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[^\s:\[\]/@]+))(?::[0-9]{0,5})?", re.IGNORECASE)


def own(host: str, base_url: str) -> frozenset[str]:
    """The names of a server that listens at ``host``. Other machines know it by the machine's own name."""
    names = {*LOOPBACK, host.lower(), urlsplit(base_url).hostname or ""} - {""}
    if host in EVERYWHERE:
        machine = socket.gethostname().lower()
        names |= {machine, f"{machine.partition('.')[0]}.local"}
    return frozenset(names)


def base_url(text: str) -> str:
    """An address that the editor gave, with a slash at its end. Raises ConfigError if it is none."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good or parts.query or parts.fragment or parts.username or not re.fullmatch(r"[!#-;=?-~]+", text):
        remedy = msg("Write an address that begins with http:// or https://, without password, ? and #.")
        raise ConfigError(Problem(message=msg("--base-url {!r} is no web address", text), remedy=remedy))
    return text.rstrip("/") + "/"


def bracketed(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def here(scope: Scope, names: frozenset[str]) -> str:
    """This server's address, by that name of its own that it was asked by; empty if it was asked by another."""
    server, port = scope["server"]
    headers = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    match = _HOST.fullmatch(headers[0]) if len(headers) == 1 else None
    if match is None:
        return ""
    asked = _plain(match["v6"] or match["name"].rstrip("."))
    known = next((name for name in (*names, _plain(server)) if name == asked), "")
    return f"http://{bracketed(known)}:{port}/" if known else ""


def _plain(name: str) -> str:
    """A name or address in its one spelling; a socket for both kinds of addresses has those of IPv4 within IPv6."""
    try:
        address = ip_address(name)
    except ValueError:
        return name.lower()
    held = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(held or address)


class OwnNamesOnly:
    """Answers nobody who asks by a name that is not ours."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not here(scope, self._names):
            hint = "This preview does not go by that name. Use the address that it announced, or start it with --base-url.\n"
            await PlainTextResponse(hint, 421)(scope, receive, send)
        else:
            await self._app(scope, receive, send)
