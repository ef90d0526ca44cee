"""What belongs to a user lies where the system keeps such things."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from audiobuild import user_folders

HOME = Path("~").expanduser()


@pytest.mark.parametrize(
    ("system", "environment", "data", "logs"),
    [
        ("linux", {}, HOME / ".local/share/audiobuild", HOME / ".local/state/audiobuild/log"),
        ("freebsd14", {"XDG_DATA_HOME": "/d"}, Path("/d/audiobuild"), HOME / ".local/state/audiobuild/log"),
        ("linux", {"XDG_STATE_HOME": "/s"}, HOME / ".local/share/audiobuild", Path("/s/audiobuild/log")),
        ("linux", {"XDG_DATA_HOME": "d", "XDG_STATE_HOME": ""}, HOME / ".local/share/audiobuild", HOME / ".local/state/audiobuild/log"),
        ("darwin", {"XDG_DATA_HOME": "/d"}, HOME / "Library/Application Support/audiobuild", HOME / "Library/Logs/audiobuild"),
        ("win32", {"LOCALAPPDATA": "/l"}, Path("/l/audiobuild"), Path("/l/audiobuild/Logs")),
        ("win32", {}, HOME / "AppData/Local/audiobuild", HOME / "AppData/Local/audiobuild/Logs"),
    ],
)  # fmt: skip
def test_each_system_has_its_own(system: str, environment: dict[str, str], data: Path, logs: Path) -> None:
    assert user_folders.data(system, environment) == data
    assert user_folders.logs(system, environment) == logs


def test_this_system_is_asked() -> None:
    assert user_folders.data() == user_folders.data(sys.platform, os.environ)
    assert user_folders.logs() == user_folders.logs(sys.platform, os.environ)
