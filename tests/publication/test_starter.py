"""``audiobuild init``: what it says where it cannot, and what is to be typed next."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

import pytest
from programs import audiobuild

from audiobuild.errors import OutputError
from audiobuild.files import write_atomically
from audiobuild.publication import starter


def test_the_next_command_is_one_that_a_shell_takes(tmp_path: Path) -> None:
    folder = tmp_path / "Städt. Interviews & Größen"
    last = audiobuild("init", folder, "--sample", "--language", "en").stderr.splitlines()[-1]
    assert last == f"Next: audiobuild build -C '{folder}'"
    command = last.removeprefix("Next: ").replace("audiobuild", f"{sys.executable} -m audiobuild", 1)
    assert subprocess.run(f"{command} --dry-run", shell=True, capture_output=True, check=False).returncode == 0  # noqa: S602


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    sample = ("init", tmp_path, "--sample", "--language", "en")
    audiobuild(*sample, "-q")
    done = audiobuild(*sample, check=False)
    there = (2, f"{tmp_path}: content/show.toml is there already\n    Choose an empty folder.\n")
    assert (done.returncode, done.stderr) == there
    (tmp_path / "content/show.toml").unlink()
    done = audiobuild(*sample, check=False)
    message = f"{tmp_path}: content/welcome.md is there already\n    Move it away, or choose another folder.\n"
    assert (done.returncode, done.stderr) == (2, message)
    assert (tmp_path / ".gitignore").read_text() == "mine\n"


def denied(path: str = "") -> NoReturn:
    raise PermissionError(13, "Permission denied", path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mkstemp(**options: Any) -> NoReturn:
        denied(f"{options['dir']}/.1-x{options['suffix']}")

    monkeypatch.setattr(tempfile, "mkstemp", mkstemp)
    with pytest.raises(OutputError) as caught:
        write_atomically(tmp_path / "a.md", b"x")
    assert str(caught.value) == (
        f"{tmp_path}: cannot be written: permission denied\n    Make it a folder in which you may write."
    )
    monkeypatch.setattr(Path, "mkdir", lambda path, **_: denied(str(path)))
    with pytest.raises(OutputError) as caught:
        starter.create_sample(tmp_path / "p", "de")
    assert str(caught.value) == (
        f"{tmp_path}/p: cannot be written: permission denied\n    Choose a folder in which you may write."
    )
