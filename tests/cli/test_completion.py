"""What shells are told when somebody presses Tab."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
from programs import audiobuild, run, tool


def completed(line: str, cwd: Path, shell: str = "bash", **environment: str) -> Any:
    """What the program answers for a line with the cursor at its end."""
    words = shlex.split(line)
    last = "" if line.endswith(" ") else words.pop()
    wanted = {"_AUDIOBUILD_COMPLETE": f"{shell}_complete", "COMP_WORDS": shlex.join([*words, last] if last else words)}
    asked = {**os.environ, **wanted, "COMP_CWORD": last if shell == "fish" else str(len(words)), **environment}
    done = audiobuild(cwd=cwd, env=asked, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("audiobuild bu", ["plain,build"]),
        ("audiobuild build ", ["plain,a-talk", "plain,b-talk"]),
        ("audiobuild build b", ["plain,b-talk"]),
        ("audiobuild build a-talk ", ["plain,b-talk"]),
        ("audiobuild check ", ["plain,a-talk", "plain,b-talk"]),
        ("audiobuild remove ", ["plain,a-talk", "plain,b-talk"]),
        ("audiobuild build content/", ["file,content/"]),
        ("audiobuild say x --voice ev", ["plain,eva"]),
        ("audiobuild voices say de-answer-f", ["plain,de-answer-female"]),
        ("audiobuild voices install nl_NL-a", ["plain,nl_NL-alex-medium"]),
        ("audiobuild build --dr", ["plain,--dry-run", "plain,--drafts"]),
        ("audiobuild cache ", ["plain,size", "plain,prune"]),
        ("audiobuild import ", ["file,"]),
        ("audiobuild new talk", ["file,talk"]),
        ("audiobuild -C ", ["dir,"]),
        ("audiobuild help ca", ["plain,cache"]),
        ("audiobuild build --progress ", ["plain,auto", "plain,bar", "plain,plain", "plain,none"]),
        ("audiobuild nonsense ", None),
        ("audiobuild build --nonsense ", None),
    ],
)
def test_at_each_place(project: Path, line: str, answer: list[str] | None) -> None:
    (project / "content/b-talk.md").write_text("not even an interview")
    told = completed(line, project)
    assert answer is None or told == answer


def test_in_another_folder(project: Path) -> None:
    for line in ("audiobuild -C show build ", "audiobuild build -C show "):
        assert completed(line, project.parent) == ["plain,a-talk"]
    assert completed("audiobuild -C nowhere build ", project.parent) == []
    assert completed("audiobuild build ", project.parent) == []


def test_nothing_is_written_and_nothing_is_said(project: Path) -> None:
    (project / "content/show.toml").write_text("broken [")
    before = sorted(project.rglob("*"))
    for line in (
        "audiobuild build ",
        "audiobuild say --voice ",
        "audiobuild -C\0x build "[:13],
        "audiobuild build -j ",
    ):
        completed(line, project)
    assert completed("audiobuild build ", project, COMP_WORDS="audiobuild 'build", COMP_CWORD="1") is not None
    assert sorted(project.rglob("*")) == before


def test_a_variable_that_says_nothing_does_no_harm() -> None:
    done = audiobuild("--version", env={**os.environ, "_AUDIOBUILD_COMPLETE": "1"})
    assert done.stdout.startswith("python -m audiobuild ")


@pytest.fixture
def on_the_path(tmp_path: Path) -> dict[str, str]:
    """The command by its own name, as it is installed."""
    command = tmp_path / "bin/audiobuild"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from audiobuild.cli.start import main; main()" "$@"\n')
    command.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def test_bash(project: Path, on_the_path: dict[str, str]) -> None:
    script = (
        'eval "$(_AUDIOBUILD_COMPLETE=bash_source audiobuild)"; COMP_WORDS=(audiobuild build a); COMP_CWORD=2; '
        '_audiobuild_completion audiobuild; echo "${COMPREPLY[@]}"; complete -p audiobuild'
    )
    told = run(tool("bash"), "-c", script, cwd=project, env=on_the_path)
    assert told.stdout.splitlines()[0] == "a-talk"
    assert "_audiobuild_completion" in told.stdout.splitlines()[1]
    assert told.stderr == ""


def test_fish(project: Path, on_the_path: dict[str, str]) -> None:
    script = "_AUDIOBUILD_COMPLETE=fish_source audiobuild | source; complete -C 'audiobuild build a'"
    told = run(tool("fish"), "--no-config", "-c", script, cwd=project, env=on_the_path)
    assert told.stdout.split() == ["a-talk"]


def test_zsh(project: Path, on_the_path: dict[str, str]) -> None:
    script = (
        "autoload -U compinit && compinit -D; _describe() { print -l -- ${(P)2} }; compadd() { print -l -- ${(P)argv[-1]} }\n"
        'eval "$(_AUDIOBUILD_COMPLETE=zsh_source audiobuild)"; words=(audiobuild build a); CURRENT=3; _audiobuild_completion'
    )
    told = run(tool("zsh"), "-f", "-c", script, cwd=project, env=on_the_path)
    assert "a-talk" in told.stdout.split()
