"""One writer at a time in a publication: a lock that the system lets go when its holder ends, in whatever way."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path

from audiobuild.errors import OutputError, Problem
from audiobuild.files import writing
from audiobuild.messages import Message, msg, template

POLL_S = 0.2

_HELD = template("{} (process {}), since {}")
_TOLD = re.compile(r"(audiobuild [a-z -]{1,40}) \(process (\d{1,9})\), since (\d\d:\d\d)")
"""What the lock says of its holder, who is another process."""

if sys.platform == "win32":
    import msvcrt

    def _take(file: FileIO) -> None:
        file.seek(1 << 30)  # a range that nobody reads: the name of the holder stays readable for others
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: FileIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A lock that is held."""

    path: Path
    inode: int

    def require(self) -> None:
        """Raises OutputError where the folder with the lock was taken away meanwhile: another may hold one there now."""
        try:
            there = self.path.stat().st_ino == self.inode
        except OSError:
            there = False
        if not there:
            message = msg("was taken away while this command ran")
            raise OutputError(
                Problem(place=str(self.path.parent), message=message, remedy=msg("Start the command again."))
            )


@contextmanager
def held(state: Path, command: str, *, wait_s: float = 0) -> Iterator[Held]:
    """Hold the lock of the publication whose state is in the folder ``state``; ``command`` is what others are told.

    Raises OutputError if another holds it for longer than ``wait_s`` seconds. Nothing is left of a holder that died.
    """
    path = state / "lock"
    with writing(path):
        state.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b", buffering=0)
    with file:
        _wait(file, path, wait_s)
        with writing(path):
            file.truncate(0)
            file.write(_HELD.format(f"audiobuild {command}", os.getpid(), f"{datetime.now():%H:%M}").encode())
        yield Held(path=path, inode=os.fstat(file.fileno()).st_ino)
        file.truncate(0)


def _holder(path: Path) -> Message:
    match = _TOLD.fullmatch(path.read_bytes().decode("utf-8", "replace"))
    return msg(_HELD, *match.groups()) if match else msg("another command")


def _wait(file: FileIO, path: Path, wait_s: float) -> None:
    deadline = time.monotonic() + wait_s
    while True:
        try:
            return _take(file)
        except OSError as error:
            if time.monotonic() >= deadline:
                message = msg("{} is at work on this publication", _holder(path))
                remedy = msg("Wait until it has ended, or end it; then start this again.")
                raise OutputError(Problem(place=str(path.parent.parent), message=message, remedy=remedy)) from error
        time.sleep(POLL_S)
