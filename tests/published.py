"""Files of dist/ as the rooms of check know them."""

from __future__ import annotations

from pathlib import Path

from audiobuild.check.finding import File


def published(path: Path) -> File:
    """A file in the folder of an episode."""
    return File(path=path, name=f"dist/{path.parent.name}/{path.name}")
