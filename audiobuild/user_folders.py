"""Where a system keeps what belongs to a user and to no publication: models of voices, and logs.

Linux and others: the XDG Base Directory Specification 0.8. macOS: Library, as Apple's File System Programming Guide has it.
Windows: the local application data, since models are too large to follow a user from machine to machine.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_NAME = "audiobuild"


def data(system: str = sys.platform, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for what is fetched once and kept."""
    if system == "win32":
        return _given(environment, "LOCALAPPDATA", "~/AppData/Local") / _NAME
    if system == "darwin":
        return _home("~/Library/Application Support") / _NAME
    return _given(environment, "XDG_DATA_HOME", "~/.local/share") / _NAME


def logs(system: str = sys.platform, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for logs."""
    if system == "win32":
        return data(system, environment) / "Logs"
    if system == "darwin":
        return _home("~/Library/Logs") / _NAME
    return _given(environment, "XDG_STATE_HOME", "~/.local/state") / _NAME / "log"


def _given(environment: Mapping[str, str], variable: str, otherwise: str) -> Path:
    """What a variable names, if that is a whole path: others are to be passed over, says XDG."""
    named = Path(environment.get(variable, ""))
    return named if named.is_absolute() else _home(otherwise)


def _home(path: str) -> Path:
    return Path(os.path.expanduser(path))  # noqa: PTH111 # a user without a home is no error of this program
