"""What the machine does not allow is no defect of the program."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest
from programs import run

from attacks.plugins import publication
from audiobuild.cli import limits
from audiobuild.speech.messages import Defect
from audiobuild.speech.workers import WorkerError


def caused(error: Exception) -> Exception:
    other = RuntimeError("x")
    other.__cause__ = error
    return other


FULL = OSError(errno.EMFILE, "Too many open files")


@pytest.mark.parametrize(
    "error", [FULL, caused(FULL), WorkerError(Defect(message="x", traceback="y", errno=errno.EMFILE))]
)
def test_wherever_it_showed(error: Exception) -> None:
    limit = limits.reached(error)
    assert limit is not None
    (problem,) = limit.problems
    assert problem.message == "this machine allows no more: this program has too many files open"
    assert problem.remedy.startswith("Allow more open files (`ulimit -n 1024`)")


@pytest.mark.parametrize("error", [None, ValueError(), OSError(errno.ENOENT, "x"), caused(KeyError())])
def test_other_errors(error: Exception | None) -> None:
    assert limits.reached(error) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("most", [9, 13, 17])
def test_few_files(most: int, tmp_path: Path) -> None:
    folder = publication(tmp_path / "p")
    command = f"ulimit -n {most}; exec {sys.executable} -m audiobuild build -j 4 -C {folder}"
    done = run("sh", "-c", command, check=False)
    assert done.returncode == 5
    assert "this machine allows no more: this program has too many files open\n    Allow more open files" in done.stderr
    assert "Traceback" not in done.stderr
