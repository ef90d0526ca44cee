"""Work in processes of our own: results as they come, and nothing that an item does takes the build down or holds it up.

Each worker is a process with a pipe. It is sent an item when it has room for one, so it is always known what was under way
when it died or fell silent; that item is blamed, the others go on. Waiting on pipes ends at once with Ctrl-C, and processes can
be killed whatever they do, which threads and an executor's queues cannot (an executor waits for what is under way).

Measured against ProcessPoolExecutor, benchmarks/pipeline.py: docs/reliability.md.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Generic, Literal, Protocol, TypeVar

from audiobuild.errors import EngineError, Problem
from audiobuild.speech.worker import Defect, serve
from audiobuild.text import shown

MOST_ERRORS = 5
"""After so many failed items nothing new is begun: a service that refuses five will refuse five hundred."""

STALLED_AFTER_S = {"processes": 300, "threads": 1800}
"""A worker that sits so long over one item is ended. What waits for a network has ends of its own, which come first: some
attempts of some minutes each."""

LEAVE_S = 1
"""So long a worker without work may take to leave."""

Kind = Literal["processes", "threads"]
_SPAWN = multiprocessing.get_context("spawn")  # a fork would copy threads, and the state of native libraries
_SIGNALS = {signal.SIGINT, signal.SIGTERM}


class Work(Protocol):
    """What an item must tell for the case that it crashes: where it comes from, its text, and the engines it is for."""

    @property
    def place(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def engines(self) -> str: ...


_W = TypeVar("_W", bound=Work)
_R = TypeVar("_R")


class WorkerError(Exception):
    """An error in a worker that is no engine's. Its cause holds the traceback."""


def run(
    function: Callable[[_W], _R], items: Iterable[_W], *, workers: Kind, jobs: int
) -> Generator[tuple[_W, _R | EngineError]]:
    """``function`` of every item, in the order in which they finish, each with its result or the error it raised.

    ``jobs`` at once: as many processes, or one process with as many threads. Items and results are pickled. An item that
    crashes, exits or stalls gets an EngineError; the others go on. Stops early after :data:`MOST_ERRORS` errors. Closing
    the iterator ends what is under way. Raises WorkerError for any other error.
    """
    crew = _Crew(function, workers, jobs)
    waiting = iter(items)
    failed = 0
    at_once = True
    try:
        done: list[tuple[_W, _R | EngineError]] = []
        while True:
            while failed < MOST_ERRORS and crew.has_room() and (item := crew.next(waiting)) is not None:
                crew.begin(item)
            yield from done  # now that everybody has something to do
            if not crew.busy():
                break
            done = crew.finished()
            failed += sum(isinstance(result, EngineError) for _, result in done)
        at_once = False
    finally:
        crew.dismiss(at_once=at_once)


@dataclass(kw_only=True, slots=True)
class _Worker(Generic[_W]):
    """A process, its pipe, and what it is at: by number, the item and when it must be done."""

    process: SpawnProcess
    connection: Connection
    theirs: Connection
    under_way: dict[int, tuple[_W, float]] = field(default_factory=dict)

    def start(self) -> None:
        with _signals_held():
            self.process.start()
        self.theirs.close()

    def leave(self, *, within_s: float) -> None:
        """End it, after a while if it does not by itself."""
        self.connection.close()
        self.theirs.close()
        if self.process.pid:
            wait([self.process.sentinel], within_s)
            if (
                self.process.exitcode is None
            ):  # an engine may have closed the sentinel, too; join would trust it, and wait
                self.process.kill()
            self.process.join()


class _Crew(Generic[_W, _R]):
    """All workers of one run."""

    def __init__(self, function: Callable[[_W], _R], kind: Kind, jobs: int) -> None:
        self._function = function
        self._kind = kind
        self._most, self._room = (jobs, 1) if kind == "processes" else (1, jobs)
        self._workers: list[_Worker[_W]] = []
        self._again: deque[_W] = deque()
        self._number = count()

    def has_room(self) -> bool:
        return len(self._workers) < self._most or any(len(one.under_way) < self._room for one in self._workers)

    def busy(self) -> bool:
        return any(one.under_way for one in self._workers)

    def next(self, waiting: Iterator[_W]) -> _W | None:
        """What is to be begun: first what was interrupted by the end of its worker."""
        return self._again.popleft() if self._again else next(waiting, None)

    def begin(self, item: _W) -> None:
        """Give an item to the worker who has least to do."""
        free = min((one for one in self._workers if len(one.under_way) < self._room), key=_load, default=None)
        worker = free or self._hired()
        worker.under_way[number := next(self._number)] = (item, time.monotonic() + STALLED_AFTER_S[self._kind])
        with suppress(OSError):  # it is dead, as will be seen
            worker.connection.send((number, item))

    def finished(self) -> list[tuple[_W, _R | EngineError]]:
        """Wait until something is finished, crashed or stalled; what it was, with its result."""
        busy = [one for one in self._workers if one.under_way]
        due = min(due for one in busy for _, due in one.under_way.values())
        ready = wait([one.connection for one in busy], max(0, due - time.monotonic()))
        done: list[tuple[_W, _R | EngineError]] = []
        for worker in busy:
            if worker.connection in ready:
                done += self._received(worker)
            elif any(due <= time.monotonic() for _, due in worker.under_way.values()):
                done += self._stalled(worker)
        return done

    def dismiss(self, *, at_once: bool) -> None:
        """Everybody leaves; ``at_once`` whatever is under way."""
        for worker in self._workers:
            worker.connection.close()
            if at_once and worker.process.pid:
                worker.process.kill()
        end = time.monotonic() + LEAVE_S
        for worker in self._workers:
            worker.leave(within_s=max(0, end - time.monotonic()))
        self._workers.clear()

    def _hired(self) -> _Worker[_W]:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=serve, args=(theirs, self._function, self._room))
        worker: _Worker[_W] = _Worker(process=process, connection=ours, theirs=theirs)
        self._workers.append(worker)  # first: an interrupt behind the start finds it here
        worker.start()
        return worker

    def _received(self, worker: _Worker[_W]) -> Iterator[tuple[_W, _R | EngineError]]:
        try:
            number, result = worker.connection.recv()
            item, _ = worker.under_way.pop(number)
        except Exception:  # the end of the pipe, or something that is no message of ours
            yield from self._crashed(worker)
            return
        if isinstance(result, Defect):
            raise WorkerError(result.message) from WorkerError(result.traceback)
        yield item, result

    def _crashed(self, worker: _Worker[_W]) -> Iterator[tuple[_W, _R | EngineError]]:
        self._workers.remove(worker)
        worker.leave(within_s=LEAVE_S)
        how = _end(worker.process.exitcode)
        suspects = [item for item, _ in worker.under_way.values()]
        if len(suspects) == 1:
            yield suspects[0], _blamed(suspects[0], how)
        else:  # each goes again, alone, so that one can be blamed
            yield from run(self._function, suspects, workers="processes", jobs=1)

    def _stalled(self, worker: _Worker[_W]) -> Iterator[tuple[_W, _R | EngineError]]:
        self._workers.remove(worker)
        worker.leave(within_s=0)
        for item, due in worker.under_way.values():
            if due <= time.monotonic():
                yield item, _blamed(item, f"did not finish within {STALLED_AFTER_S[self._kind]:g} s")
            else:
                self._again.append(item)


def _load(worker: _Worker[_W]) -> int:
    return len(worker.under_way)


@contextmanager
def _signals_held() -> Iterator[None]:
    """A process that is born here does not know Ctrl-C, which reaches the whole group, until it is told to ignore it; for us
    it is only late. The tracker of multiprocessing would let signals through again when it starts, so it is there first."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(code: int | None) -> str:
    """How a process ended, in words."""
    if code is None or code >= 0:
        return f"ended its process with code {code}" if code is not None else "left its process"
    with suppress(ValueError):
        return f"crashed ({signal.Signals(-code).name})"
    return f"crashed (signal {-code})"


def _blamed(item: Work, how: str) -> EngineError:
    return EngineError(
        Problem(
            place=item.place,
            message=f"the engine {item.engines} {how}, on: {shown(item.text)}",
            remedy='Give the sentence a spoken form, [text]{say="…"}, or use another voice; and report it to its makers.',
        )
    )
