"""A web address → bytes. The only place where an import touches a network."""

from __future__ import annotations

import re
from dataclasses import dataclass

import requests

from audiobuild import __version__
from audiobuild.errors import Problem, RemoteError
from audiobuild.importers.readers import LIMIT_BYTES
from audiobuild.messages import msg
from audiobuild.network.budget import Budget
from audiobuild.network.failures import NetworkError
from audiobuild.network.foreign import quote, without_password
from audiobuild.network.session import Session, pieces

ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_WHOLE_S = 60
_HEADERS = {"User-Agent": f"audiobuild/{__version__}", "Accept": "text/html, text/*;q=0.9, */*;q=0.5"}


@dataclass(frozen=True, kw_only=True, slots=True)
class FetchedPage:
    """What came back: the bytes unpacked, what HTTP says of them, and the address that they came from in the end."""

    content: bytes
    media_type: str
    charset: str
    address: str


def page(
    address: str, *, limit_bytes: int = LIMIT_BYTES, whole_s: float = _WHOLE_S, public_only: bool = False
) -> FetchedPage:
    """Fetch one page, and nothing that it refers to.

    ``limit_bytes`` bounds the unpacked size, ``whole_s`` the time for all of it in seconds, redirects included. A redirect
    may not lead from the open internet into a private network: the editor asked for something else; with ``public_only`` the
    address may not, either. Raises
    :class:`audiobuild.errors.RemoteError`.
    """
    budget = Budget(whole_s=whole_s, body_bytes=limit_bytes, public_only=public_only)
    try:
        with Session().get(address, budget, headers=_HEADERS, onward=_onward) as response:
            return _page(response, budget)
    except NetworkError as error:
        remedy = msg("Open it in a browser, save the page (or copy its text into a file), and import that.")
        if without_password(address) != address:
            remedy = msg("The name and the password in the address were not sent. {}", remedy)
        message = msg("cannot be fetched: the server {}", error.message)
        raise RemoteError(Problem(place=without_password(address), message=message, remedy=remedy)) from error


def _onward(_: str, following: str) -> None:
    if not ADDRESS.match(following):
        shown = quote(without_password(following))
        raise NetworkError(msg("leads on to {}, which is no web address", shown), again=False)


def _page(response: requests.Response, budget: Budget) -> FetchedPage:
    if response.status_code >= 400:
        answered = f"{response.status_code} {quote(str(response.reason or ''))}".rstrip()
        raise NetworkError(msg("answers {}", answered), again=False)
    body = b"".join(pieces(response, budget))
    kind, _, parameters = response.headers.get("Content-Type", "").partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.IGNORECASE)
    return FetchedPage(
        content=body,
        media_type=kind.strip().lower(),
        charset=charset[1] if charset else "",
        address=without_password(str(response.url)),
    )
