"""What of dist/ goes into the next edition unchanged: by links, so that it costs no room and nothing of it changes."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from audiobuild import files

IMPOSSIBLE = (
    *(errno.EXDEV, errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP),
    *(errno.EMLINK, errno.EBUSY),
)
"""What systems say where folders cannot be exchanged or files not linked: another device, a FAT or network drive, somebody
else's file, too many links, a place where something is mounted."""


def possible(dist: Path) -> bool:
    """Whether dist/ may be exchanged whole: not where it is a link, a mount, or holds one, which would move or be emptied."""
    real = dist.resolve()
    return not dist.is_symlink() and not any(mount.is_relative_to(real) for mount in files.mount_points())


def carry(old: Path, new: Path, written: Collection[str]) -> None:
    """Link all files of ``old`` into ``new`` but those that were ``written`` anew or are gone. Raises OSError."""
    for name, entry in _below(old):
        place = new / name
        if entry.is_dir(follow_symlinks=False):
            place.mkdir(exist_ok=True)
        elif name not in written:
            os.link(entry.path, place, follow_symlinks=False)
    for folder in [name for name, entry in _below(old) if entry.is_dir(follow_symlinks=False)][::-1]:
        if not _is_emptied(old / folder, new / folder):
            _like(old / folder, new / folder)
    _like(old, new)


def rescue(old: Path, new: Path, written: Collection[str]) -> None:
    """What came into ``old`` while it was exchanged, or was written anew by others, moves to ``new``. Raises OSError."""
    for name, entry in _below(old):
        if entry.is_dir(follow_symlinks=False) or name in written:
            continue
        place = new / name
        if not os.path.lexists(place) or place.lstat().st_ino != entry.inode():
            place.parent.mkdir(parents=True, exist_ok=True)
            Path(entry.path).replace(place)


def _below(folder: Path, prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder / prefix) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            name = f"{prefix}{entry.name}"
            yield name, entry
            if entry.is_dir(follow_symlinks=False):
                yield from _below(folder, f"{name}/")


def _is_emptied(old: Path, new: Path) -> bool:
    """Remove a folder that held something and would be left with nothing, as if it had never been."""
    if any(old.iterdir()) and not any(new.iterdir()):
        new.rmdir()
        return True
    return False


def _like(old: Path, new: Path) -> None:
    """A folder's owner, rights and times are those that it had."""
    status = old.stat()
    if os.name == "posix" and (status.st_uid, status.st_gid) != (new.stat().st_uid, new.stat().st_gid):
        os.chown(new, status.st_uid, status.st_gid)
    shutil.copystat(old, new)
