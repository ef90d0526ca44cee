"""Several things at once, each tried again within bounds, and all of them within a time.

The threads are nobody's to wait for: a library that hangs does not keep the program from ending, and Ctrl-C is heard at once.
"""

from __future__ import annotations

import queue
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from audiobuild.errors import Problem, RemoteError
from audiobuild.messages import msg
from audiobuild.network.budget import SLICE_S
from audiobuild.network.failures import CHECK, NetworkError

ATTEMPTS = 4
FIRST_PAUSE_S = 1.0
"""After the first failed attempt; doubled with every other, and varied by half."""

STALL_S = 300.0
"""So long nothing may come to an end and no byte move. Four attempts that each run into their own limits take less."""

STRAGGLERS_S = 5.0
"""So long the others are waited for where one has failed."""

SLOWEST_BYTES_S = 4_000
"""Slower than any line that is one: what is to be sent may take so long, and ten minutes more."""
GRACE_S = 600.0

_T = TypeVar("_T")
_A = TypeVar("_A")


class Crew:
    """Threads that work off what they are given for the place at ``address``. ``pause`` waits between attempts."""

    def __init__(self, address: str, workers: int, pause: Callable[[float], None] = time.sleep) -> None:
        self._address = address
        self._workers = workers
        self._pause = pause
        self._moved = time.monotonic()

    def touch(self) -> None:
        """Something moved."""
        self._moved = time.monotonic()

    def one(self, action: Callable[[], _T], *, attempts: int = ATTEMPTS) -> _T:
        """A single thing. Raises RemoteError."""
        for _, done in self.run([None], lambda _: action(), attempts=attempts):
            return done
        raise AssertionError  # run gives as much as it was given

    def run(
        self,
        items: Iterable[_A],
        action: Callable[[_A], _T],
        *,
        name: Callable[[_A], str] = lambda item: "",
        heavy_bytes: int = 0,
        attempts: int = ATTEMPTS,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Iterator[tuple[_A, _T]]:
        """``action`` of each item, as they are done; the first error ends it, and bears the item's ``name``. ``heavy_bytes`` is
        what all of them send.

        Raises RemoteError for a NetworkError, and whatever else ``action`` raises.
        """
        waiting = queue.SimpleQueue[_A]()
        for item in items:
            waiting.put(item)
        number = waiting.qsize()
        done = queue.SimpleQueue[tuple[_A, _T | BaseException]]()
        stopped = threading.Event()
        work = partial(self._work, waiting, done, partial(self._attempted, action, attempts), stopped)
        threads = [threading.Thread(target=work, daemon=True) for _ in range(min(self._workers, number))]
        for thread in threads:
            thread.start()
        end = time.monotonic() + GRACE_S + heavy_bytes / SLOWEST_BYTES_S
        self.touch()
        try:
            while number:
                if came := self._next(done, end):
                    item, result = came
                    if isinstance(result, NetworkError):
                        raise self._failed(result, name(item)) from result
                    if isinstance(result, BaseException):
                        raise result
                    number -= 1
                    self.touch()
                    yield item, result
                meanwhile()
        except Exception:
            stopped.set()
            for thread in threads:  # what they are at is done, and known to be, before others may write there
                thread.join(timeout=max(0.0, STRAGGLERS_S - (time.monotonic() - self._moved)))
            raise
        finally:
            stopped.set()

    def _failed(self, error: NetworkError, name: str = "") -> RemoteError:
        """The error as an editor reads it."""
        place = f"{self._address}: {name}" if name else self._address
        return RemoteError(Problem(place=place, message=error.message, remedy=error.remedy))

    def _next(
        self, done: queue.SimpleQueue[tuple[_A, _T | BaseException]], end: float
    ) -> tuple[_A, _T | BaseException] | None:
        """What came next; ``None`` if that is nothing yet. Raises RemoteError where nothing will."""
        try:
            return done.get(timeout=SLICE_S)
        except queue.Empty:
            now = time.monotonic()
            if now > end or now - self._moved > STALL_S:
                late = (
                    msg("did not take what was sent to it in any time")
                    if now > end
                    else msg("did nothing for {:g} s", STALL_S)
                )
                raise self._failed(NetworkError(late, remedy=CHECK)) from None
            return None

    def _work(
        self,
        waiting: queue.SimpleQueue[_A],
        done: queue.SimpleQueue[tuple[_A, _T | BaseException]],
        action: Callable[[_A], _T],
        stopped: threading.Event,
    ) -> None:
        while not stopped.is_set():
            try:
                item = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                done.put((item, action(item)))
            except BaseException as error:
                done.put((item, error))
                return

    def _attempted(self, action: Callable[[_A], _T], attempts: int, item: _A) -> _T:
        """``action``, tried again where another attempt may help. Raises NetworkError, that of the last attempt."""
        for number in range(attempts - 1):
            try:
                return action(item)
            except NetworkError as error:
                if not error.again:
                    raise
                self._pause(FIRST_PAUSE_S * 2**number * random.uniform(0.75, 1.25))  # noqa: S311
        return action(item)
