"""As it is installed: the wheel alone does the main job, and what other packages say of themselves keeps nobody from working,
however damaged it is."""

from __future__ import annotations

import json
import os
import re
import sys
from importlib.metadata import distributions
from pathlib import Path

import installed as from_wheel
import pytest
from plugins import engine
from programs import FRONT_MATTER, audiobuild, publication, run
from test_api import BUILDING, HUMMING

from audiobuild import __version__

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
    told, wrote = done.stderr.splitlines()
    assert told.partition(" sent to ")[2] == "me dist/forged.mp3"
    assert wrote == f"wrote {tmp_path / 'x.wav'}"
    assert (tmp_path / "x.wav").stat().st_size > 10_000


# --- from the wheel -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return from_wheel.environment(tmp_path_factory.mktemp("wheel"))


@pytest.mark.parametrize("how", ["audiobuild", "python -m audiobuild"])
def test_the_main_job_from_the_wheel_in_an_empty_folder(how: str, programs: Path, tmp_path: Path) -> None:
    command = [str(programs / word) if not number else word for number, word in enumerate(how.split())]
    environment = from_wheel.clean()
    where = run(
        programs / "python", "-c", "import audiobuild; print(audiobuild.__file__)", cwd=tmp_path, env=environment
    )
    assert Path(where.stdout.strip()).is_relative_to(programs.parent)
    version = run(*command, "--version", cwd=tmp_path, env=environment).stdout
    assert version.endswith(f"audiobuild {__version__}\n")
    project = from_wheel.publication_of_its_own(tmp_path / "p")
    built = run(*command, "build", "-q", "--json", cwd=project, env=environment)
    assert [episode["slug"] for episode in json.loads(built.stdout)["episodes"]] == ["gruss"]
    checked = run(*command, "check", cwd=project, env=environment)
    assert checked.stdout == "nothing wrong found: 1 episode, 1 entry in 1 feed\n"


def test_whoever_uses_it_is_typed(programs: Path, tmp_path: Path) -> None:
    """The document's examples and a client that would be told if anything were Any."""
    for name, code in {"ci.py": BUILDING, "hum.py": HUMMING, "client.py": CLIENT}.items():
        (tmp_path / name).write_text(code, encoding="utf-8")
    mypy = (
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--python-executable",
        programs / "python",
        "--cache-dir",
        "cache",
    )
    good = run(*mypy, "ci.py", "hum.py", "client.py", cwd=tmp_path, env=from_wheel.clean(), check=False)
    assert good.stdout == "Success: no issues found in 3 source files\n"
    wrong = "import audiobuild\n\naudiobuild.load(1)\naudiobuild.nothing\n"
    (tmp_path / "wrong.py").write_text(wrong)
    done = run(*mypy, "wrong.py", cwd=tmp_path, env=from_wheel.clean(), check=False)
    assert [re.sub(r".*\[(.*)\]$", r"\1", line) for line in done.stdout.splitlines()[:-1]] == [
        "arg-type",
        "attr-defined",
    ]


CLIENT = """\
from typing import assert_type

import audiobuild

publication = audiobuild.load("p")
assert_type(publication, audiobuild.Publication)
assert_type(publication.show.title, str)
built = audiobuild.build(publication, ["a"], jobs=2, hooks=audiobuild.Hooks(note=print), drafts=True)
assert_type(built, tuple[audiobuild.Built, ...])
assert_type(built[0].duration_ms, int)
report = audiobuild.check(publication.root)
assert_type(report, audiobuild.Report)
assert_type(report.findings[0].rule, str)
try:
    audiobuild.check("p", now=None)
except audiobuild.AudiobuildError as error:
    assert_type(error.problems, tuple[audiobuild.Problem, ...])
    assert_type(error.exit_code, int)
"""


def test_what_goes_with_the_wheel(programs: Path) -> None:
    """What the metadata promise to those who look for it, and the licences of all that is inside."""
    (folder,) = (programs.parent / "lib").glob("python*/site-packages")
    (about,) = distributions(name="audiobuild", path=[str(folder)])
    names = {str(file) for file in about.files or ()}
    assert {"audiobuild/py.typed", "audiobuild/__init__.pyi", "audiobuild/site/fonts/SourceSansPro-Bold.ttf"} <= names
    assert {name.rpartition("licenses/")[2] for name in names if "licenses/" in name} == {
        "LICENSE",
        "audiobuild/site/fonts/LICENSE-Literata.txt",
        "audiobuild/site/fonts/LICENSE-SourceSansPro.txt",
    }
    assert "Typing :: Typed" in (about.metadata.get_all("Classifier") or ())
    assert about.metadata["Keywords"]
    assert about.metadata["License-Expression"] == "GPL-3.0-or-later AND OFL-1.1 AND CC-BY-SA-4.0"
    assert not [name for name in names if name.startswith(("tests/", "tools/", "attacks/", "benchmarks/"))]
