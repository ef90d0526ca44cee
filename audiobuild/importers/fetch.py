"""A web address → bytes. The only place where an import touches a network."""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from audiobuild import __version__
from audiobuild.errors import ContentError, Problem
from audiobuild.importers.readers import LIMIT_BYTES

ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_REDIRECTS = 8
_CONNECT_S = 10
_SILENCE_S = 20
_WHOLE_S = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class FetchedPage:
    """What came back: the bytes unpacked, what HTTP says of them, and the address that they came from in the end."""

    content: bytes
    media_type: str
    charset: str
    address: str


def page(address: str, *, limit_bytes: int = LIMIT_BYTES, whole_s: float = _WHOLE_S) -> FetchedPage:
    """Fetch one page, and nothing that it refers to.

    ``limit_bytes`` bounds the unpacked size, ``whole_s`` the time for all of it in seconds, redirects included. A redirect
    may not lead from the open internet into a private network: the editor asked for something else. Raises
    :class:`audiobuild.errors.ContentError`.
    """
    deadline = time.monotonic() + whole_s
    try:
        with requests.Session() as session:
            session.headers.update(
                {"User-Agent": f"audiobuild/{__version__}", "Accept": "text/html, text/*;q=0.9, */*;q=0.5"}
            )
            current = address
            for _ in range(_REDIRECTS + 1):
                with session.get(
                    current, stream=True, allow_redirects=False, timeout=(_CONNECT_S, _SILENCE_S)
                ) as answer:
                    if not answer.is_redirect:
                        return _page(answer, address, deadline, limit_bytes)
                    following = urljoin(current, answer.headers["Location"])
                if not ADDRESS.match(following) or (not private(current) and private(following)):
                    raise _refused(address, f"leads on to {following}, which is no public web address")
                current = following
    except (requests.RequestException, urllib3.exceptions.HTTPError, UnicodeError, ValueError) as error:
        raise _refused(address, f"cannot be fetched: {_reason(error)}") from error
    raise _refused(address, f"leads on more than {_REDIRECTS} times")


def private(address: str) -> bool:
    """Whether the address's host is this machine or in a network that the internet cannot reach."""
    try:
        answers = socket.getaddrinfo(urlsplit(address).hostname, None)
    except (OSError, UnicodeError):
        return False
    return any(not ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in answers)


def _page(answer: requests.Response, address: str, deadline: float, limit_bytes: int) -> FetchedPage:
    if answer.status_code >= 400:
        raise _refused(address, f"answers {answer.status_code} {answer.reason}".rstrip())
    body = bytearray()
    while chunk := answer.raw.read1(8192, decode_content=True):  # what has come, not what may come
        body += chunk
        if len(body) > limit_bytes:
            raise _refused(address, f"is larger than {limit_bytes // 1_000_000} MB")
        if time.monotonic() > deadline:
            raise _refused(address, "does not come to an end")
    kind, _, parameters = answer.headers.get("Content-Type", "").partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.IGNORECASE)
    return FetchedPage(
        content=bytes(body), media_type=kind.strip().lower(), charset=charset[1] if charset else "", address=answer.url
    )


def _refused(address: str, message: str) -> ContentError:
    remedy = "Open it in a browser, save the page (or copy its text into a file), and import that."
    return ContentError(Problem(place=address, message=message, remedy=remedy))


def _reason(error: Exception) -> str:
    """The innermost cause, without the library's layers around it."""
    text = str(error)
    named = re.search(r"(?:\[Errno [-\d]+\] |: )([A-Z][^:()<>]{5,80})['\")]*$", text)
    return named[1].strip("'\") ") if named else text[:200]
