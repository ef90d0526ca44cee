"""Ctrl-C and SIGTERM, once and again and again: the right code, soon, and no traceback. attacks/interrupts.py tries more moments."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from plugins import engine
from programs import FRONT_MATTER, audiobuild, publication, run

from attacks.interrupts import attack, gone

HANGING_ENGINE = """\
import ctypes, os, pathlib
from audiobuild.speech.engines.silence import Silence

class Hanging(Silence):
    workers = {workers!r}

    def problems(self, voice):
        return ()

    def synthesize(self, text, **options):
        pathlib.Path(os.environ["HUNG"]).touch()
        ctypes.PyDLL(None).sleep(600)
"""
TEXT = f"""\
{FRONT_MATTER}## Was macht ihr?

Wir alle lesen hier viel.
"""


def test_at_random_moments(tmp_path: Path) -> None:
    tally = attack(tmp_path, 7, seed=3)
    assert (tally.tried, tally.faults) == (7, [])


@pytest.mark.parametrize(
    ("number", "word", "code"), [(signal.SIGINT, "interrupted", 130), (signal.SIGTERM, "terminated", 143)]
)
@pytest.mark.parametrize("workers", ["processes", "threads"])
def test_an_engine_that_hangs_is_left(
    tmp_path: Path, workers: str, number: signal.Signals, word: str, code: int
) -> None:
    project = publication(tmp_path / "p")
    (project / "content/a.md").write_text(TEXT)
    plugin = HANGING_ENGINE.format(workers=workers)
    environment = engine(tmp_path / "plugin", plugin, name="hanging", voices=project / "voices")
    environment |= {"HUNG": str(tmp_path / "hung")}
    command = [sys.executable, "-m", "audiobuild", "build", "-C", str(project), "-q"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True) as running:
        end = time.monotonic() + 60
        while not (tmp_path / "hung").exists():
            assert time.monotonic() < end
            time.sleep(0.01)
        began = time.monotonic()
        for _ in range(3):
            os.killpg(running.pid, number)
        _, said = running.communicate(timeout=60)
        assert time.monotonic() - began < 2
    assert said.strip() == f"{word}; what was spoken so far is kept, the next build goes on from there".encode()
    assert running.returncode == code
    assert gone(running.pid) is None


SWALLOWING = """\
import sys, time
from audiobuild.cli import options
from audiobuild.cli.start import main

def load(project):
    try:
        print("ready", flush=True)
        time.sleep(600)
    except BaseException:
        time.sleep(600)

options.Common.publication = load
sys.argv = ["audiobuild", "voices"]
main()
"""


def test_what_swallows_an_interrupt_is_not_waited_for() -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", SWALLOWING], stdout=pipe, stderr=pipe) as running:
        assert running.stdout
        assert running.stdout.readline() == b"ready\n"
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert (running.returncode, said) == (130, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(tmp_path: Path, closed: str) -> None:
    """Numbers 0 to 2 are given to the next files that are opened, among them those that are published."""
    project = publication(tmp_path / "p")
    (project / "content/a.md").write_text(TEXT)
    done = run("sh", "-c", f'"$0" -m audiobuild build -C "$1" {closed}', sys.executable, project, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    audiobuild("check", "-C", project)


def test_closed_input_has_nothing_to_import(tmp_path: Path) -> None:
    project = publication(tmp_path / "p")
    done = run("sh", "-c", '"$0" -m audiobuild import -C "$1" - <&-', sys.executable, project, check=False)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "standard input: is closed")


@pytest.mark.parametrize(
    ("redirected", "code", "said"),
    [
        ("-q | head -c 1 > /dev/null; exit $?", 0, ""),
        ("> /dev/full", 5, "standard output: cannot be written: no space is left on the disk\n"),
        ("2> /dev/full", 0, ""),
        ("> /dev/full 2> /dev/full", 5, ""),
    ],
)
def test_output_that_nobody_takes(redirected: str, code: int, said: str, tmp_path: Path) -> None:
    project = publication(tmp_path / "p")
    done = run("sh", "-c", f'"$0" -m audiobuild voices -C "$1" {redirected}', sys.executable, project, check=False)
    assert (done.returncode, done.stderr) == (code, said)


def test_a_reader_who_has_seen_enough(tmp_path: Path) -> None:
    project = publication(tmp_path / "p")
    command: Any = [sys.executable, "-m", "audiobuild", "voices", "-C", str(project)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 141


def test_an_interrupt_that_is_ignored_stays_so() -> None:
    """As in the background of a shell, or below nohup."""
    code = "import signal; from audiobuild.cli import interrupts; interrupts.listen(); print(signal.getsignal(2), signal.getsignal(15))"
    said = run("sh", "-c", 'trap "" INT; "$0" -c "$1"', sys.executable, code).stdout
    assert said.startswith("1 <function")
