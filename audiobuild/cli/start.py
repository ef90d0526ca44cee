"""The command ``audiobuild``, from its first moment to its last: signals, streams, exit code.

Imported alone, it takes a few milliseconds; until then Python answers to signals as Python does.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from audiobuild.cli import interrupts


def main() -> NoReturn:
    """Run the command that was typed, and exit: 0, or with the code of what went wrong."""
    code = 0
    try:
        interrupts.listen()
        _open_streams()
        from audiobuild.cli.main import run

        code = run(sys.argv)
        interrupts.ignore()
    except KeyboardInterrupt:  # while modules are imported, or while something is said
        pass
    interrupts.ignore()
    interrupts.end_if_interrupted()
    sys.exit(code)


def _open_streams() -> None:
    """A stream that is closed (``audiobuild … >&-``) reads nothing and writes nowhere. Otherwise the next file that is opened
    would have its number, and whatever a library or a worker prints would land in that file."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 (open until the end)
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
