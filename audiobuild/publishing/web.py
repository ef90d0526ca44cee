"""What was published, as listeners get it: over HTTP, at the show's address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import quote as percent

import requests

from audiobuild.errors import Problem
from audiobuild.messages import NOTHING, Message, msg
from audiobuild.network.budget import Budget
from audiobuild.network.failures import NetworkError
from audiobuild.network.foreign import quote
from audiobuild.network.session import Sessions, pieces
from audiobuild.online import kinds
from audiobuild.online.asking import AGENT, ORIGIN, answers, require_web
from audiobuild.publication import addresses
from audiobuild.publishing.local import LocalFile

WHOLE_S = 60
MOST_FEED = 100_000_000
STALE_S = (2.0, 4.0, 8.0)
"""Pauses before the feed is asked for again: what stands between may still have the old one."""

_HEADERS = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Cache-Control": "no-cache"}
_HOSTING = msg("See docs/publishing.md for the settings of web servers.")

_TAKEN: Mapping[str, tuple[str, ...]] = {
    ".xml": kinds.FEED,
    ".json": kinds.CHAPTERS,
    ".js": ("text/javascript", "application/javascript"),
    ".srt": kinds.SUBRIP,
    ".zip": ("application/zip", "application/x-zip-compressed"),
}
"""Types that do as well as ours."""

_FOR_PLAYERS = frozenset({".vtt", ".srt", ".json"})
"""Players on other sites fetch these (CORS)."""


class SilentAddressError(Exception):
    """The address does not answer at all; it says why."""


class Web:
    """The show as it is served at ``link``, its large files at ``media_link`` if there is one; both end in a slash. ``sleep``
    waits for what is stale."""

    def __init__(self, link: str, media_link: str, sleep: Callable[[float], None]) -> None:
        self._link = link
        self._media_link = media_link or link
        self._sleep = sleep
        self._sessions = Sessions()

    def feed(self, expected: bytes) -> Iterator[Problem]:
        """What is wrong with the feed there, which should be ``expected``. Raises SilentAddressError."""
        said = NOTHING
        for pause in (0.0, *STALE_S):
            self._sleep(pause)
            try:
                said = self._feed(expected)
            except NetworkError as error:
                if error.again:
                    raise SilentAddressError(error.message) from error
                yield Problem(place=self._link + addresses.FEED, message=error.message, remedy=error.remedy)
                return
            if not said:
                return
        remedy = msg(
            "Does {} show this place? A cache between may keep the old feed for a while: publish again then.",
            self._link,
        )
        yield Problem(place=self._link + addresses.FEED, message=said, remedy=msg("{} Nothing is sent twice.", remedy))

    def _feed(self, expected: bytes) -> Message:
        budget = Budget(whole_s=WHOLE_S, body_bytes=MOST_FEED)
        with self._sessions.own.get(
            self._link + addresses.FEED, budget, headers=_HEADERS, onward=require_web
        ) as response:
            if response.status_code != 200:
                return answers(response.status_code, str(response.reason or ""))
            same = b"".join(pieces(response, budget)) == expected
        return NOTHING if same else msg("is not the feed that was sent")

    def file(self, file: LocalFile) -> Sequence[Problem]:
        """What is wrong with a file there."""
        address = (self._media_link if addresses.is_media(file.name) else self._link) + percent(file.name)
        try:
            return [Problem(place=address, message=said, remedy=remedy) for said, remedy in self._faults(file, address)]
        except NetworkError as error:
            return [Problem(place=address, message=error.message, remedy=error.remedy)]

    def _faults(self, file: LocalFile, address: str) -> Iterator[tuple[Message, Message]]:
        suffix = PurePosixPath(file.name).suffix
        headers = _HEADERS | ({"Origin": ORIGIN} if suffix in _FOR_PLAYERS else {})
        budget = Budget(whole_s=WHOLE_S, body_bytes=1_000_000)
        with self._sessions.own.head(address, budget, headers=headers, onward=require_web) as response:
            if response.status_code != 200:
                yield (
                    answers(response.status_code, str(response.reason or "")),
                    msg("Is the file readable for the web server?"),
                )
                return
            yield from _wrong_type(response, file)
            size = response.headers.get("Content-Length")
            if size is not None and size != str(file.bytes) and suffix != ".html":  # which some hosts write into
                message = msg("is {} bytes long, and {} were sent", quote(size), file.bytes)
                yield message, msg("Publish again; a cache may be between.")
            allowed = response.headers.get("Access-Control-Allow-Origin", "")
            if suffix in _FOR_PLAYERS and allowed not in ("*", ORIGIN):
                yield msg("is not given to players on other sites (Access-Control-Allow-Origin is missing)"), _HOSTING
        if suffix == ".mp3":
            yield from self._ranges(address, file)

    def _ranges(self, address: str, file: LocalFile) -> Iterator[tuple[Message, Message]]:
        budget = Budget(whole_s=WHOLE_S, body_bytes=max(file.bytes, 1_000_000))
        headers = _HEADERS | {"Range": "bytes=1-2"}
        with self._sessions.own.get(address, budget, headers=headers, onward=require_web) as response:
            said = response.headers.get("Content-Range", "")
            if response.status_code != 206 or said != f"bytes 1-2/{file.bytes}":
                answer = f"{response.status_code} {quote(said)}".strip()
                yield msg("does not answer byte ranges with 206 (but {}): nobody can jump in it", answer), _HOSTING


def _wrong_type(response: requests.Response, file: LocalFile) -> Iterator[tuple[Message, Message]]:
    """Where the server says that a file of ours is something else."""
    wanted = file.headers.media_type.partition(";")[0]
    said = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if file.ours and said != wanted and said not in _TAKEN.get(PurePosixPath(file.name).suffix, ()):
        yield msg("is served as {}, and is {}", quote(said) or msg("nothing"), wanted), _HOSTING
