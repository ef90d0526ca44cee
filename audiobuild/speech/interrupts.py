"""Interrupts where a process is born: it must not be interrupted in the middle of its birth."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def held() -> Iterator[None]:
    """Signals come late. A process that is born here does not know Ctrl-C, which reaches the whole group, until it is told to
    ignore it; and one that is not told what to do ends with a traceback.

    The process inherits the mask of this thread. The handlers are Python's: the system gives a signal to any thread that does
    not block it, as those of OpenBLAS, and Python then calls the handler here.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    arrived: list[int] = []
    handlers = {number: signal.getsignal(number) for number in _SIGNALS}
    masked = hasattr(signal, "pthread_sigmask")  # not on Windows
    if masked:
        resource_tracker.ensure_running()  # it would let signals through again when it starts
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        for number, handler in handlers.items():
            if callable(handler):  # what is ignored stays so
                signal.signal(number, lambda number, _frame: arrived.append(number))
        yield
    finally:
        for number, handler in handlers.items():
            if callable(handler):
                signal.signal(number, handler)
        if masked:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if arrived:
            signal.raise_signal(arrived[0])
