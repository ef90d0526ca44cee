"""Where dist/ is published to, as an editor writes it: ``publish`` in show.toml, or a word of the command line.

The address stands in a file that many read, and in logs. So it may name a user, and never hold a secret.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from audiobuild.errors import ConfigError, Problem
from audiobuild.messages import Message, msg
from audiobuild.text import shown

Kind = Literal["s3", "sftp", "folder"]

MOST_CHARACTERS = 1_000
_MOST_OF_A_NAME = 255
"""More bytes no file system takes."""
PASSWORD_VARIABLE = "AUDIOBUILD_SFTP_PASSWORD"  # noqa: S105  (where a password is, not what it is)

_FORMS = msg("s3://bucket/folder, sftp://user@host/folder, file:///folder, or the path of a folder")
_SCHEME = re.compile(r"(s3|sftp|file|[a-z][a-z0-9+.-]+(?=://)):", re.IGNORECASE)
_OF_SCP = re.compile(r"[^/\\]*@[^/\\]+(?:[:/]|\Z)")
_SERVER = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?:[:/]|\Z)", re.IGNORECASE)
"""What looks like the name of a server, and of no folder that is there."""
_SURELY_A_FOLDER = re.compile(r"/(?!/)|\.\.?(/|\Z)|~")
_OF_AN_ADDRESS = re.compile(r"[@:\\]|//")
"""What stands in addresses. A folder of such a name is written with ``./`` before it: an address that was mistyped must not
become a folder, and be called published."""
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
"""As S3 names them (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html)."""
_HOST = re.compile(r"[\w.:-]{1,253}")
_USER = re.compile(r"[\w.@+$\\-]{0,128}")
"""Also one of a domain (``DOMAIN\\name``), or an address of e-mail."""
_REGION = re.compile(r"[a-z0-9-]{1,63}", re.IGNORECASE)
_SETTING = re.compile(r"[a-z_-]{1,30}", re.IGNORECASE)
"""What may be the name of a setting. What may not could be a secret, and is not printed."""
_S3_SETTINGS = ("endpoint", "profile", "region")


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A place to publish to. ``path`` is a folder's on this machine, or on the server (without a slash at its beginning:
    below the user's own folder), or what all keys in the bucket begin with. ``settings`` are those of S3."""

    kind: Kind
    address: str
    path: str
    host: str = ""
    port: int | None = None
    user: str = ""
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def s3(self) -> Mapping[str, str]:
        """What the address says of the service: its endpoint, the region, the profile of the credentials."""
        return dict(self.settings)


def parse(text: str, *, place: str, base: Path) -> Target:
    """The target that ``text`` names; a path is one below ``base``. ``place`` is where it stands.

    Raises ConfigError.
    """
    if not text.strip() or len(text) > MOST_CHARACTERS or not text.isprintable():
        raise _error(place, msg("is no place to publish to"), msg("Write {}.", _FORMS))
    match = _SCHEME.match(text)
    scheme = match[1].lower() if match else ""
    if not match:
        _refuse_server(text, place, base)
        return _folder(text, place, base)
    parts = _split(text, place)
    if scheme == "file":
        return _file(parts, place, base)
    if scheme == "s3":
        return _s3(parts, place)
    if scheme == "sftp":
        return _sftp(parts, place)
    raise _error(place, msg("names {}:, which audiobuild does not publish to", scheme), msg("Write {}.", _FORMS))


def _refuse_server(text: str, place: str, base: Path) -> None:
    """A server whose ``sftp://`` was forgotten. It is not printed again: it may hold a password."""
    if _OF_SCP.match(text) and not _SURELY_A_FOLDER.match(text):
        raise _error(place, msg("is a server without its sftp://"), msg("Write sftp://user@host/folder."))
    if _SERVER.match(text) and not (base / re.split("[:/]", text)[0]).exists():
        remedy = msg("Write sftp://user@host/folder; a folder of that name with ./ before it.")
        raise _error(place, msg("looks like a server without its sftp://"), remedy)


def _split(text: str, place: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        refused = parts.port == 0
    except ValueError:
        refused = True
    if refused:
        raise _error(place, msg("is no address"), msg("Write {}.", _FORMS))
    if parts.password is not None or ":" in unquote(parts.username or ""):
        remedy = msg(
            "Remove it. For SFTP give it in the environment variable {}, or better use a key.", PASSWORD_VARIABLE
        )
        raise _error(
            place, msg("holds a password, which everybody could read"), msg("{} See docs/publishing.md.", remedy)
        )
    if parts.fragment:
        raise _error(place, msg("has something behind the folder"), msg("Write {}.", _FORMS))
    return parts


def _file(parts: SplitResult, place: str, base: Path) -> Target:
    """The folder of a ``file:`` address."""
    path = unquote(parts.path)
    if parts.netloc not in ("", "localhost") or parts.query or not re.match("/(?!/)", path):
        message = msg("names another machine, or no whole path")
        raise _error(place, message, msg("Write three slashes before a path on this one: file:///folder"))
    return _folder(path, place, base)


def _folder(path: str, place: str, base: Path) -> Target:
    windows = os.name == "nt" and PureWindowsPath(path).is_absolute()
    if not windows and not _SURELY_A_FOLDER.match(path) and _OF_AN_ADDRESS.search(path):
        message = msg("is no address that audiobuild knows, and holds what paths do not: @, :, // or \\")
        raise _error(place, message, msg("Write {}; a folder of such a name with ./ before it.", _FORMS))
    if not path.isprintable() or any(len(os.fsencode(part)) > _MOST_OF_A_NAME for part in Path(path).parts):
        raise _error(place, msg("has a folder that cannot be written"), msg("Write its name with plain letters."))
    try:
        folder = (base / Path(path).expanduser()).absolute()
    except RuntimeError:
        message, remedy = msg("is the folder of a user who is not known here"), msg("Write the whole path.")
        raise _error(place, message, remedy) from None
    return Target(kind="folder", address=str(folder), path=str(folder))


def _s3(parts: SplitResult, place: str) -> Target:
    bucket, prefix = parts.netloc, unquote(parts.path).strip("/")
    if "@" in bucket:
        remedy = msg("Remove it. Keys come from the environment or a profile; see docs/publishing.md.")
        raise _error(place, msg("holds a name or a key before the @"), remedy)
    if not _BUCKET.fullmatch(bucket):
        raise _error(place, msg("{} is no name of a bucket", shown(repr(bucket), 80)), msg("Write s3://bucket/folder."))
    _require_plain(prefix, place)
    settings = _settings(parts, place)
    said = f"?{parts.query}" if parts.query else ""
    address = f"s3://{bucket}/{prefix}".rstrip("/") + said
    return Target(kind="s3", address=address, path=prefix, host=bucket, settings=settings)


def _settings(parts: SplitResult, place: str) -> tuple[tuple[str, str], ...]:
    settings = tuple(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    for name, value in settings:
        if name not in _S3_SETTINGS:
            remedy = msg("Known: {}. Keys come from the environment or a profile.", ", ".join(_S3_SETTINGS))
            shown_name = repr(name if _SETTING.fullmatch(name) else "…")
            raise _error(place, msg("has the setting {}, which is none", shown_name), remedy)
        if not value:
            raise _error(place, msg("has an empty {}", name), msg("Write a value, or remove it."))
        if name == "endpoint" and not is_endpoint(value):
            remedy = msg("Write endpoint=https://…, without a password and without anything behind the path.")
            raise _error(place, msg("has an endpoint that is no address"), remedy)
        if name == "region" and not _REGION.fullmatch(value):
            raise _error(place, msg("has a region that is none"), msg("Write one like eu-central-1."))
    return settings


def is_endpoint(address: str) -> bool:
    """Whether a service may be at the address: one on the web with nothing secret in it."""
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return False
    plain = "@" not in address and "?" not in address and "#" not in address and "%" not in address
    return plain and parts.scheme in ("http", "https") and port != 0 and bool(_HOST.fullmatch(host))


def _sftp(parts: SplitResult, place: str) -> Target:
    host, path, user = parts.hostname or "", unquote(parts.path), unquote(parts.username or "")
    if not _HOST.fullmatch(host) or host.startswith("-"):
        raise _error(place, msg("names no host"), msg("Write sftp://user@host/folder."))
    if not _USER.fullmatch(user):
        raise _error(place, msg("names a user as nobody is called"), msg("Write sftp://user@host/folder."))
    if parts.query:
        raise _error(place, msg("has something behind the folder"), msg("Write sftp://user@host/folder."))
    folder = path.removeprefix("/~/").strip("/") if path.startswith("/~/") else path.rstrip("/")
    if not folder:
        remedy = msg("Add the folder: sftp://user@host/var/www/podcast, or sftp://user@host/~/podcast below your own.")
        raise _error(place, msg("names no folder on the server"), remedy)
    _require_plain(folder.lstrip("/"), place)
    port = f":{parts.port}" if parts.port else ""
    named = f"[{host}]" if ":" in host else host
    begin = f"{user}@" if user else ""
    address = f"sftp://{begin}{named}{port}{'' if folder.startswith('/') else '/~/'}{folder}"
    return Target(kind="sftp", address=address, path=folder, host=host, port=parts.port, user=user)


def _require_plain(path: str, place: str) -> None:
    """No way out of a folder, and no name that is none."""
    if path and any(part in ("", ".", "..") for part in path.split("/")):
        raise _error(place, msg("has '.', '..' or nothing for the name of a folder"), msg("Write the whole path."))
    if not path.isprintable() or "\\" in path:
        raise _error(place, msg("has a folder that cannot be written"), msg("Write its name with plain letters."))


def _error(place: str, message: Message, remedy: Message) -> ConfigError:
    return ConfigError(Problem(place=place, message=message, remedy=remedy))
