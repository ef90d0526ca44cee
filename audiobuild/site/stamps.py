"""What lets a build skip what it need not look at: of each published file its size, time and number, of each episode what it
was made from. Lost or wrong stamps cost time, never truth: they count only for the manifest that they were made for."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from audiobuild.files import write_atomically

FILE = "stamps.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class FileState:
    """What changes with a file: its size in bytes, the times in ns when its content and when anything of it changed (the
    second cannot be put back), its number in the file system."""

    bytes: int
    mtime_ns: int
    ctime_ns: int
    inode: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamps:
    """``manifest`` is the digest of the manifest they belong to. ``inputs``: of each episode, a digest of all that it was
    made from. ``clips``: the keys of its clips, which are not to be pruned. ``states``: of every file in the manifest."""

    manifest: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    clips: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    states: Mapping[str, FileState] = field(default_factory=dict)

    @property
    def all_clips(self) -> frozenset[str]:
        """The keys of the clips of all episodes."""
        return frozenset(key for keys in self.clips.values() for key in keys)


_STAMPS = TypeAdapter(Stamps)


def digest(manifest: bytes) -> str:
    """By which stamps know their manifest."""
    return blake2b(manifest, digest_size=16).hexdigest()


def state(path: Path) -> FileState | None:
    """The state of a file; ``None`` where no regular file is."""
    try:
        status = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return FileState(
        bytes=status.st_size, mtime_ns=status.st_mtime_ns, ctime_ns=status.st_ctime_ns, inode=status.st_ino
    )


def load(folder: Path) -> Stamps:
    """The stamps that were kept in the state folder; none where they are lost or damaged."""
    try:
        return _STAMPS.validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError, RecursionError):
        return Stamps()


def save(folder: Path, stamps: Stamps) -> None:
    """Keep the stamps. Raises OutputError."""
    write_atomically(folder / FILE, _STAMPS.dump_json(stamps))
