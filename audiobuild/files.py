"""Writing files so that they are there whole or not at all, and what else is done to files that a library does not do."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from audiobuild.errors import OutputError, Problem
from audiobuild.messages import NOTHING, msg
from audiobuild.system_errors import reason

_CHUNK_BYTES = 1 << 20

PART = ".audiobuild-part"
"""The end of the names of files that are being written; no one else's files end so, and those of the dead are swept."""

_PART_NAME = re.compile(rf"\.(\d{{1,9}})-.*{re.escape(PART)}", re.DOTALL)
_FORGOTTEN_S = 86_400
"""A part so old is nobody's, though the number of its process was given to another."""

_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux's renameat2(2), RENAME_SWAP of macOS's renamex_np(2): both are 2."""

_AT_FDCWD = -100


_AWAY, _ROOM = msg("Something else is in its place: move that away."), msg("Make room there, and start this again.")
_REMEDIES = {
    **dict.fromkeys((errno.EEXIST, errno.ENOTDIR, errno.EISDIR), _AWAY),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), _ROOM),
}


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Errors of the system while something is written become an OutputError; ``place`` where they name no file."""
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, NOTHING)
        message = msg("cannot be written: {}", reason(error))
        named = Path(error.filename or place)
        if named.name.endswith(PART):  # which nobody knows
            named = named.parent
            remedy = msg("Make it a folder in which you may write.") if isinstance(error, PermissionError) else remedy
        raise OutputError(Problem(place=str(named), message=message, remedy=remedy)) from error


def leads_out(root: Path, folder: Path) -> bool:
    """Whether a folder below ``root`` is somewhere else, behind a link that somebody else made: what lies there is theirs."""
    return not folder.resolve().is_relative_to(root.resolve())


def write_atomically(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Write a file beside its place, then move it there. ``durable``: it also survives a loss of power, which costs some
    milliseconds; for what could not be made again. Raises OutputError."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{os.getpid()}-", suffix=PART)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            Path(name).chmod(_mode(path))
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        if durable:
            sync(path.parent)


def _mode(path: Path) -> int:
    """The mode of the file that is replaced, or what a new one has here."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o644


def sync(path: Path) -> None:
    """Wait until a file, or which files are in a folder, is on the disk. Not every file system can say so of a folder."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove what killed commands left half written below ``folder``; the names begin with their processes' numbers."""
    for path in folder.rglob(f".*{PART}"):
        match = _PART_NAME.fullmatch(path.name)
        try:
            status = path.lstat()
            forgotten = time.time() - status.st_mtime > _FORGOTTEN_S
            if match and stat.S_ISREG(status.st_mode) and (forgotten or not _is_alive(int(match[1]))):
                path.unlink()
        except FileNotFoundError:
            continue


def remove_tree(folder: Path) -> None:
    """Remove a folder with all in it, also where folders in it are read-only. What cannot be removed stays."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.is_dir():
        with suppress(OSError):
            folder.chmod(0o700)
        for parent, names, _ in os.walk(folder):
            for place in (Path(parent, name) for name in names):
                with suppress(OSError):
                    if not place.is_symlink():
                        place.chmod(0o700)  # before it is walked into
        shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    if os.name == "nt" or not process:  # Windows, where os.kill would end it; and a group, not a process
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def exchange(one: Path, other: Path) -> None:
    """Two folders of one file system change places, at one instant for whoever looks. Raises OSError where the system, or
    this file system, cannot do that."""
    names = os.fsencode(one), os.fsencode(other)
    libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    if rename := getattr(libc, "renameat2", None):
        failed = rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE)
    elif sys.platform == "darwin" and (rename := getattr(libc, "renamex_np", None)):
        failed = rename(names[0], names[1], _EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one))


def mount_points() -> tuple[Path, ...]:
    """Where other file systems are mounted, as Linux tells (proc(5), mountinfo: the fifth field, blanks in octal); empty
    where no one tells."""
    try:
        lines = Path("/proc/self/mountinfo").read_bytes().split(b"\n")
    except OSError:
        return ()
    return tuple(
        Path(os.fsdecode(line.split(b" ")[4].decode("unicode_escape").encode("latin-1"))) for line in lines if line
    )


def digest(path: Path, digest_bytes: int = 16) -> tuple[int, str]:
    """A file's size in bytes, and the BLAKE2b digest of what is in it, in hexadecimal digits. Raises OSError."""
    found = blake2b(digest_size=digest_bytes)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            found.update(chunk)
        return file.tell(), found.hexdigest()
