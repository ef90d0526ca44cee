"""Publications to attack, and other people's engines."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

Environment = dict[str, str]

INTERVIEW = """\
---
title: Ein Gespräch
date: 2026-01-05
language: de
summary: Kurz.
speakers:
  - {name: Anna, role: question, voice: de-question-female}
  - {name: Ben, role: answer, voice: de-answer-male}
---
## Wie waren die ersten Tage in der neuen Bibliothek?

Da waren viele neue Gesichter, und alle wollten etwas wissen. Wir haben sehr viel gelernt in dieser Zeit.

## Und was kommt jetzt?

Jetzt kommt der Sommer, und mit ihm kommen die Kinder. Darauf freuen wir uns alle sehr.
"""
PLACE, SENTENCE = "content/a.md:16", "Jetzt kommt der Sommer"
"""The sentence about the summer, "Sommer", is the one that goes wrong."""


def publication(folder: Path) -> Path:
    """A small one; its voices are files, which name their engine."""
    subprocess.run(
        [sys.executable, "-m", "audiobuild", "init", folder, "--language", "de", "-q", "--sample"], check=True
    )
    for path in (folder / "content").glob("*.md"):
        path.unlink()
    (folder / "content/a.md").write_text(INTERVIEW)
    (folder / "voices").mkdir()
    for name in ("de-narrator-female", "de-question-female", "de-answer-male"):
        (folder / f"voices/{name}.toml").write_text('engine = "espeak"\nlanguage = "de"\n')
    return folder


def installed(folder: Path, code: str, *, name: str, voices: Path, entry: str = "") -> Environment:
    """Install an engine (the class ``Engine`` in ``code``) for all voices of espeak-ng; the environment with it."""
    metadata = folder / f"{name}-1.dist-info"
    metadata.mkdir(parents=True)
    (folder / f"{name}.py").write_text(code)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text(f"[audiobuild.engines]\n{entry or f'{name} = {name}:Engine'}\n")
    for voice in voices.glob("*.toml"):
        if re.search('^engine = "(espeak|primed)"', voice.read_text(), re.MULTILINE):
            voice.write_text(f'engine = "{name}"\nlanguage = "{voice.name[:2]}"\n')
    path = os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path}


def primed(template: Path, folder: Path, code: str, more: Environment) -> Path:
    """A copy of a publication in which all but that one sentence are spoken already, by an engine that does as it should."""
    shutil.copytree(template, folder)
    content = folder / "content/a.md"
    content.write_text(INTERVIEW.replace("Sommer", "Herbst"))
    environment = installed(folder.with_name(f"{folder.name}-plugin"), code, name="primed", voices=folder / "voices")
    command = [sys.executable, "-m", "audiobuild", "build", "-C", str(folder), "-q"]
    subprocess.run(command, env=environment | more, check=True, stdout=subprocess.DEVNULL)
    content.write_text(INTERVIEW)
    shutil.rmtree(folder / "dist")
    return folder
