"""Ctrl-C and SIGTERM: whoever asks the program to end sees it end, soon, in silence, and with the right code.

The first signal raises KeyboardInterrupt, so that workers are ended and half-written files removed on the way out. Any other
does nothing: an exception in the middle of that would leave things undone, and end in a traceback. What takes longer than
:data:`PATIENCE_S` (a native call, a library that swallows the exception) is not waited for: the process ends without more
ado, as it must survive being killed anyway.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import time
from types import FrameType

CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}
"""What a shell makes of a process that a signal ended: 128 and its number."""

PATIENCE_S = 1.2

_code = 0


def listen() -> None:
    """From now on both signals end the program. One that is ignored stays so (nohup, a job in a shell's background)."""
    for number in CODES:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _arrived)


def ignore() -> None:
    """Nothing interrupts the end. Python itself ignores what is ignored to its very last moment, and nothing else."""
    for number in CODES:
        signal.signal(number, signal.SIG_IGN)


def code() -> int:
    """The exit code of the signal that arrived; 0 if none did."""
    return _code


def was_wanted() -> None:
    """Ctrl-C was how this command ends, and nothing that went wrong; SIGTERM stays what it is."""
    global _code
    if _code == CODES[signal.SIGINT]:
        ignore()
        _code = 0


def end_if_interrupted() -> None:
    """End at once. Python would kill itself with SIGINT if KeyboardInterrupt passed through an ``eval`` or ``exec`` of a text
    on its way, as dataclasses and namedtuple have it (``_Py_UnhandledKeyboardInterrupt``; 2 of 82 interrupts)."""
    if _code:
        os._exit(_code)


def _arrived(number: int, _frame: FrameType | None) -> None:
    global _code
    if _code:
        return
    _code = CODES[signal.Signals(number)]
    # An exception in a destructor or a callback of C is printed and dropped.
    sys.unraisablehook = lambda _: None
    # Not threading: its locks may be held by whom the signal interrupted.
    _thread.start_new_thread(_end_at_last, ())
    raise KeyboardInterrupt


def _end_at_last() -> None:
    time.sleep(PATIENCE_S)
    os._exit(_code)
