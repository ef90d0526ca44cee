"""One command of audiobuild in a process of its own: what it answers, how long it takes, and how much memory.

The process is forked from this one, which has loaded the program already: a try takes hundredths of a second, and not one.
What the interpreter reads at its start (``PYTHONIOENCODING``, ``LC_ALL``) needs one that is started anew: ``fresh``.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import audiobuild.checking
import audiobuild.importers
import audiobuild.pipeline
import audiobuild.speech.say
from audiobuild.cli import main as command_line

LONGEST_S = 60
LARGEST_MB = 500
ANSWERS = frozenset({0, 2, 3, 4, 5, 6, 7})
"""Exit codes that are an answer; 1 is a fault of the program."""

_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LOADED = (audiobuild.pipeline, audiobuild.checking, audiobuild.importers, audiobuild.speech.say)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """How a command ended; ``megabytes`` is the most that it had in memory, ``code`` negative for a signal."""

    code: int
    seconds: float
    megabytes: float
    out: str
    err: str


def run(
    arguments: Sequence[str],
    *,
    folder: Path | None = None,
    environment: Mapping[str, str | None] = {},
    stdin: bytes | None = b"",
    closed: Sequence[int] = (),
    fresh: bool = False,
) -> Answer:
    """``audiobuild`` with these arguments in ``folder``. ``None`` in the environment takes a variable away; the numbers
    ``closed`` are those of standard streams."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin or b"")
        given.seek(0)
        began = time.monotonic()
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            _become(arguments, folder, environment, (given.fileno(), out.fileno(), err.fileno()), closed, fresh)
        status, megabytes = _waited(child, began)
        seconds = time.monotonic() - began
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "backslashreplace"))
    code = os.waitstatus_to_exitcode(status)
    return Answer(code=code, seconds=seconds, megabytes=megabytes, out=texts[0], err=texts[1])


def fault(answer: Answer) -> str | None:
    """Which promise the answer breaks; ``None`` if none."""
    if answer.seconds > LONGEST_S:
        return f"took more than {LONGEST_S} s"
    if answer.code not in ANSWERS:
        return f"exit code {answer.code}: {answer.err[-300:]!r}"
    if "Traceback" in answer.err:
        return f"a traceback: {answer.err[-300:]!r}"
    if answer.megabytes > LARGEST_MB:
        return f"took {answer.megabytes:.0f} MB"
    if odd := _ODD.search(answer.err):
        return f"prints {odd[0]!r}"
    return None


def _become(
    arguments: Sequence[str],
    folder: Path | None,
    environment: Mapping[str, str | None],
    streams: tuple[int, int, int],
    closed: Sequence[int],
    fresh: bool,
) -> NoReturn:
    """The child: the command, and nothing else of this process."""
    try:
        os.setsid()
        if folder:
            os.chdir(folder)
        for name, value in environment.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        for number in closed:
            os.close(number)
        if fresh:
            os.execve(sys.executable, [sys.executable, "-m", "audiobuild", *arguments], dict(os.environ))  # noqa: S606
        sys.argv = ["audiobuild", *arguments]
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            mode = "r" if number == 0 else "w"
            stream_of_python = None if number in closed else open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream_of_python)
        sys.exit(command_line.run(sys.argv))
    except SystemExit as error:
        for stream_out in (sys.stdout, sys.stderr):
            if stream_out is not None:
                stream_out.flush()
        os._exit(error.code if isinstance(error.code, int) else 1)
    except BaseException as error:
        os.write(2, f"Traceback: {error!r}".encode("utf-8", "backslashreplace"))
        os._exit(99)


def _resident_mb() -> float:
    """The memory of this process now, all of which a fork begins with."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1e6


def _waited(child: int, began: float) -> tuple[int, float]:
    """How the child ended, and the most memory that it took, in MB, without what it had from this process. It is killed,
    with its own, when it takes too long."""
    pause, own = 0.002, _resident_mb()
    while True:
        pid, status, usage = os.wait4(child, os.WNOHANG)
        if pid:
            return status, usage.ru_maxrss / 1024 - own
        if time.monotonic() - began > LONGEST_S + 1:
            os.killpg(child, signal.SIGKILL)
            _, status, usage = os.wait4(child, 0)
            return status, usage.ru_maxrss / 1024 - own
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)
