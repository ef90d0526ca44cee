"""Many sentences at once: a few at a time on the way, results as they come, and no crash takes the build down.

Work is a pure function over items, called through :class:`concurrent.futures.Executor`, the interface that local processes
and machines of a cluster share.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice, takewhile
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Literal, Protocol, TypeVar

from audiobuild.errors import EngineError, Problem
from audiobuild.speech.interrupts import called_off

AHEAD = 3
"""Items on the way per worker: enough that none waits, few enough that memory stays flat and an interrupt is quick."""

MOST_ERRORS = 5
"""After so many failed items nothing new is begun: a service that refuses five will refuse five hundred."""

STALLED_AFTER_S = 300
"""A worker process that sits so long over one item is ended: native code cannot be interrupted in any other way."""


M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # of glibc's malloc.h
KEPT_BYTES = 32 << 20


class Work(Protocol):
    """What an item must tell for the case that it crashes: where it comes from, and its text."""

    @property
    def place(self) -> str: ...

    @property
    def text(self) -> str: ...


_W = TypeVar("_W", bound=Work)
_R = TypeVar("_R")


def run(
    function: Callable[[_W], _R], items: Iterable[_W], *, workers: Literal["processes", "threads"], jobs: int
) -> Generator[tuple[_W, _R | EngineError]]:
    """``function`` of every item, in the order in which they finish, each with its result or the error it raised.

    An item that kills or stalls its worker process is found out and becomes such an error; the others go on. Stops early
    after :data:`MOST_ERRORS` errors. Closing the iterator (an interrupt does) drops what has not begun.
    """
    failed: list[_W] = []
    waiting = takewhile(lambda _: len(failed) < MOST_ERRORS, items)
    suspects: list[_W] = []
    while True:
        with _pool(workers, jobs) as executor:
            for item, result in _through(executor, function, waiting, AHEAD * jobs, suspects):
                if isinstance(result, EngineError):
                    failed.append(item)
                yield item, result
        if not suspects:
            return
        # The pool broke, and took all that was on the way with it; each goes again, alone, so that one can be blamed.
        for item in suspects:
            with _pool(workers, 1) as executor:
                blamed: list[_W] = []
                yield from _through(executor, function, iter((item,)), 1, blamed)
            if blamed:
                failed.append(item)
                yield item, _crash(item)
        suspects = []


def _through(
    executor: Executor, function: Callable[[_W], _R], waiting: Iterator[_W], most: int, suspects: list[_W]
) -> Generator[tuple[_W, _R | EngineError]]:
    """Results of one pool; what was on the way when it broke is added to ``suspects``."""
    # An alarm interrupts only a process's main thread, which is where a pool's processes work.
    call = _watched if isinstance(executor, ProcessPoolExecutor) else _plainly
    under_way: dict[Future[_R], _W] = {}
    while True:
        for item in islice(waiting, most - len(under_way)):
            try:
                under_way[executor.submit(call, function, item)] = item
            except BrokenProcessPool:
                suspects.append(item)
                break
        if not under_way:
            return
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            item = under_way.pop(future)
            try:
                result: _R | EngineError = future.result()
            except BrokenProcessPool:
                suspects.append(item)
                continue
            except EngineError as error:
                result = error
            yield item, result
        if suspects:
            most = 0


@contextmanager
def _pool(workers: Literal["processes", "threads"], jobs: int) -> Iterator[Executor]:
    """Workers that are gone at once when the block is left early, with nothing new begun."""
    executor: Executor
    if workers == "processes":
        # spawn: a fork would copy a process that may have threads, and the state of native libraries.
        executor = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_prepared)
    else:
        called_off.clear()
        executor = ThreadPoolExecutor(jobs)
    try:
        yield executor
    except BaseException:
        called_off.set()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _prepared() -> None:
    """A worker process leaves Ctrl-C, which reaches the whole group, to the main process, and does not outlive it: after
    a SIGKILL the others would wait for work for ever, since each holds an end of the pipe open (seen with Python 3.11)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _keep_memory()
    Thread(target=_end_with_the_main_process, daemon=True).start()


def _keep_memory() -> None:
    """glibc gives the memory of one sentence back to the system and fetches it again for the next, which is a tenth of a
    worker's time (0.7 of 7.5 s, 170,000 page faults for 89 sentences; 0.2 s and 30,000 without). See mallopt(3)."""
    adjust = getattr(ctypes.CDLL(None), "mallopt", None) if os.name == "posix" else None
    if adjust:
        adjust(M_TRIM_THRESHOLD, KEPT_BYTES)
        adjust(M_MMAP_THRESHOLD, KEPT_BYTES)


def _end_with_the_main_process() -> None:
    if main := parent_process():
        main.join()
        os._exit(1)


def _watched(function: Callable[[_W], _R], item: _W) -> _R:
    """``function`` of ``item``; the alarm's default is to end the process, which also ends native code that hangs."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_REAL, STALLED_AFTER_S)
    try:
        return function(item)
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def _plainly(function: Callable[[_W], _R], item: _W) -> _R:
    return function(item)


def _crash(item: Work) -> EngineError:
    return EngineError(
        Problem(
            place=item.place,
            message=f"the speech engine crashed or hung on: {item.text!r}",
            remedy='Give the sentence a spoken form, [text]{say="…"}, or use another voice, and please report it.',
        )
    )
