"""A folder on a server, over SFTP.

Keys, agents, names of hosts and jumps are those of ``~/.ssh``, as asyncssh reads them. The server's own key must be known
there: one that is not, or is another, is refused, and nothing is sent. What is put lies under another name until it is whole.
"""

from __future__ import annotations

import asyncio
import posixpath
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import asyncssh

from audiobuild.errors import AudiobuildError
from audiobuild.files import PART
from audiobuild.publication.targets import Target
from audiobuild.publishing.place import CHUNK_BYTES, EARLIER_S, Content, Headers, Kind, Remote, content, getting_on
from audiobuild.publishing.places.sftp_connection import Connection, Loop

STEP_S = 60.0
"""The longest time for one request, or a piece of a file."""

_KINDS: Mapping[int, Kind] = {
    asyncssh.FILEXFER_TYPE_REGULAR: "file",
    asyncssh.FILEXFER_TYPE_UNKNOWN: "file",
    asyncssh.FILEXFER_TYPE_DIRECTORY: "folder",
    asyncssh.FILEXFER_TYPE_SYMLINK: "link",
}

_T = TypeVar("_T")


class _Part:
    """A file on its way, under another name beside its place; ``taken``: so many bytes the server said that it took."""

    def __init__(self, place: str) -> None:
        self.path = posixpath.join(posixpath.dirname(place), f".{secrets.token_hex(8)}{PART}")
        self.taken = 0


class Sftp:
    """A folder on a server. Files go over one connection, all that is short over another: behind a megabyte that waits for a
    slow line, nobody would hear that we live."""

    keeps_headers = False
    made = False

    def __init__(self, target: Target) -> None:
        self.address = target.address
        self._root = target.path
        self._loop = Loop()
        self._data, self._notes = Connection(target), Connection(target)
        self._parts: dict[tuple[str, str], _Part] = {}
        self._taken = 0

    def listed(self, folder: str) -> Mapping[str, Remote]:
        return self._run(lambda sftp: self._listed(sftp, folder))

    async def _listed(self, sftp: asyncssh.SFTPClient, folder: str) -> Mapping[str, Remote]:
        prefix = f"{folder}/" if folder else ""
        found = {}
        try:
            for entry in await _in_time(sftp.readdir(self._path(folder))):
                unsaid = entry.attrs.type == asyncssh.FILEXFER_TYPE_UNKNOWN
                if not unsaid and str(entry.filename) not in (".", ".."):
                    found[f"{prefix}{entry.filename!s}"] = _remote(entry.attrs)
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            return {}
        return found

    def look(self, name: str) -> Remote | None:
        return self._run(lambda sftp: self._found(sftp, self._path(name)))

    async def _found(self, sftp: asyncssh.SFTPClient, place: str) -> Remote | None:
        """A file, and not what a link leads to."""
        with suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            remote = _remote(await _in_time(sftp.lstat(place)))
            return remote if remote.kind == "file" else None
        return None

    def read(self, name: str, most_bytes: int) -> bytes | None:
        return self._run(lambda sftp: self._read(sftp, name, most_bytes))

    async def _read(self, sftp: asyncssh.SFTPClient, name: str, most_bytes: int) -> bytes | None:
        data = bytearray()
        if await self._found(sftp, self._path(name)) is None:
            return None
        try:
            async with _opened(sftp, self._path(name), "rb") as file:
                while len(data) < most_bytes and (piece := await _in_time(file.read(CHUNK_BYTES, len(data)))):
                    data += piece
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            return None
        return bytes(data[:most_bytes])

    def put(self, name: str, content: Content, headers: Headers) -> Remote:
        line = self._notes if isinstance(content.source, bytes) else self._data
        part = self._parts.get((name, content.digest)) or _Part(self._path(name))
        self._parts[name, content.digest] = part
        put = getting_on(
            lambda: self._run(lambda sftp: self._put(sftp, self._path(name), part, content), line), lambda: self._taken
        )
        self._parts.pop((name, content.digest), None)
        return put

    async def _put(self, sftp: asyncssh.SFTPClient, place: str, part: _Part, content: Content) -> Remote:
        await self._make_folder(sftp, posixpath.dirname(place))
        mode = await self._mode(sftp, place)
        try:
            await self._fill(sftp, part, content)
            await self._date(sftp, part.path, mode)
            await self._move(sftp, part.path, place, content)
        except (asyncssh.SFTPError, AudiobuildError):  # else the line broke: the rest may follow
            part.taken = 0
            with suppress(Exception):
                await _in_time(sftp.remove(part.path))
            raise
        return _remote(await _in_time(sftp.lstat(place)))

    async def _date(self, sftp: asyncssh.SFTPClient, path: str, mode: int) -> None:
        """The file's mode, and a time shortly before it was written: so whoever writes into it has another, though servers
        count whole seconds."""
        written: asyncssh.SFTPAttrs = await _in_time(sftp.stat(path))
        time = max(0, int(written.mtime or 0) - EARLIER_S)
        with suppress(asyncssh.SFTPPermissionDenied, asyncssh.SFTPOpUnsupported, asyncssh.SFTPFailure):
            await _in_time(sftp.setstat(path, asyncssh.SFTPAttrs(permissions=mode, atime=time, mtime=time)))

    async def _fill(self, sftp: asyncssh.SFTPClient, part: _Part, content: Content) -> None:
        """Write what the server has not said that it took."""
        there = await self._size(sftp, part.path) if part.taken else 0
        part.taken = part.taken if there >= part.taken else 0
        with content.counted() as count:
            async with _opened(sftp, part.path, "r+b" if part.taken else "wb") as file:
                offset = 0
                for piece in content.pieces():
                    if offset >= part.taken:
                        await _in_time(file.write(piece, offset))
                        part.taken = offset + len(piece)
                        self._taken += len(piece)
                    offset += len(piece)
                    count(len(piece))
                with suppress(asyncssh.SFTPOpUnsupported):
                    await _in_time(file.fsync())

    async def _size(self, sftp: asyncssh.SFTPClient, path: str) -> int:
        with suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            attrs: asyncssh.SFTPAttrs = await _in_time(sftp.stat(path))
            return attrs.size or 0
        return 0

    async def _move(self, sftp: asyncssh.SFTPClient, part: str, place: str, content: Content) -> None:
        """At one instant where the server can replace a file, as OpenSSH can. Else with a moment without any; our notes are
        written where they are, since one that is not there would mean that nobody is at work."""
        try:
            await _in_time(sftp.posix_rename(part, place))
        except asyncssh.SFTPOpUnsupported:
            if isinstance(content.source, bytes) and await self._found(sftp, place):
                async with _opened(sftp, place, "wb") as file:
                    await _in_time(file.write(content.source, 0))
                await _in_time(sftp.remove(part))
                return
            with suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                await _in_time(sftp.remove(place))
            await _in_time(sftp.rename(part, place))

    async def _make_folder(self, sftp: asyncssh.SFTPClient, folder: str) -> None:
        if folder and not await _in_time(sftp.isdir(folder)):
            await _in_time(sftp.makedirs(folder, exist_ok=True))
            self.made = self.made or folder == self._root

    async def _mode(self, sftp: asyncssh.SFTPClient, place: str) -> int:
        """The mode of the file that is replaced; a new one may be read by a web server, whoever it runs as."""
        with suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            attrs: asyncssh.SFTPAttrs = await _in_time(sftp.stat(place))
            if attrs.permissions is not None:
                return attrs.permissions & 0o777
        return 0o644

    def create(self, name: str, data: bytes) -> bool:
        return self._run(lambda sftp: self._create(sftp, name, data))

    async def _create(self, sftp: asyncssh.SFTPClient, name: str, data: bytes) -> bool:
        place = self._path(name)
        await self._make_folder(sftp, posixpath.dirname(place))
        try:
            async with _opened(sftp, place, "xb"):
                pass
        except (asyncssh.SFTPFailure, asyncssh.SFTPFileAlreadyExists):  # in version 3 it is a failure like any other
            if await _in_time(sftp.lexists(place)):
                return False
            raise
        try:
            await self._put(sftp, place, _Part(place), content(data))
        except asyncssh.SFTPError:
            with suppress(Exception):  # an empty one would keep everybody waiting
                await self._removed(sftp, place)
            raise
        return True

    def delete(self, name: str) -> None:
        self._run(lambda sftp: self._delete(sftp, name))

    async def _delete(self, sftp: asyncssh.SFTPClient, name: str) -> None:
        await self._removed(sftp, self._path(name))
        if "/" in name:
            with suppress(asyncssh.SFTPError):  # which still holds something
                await _in_time(sftp.rmdir(posixpath.dirname(self._path(name))))

    def clean(self, names: frozenset[str]) -> None:
        """All is shown; what this connection left is not listed yet."""
        for part in tuple(self._parts.values()):
            self._run(lambda sftp, path=part.path: self._removed(sftp, path))  # type: ignore[misc]
        self._parts.clear()

    async def _removed(self, sftp: asyncssh.SFTPClient, path: str) -> None:
        with suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            await _in_time(sftp.remove(path))

    def close(self) -> None:
        self._loop.close(self._data, self._notes)

    def _path(self, name: str) -> str:
        return posixpath.join(self._root, name) if name else self._root

    def _run(
        self, action: Callable[[asyncssh.SFTPClient], Coroutine[Any, Any, _T]], line: Connection | None = None
    ) -> _T:
        """``action`` on a connection. Raises NetworkError, ConfigError, OutputError."""
        return self._loop.run((line or self._notes).asked(action))


@asynccontextmanager
async def _opened(sftp: asyncssh.SFTPClient, path: str, mode: Any) -> AsyncIterator[Any]:
    file = await _in_time(sftp.open(path, mode))
    try:
        yield file
    except BaseException:
        with suppress(Exception):
            await _in_time(file.close())
        raise
    await _in_time(file.close())


async def _in_time(action: Any) -> Any:
    async with asyncio.timeout(STEP_S):
        return await action


def _remote(attrs: asyncssh.SFTPAttrs) -> Remote:
    """Version 3, which nearly all servers speak, has whole seconds."""
    kind = _KINDS.get(attrs.type, "other")
    return Remote(bytes=attrs.size or 0, mark=f"{attrs.size}-{int(attrs.mtime or 0)}", kind=kind)
