"""What becomes of an error that nobody foresaw: one line for the editor, and a log file to send along.

The log holds what a developer needs: versions, the command, the traceback. It holds no environment variables, since keys of
services stand there, and no passwords of addresses.
"""

from __future__ import annotations

import platform
import re
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from audiobuild.messages import msg

EXIT_CODE = 1
"""The program's fault, not the editor's."""


def report(error: BaseException, project: Path, arguments: Sequence[str]) -> str:
    """Write the log, and say what happened and where it is; where no log can be written, the traceback is part of what is
    said. ``project`` is the publication's folder, ``arguments`` the command line."""
    text = log(error, arguments)
    cause = " ".join("".join(traceback.format_exception_only(error)).split())
    fault = msg("audiobuild failed, and it is not your fault: {}. What was spoken is kept.", _without_passwords(cause))
    name = f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}.log"
    for folder in _folders(project):
        path = folder / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return f"{fault} Please report it, with this file: {path}"
    return f"{fault} Please report it, with these lines:\n{text}"


def log(error: BaseException, arguments: Sequence[str]) -> str:
    """What the log file holds."""
    lines = [
        *_versions(),
        f"command: {' '.join(arguments)}",
        "",
        *(line.rstrip("\n") for line in traceback.format_exception(error)),
    ]
    return _without_passwords("\n".join(lines)) + "\n"


def _versions() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, requires, version

    from audiobuild import __version__

    yield f"audiobuild {__version__}"
    yield f"Python {sys.version.split()[0]}, {platform.platform()}"
    try:
        needed = requires("audiobuild") or []
    except PackageNotFoundError:
        needed = []
    for name in dict.fromkeys(re.split(r"[^\w.-]", need, maxsplit=1)[0] for need in needed):
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} is not installed"


def _without_passwords(text: str) -> str:
    """Wherever they stand: errors name addresses, too."""
    return re.sub(r"(?<=://)[^/@\s]*@", "…@", text)


def _folders(project: Path) -> Iterator[Path]:
    """Where a log may lie: in the publication's own state, else where the system keeps logs, else among what is temporary."""
    from audiobuild.publication.config import STATE

    with suppress(OSError):
        if (project / STATE).is_dir():
            yield project / STATE / "logs"
    from audiobuild import user_folders

    yield user_folders.logs()
    yield Path(tempfile.gettempdir())
