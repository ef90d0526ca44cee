"""What goes wrong over SFTP, in words that are true; above all when a server is not the one that is known."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import asyncssh

from audiobuild.errors import AudiobuildError
from audiobuild.messages import msg, verbatim
from audiobuild.network import foreign
from audiobuild.network.failures import CHECK, CHECK_ADDRESS, LATER, NetworkError, explain
from audiobuild.publication.targets import PASSWORD_VARIABLE, Target

_ROOM = msg("Look whether its disk or your quota is full, and whether the folder may be written.")


class Refusal:
    """Remembers the key that a server showed and that is not known. ``known``: the keys that are."""

    def __init__(self) -> None:
        self.known: asyncssh.SSHKnownHosts | None = None
        self._host, self._address, self._port = "", "", 22
        self._shown = ""

    @property
    def client(self) -> Callable[[], asyncssh.SSHClient]:
        """Makes what asyncssh asks about keys that it does not know: it says no, and keeps what it saw."""
        refusal = self

        class Client(asyncssh.SSHClient):
            def validate_host_public_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:
                refusal._host, refusal._address, refusal._port = host, addr, port
                refusal._shown = f"{key.get_algorithm()} {key.get_fingerprint()}"
                return False

        return Client

    def explained(self, error: BaseException, target: Target) -> NetworkError:
        """Why there is no connection."""
        host = self._host or target.host
        port = self._port if self._shown else target.port or 22
        name = host if port == 22 else f"[{host}]:{port}"
        if isinstance(error, asyncssh.HostKeyNotVerifiable):
            if self._knows(host, port):
                return _another(name, self._shown)
            return _unknown(host, port, self._shown)
        if isinstance(error, asyncssh.KeyExchangeFailed) and self._knows(host, port):
            return _another(name, "")
        if isinstance(error, asyncssh.PermissionDenied):
            if os.environ.get(PASSWORD_VARIABLE):
                remedy = msg(
                    'Type it again: it may be wrong, or cut off at a sign that the shell takes for its own ($, !, "): put it '
                    "in single quotes. Check the user's name, too, and whether the provider lets passwords in over SFTP.",
                )
                message = msg("does not take the password in {} for this user", PASSWORD_VARIABLE)
                return NetworkError(message, remedy=remedy, again=False)
            remedy = msg(
                "Add your key to the agent (ssh-add), name it in ~/.ssh/config (IdentityFile), or give a password in "
                "{}. Check the user's name, too.",
                PASSWORD_VARIABLE,
            )
            message = msg("does not let this user in by a key, and no password was given")
            return NetworkError(message, remedy=remedy, again=False)
        return explained(error)

    def _knows(self, host: str, port: int) -> bool:
        if self.known is None:
            return False
        keys = self.known.match(host, self._address, None if port == 22 else port)
        return any(keys[:3])


def _another(name: str, shown: str) -> NetworkError:
    key = f" ({shown})" if shown else ""
    remedy = msg(
        "Somebody may be listening in, so nothing was sent. Ask who runs the server whether it has a "
        'new key; only then forget the old one: ssh-keygen -R "{}"',
        name,
    )
    return NetworkError(msg("shows another host key than the one that is known{}", key), remedy=remedy, again=False)


def _unknown(host: str, port: int, shown: str) -> NetworkError:
    if os.name == "nt":  # whose shell would write the file in UTF-16
        command = f"sftp -P {port} {host}"
        how = msg("{}, and answer yes where it shows the same key", command)
    else:
        folder = "" if Path("~/.ssh").expanduser().is_dir() else "mkdir -p ~/.ssh && "
        how = verbatim(f"{folder}ssh-keyscan -p {port} {host} >> ~/.ssh/known_hosts")
    remedy = msg(
        "Nothing was sent. Compare this key with what who runs the server says it is, then make it known: {}", how
    )
    return NetworkError(msg("shows a host key that is not known here ({})", shown), remedy=remedy, again=False)


def quote(text: str) -> str:
    """What a server says, without the password, which it has heard."""
    return foreign.quote(text, [os.environ.get(PASSWORD_VARIABLE, "")])


def explained(error: BaseException) -> NetworkError:
    """What an error of a connection or a request means. Raises it if it is one of ours."""
    if isinstance(error, AudiobuildError):
        raise error
    if isinstance(error, NetworkError):
        return error
    if isinstance(error, asyncssh.SFTPConnectionLost | asyncssh.SFTPNoConnection | asyncssh.SFTPInvalidHandle):
        return NetworkError(msg("broke the connection off"), remedy=CHECK)
    if isinstance(error, asyncssh.SFTPPermissionDenied | asyncssh.SFTPWriteProtect):
        return NetworkError(
            msg("does not allow this (permission denied)"), remedy=msg("Check the folder's rights."), again=False
        )
    if isinstance(error, asyncssh.SFTPNoSpaceOnFilesystem | asyncssh.SFTPQuotaExceeded):
        return NetworkError(msg("has no more room"), remedy=msg("Make room there."), again=False)
    if isinstance(error, asyncssh.SFTPError):
        said = quote(error.reason or type(error).__name__)
        return NetworkError(msg("could not do this ({})", said), remedy=_ROOM, again=False)
    if isinstance(error, asyncssh.ConnectionLost | asyncssh.ChannelOpenError):
        return NetworkError(msg("broke the connection off"), remedy=CHECK)
    if isinstance(error, asyncssh.ServiceNotAvailable | asyncssh.ProtocolNotSupported | asyncssh.KeyExchangeFailed):
        return NetworkError(
            msg("does not agree with us on SSH ({})", quote(error.reason)), remedy=CHECK_ADDRESS, again=False
        )
    if isinstance(error, asyncssh.Error):
        return NetworkError(msg("ended the connection ({})", quote(error.reason)), remedy=LATER)
    if isinstance(error, ValueError) and not isinstance(error, UnicodeError):
        message = msg("cannot be asked: ~/.ssh or known_hosts cannot be read ({})", quote(str(error)))
        return NetworkError(message, remedy=msg("Mend the file."), again=False)
    return explain(error)
