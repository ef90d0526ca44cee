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
    os.environ.setdefault("PATH", os.defpath)  # pydub cannot be imported without, and services begin with an empty one
    try:
        interrupts.listen()
        from audiobuild.cli.main import run

        code = run(sys.argv)
        interrupts.ignore()
    except KeyboardInterrupt:  # while modules are imported, or while something is said
        pass
    interrupts.ignore()
    interrupts.end_if_interrupted()
    sys.exit(code)
