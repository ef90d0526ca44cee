"""The program as it is installed from its wheel, with nothing of this checkout; and a publication for it."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

from programs import ROOT, run

SHOW = """\
title = "Stadt im Ohr"
link = "https://hoeren.stadt-am-fluss.de/gespraeche/"
description = "Interviews zum Hören."
language = "de"
author = "Stadt am Fluss"
email = "presse@stadt-am-fluss.de"
category = "Society & Culture"
"""
INTERVIEW = """\
---
title: Ein Gruß
date: 2026-01-05
language: de
speakers:
  - {name: Anna Lenz, role: question, voice: ruhig}
  - {name: Ben Roth, role: answer, voice: ruhig}
  - {name: Erzählerin, role: narrator, voice: ruhig}
---
## Wie geht es Ihnen heute?

Danke, das Wetter ist schön.
"""


def publication_of_its_own(folder: Path) -> Path:
    """A publication that is no sample, with a voice of its own: nothing of it depends on what a new one begins with."""
    for name, text in {
        "content/show.toml": SHOW,
        "content/gruss.md": INTERVIEW,
        "voices/ruhig.toml": 'engine = "espeak"\nlanguage = "de"\n',
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def environment(folder: Path) -> Path:
    """An environment with the wheel of this checkout, and with the packages that the tests have; its folder of programs.

    What it needs is taken from here and not fetched; this checkout itself is not on its path.
    """
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "wheel", cwd=ROOT)
    (wheel,) = (folder / "wheel").glob("*.whl")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "environment")
    programs = folder / "environment" / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", programs / "python")
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, env=clean())
    place = run(programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", env=clean())
    packages = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    (Path(place.stdout.strip()) / "packages.pth").write_text("\n".join(packages))
    return programs


def clean() -> dict[str, str]:
    """The environment variables without Python's, which would bring this checkout in."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
