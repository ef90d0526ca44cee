"""A third party's engine, installed for one test."""

from __future__ import annotations

import os
from pathlib import Path

from programs import voice_files


def engine(folder: Path, code: str, *, name: str, voices: Path) -> dict[str, str]:
    """Install a third party's engine, as any other, for what are built-in voices; the environment in which it is found."""
    (folder / f"{name}-1.dist-info").mkdir(parents=True)
    (folder / f"{name}.py").write_text(code)
    (folder / f"{name}-1.dist-info/METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
    entry = f"[audiobuild.engines]\n{name} = {name}:{name.capitalize()}\n"
    (folder / f"{name}-1.dist-info/entry_points.txt").write_text(entry)
    voice_files(voices, engine=name)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])}
