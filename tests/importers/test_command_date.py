"""When an interview was published: said by the source, by ``--date``, or by the editor who is asked. Never today."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from programs import audiobuild, publication

TALK = "Kai: Wer kocht?\n\nEva: Ich koche.\n\nKai: Wer spült?\n\nEva: Auch ich.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    return publication(tmp_path / "show")


def written(project: Path) -> list[str]:
    return [path.name for path in (project / "content").glob("*.md")]


def day(project: Path) -> str:
    (name,) = written(project)
    found = re.search(r"^date: (.*)$", (project / "content" / name).read_text("utf-8"), re.MULTILINE)
    assert found
    return found[1]


def asked(project: Path, typed: str, *arguments: str, interrupt: bool = False) -> tuple[int, str]:
    """What the command says on a terminal at which somebody types, or interrupts it once it asks; and its exit code."""
    ours, theirs = pty.openpty()
    source = str(project.parent / "talk.txt")
    command = [sys.executable, "-m", "audiobuild", "import", "-C", str(project), source, *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as running:
        os.close(theirs)
        os.write(ours, typed.encode())
        said = ""
        with contextlib.suppress(OSError):  # so a terminal ends that nobody holds any more
            while some := os.read(ours, 10_000):
                said += some.decode()
                if interrupt and "When was it" in said:
                    running.send_signal(signal.SIGINT)
                    interrupt = False
        code = running.wait(timeout=60)
    os.close(ours)
    return code, said


def test_without_a_terminal_a_date_that_nobody_says_is_missing(project: Path) -> None:
    done = audiobuild("import", "-C", project, project.parent / "talk.txt", check=False, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout, done.stderr) == (
        3,
        "",
        f"{project.parent}/talk.txt: gives no date\n    Say when it was published: --date YYYY-MM-DD\n",
    )
    assert written(project) == []


def test_a_date_that_is_given_is_taken(project: Path) -> None:
    audiobuild("import", "-C", project, project.parent / "talk.txt", "--date", "2023-04-05")
    assert day(project) == "2023-04-05"


def test_an_editor_is_asked_until_a_date_is_typed(project: Path) -> None:
    code, said = asked(project, "\n\n5/4/2023\n5.4.2023\n")  # the first takes the title that was made up
    assert code == 0, said
    assert day(project) == "2023-04-05"
    assert "talk.txt gives no date. When was it published (YYYY-MM-DD)" in said
    assert "'5/4/2023' is not a date. Write 2023-04-05 if the day stands first in it" in said
    assert said.index("Wer spült?") < said.index("When was it")  # who knows the text knows its date


def test_an_editor_who_does_not_know_leaves_no_file(project: Path) -> None:
    code, said = asked(project, "In der Küche\n\n\x04")
    source = project.parent / "talk.txt"
    again = f"    audiobuild import -C {project} {source} --episode-title 'In der Küche'"
    assert (code, said.count("When was it")) == (130, 2)
    assert said.splitlines()[-3:] == ["nothing was written", "To go on with your answers:", again]
    code, said = asked(project, "", "--episode-title", "In der Küche", interrupt=True)
    assert (code, said.splitlines()[-2:]) == (130, ["nothing was written", "interrupted"])
    assert written(project) == []


def test_nobody_is_asked_for_a_trial_or_a_program(project: Path) -> None:
    code, said = asked(project, "", "--dry-run")
    assert (code, "When was it" in said) == (0, False)
    trial = audiobuild("import", "--dry-run", "--json", project.parent / "talk.txt", cwd=project.parent)
    assert json.loads(trial.stdout)["date"] is None
    assert "no date found" in audiobuild("import", "--dry-run", project.parent / "talk.txt", cwd=project.parent).stdout
    code, said = asked(project, "", "--json")
    assert (code, "gives no date" in said, "When was it" in said) == (3, True, False)
    assert written(project) == []
