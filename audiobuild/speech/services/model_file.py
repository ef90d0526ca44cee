"""A file of a model: what it must be, and whether one that is there looks like it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

State = Literal["installed", "damaged", "missing"]

CHEAP_BYTES: Final = 1_000_000
"""So small a file is read to see whether it is what it should be; of a larger one the size must do, until it is fetched."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelFile:
    """Its place below the source, its size and its digests; 0 or nothing where that is not known."""

    place: str
    size_bytes: int
    md5: str
    sha256: str = ""

    @property
    def name(self) -> str:
        """As it is called where it is kept."""
        return self.place.rpartition("/")[2]

    def is_at(self, path: Path) -> bool:
        """Whether that is this file, to the last bit."""
        if not path.is_file() or path.stat().st_size != self.size_bytes:
            return False
        md5, sha256 = hashlib.md5(usedforsecurity=False), hashlib.sha256()
        with path.open("rb") as opened:
            while piece := opened.read(1 << 20):
                md5.update(piece)
                sha256.update(piece)
        return md5.hexdigest() == self.md5 and self.sha256 in ("", sha256.hexdigest())

    def may_be_at(self, path: Path) -> bool:
        """The same, as far as it is seen at a glance."""
        size = path.stat().st_size
        if self.md5 and 0 < self.size_bytes <= CHEAP_BYTES:
            return self.is_at(path)
        return size == self.size_bytes if self.size_bytes else size > 0


def state(files: Iterable[ModelFile], folder: Path) -> State:
    """How a model's files are kept in ``folder``."""
    kept = [(file, folder / file.name) for file in files]
    if not all(path.is_file() for _, path in kept):
        return "missing"
    return "installed" if all(file.may_be_at(path) for file, path in kept) else "damaged"
