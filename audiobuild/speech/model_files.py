"""Files that an engine speaks with: where they are, and whether they are still the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path


def whole(path: str) -> Path:
    """A path of a voice file, with the home folder for ``~``."""
    try:
        return Path(path).expanduser()
    except RuntimeError:  # ~name of nobody
        return Path(path)


def stamp(files: Sequence[Path]) -> tuple[int, ...]:
    """What changes whenever one of the files does."""
    stats = [file.stat() for file in files]
    return tuple(number for stat in stats for number in (stat.st_size, stat.st_mtime_ns))


@lru_cache(maxsize=64)
def digest(files: tuple[Path, ...], stamp: tuple[int, ...]) -> str:
    """Of all the files' bytes, read anew when their :func:`stamp` is another."""
    read = blake2b(digest_size=16)
    for file in files:
        read.update(file.read_bytes())
    return read.hexdigest()
