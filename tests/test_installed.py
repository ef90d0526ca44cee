"""What other packages say of themselves keeps nobody from working, however damaged it is."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from plugins import engine
from programs import FRONT_MATTER, audiobuild, publication

DAMAGED = {
    "no value": b"[audiobuild.engines]\nevil\n",
    "no text": b"[audiobuild.engines]\nx = \xff:y\n",
    "of another group": b"[console_scripts]\nevil\n",
}


def installed(folder: Path, entries: bytes) -> dict[str, str]:
    (folder / "x-1.dist-info").mkdir(parents=True)
    (folder / "x-1.dist-info/entry_points.txt").write_bytes(entries)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}


@pytest.mark.parametrize("how", DAMAGED)
def test_damaged_metadata_is_left_out_and_told(how: str, tmp_path: Path) -> None:
    project = publication(tmp_path / "p")
    done = audiobuild("voices", "-C", project, env=installed(tmp_path / "plugin", DAMAGED[how]))
    place = tmp_path / "plugin/x-1.dist-info/entry_points.txt"
    assert done.stderr.startswith(f"{place}: cannot be read, so its engines are left out (")
    assert "Engines installed: espeak, " in done.stdout


def test_it_is_told_where_an_engine_is_missed(tmp_path: Path) -> None:
    project = publication(tmp_path / "p")
    (project / "voices/mine.toml").write_text('engine = "evil"\nlanguage = "de"\n')
    environment = installed(tmp_path / "plugin", DAMAGED["no value"])
    done = audiobuild("say", "Hallo.", "--voice", "mine", "-C", project, env=environment, check=False)
    assert done.returncode == 4
    assert "x-1.dist-info/entry_points.txt cannot be read." in done.stderr


def test_names_are_shown(tmp_path: Path) -> None:
    project = publication(tmp_path / "p")
    environment = installed(tmp_path / "plugin", b"[audiobuild.engines]\na\x07\x1b[2Jb = x:y\n")
    assert "a\\x07\\x1b[2Jb" in audiobuild("voices", "-C", project, env=environment).stdout
    printed = json.loads(audiobuild("voices", "--json", "-C", project, env=environment).stdout)
    assert "a\\x07\\x1b[2Jb" in printed["engines"]


@pytest.mark.parametrize("path", [None, ""])
def test_services_have_no_path(path: str | None, tmp_path: Path) -> None:
    project = publication(tmp_path / "p")
    (project / "content/a.md").write_text(f"{FRONT_MATTER}## Was?\n\nDas.\n")
    environment = {name: value for name, value in os.environ.items() if name != "PATH"}
    environment |= {} if path is None else {"PATH": path}
    assert audiobuild("build", "-q", "-C", project, env=environment).returncode == 0


OWN_CLASSES = """\
import enum, multiprocessing, os
from audiobuild.speech.engines.espeak import Espeak

if multiprocessing.parent_process() is None:
    os._exit(0)

class Text(str): pass

class Workers(enum.StrEnum):
    PROCESSES = "processes"

class Own(Espeak):
    workers = Workers.PROCESSES

    def sends_text_to(self, voice):
        return Text("me\\ndist/forged.mp3")
"""


def test_no_code_of_an_engine_runs_in_the_main_process(tmp_path: Path) -> None:
    project = publication(tmp_path / "p")
    environment = engine(tmp_path / "plugin", OWN_CLASSES, name="own", voices=project / "voices")
    words = ("say", "Hallo.", "--voice", "de-answer-male", "-o", tmp_path / "x.wav", "-C", project)
    done = audiobuild(*words, env=environment)
    assert done.stderr == f"sentences that are new are sent to me dist/forged.mp3\nwrote {tmp_path / 'x.wav'}\n"
    assert (tmp_path / "x.wav").stat().st_size > 10_000
