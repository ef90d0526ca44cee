"""A folder on a server, over SFTP.

Keys, agents, names of hosts and jumps are those of ``~/.ssh``, as asyncssh reads them. The server's own key must be known
there: one that is not, or is another, is refused, and nothing is sent. What is put lies under another name until it is whole.
"""

from __future__ import annotations

import asyncio
import os
import posixpath
import secrets
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import wait
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import asyncssh

from audiobuild.errors import ConfigError, Problem
from audiobuild.files import PART
from audiobuild.network.budget import SLICE_S
from audiobuild.publication.targets import PASSWORD_VARIABLE, Target
from audiobuild.publishing.place import CHUNK_BYTES, Content, Headers, Remote, content
from audiobuild.publishing.places.sftp_errors import Refusal, explained

CONNECT_S = 10
LOGIN_S = 30
CLOSE_S = 2
STEP_S = 60.0
"""The longest time for one request, or a quarter of a megabyte."""
GLOBAL_KNOWN_HOSTS = ("/etc/ssh/ssh_known_hosts",)

_T = TypeVar("_T")


class Sftp:
    """One connection, on which all threads ask at once. One that breaks is made anew by whoever needs it next."""

    keeps_headers = False

    def __init__(self, target: Target) -> None:
        self.address = target.address
        self._target = target
        self._root = target.path
        self._connection: asyncssh.SSHClientConnection | None = None
        self._client: asyncssh.SFTPClient | None = None
        self._loop = asyncio.new_event_loop()
        self._connecting = asyncio.Lock()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    # --- the place --------------------------------------------------------------------------------------------------

    def listed(self, folder: str) -> Mapping[str, Remote]:
        return self._run(lambda sftp: self._listed(sftp, folder))

    async def _listed(self, sftp: asyncssh.SFTPClient, folder: str) -> Mapping[str, Remote]:
        prefix = f"{folder}/" if folder else ""
        found = {}
        try:
            for entry in await _in_time(sftp.readdir(self._path(folder))):
                if entry.attrs.type == asyncssh.FILEXFER_TYPE_REGULAR:
                    found[f"{prefix}{entry.filename!s}"] = _remote(entry.attrs)
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            return {}
        return found

    def look(self, name: str) -> Remote | None:
        return self._run(lambda sftp: self._look(sftp, name))

    async def _look(self, sftp: asyncssh.SFTPClient, name: str) -> Remote | None:
        try:
            return _remote(await _in_time(sftp.stat(self._path(name))))
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            return None

    def read(self, name: str, most_bytes: int) -> bytes | None:
        return self._run(lambda sftp: self._read(sftp, name, most_bytes))

    async def _read(self, sftp: asyncssh.SFTPClient, name: str, most_bytes: int) -> bytes | None:
        data = bytearray()
        try:
            async with _opened(sftp, self._path(name), "rb") as file:
                while len(data) < most_bytes and (piece := await _in_time(file.read(CHUNK_BYTES, len(data)))):
                    data += piece
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            return None
        return bytes(data[:most_bytes])

    def put(self, name: str, content: Content, headers: Headers) -> Remote:
        return self._run(lambda sftp: self._put(sftp, name, content))

    async def _put(self, sftp: asyncssh.SFTPClient, name: str, content: Content) -> Remote:
        place = self._path(name)
        part = posixpath.join(posixpath.dirname(place), f".{secrets.token_hex(8)}{PART}")
        await self._make_folder(sftp, posixpath.dirname(place))
        mode = await self._mode(sftp, place)
        with content.counted() as count:
            try:
                async with _opened(sftp, part, "wb") as file:
                    offset = 0
                    for piece in content.pieces():
                        await _in_time(file.write(piece, offset))
                        offset += len(piece)
                        count(len(piece))
                    with suppress(asyncssh.SFTPOpUnsupported):
                        await _in_time(file.fsync())
                with suppress(asyncssh.SFTPPermissionDenied, asyncssh.SFTPOpUnsupported, asyncssh.SFTPFailure):
                    await _in_time(sftp.chmod(part, mode))
                await self._move(sftp, part, place)
            except BaseException:
                with suppress(Exception):
                    await _in_time(sftp.remove(part))
                raise
        return _remote(await _in_time(sftp.stat(place)))

    async def _move(self, sftp: asyncssh.SFTPClient, part: str, place: str) -> None:
        """At one instant where the server can replace a file, as OpenSSH can; else with a moment without any."""
        try:
            await _in_time(sftp.posix_rename(part, place))
        except asyncssh.SFTPOpUnsupported:
            with suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                await _in_time(sftp.remove(place))
            await _in_time(sftp.rename(part, place))

    async def _make_folder(self, sftp: asyncssh.SFTPClient, folder: str) -> None:
        if folder and not await _in_time(sftp.isdir(folder)):
            await _in_time(sftp.makedirs(folder, exist_ok=True))

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
            if await _in_time(sftp.exists(place)):
                return False
            raise
        await self._put(sftp, name, content(data))
        return True

    def delete(self, name: str) -> None:
        self._run(lambda sftp: self._delete(sftp, name))

    async def _delete(self, sftp: asyncssh.SFTPClient, name: str) -> None:
        with suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            await _in_time(sftp.remove(self._path(name)))
        if "/" in name:
            with suppress(asyncssh.SFTPError):  # which still holds something
                await _in_time(sftp.rmdir(posixpath.dirname(self._path(name))))

    def clean(self, names: frozenset[str]) -> None:
        """All is shown."""

    def close(self) -> None:
        async def close() -> None:
            if connection := self._connection:
                self._drop()
                with suppress(TimeoutError):
                    async with asyncio.timeout(CLOSE_S):
                        await connection.wait_closed()
            self._loop.stop()

        asyncio.run_coroutine_threadsafe(close(), self._loop)
        self._thread.join(CLOSE_S)

    def _serve(self) -> None:
        try:
            self._loop.run_forever()
        finally:
            self._loop.close()

    def _path(self, name: str) -> str:
        return posixpath.join(self._root, name) if name else self._root

    # --- the connection ---------------------------------------------------------------------------------------------

    def _run(self, action: Callable[[asyncssh.SFTPClient], Coroutine[Any, Any, _T]]) -> _T:
        """``action`` on the connection. Raises NetworkError, ConfigError, OutputError."""
        future = asyncio.run_coroutine_threadsafe(self._asked(action), self._loop)
        try:
            while not wait([future], timeout=SLICE_S).done:
                pass
        except BaseException:
            future.cancel()
            raise
        return future.result()

    async def _asked(self, action: Callable[[asyncssh.SFTPClient], Coroutine[Any, Any, _T]]) -> _T:
        sftp = await self._connected()
        try:
            return await action(sftp)
        except (asyncssh.Error, OSError, ValueError) as error:
            made = explained(error)
            if made.again and self._client is sftp:
                self._drop()
            raise made from error

    def _drop(self) -> None:
        if self._connection:
            self._connection.abort()
        self._connection = self._client = None

    async def _connected(self) -> asyncssh.SFTPClient:
        async with self._connecting:
            if self._client is None:
                self._client = await self._connect()
            return self._client

    async def _connect(self) -> asyncssh.SFTPClient:
        refusal = Refusal()
        try:
            options = await self._options(refusal)
            async with asyncio.timeout(CONNECT_S + LOGIN_S):
                self._connection = await asyncssh.connect(
                    self._target.host, self._target.port or (), options=options, config=()
                )
                return await self._connection.start_sftp_client()
        except (asyncssh.Error, OSError, ValueError) as error:
            self._drop()
            raise refusal.explained(error, self._target) from error

    async def _options(self, refusal: Refusal) -> asyncssh.SSHClientConnectionOptions:
        given: dict[str, Any] = {"host": self._target.host}
        given |= {"port": self._target.port} if self._target.port else {}
        given |= {"username": self._target.user} if self._target.user else {}
        said = await asyncssh.SSHClientConnectionOptions.construct(**given)
        if said.known_hosts is None:
            message, remedy = "asks for no known hosts (UserKnownHostsFile none)", "Name a file there; it is needed."
            raise ConfigError(Problem(place="~/.ssh/config", message=message, remedy=remedy))
        known = _known_hosts(said.known_hosts)
        refusal.known = known
        options: asyncssh.SSHClientConnectionOptions = await asyncssh.SSHClientConnectionOptions.construct(
            said,
            known_hosts=known,
            client_factory=refusal.client,
            password=os.environ.get(PASSWORD_VARIABLE) or None,
            connect_timeout=CONNECT_S,
            login_timeout=LOGIN_S,
            keepalive_interval=10,
            keepalive_count_max=3,
        )
        return options


def _known_hosts(said: Any) -> asyncssh.SSHKnownHosts:
    """The keys of hosts in the files that are meant, or that ssh reads. Raises ValueError, OSError."""
    named = list(said) if isinstance(said, list | tuple) else []
    files = named or [str(Path("~/.ssh/known_hosts").expanduser()), *GLOBAL_KNOWN_HOSTS]
    return asyncssh.read_known_hosts([name for name in map(str, files) if Path(name).is_file()])


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
    return Remote(bytes=attrs.size or 0, mark=f"{attrs.size}-{int(attrs.mtime or 0)}")
