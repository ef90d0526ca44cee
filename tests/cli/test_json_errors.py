"""With ``--json`` a command that fails prints one JSON object, and nothing else, to standard output."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from programs import audiobuild, run

from audiobuild.cli.failures import Failure, is_wanted
from audiobuild.errors import Problem
from audiobuild.messages import msg

BROKEN = """\
import sys
from audiobuild.cli import options
from audiobuild.cli.start import main

def load(*project):
    raise KeyError("a table of mine")

options.Common.publication = load
sys.argv = ["audiobuild", *sys.argv[1:]]
main()
"""
"""The program with a defect."""


def error(done: Any) -> dict[str, Any]:
    printed = json.loads(done.stdout)
    assert set(printed) == {"error"}
    assert printed["error"]["exit_code"] == done.returncode
    problems: list[dict[str, Any]] = printed["error"]["problems"]
    assert all(set(one) == {"place", "file", "line", "message", "remedy"} for one in problems)
    return {"code": done.returncode, "problems": problems}


def test_what_is_wrong_with_files(project: Path) -> None:
    path = project / "content/a-talk.md"
    path.write_text(path.read_text("utf-8").replace("2022-02-14", "14.02.2022").replace("de\n", "deu\n"), "utf-8")
    done = audiobuild("build", "--json", cwd=project, check=False)
    assert error(done) == {
        "code": 3,
        "problems": [
            {
                "place": "content/a-talk.md:3: date",
                "file": "content/a-talk.md",
                "line": 3,
                "message": "is '14.02.2022', not a date",
                "remedy": "Write 2022-02-14.",
            },
            {
                "place": "content/a-talk.md:4: language",
                "file": "content/a-talk.md",
                "line": 4,
                "message": "'deu' is not a language code",
                "remedy": "Write de instead of deu.",
            },
        ],
    }
    told = [f"{one['place']}: {one['message']}\n    {one['remedy']}\n" for one in error(done)["problems"]]
    assert done.stderr == "".join(told)  # for people, as ever


@pytest.mark.parametrize(
    ("words", "code", "place", "message"),
    [
        (["biuld", "--json"], 2, "", "there is no command 'biuld'"),
        (["--json"], 2, "", "there is no option --json"),
        (["build", "--json", "--xyzzy"], 2, "", "there is no option --xyzzy"),
        (["build", "-j", "none", "--json"], 2, "--jobs", "'none' is not a whole number."),
        (["import", "--json"], 2, "", "Missing argument 'SOURCE…'."),
        (["import", "x", "x", "--json"], 2, "", "Named twice: x"),
        (["import", "x.txt", "--json"], 2, "x.txt", "cannot be read: no such file or folder"),
        (["say", "x", "--json"], 2, "", "there is no option --json"),
        (["build", "nothing", "--json"], 3, "content/nothing.md", None),
        (["-C", "nowhere", "build", "--json"], 2, "-C", "there is no folder nowhere"),
    ],
)
def test_each_kind(project: Path, words: list[str], code: int, place: str, message: str | None) -> None:
    told = error(audiobuild(*words, cwd=project, check=False))
    (problem,) = told["problems"]
    assert (told["code"], problem["place"]) == (code, place)
    assert message is None or problem["message"] == message


def test_a_defect(project: Path) -> None:
    done = run(sys.executable, "-c", BROKEN, "build", "--json", cwd=project, check=False)
    (problem,) = error(done)["problems"]
    assert done.returncode == 1
    assert problem["message"] == done.stderr.rstrip("\n")
    assert "KeyError: 'a table of mine'" in problem["message"]


def test_an_interrupt(project: Path) -> None:
    code = BROKEN.replace('raise KeyError("a table of mine")', "os.kill(os.getpid(), 2)").replace(
        "import sys", "import os, sys"
    )
    done = run(sys.executable, "-c", code, "voices", "--json", cwd=project, check=False)
    (problem,) = error(done)["problems"]
    assert (done.returncode, problem["message"], done.stderr.strip()) == (130, "interrupted", "interrupted")


def test_what_check_finds_is_its_result(project: Path) -> None:
    audiobuild("build", cwd=project)
    (project / "dist/a-talk/transcript.vtt").write_text("nothing")
    done = audiobuild("check", "--json", cwd=project, check=False)
    assert done.returncode == 6
    report = json.loads(done.stdout)
    assert "error" not in report
    assert report["findings"]


def test_what_check_cannot_read_is_an_error(tmp_path: Path) -> None:
    assert error(audiobuild("check", "--json", cwd=tmp_path, check=False))["problems"]


def test_a_result_is_a_result(project: Path) -> None:
    assert set(json.loads(audiobuild("build", "--json", cwd=project).stdout)) == {"episodes"}


def test_output_that_nobody_takes_is_no_result(project: Path) -> None:
    command = f"cd {project} && {sys.executable} -m audiobuild voices --json > /dev/full"
    done = run("sh", "-c", command, check=False)
    assert (done.returncode, done.stderr) == (5, "standard output: cannot be written: no space is left on the disk\n")


@pytest.mark.parametrize(
    ("place", "file", "line"),
    [
        ("content/a.md:12", "content/a.md", 12),
        ("content/show.toml:3: link", "content/show.toml", 3),
        ("content/show.toml: link", "content/show.toml", None),
        ("voices/", "voices/", None),
        ("/tmp/a b.txt", "/tmp/a b.txt", None),
        ("talk.txt: page 3", "talk.txt", None),
        ("dist/a/a.mp3: 0:12", "dist/a/a.mp3", None),
        ("--date", None, None),
        ("standard input", None, None),
        ("https://stadt-am-fluss.de:8000/a.html", None, None),
        ("", None, None),
        ("-", None, None),
    ],
)
def test_places(place: str, file: str | None, line: int | None) -> None:
    (problem,) = Failure(exit_code=2, problems=(Problem(message=msg("m"), place=place),)).as_json()["error"]["problems"]
    assert (problem["place"], problem["file"], problem["line"]) == (place, file, line)


def test_what_stands_behind_two_dashes_is_no_option() -> None:
    assert is_wanted(["audiobuild", "build", "--json"])
    assert not is_wanted(["audiobuild", "say", "--", "--json"])
