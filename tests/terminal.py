"""A terminal on which a test sits: what is asked there, and what is answered."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pexpect
import pytest

SECONDS = 60
"""More than any prompt takes to come."""


@dataclass(frozen=True, kw_only=True)
class Session:
    """What a command printed on its terminal, and how it ended."""

    text: str
    exit_code: int


def session(
    *arguments: str | Path,
    answers: Sequence[tuple[str, str]] = (),
    cwd: Path,
    language: str = "C",
    columns: int = 100,
) -> Session:
    """Run audiobuild on a terminal. Each of ``answers`` is a pattern of what is asked and the line that is typed then; a ^C
    is Ctrl-C. Everything that is asked must be answered."""
    environment = {**os.environ, "LC_ALL": f"{language}.UTF-8", "LANGUAGE": "", "PYTHONPATH": os.pathsep.join(sys.path)}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "audiobuild", *map(str, arguments)],
        cwd=str(cwd),
        env=environment,
        encoding="utf-8",
        timeout=SECONDS,
        dimensions=(40, columns),
    )
    text = ""
    for asked, answer in answers:
        found = child.expect([f"{asked}[^\n]*: $", pexpect.EOF])
        text += child.before + (child.after if found == 0 else "")
        if found:
            pytest.fail(f"nobody asked {asked!r}:\n{text}")
        child.sendintr() if answer == "^C" else child.sendline(answer)
    child.expect(pexpect.EOF)
    text += child.before
    child.close()
    return Session(
        text=plain(text), exit_code=child.exitstatus if child.exitstatus is not None else -child.signalstatus
    )


def plain(text: str) -> str:
    """What a terminal printed, without its codes."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text.replace("\r\n", "\n"))
