"""A folder on this machine, or one that is mounted here."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from audiobuild import files
from audiobuild.errors import OutputError, Problem
from audiobuild.files import PART, leads_out, writing
from audiobuild.messages import msg
from audiobuild.publishing.place import EARLIER_S, Content, Headers, Kind, Remote, content
from audiobuild.site import manifest
from audiobuild.system_errors import reason

_KINDS: tuple[tuple[Callable[[int], bool], Kind], ...] = (
    (stat.S_ISREG, "file"),
    (stat.S_ISDIR, "folder"),
    (stat.S_ISLNK, "link"),
)


class Folder:
    """What is put lies under another name until it is whole and on the disk. A server reads types from its own table."""

    keeps_headers = False
    made = False

    def __init__(self, root: Path) -> None:
        self._root = root
        self.address = str(root)

    def listed(self, folder: str) -> Mapping[str, Remote]:
        prefix = f"{folder}/" if folder else ""
        try:
            with os.scandir(self._root / folder) as entries:
                found = {entry.name: status for entry in entries if (status := _status(entry))}
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            raise self._error(error) from error
        return {f"{prefix}{name}": _remote(status) for name, status in found.items()}

    def look(self, name: str) -> Remote | None:
        with self._access():
            try:
                remote = _remote((self._root / name).lstat())
                if remote.kind != "file":
                    return None
                described = manifest.described(self._root / name)
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                return None
        return Remote(bytes=described.bytes, mark=remote.mark, digest=described.digest)

    def read(self, name: str, most_bytes: int) -> bytes | None:
        with self._access():
            try:
                if not stat.S_ISREG((self._root / name).lstat().st_mode):
                    return None
                with (self._root / name).open("rb") as file:
                    return file.read(most_bytes)
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                return None

    def put(self, name: str, content: Content, headers: Headers) -> Remote:
        place = self._root / name
        part = place.with_name(f".{secrets.token_hex(8)}{PART}")
        with writing(place), content.counted() as count:
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                with part.open("xb") as file:
                    for piece in content.pieces():
                        file.write(piece)
                        count(len(piece))
                    file.flush()
                    os.fsync(file.fileno())
                part.chmod(_mode(place))
                written = part.stat()
                os.utime(part, ns=(written.st_atime_ns, written.st_mtime_ns - EARLIER_S * 10**9))
                part.replace(place)
            except BaseException:
                with suppress(OSError):
                    part.unlink()
                raise
            files.sync(place.parent)
            return _remote(place.stat())

    def create(self, name: str, data: bytes) -> bool:
        place = self._root / name
        with writing(place):
            self.made = self.made or not self._root.is_dir()
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                place.open("xb").close()
            except FileExistsError:
                return False
        try:
            self.put(name, content(data), Headers())
        except BaseException:
            with suppress(OSError):  # an empty one would keep everybody waiting
                place.unlink()
            raise
        return True

    def delete(self, name: str) -> None:
        place = self._root / name
        with writing(place):
            if leads_out(self._root, place.parent):
                return
            place.unlink(missing_ok=True)
        with suppress(OSError):  # which still holds something
            if place.parent != self._root:
                place.parent.rmdir()

    def clean(self, names: frozenset[str]) -> None:
        """All is shown."""

    def close(self) -> None:
        """Nothing is open."""

    @contextmanager
    def _access(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._error(error) from error

    def _error(self, error: OSError) -> OutputError:
        place = str(error.filename or self._root)
        message, remedy = (
            msg("cannot be read: {}", reason(error)),
            msg("Make it a folder that you may read and write."),
        )
        return OutputError(Problem(place=place, message=message, remedy=remedy))


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    """What an entry is, and not what it leads to; ``None`` where it went meanwhile."""
    with suppress(FileNotFoundError):
        return entry.stat(follow_symlinks=False)
    return None


def _remote(status: os.stat_result) -> Remote:
    return Remote(bytes=status.st_size, mark=f"{status.st_size}-{status.st_mtime_ns}", kind=_kind(status.st_mode))


def _kind(mode: int) -> Kind:
    for is_one, kind in _KINDS:
        if is_one(mode):
            return kind
    return "other"


def _mode(place: Path) -> int:
    """The mode of the file that is replaced; a new one may be read by a web server."""
    try:
        return stat.S_IMODE(place.stat().st_mode)
    except OSError:
        return 0o644
