"""One publish at a time at a place: a small file there, renewed while its holder lives.

Nobody compares clocks. Who finds the file watches it: if it changes, its holder is at work; if it stays the same for longer
than a holder may be silent, its holder is gone. A lease that this machine took itself is that of a killed command, since the
publication's lock (:mod:`audiobuild.lock`) is held. Whoever lost his lease meanwhile finds out before the feed is changed.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from secrets import token_hex

from audiobuild.errors import AudiobuildError, ConfigError, OutputError, Problem
from audiobuild.messages import msg
from audiobuild.network.failures import NetworkError
from audiobuild.publishing.place import Headers, Place, content

FILE = ".audiobuild-publishing"
MOST_BYTES = 10_000
MOST_TRIES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """Times in seconds: between two signs of life, how long the other is watched for one, between two looks."""

    beat_s: float = 5
    silent_s: float = 30
    look_s: float = 2
    sleep: Callable[[float], None] = time.sleep


@dataclass(kw_only=True)
class Lease:
    """The right to write at a place. ``also`` is done with each sign of life."""

    place: Place
    pace: Pace
    token: str = field(default_factory=lambda: token_hex(16))
    also: Callable[[], None] = lambda: None
    _beats: int = 0
    _over: threading.Event = field(default_factory=threading.Event)
    _writing: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None
    _lost: bool = False
    _fault: Exception | None = None

    def take(self, previous: str, own: Collection[str] = ()) -> None:
        """Take the lease; ``previous`` is the token of the last one that this machine took, ``own`` those of this command at
        its other places. Raises OutputError where another publish is at work, ConfigError where this is one of the others."""
        for _ in range(MOST_TRIES):
            if self.place.create(FILE, self._said()):
                break
            seen = self.place.read(FILE, MOST_BYTES)
            if seen is None:
                self._require_file()
            if seen is not None and _token(seen) in own:
                raise ConfigError(same_place(self.place.address))
            if seen is not None and ((previous and _token(seen) == previous) or self._silent(seen)):
                self.place.put(FILE, content(self._said()), Headers())
                break
        self.require()

    def _require_file(self) -> None:
        """Raises OutputError where something else has the name of the lease: no publish put it there, and none ends it."""
        there = self.place.listed("").get(FILE)
        if there and there.kind != "file":
            message = msg("is a folder") if there.kind == "folder" else msg("is no plain file")
            remedy = msg("Move it away: a publish keeps a file of this name there while it is at work.")
            raise OutputError(Problem(place=f"{self.place.address}: {FILE}", message=message, remedy=remedy))

    def _silent(self, seen: bytes) -> bool:
        """Whether the holder gives no sign of life; ``False`` if the lease is free meanwhile. Raises OutputError."""
        watched = 0.0
        while watched < self.pace.silent_s:
            self.pace.sleep(self.pace.look_s)
            watched += self.pace.look_s
            now = self.place.read(FILE, MOST_BYTES)
            if now is None:
                return False
            if now != seen:
                raise OutputError(_busy(self.place.address))
        return True

    def require(self) -> None:
        """Raises OutputError where another has taken the lease."""
        if self._fault:
            raise self._fault
        with self._writing:
            seen = self.place.read(FILE, MOST_BYTES)
        if self._lost or seen is None or _token(seen) != self.token:
            self._lost = True
            raise OutputError(_busy(self.place.address))

    def keep(self) -> None:
        """Give signs of life from now on."""
        self._thread = threading.Thread(target=self._beat, daemon=True)
        self._thread.start()

    def _beat(self) -> None:
        while not self._over.wait(self.pace.beat_s):
            try:
                self.require()
                self._beats += 1
                with self._writing:  # some servers show half of it meanwhile
                    self.place.put(FILE, content(self._said()), Headers())
                self.also()
            except NetworkError:
                continue  # the next may come through; whether the lease was lost meanwhile is asked again
            except Exception as error:  # lost, or a fault: whoever sends finds out
                self._fault = None if isinstance(error, AudiobuildError) else error
                return

    def stop(self) -> None:
        """No more signs of life from now on."""
        self._over.set()

    def rest(self) -> None:
        """No more signs of life, and none under way."""
        self.stop()
        if self._thread:
            self._thread.join(timeout=self.pace.silent_s)

    def give(self) -> None:
        """Let the next one in."""
        self.rest()
        seen = self.place.read(FILE, MOST_BYTES)
        if seen is not None and _token(seen) == self.token:
            self.place.delete(FILE)

    def _said(self) -> bytes:
        return json.dumps({"token": self.token, "beat": self._beats}).encode()


def _token(data: bytes) -> str:
    try:
        table = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    return str(table.get("token", "")) if isinstance(table, dict) else ""


def same_place(address: str) -> Problem:
    """What is wrong where media and all else have one place."""
    message = msg("is the place of the media and of all else")
    return Problem(place=address, message=message, remedy=msg("Name it as one of them only."))


def _busy(address: str) -> Problem:
    message = msg("another publish is at work here")
    return Problem(place=address, message=message, remedy=msg("Wait until it has ended, then publish again."))
