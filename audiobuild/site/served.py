"""What is published at a show's address, for a build in a folder that knows nothing of it, such as a fresh checkout."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote as percent

import requests

from audiobuild import __version__
from audiobuild.files import writing
from audiobuild.messages import msg
from audiobuild.network.budget import Budget
from audiobuild.network.failures import NetworkError
from audiobuild.network.foreign import quote
from audiobuild.network.session import Session, pieces
from audiobuild.publication import addresses
from audiobuild.site import manifest
from audiobuild.site.manifest import Manifest, PublishedFile

_HEADERS = {"User-Agent": f"audiobuild/{__version__}", "Accept-Encoding": "identity", "Cache-Control": "no-cache"}
_GONE = (404, 410)

SOON_S = 8.0
"""For a first sign of life: where there is no network, no build waits for one."""
WHOLE_S = 60.0
SLOWEST_BYTES_S = 100_000
"""A sound that comes slower is rather spoken anew."""

MOST_MANIFEST = 50_000_000


class Served:
    """The show as it is served at ``link``, its large files at ``media_link`` if there is one; both end in a slash."""

    def __init__(self, link: str, media_link: str = "") -> None:
        self.link = link
        self._media_link = media_link or link
        self._session = Session()

    def manifest(self) -> Manifest | None:
        """What is published there; ``None`` where nothing is. Raises NetworkError, also where that is no manifest of ours."""
        address = f"{self.link}{addresses.MANIFEST}?{time.time_ns()}"  # the question mark keeps a cache from answering
        with self._asked("HEAD", address, Budget(whole_s=SOON_S, body_bytes=1, connect_s=SOON_S)) as response:
            if response.status_code in _GONE:
                return None
        budget = Budget(whole_s=WHOLE_S, body_bytes=MOST_MANIFEST)
        with self._asked("GET", address, budget) as response:
            if response.status_code in _GONE:
                return None
            _require(response)
            found = manifest.parsed(b"".join(pieces(response, budget)))
        if found is None:
            raise NetworkError(msg("sends something else than a manifest"), again=False)
        return found

    def fetch(self, name: str, meant: PublishedFile, to: Path) -> None:
        """Fetch a file that should be as ``meant``. Raises NetworkError, and OutputError where it cannot be kept."""
        below = self._media_link if addresses.is_media(name) else self.link
        address = below + percent(addresses.versioned(name, meant.digest[: 2 * addresses.DIGEST_BYTES]), safe="/?=")
        budget = Budget(whole_s=WHOLE_S + meant.bytes / SLOWEST_BYTES_S, body_bytes=meant.bytes)
        with self._asked("GET", address, budget) as response:
            _require(response)
            with writing(to):
                to.parent.mkdir(parents=True, exist_ok=True)
                file = to.open("wb")
            with file:
                for piece in pieces(response, budget):
                    with writing(to):  # each by itself: what the network raises is no fault of the disk
                        file.write(piece)
                with writing(to):
                    file.flush()
                    there = manifest.described(to)
            if there != meant:
                raise NetworkError(msg("sends another file than its manifest says"), again=False)

    @contextmanager
    def _asked(self, method: str, address: str, budget: Budget) -> Iterator[requests.Response]:
        ask = self._session.head if method == "HEAD" else self._session.get
        try:
            with ask(address, budget, headers=_HEADERS, onward=_onward) as response:
                yield response
        except NetworkError as error:
            error.address = error.address or address
            raise


def _onward(_: str, following: str) -> None:
    if not following.lower().startswith(("http://", "https://")):
        raise NetworkError(msg("leads on to something that is no web address"), again=False)


def _require(response: requests.Response) -> None:
    if response.status_code != 200:
        answered = f"{response.status_code} {quote(str(response.reason or ''))}".rstrip()
        raise NetworkError(msg("answers {}", answered), again=False)
