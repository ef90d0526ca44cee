"""The entry points of the program, by where their input comes from.

Each runs what a command runs. What may come out of it is an AudiobuildError, or, where a function says so, a ValueError.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attacks import entries_foreign, entries_published, entries_written
from attacks.entry import Entry


def all_of(scratch: Path) -> Iterator[Entry]:
    """Every entry point; files are written into ``scratch``."""
    for room in (entries_written, entries_foreign, entries_published):
        yield from room.all_of(scratch)
