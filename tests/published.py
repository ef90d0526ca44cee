"""Files of dist/ as the rooms of check know them."""

from __future__ import annotations

from pathlib import Path

from audiobuild.checking import pages
from audiobuild.checking.finding import File
from audiobuild.checking.publications import page
from audiobuild.checking.publications.narration import Narration


def published(path: Path) -> File:
    """A file in the folder of an episode."""
    return File(path=path, name=f"dist/{path.parent.name}/{path.name}")


def narrated(path: Path) -> Narration:
    """What a page reads out."""
    tree = pages.parse(published(path), [])
    assert tree is not None
    return page.read(published(path), tree)
