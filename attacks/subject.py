"""A small publication to be attacked, and what may lie in its folders afterwards."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import TypeVar

from audiobuild import pipeline
from audiobuild.errors import AudiobuildError, EngineError
from audiobuild.publication import config
from audiobuild.publication.config import DIST, STATE
from audiobuild.speech import dispatch

SHOW = """\
title = "Gespräche"
link = "https://gespraeche-am-fluss.de"
description = "Kurze Gespräche."
language = "de"
author = "Redaktion"
email = "redaktion@gespraeche-am-fluss.de"
category = "News"
guid = "0b4a1c1e-26c1-5a9c-8d4c-0f2f9d3b6a11"
feed_episodes = 2
[voices]
question = "de-question-female"
answer = "de-answer-male"
narrator = "de-question-female"
"""

INTERVIEW = """\
---
title: {title}
date: {date}
language: de
speakers:
  - {{name: Anna Süd, role: question}}
  - {{name: Ben Nord, role: answer}}
---

## {question}

{answer}
"""

STATE_FILES = {"lock", "cache", "stamps.json", "logs", "doubtful"}
"""What may lie in .audiobuild when no command is at work."""

NOW = "SOURCE_DATE_EPOCH"

OFFLINE = {"HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1,localhost"}
"""An environment in which nobody asks for an address of the internet: a first build would ask at its show's address what is
published there."""

os.environ |= OFFLINE

_W = TypeVar("_W")
_R = TypeVar("_R")


def interview(
    title: str = "Anfang", date: str = "2024-05-01", question: str = "Wie war es?", answer: str = "Gut."
) -> str:
    """The text of an interview of one question."""
    return INTERVIEW.format(title=title, date=date, question=question, answer=answer)


def publication(root: Path, interviews: dict[str, str], *, show: str = SHOW) -> Path:
    """A publication with these interviews by slug, and no others."""
    shutil.rmtree(root / "content", ignore_errors=True)
    for folder in ("content", "voices"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "content/show.toml").write_text(show)
    for slug, text in interviews.items():
        (root / f"content/{slug}.md").write_text(text)
    return root


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder, hidden ones too, by their paths."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def hidden(root: Path) -> list[str]:
    """What a command left that nobody should find when it is over."""
    left = (
        [path.name for path in (root / STATE).iterdir() if path.name not in STATE_FILES]
        if (root / STATE).is_dir()
        else []
    )
    parts = [str(path.relative_to(root)) for path in root.rglob(".*") if "audiobuild-part" in path.name]
    return sorted(left + parts)


def build(root: Path, *slugs: str) -> list[str]:
    """Build in this process and without workers, quickly; what was said. Raises AudiobuildError."""
    said: list[str] = []
    with in_process(), contextlib.redirect_stderr(io.StringIO()):
        pipeline.build(config.load(root), slugs or None, jobs=1, hooks=pipeline.Hooks(note=said.append))
    return said


@contextlib.contextmanager
def in_process() -> Generator[None]:
    """Engines are called here instead of in worker processes, whose start takes longer than a small build."""

    def run(function: Callable[[_W], _R], items: Iterable[_W], **_: object) -> Generator[tuple[_W, _R | EngineError]]:
        for item in items:
            try:
                result: _R | EngineError = function(item)
            except EngineError as error:
                result = error
            yield item, result

    kept = vars(dispatch)["run"]
    vars(dispatch)["run"] = run
    try:
        yield
    finally:
        vars(dispatch)["run"] = kept


@contextlib.contextmanager
def one_moment() -> Generator[None]:
    """The clock stands still, here and in the processes started here: a feed says when it last changed, and builds at other
    times are not to differ for that."""
    kept = os.environ.get(NOW)
    os.environ[NOW] = "1767225600"
    try:
        yield
    finally:
        os.environ.pop(NOW)
        if kept is not None:
            os.environ[NOW] = kept


def outcome(function: Callable[[], object]) -> int:
    """The exit code that a command would have ended with: 0, or that of its AudiobuildError, or 1 for any other error."""
    try:
        function()
    except AudiobuildError as error:
        return error.exit_code
    except Exception:
        return 1
    return 0


def dist(root: Path) -> dict[str, bytes]:
    """What is published."""
    return files(root / DIST)
