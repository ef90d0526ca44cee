"""A connection over SSH, which is made when it is needed, and anew when it broke; and the loop in which it lives."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, wait
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import asyncssh

from audiobuild.errors import ConfigError, Problem
from audiobuild.messages import msg
from audiobuild.network.budget import SLICE_S
from audiobuild.network.failures import NetworkError
from audiobuild.publication.targets import PASSWORD_VARIABLE, Target
from audiobuild.publishing.places.sftp_errors import Refusal, explained

CONNECT_S = 10
LOGIN_S = 30
CLOSE_S = 2
KNOWN_HOSTS = ("~/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts")
"""Where ssh looks, unless ~/.ssh/config names others."""

for _name in ("asyncio", "asyncssh"):  # what they say of a line that broke, we say in our own words
    logging.getLogger(_name).addHandler(logging.NullHandler())

_T = TypeVar("_T")


class Connection:
    """A connection to one server, on which all threads ask at once."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._line: asyncssh.SSHClientConnection | None = None
        self._client: asyncssh.SFTPClient | None = None
        self._connecting = asyncio.Lock()

    async def asked(self, action: Callable[[asyncssh.SFTPClient], Coroutine[Any, Any, _T]]) -> _T:
        """What ``action`` brings. Raises NetworkError, ConfigError, and what of ours it raises."""
        async with self._connecting:
            if self._client is None:
                self._client = await self._connected()
            sftp = self._client
        try:
            return await action(sftp)
        except (asyncssh.Error, OSError, ValueError) as error:
            made = explained(error)
            if made.again and self._client is sftp:
                self._drop()
            raise made from error

    async def close(self) -> None:
        """End it, and wait a moment for that."""
        if line := self._line:
            self._drop()
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_S):
                    await line.wait_closed()

    def _drop(self) -> None:
        if self._line:
            self._line.abort()
        self._line = self._client = None

    async def _connected(self) -> asyncssh.SFTPClient:
        refusal = Refusal()
        try:
            options = await self._options(refusal)
            async with asyncio.timeout(CONNECT_S + LOGIN_S):
                self._line = await asyncssh.connect(
                    self._target.host, self._target.port or (), options=options, config=()
                )
                return await self._line.start_sftp_client()
        except (asyncssh.Error, OSError, ValueError) as error:
            self._drop()
            raise refusal.explained(error, self._target) from error

    async def _options(self, refusal: Refusal) -> asyncssh.SSHClientConnectionOptions:
        given: dict[str, Any] = {"host": self._target.host, "config": ()}  # without the word, ~/.ssh/config is not read
        given |= {"port": self._target.port} if self._target.port else {}
        given |= {"username": self._target.user} if self._target.user else {}
        said = await asyncssh.SSHClientConnectionOptions.construct(**given)
        if said.known_hosts is None:  # asyncssh would trust everybody then
            message, remedy = (
                msg("wants no known hosts (UserKnownHostsFile none)"),
                msg("Name a file there: it is needed here."),
            )
            raise ConfigError(Problem(place="~/.ssh/config", message=message, remedy=remedy))
        refusal.known = _known_hosts(said.known_hosts)
        options: asyncssh.SSHClientConnectionOptions = await asyncssh.SSHClientConnectionOptions.construct(
            said,
            known_hosts=refusal.known,
            client_factory=refusal.client,
            password=os.environ.get(PASSWORD_VARIABLE) or None,
            connect_timeout=CONNECT_S,
            login_timeout=LOGIN_S,
            keepalive_interval=10,
            keepalive_count_max=3,
        )
        return options


def _known_hosts(said: Any) -> asyncssh.SSHKnownHosts:
    """The keys of hosts in the files that are meant. Raises ValueError, OSError."""
    named = list(said) if isinstance(said, list | tuple) else []
    files = [Path(name).expanduser() for name in named or KNOWN_HOSTS]
    return asyncssh.read_known_hosts([str(path) for path in files if path.is_file()])


class Loop:
    """asyncio's, in a thread of its own, for whoever is in another."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """What the work brings; Ctrl-C is heard meanwhile. Raises NetworkError where the loop is closed."""
        over = NetworkError(msg("is not connected any more"), again=False)
        if self._loop.is_closed():
            work.close()
            raise over
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            while not wait([future], timeout=SLICE_S).done:
                pass
        except BaseException:
            future.cancel()
            raise
        try:
            return future.result()
        except CancelledError as error:  # of the future, by whoever closed the loop
            raise over from error

    def close(self, *connections: Connection) -> None:
        """End the connections, and the loop."""

        async def close() -> None:
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, *(connection.close() for connection in connections), return_exceptions=True)
            self._loop.stop()

        asyncio.run_coroutine_threadsafe(close(), self._loop)
        self._thread.join(2 * CLOSE_S)

    def _serve(self) -> None:
        try:
            self._loop.run_forever()
        finally:
            self._loop.close()
