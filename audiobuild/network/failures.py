"""Why a request failed, in words that are true.

requests and urllib3 wrap each other's errors, and what lies innermost need not be the cause. So all of them are looked at,
and the most telling one is named.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
from collections.abc import Iterator
from typing import Final

import requests
from urllib3 import exceptions

from audiobuild.messages import NOTHING, Message, msg, verbatim, words_of
from audiobuild.network.budget import LateError, NotAllowedError, ProxyError, SilentError, TooMuchError
from audiobuild.network.foreign import quote
from audiobuild.system_errors import reason

LISTENING_IN = msg(
    "Somebody may be listening in, so nothing was sent. Check the network, the clock, and REQUESTS_CA_BUNDLE."
)
LATER = msg("Try again later.")
CHECK = msg("Check the network, or try again later.")
CHECK_ADDRESS = msg("Check the address.")
BEHIND_PROXY = msg("cannot be reached, since the proxy of the environment (HTTPS_PROXY)")


class NetworkError(Exception):
    """A request brought nothing. ``message`` says of the server what it did; ``again``: another attempt may help; ``alone``:
    it says nothing of how other requests will fare. ``address`` is where it failed, which a redirect may have led to."""

    def __init__(self, message: Message, *, remedy: Message = NOTHING, again: bool = True, alone: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.again = again
        self.alone = alone
        self.address = ""


_CERTIFICATES: Final = {
    9: msg("shows a certificate that is not valid yet"),
    10: msg("shows a certificate that has run out"),
    18: msg("shows a certificate that it signed itself"),
    62: msg("shows a certificate that is not its own"),
    64: msg("shows a certificate that is not its own"),
}
"""X509_V_ERR_… of OpenSSL (x509_vfy.h)."""

_UNKNOWN_NAME: Final = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}

_OWN: Final = (LateError, SilentError, TooMuchError, NotAllowedError)
"""Ours: they say themselves what happened."""

_PLAIN: Final[tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Message, Message], ...]] = (
    (http.client.RemoteDisconnected, msg("hung up without an answer"), CHECK),
    (ConnectionRefusedError, msg("refused the connection"), CHECK),
    ((ConnectionResetError, ConnectionAbortedError, BrokenPipeError), msg("broke the connection off"), CHECK),
    ((ssl.SSLEOFError, ssl.SSLZeroReturnError), msg("hung up before the connection was encrypted"), CHECK),
    (TimeoutError, msg("did not answer in time"), LATER),
    ((http.client.IncompleteRead, exceptions.IncompleteRead), msg("sent only a part of its answer"), CHECK),
    (exceptions.DecodeError, msg("sent an answer that is not packed as it says"), CHECK),
    (http.client.LineTooLong, msg("sent a line that is too long for HTTP"), CHECK),
    (http.client.HTTPException, msg("does not speak HTTP"), CHECK_ADDRESS),
    (exceptions.InvalidHeader, msg("sent headers that contradict each other"), CHECK),
    (
        (
            requests.exceptions.InvalidURL,
            requests.exceptions.MissingSchema,
            exceptions.LocationValueError,
            UnicodeError,
        ),
        msg("has an address that is none"),
        CHECK_ADDRESS,
    ),
)
"""What happened → what is said and what can be done, the more telling first."""


def explain(error: BaseException) -> NetworkError:
    """The error of a request, for what requests, urllib3 and sockets raise."""
    causes = tuple(_causes(error))
    looked_at = (_of_tunnels, _of_ours, _of_heads, _of_names, _of_encryption, _plain)
    made = next(filter(None, (look(causes) for look in looked_at)), None) or _other(error, causes)
    if any(isinstance(cause, ProxyError) for cause in causes):
        return NetworkError(msg("{} {}", BEHIND_PROXY, made.message), remedy=made.remedy, again=made.again)
    return made


def _of_heads(causes: tuple[BaseException, ...]) -> NetworkError | None:
    """http.client has no class for this either."""
    if any("got more than" in str(cause) for cause in causes if type(cause) is http.client.HTTPException):
        return NetworkError(msg("sent more headers than anybody does"), remedy=CHECK)
    return None


def _of_tunnels(causes: tuple[BaseException, ...]) -> NetworkError | None:
    """A proxy that does not let us through; http.client has no class for it."""
    for cause in causes:
        refused = re.match(r"Tunnel connection failed: (.*)", str(cause), re.DOTALL)
        if refused and type(cause) is OSError:
            return NetworkError(msg("{} answers {}", BEHIND_PROXY, quote(refused[1])), remedy=CHECK)
    return None


def _of_ours(causes: tuple[BaseException, ...]) -> NetworkError | None:
    for cause in causes:
        if isinstance(cause, NetworkError):
            return cause
        if isinstance(cause, _OWN):
            late = isinstance(cause, TimeoutError)
            return NetworkError(words_of(cause), remedy=LATER if late else NOTHING, again=late, alone=not late)
    return None


def _of_names(causes: tuple[BaseException, ...]) -> NetworkError | None:
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            if cause.errno in _UNKNOWN_NAME:
                return NetworkError(
                    msg("has a name that is not known"), remedy=msg("Check the address, and the network.")
                )
            return NetworkError(msg("has a name that cannot be looked up just now"), remedy=CHECK)
    return None


def _of_encryption(causes: tuple[BaseException, ...]) -> NetworkError | None:
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            message = _CERTIFICATES.get(
                cause.verify_code, msg("shows a certificate of an authority that is not known here")
            )
            return NetworkError(message, remedy=LISTENING_IN, again=False)
    for cause in causes:
        if isinstance(cause, ssl.SSLError) and not isinstance(
            cause, ssl.SSLEOFError | ssl.SSLZeroReturnError | TimeoutError
        ):
            reason = quote(str(cause.reason or "no reason given").replace("_", " ").lower())
            return NetworkError(msg("does not agree with us on encryption ({})", reason), remedy=CHECK_ADDRESS)
    return None


def _plain(causes: tuple[BaseException, ...]) -> NetworkError | None:
    for kind, message, remedy in _PLAIN:
        if any(isinstance(cause, kind) for cause in causes):
            return NetworkError(verbatim(message), remedy=verbatim(remedy), again=remedy != CHECK_ADDRESS)
    return None


def _other(error: BaseException, causes: tuple[BaseException, ...]) -> NetworkError:
    """Why the system did not do it, else the library's words."""
    failed = next((cause for cause in causes if isinstance(cause, OSError) and cause.strerror), None)
    why = reason(failed) if failed else verbatim(quote(str(causes[-1]) or type(error).__name__))
    return NetworkError(msg("cannot be reached ({})", why), remedy=CHECK)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that it came from, by what libraries say of it. What merely happened before (``__context__``) is
    no cause."""
    waiting, seen = [error], set[int]()
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        named = (getattr(current, "reason", None), current.__cause__, *current.args)
        waiting += [cause for cause in named if isinstance(cause, BaseException)]
