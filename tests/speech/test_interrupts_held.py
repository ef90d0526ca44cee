"""A signal that arrives while a process is started comes late, whichever thread the system gives it to."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from audiobuild.speech import interrupts


def bear(done: list[str]) -> None:
    with interrupts.held():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.2)
        done.append("born")


@pytest.mark.parametrize("other_threads", [False, True])
def test_it_comes_late(other_threads: bool) -> None:
    done: list[str] = []
    end = threading.Event()
    thread = threading.Thread(target=end.wait)  # which blocks no signal, as those of numerical libraries
    if other_threads:
        thread.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            bear(done)
    finally:
        end.set()
    assert done == ["born"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with interrupts.held():
            os.kill(os.getpid(), signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)
