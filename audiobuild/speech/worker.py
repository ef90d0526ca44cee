"""What runs in a worker process: it takes items from its socket, works on them, and sends back what came of each."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from socket import socket
from threading import Lock, Thread
from typing import Any

from audiobuild.errors import EngineError
from audiobuild.speech import messages
from audiobuild.speech.messages import Defect

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # of glibc's malloc.h
KEPT_BYTES = 32 << 20
PR_SET_PDEATHSIG = 1  # of Linux's prctl.h


@dataclass(frozen=True, kw_only=True, slots=True)
class _Post:
    """A worker's end of the socket, for all its threads, and the process whose end it is."""

    link: socket
    token: bytes
    process: int = field(default_factory=os.getpid)
    taking: Lock = field(default_factory=Lock)
    giving: Lock = field(default_factory=Lock)

    def take(self) -> tuple[int, Any]:
        """The next item, with its number."""
        self.link.setblocking(True)  # an engine may have changed it
        with self.taking:
            number, item = messages.received(self.link, self.token)
        return number, item

    def give(self, message: bytes) -> None:
        """Send an answer, in one piece."""
        self.link.setblocking(True)
        with self.giving:
            self.link.sendall(message)


def serve(link: socket, token: bytes, function: Callable[[Any], Any], room: int) -> None:
    """``function`` of every item, ``room`` at once, until the main process closes its end of the socket."""
    _prepare()
    post = _Post(link=link, token=token)
    for _ in range(room - 1):
        Thread(target=_work, args=(post, function), daemon=True).start()
    _work(post, function)


def _work(post: _Post, function: Callable[[Any], Any]) -> None:
    while True:
        try:
            number, item = post.take()
        except (EOFError, OSError):
            return
        except messages.BrokenMessageError:  # an engine read a part of it
            os._exit(1)
        result = _result(function, item)
        if os.getpid() != post.process:  # a fork, by an engine; it has nothing to say, and no items to take
            os._exit(0)
        try:
            post.give(_message(post, number, result))
        except OSError:
            return


def _message(post: _Post, number: int, result: Any) -> bytes:
    try:
        return messages.packed((post.process, number, result), post.token)
    except Exception as error:
        return messages.packed((post.process, number, _defect(error)), post.token)


def _result(function: Callable[[Any], Any], item: Any) -> Any:
    try:
        return function(item)
    except EngineError as error:
        return error
    except BaseException as error:
        return _defect(error)


def _defect(error: BaseException) -> Defect:
    message = "".join(traceback.format_exception_only(error)).strip()
    number = getattr(error, "errno", None)
    return Defect(
        message=message,
        traceback="".join(traceback.format_exception(error)),
        errno=number if type(number) is int else 0,
    )


def _prepare() -> None:
    """A worker leaves Ctrl-C to the main process and does not outlive it. What an engine prints is no result of ours."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    os.dup2(2, 1)
    _leave_the_tracker()
    _keep_memory()
    if sys.platform == "linux":  # whatever it is doing; the thread below needs the interpreter
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    Thread(target=_end_with_the_main_process, daemon=True).start()


def _leave_the_tracker() -> None:
    """multiprocessing hands on a pipe to its tracker of semaphores, of which we have none; what an engine writes into it would
    be told as errors of ours."""
    if os.name == "posix" and (tracker := resource_tracker.getfd()) is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, tracker, inheritable=False)
        os.close(nowhere)


def _keep_memory() -> None:
    """glibc gives the memory of one sentence back to the system and fetches it again for the next, which is a tenth of a
    worker's time (0.7 of 7.5 s, 170,000 page faults for 89 sentences; 0.2 s and 30,000 without). See mallopt(3)."""
    adjust = getattr(ctypes.CDLL(None), "mallopt", None) if os.name == "posix" else None
    if adjust:
        adjust(M_TRIM_THRESHOLD, KEPT_BYTES)
        adjust(M_MMAP_THRESHOLD, KEPT_BYTES)


def _end_with_the_main_process() -> None:
    if main := multiprocessing.parent_process():
        main.join()
        os._exit(1)
