"""Programs that tests run: audiobuild as its user runs it, and other people's."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import preloaded
import pytest

from audiobuild.publication import marks
from audiobuild.publication.voices import builtin
from audiobuild.speech import new_voice

ROOT = Path(__file__).parents[1]
NODE = Path(__file__).parent / "node"

Once = Callable[[str, Callable[[Path], object]], Path]
"""The fixture ``once``: a folder by its name, and what makes it."""
SaidOnce = Callable[..., Any]
"""The fixture ``said_once``: a name, a script, its arguments."""

AUDIOBUILD = [sys.executable, "-m", "audiobuild"]

FRONT_MATTER = """\
---
title: Ein Titel
date: 2026-01-05
language: de
speakers:
  - {name: Anna, role: question, voice: de-question-female}
  - {name: Ben, role: answer, voice: de-answer-male}
---
"""
"""Of an interview with built-in voices."""


def run(*command: str | Path, check: bool = True, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a program and give back what it printed; what it complained of is in the failure."""
    words = [str(word) for word in command]
    done: subprocess.CompletedProcess[str]
    if words[:3] == AUDIOBUILD and preloaded.can_run(options):
        done = preloaded.run(words[3:], **options)
    else:
        done = subprocess.run(words, capture_output=True, text=True, check=False, **options)
    assert not check or done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done


def audiobuild(*arguments: str | Path, check: bool = True, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command as its user runs it, in a process of its own."""
    return run(*AUDIOBUILD, *arguments, check=check, **options)


def build(project: Path, *arguments: str, **options: Any) -> list[dict[str, Any]]:
    """Build a publication; what ``--json`` says of its episodes."""
    printed = json.loads(audiobuild("build", "-C", project, "--json", "-q", *arguments, **options).stdout)
    episodes: list[dict[str, Any]] = printed["episodes"]
    return episodes


def tool(name: str) -> str:
    """The path of somebody else's program; the test is skipped where the machine has none (see tools/install-test-tools)."""
    path = shutil.which(name)
    if not path:
        pytest.skip(f"{name} is not installed")
    return path


def node(script: str, *arguments: str | Path) -> Any:
    """What a script in tests/node prints as JSON; skipped where the packages are not installed."""
    if not (NODE / "node_modules").is_dir():
        pytest.skip("the packages of tests/node are not installed")
    return json.loads(run(tool("node"), NODE / script, *arguments).stdout)


FACTS = (
    *("--title", "Stadt im Ohr", "--author", "Stadt am Fluss"),
    *("--link", "https://hoeren.stadt-am-fluss.de/gespraeche/", "--email", "presse@stadt-am-fluss.de"),
)
"""What only the editor knows of a show, as options. Nothing of it is a placeholder."""


def publication(folder: Path, language: str = "de") -> Path:
    """An empty publication, as an editor starts it."""
    audiobuild("init", folder, "--language", language, "-q", *FACTS)
    (folder / "voices").mkdir()
    return folder


GERMAN = ("de-narrator-female", "de-question-female", "de-answer-male", "de-answer-female")
"""Built-in voices that German interviews are read with where nothing else is said, and that of a woman who answers."""


def voice_files(voices: Path, **changes: Any) -> None:
    """Files for these voices that say how they differ from what is built in."""
    voices.mkdir(exist_ok=True)
    for name in GERMAN:
        voice = builtin(name)
        assert voice
        (voices / f"{name}.toml").write_text(new_voice.text(replace(voice, **changes)), encoding="utf-8")


def looked_over(text: str) -> str:
    """An interview's Markdown without the marks of doubt, as an editor leaves it who has found every pair right."""
    return "".join(line for line in text.splitlines(keepends=True) if not any(marks.found(line, 1, 0)))


def look_over(project: Path) -> None:
    """Delete the marks of doubt in all interviews of a publication."""
    for path in (project / "content").glob("*.md"):
        path.write_text(looked_over(path.read_text("utf-8")), encoding="utf-8")
