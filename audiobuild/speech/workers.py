"""Work in processes of our own: results as they come, and nothing that an item does takes the build down or holds it up.

Each worker is a process with a socket. It is sent an item when it has room for one, so it is always known what was under way
when it died, fell silent or sent what is no answer (:mod:`audiobuild.speech.messages`); that item is blamed, the others go on.
Nobody waits for a worker to read or to finish a message. Waiting on sockets ends at once with Ctrl-C, and processes can be
killed whatever they do, which threads and an executor's queues cannot (an executor waits for what is under way).
Measured against ProcessPoolExecutor, benchmarks/pipeline.py: docs/reliability.md.
"""

from __future__ import annotations

import multiprocessing
import signal
import socket
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, Literal, Protocol, TypeVar

from audiobuild.errors import EngineError, Problem
from audiobuild.messages import Message, msg
from audiobuild.speech import interrupts, messages
from audiobuild.speech.messages import BrokenMessageError, Defect
from audiobuild.speech.worker import serve
from audiobuild.text import shown

MOST_ERRORS = 5
"""After so many failed items nothing new is begun: a service that refuses five will refuse five hundred."""

STALLED_AFTER_S = {"processes": 300, "threads": 1800}
"""A worker that sits so long over one item is ended. What waits for a network has ends of its own, which come first: some
attempts of some minutes each."""

LEAVE_S = 1
"""So long a worker without work may take to leave."""

LOOK_S = 1
"""So often it is looked after workers that say nothing: a process that an engine forked holds the socket of a dead one open."""

Kind = Literal["processes", "threads"]
_SPAWN = multiprocessing.get_context("spawn")  # a fork would copy threads, and the state of native libraries


class Work(Protocol):
    """What an item must tell for the case that it crashes: where it comes from, its text, the engines it is for, and what to do
    then."""

    @property
    def place(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def engines(self) -> str: ...

    @property
    def remedy(self) -> Message: ...


_W = TypeVar("_W", bound=Work)
_R = TypeVar("_R")


class WorkerError(Exception):
    """An error in a worker that is no engine's. Its cause holds the traceback; ``errno`` is the system's, or 0."""

    def __init__(self, defect: Defect) -> None:
        super().__init__(defect.message)
        self.errno = defect.errno


def run(
    function: Callable[[_W], _R], items: Iterable[_W], *, workers: Kind, jobs: int, most_errors: int = MOST_ERRORS
) -> Generator[tuple[_W, _R | EngineError]]:
    """``function`` of every item, in the order in which they finish, each with its result or the error it raised.

    ``jobs`` at once: as many processes, or one process with as many threads. Items are pickled, and results, which hold
    nothing but what :data:`audiobuild.speech.messages.ANSWERS` allows. An item that crashes, exits, stalls or gives no
    such result gets an EngineError; the others go on. Stops early after ``most_errors`` errors. Closing
    the iterator ends what is under way. Raises WorkerError for any other error.
    """
    crew = _Crew(function, workers, jobs)
    waiting = iter(items)
    failed = 0
    at_once = True
    try:
        done: list[tuple[_W, _R | EngineError]] = []
        while True:
            while failed < most_errors and crew.has_room() and (item := crew.next(waiting)) is not None:
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
    """A process, our and its end of the socket, what is not yet sent, and what it is at: by number, the item and when it must
    be done."""

    process: SpawnProcess
    link: socket.socket
    theirs: socket.socket
    token: bytes
    inbox: messages.Inbox
    unsent: bytearray = field(default_factory=bytearray)
    under_way: dict[int, tuple[_W, float]] = field(default_factory=dict)

    def start(self) -> None:
        with interrupts.held():
            self.process.start()
        self.theirs.close()

    def send(self, *value: Any) -> None:
        self.unsent += messages.packed(value, self.token)
        self.flush()

    def flush(self) -> None:
        """Send as much as it has room for now."""
        with suppress(OSError):  # it has none, or is dead, as will be seen
            while self.unsent:
                del self.unsent[: self.link.send(self.unsent)]

    def answers(self) -> Iterator[tuple[_W, Any]]:
        """What has arrived, with its items. Raises EOFError at the end, BrokenMessageError for what is no answer of it."""
        try:
            data = self.link.recv(messages.CHUNK_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            raise EOFError
        for payload in self.inbox.take(data):
            match messages.answer(payload):
                case (self.process.pid, int(number), result) if number in self.under_way:
                    yield self.under_way.pop(number)[0], result
                case _:
                    raise BrokenMessageError

    def leave(self, *, within_s: float) -> None:
        """End it, after a while if it does not by itself."""
        self.link.close()
        self.theirs.close()
        if self.process.pid:
            wait([self.process.sentinel], within_s)
            # An engine may have closed the sentinel, too; join would trust it, and wait.
            if self.process.exitcode is None:
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
        """Give an item to the worker who has least to do. Who died of what is done is not blamed on what is to come."""
        for dead in [one for one in self._workers if not one.under_way and one.process.exitcode is not None]:
            self._workers.remove(dead)
            dead.leave(within_s=0)
        free = min((one for one in self._workers if len(one.under_way) < self._room), key=_load, default=None)
        worker = free or self._hired()
        worker.under_way[number := next(self._number)] = (item, time.monotonic() + STALLED_AFTER_S[self._kind])
        worker.send(number, item)

    def finished(self) -> list[tuple[_W, _R | EngineError]]:
        """Wait until something is finished, crashed or stalled; what it was, with its result."""
        busy = [one for one in self._workers if one.under_way]
        due = min(due for one in busy for _, due in one.under_way.values())
        ready = wait([one.link for one in busy], max(0, min(LOOK_S, due - time.monotonic())))
        done: list[tuple[_W, _R | EngineError]] = []
        for worker in busy:
            worker.flush()
            if worker.link in ready:
                done += self._received(worker)
            elif worker.process.exitcode is not None:
                done += self._ended(worker, _end(worker.process.exitcode))
            elif any(due <= time.monotonic() for _, due in worker.under_way.values()):
                done += self._stalled(worker)
        return done

    def dismiss(self, *, at_once: bool) -> None:
        """Everybody leaves; ``at_once`` whatever is under way."""
        for worker in self._workers:
            worker.link.close()
            if at_once and worker.process.pid:
                worker.process.kill()
        end = time.monotonic() + LEAVE_S
        for worker in self._workers:
            worker.leave(within_s=max(0, end - time.monotonic()))
        self._workers.clear()

    def _hired(self) -> _Worker[_W]:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        token = messages.new_token()
        process = _SPAWN.Process(target=serve, args=(theirs, token, self._function, self._room))
        worker: _Worker[_W] = _Worker(
            process=process, link=ours, theirs=theirs, token=token, inbox=messages.Inbox(token)
        )
        self._workers.append(worker)  # first: an interrupt behind the start finds it here
        worker.start()
        return worker

    def _received(self, worker: _Worker[_W]) -> Iterator[tuple[_W, _R | EngineError]]:
        try:
            for item, result in worker.answers():
                if isinstance(result, Defect):
                    raise WorkerError(result) from RuntimeError(result.traceback)
                yield item, result
        except EOFError:
            worker.leave(within_s=LEAVE_S)
            yield from self._ended(worker, _end(worker.process.exitcode))
        except BrokenMessageError:
            worker.leave(within_s=0)
            yield from self._ended(worker, msg("wrote into files that are not its own, or gave an answer that is none"))

    def _ended(self, worker: _Worker[_W], how: Message) -> Iterator[tuple[_W, _R | EngineError]]:
        self._workers.remove(worker)
        worker.leave(within_s=0)
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
                yield item, _blamed(item, msg("did not finish within {:g} s", STALLED_AFTER_S[self._kind]))
            else:
                self._again.append(item)


def _load(worker: _Worker[_W]) -> int:
    return len(worker.under_way)


def _end(code: int | None) -> Message:
    """How a process ended, in words."""
    if code is None or code >= 0:
        return msg("left its process") if code is None else msg("ended its process with code {}", code)
    with suppress(ValueError):
        return msg("crashed ({})", signal.Signals(-code).name)
    return msg("crashed (signal {})", -code)


def _blamed(item: Work, how: Message) -> EngineError:
    return EngineError(
        Problem(
            place=item.place,
            message=msg("the engine {} {}, on: '{}'", item.engines, how, shown(item.text)),
            remedy=item.remedy,
        )
    )
