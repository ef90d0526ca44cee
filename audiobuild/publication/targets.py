"""Where dist/ is published to, as an editor writes it: ``publish`` in show.toml, or a word of the command line.

The address stands in a file that many read, and in logs. So it may name a user, and never hold a secret.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from audiobuild.errors import ConfigError, Problem
from audiobuild.messages import Message, msg
from audiobuild.text import shown

Kind = Literal["s3", "sftp", "folder"]

MOST_CHARACTERS = 1_000
PASSWORD_VARIABLE = "AUDIOBUILD_SFTP_PASSWORD"  # noqa: S105  (where a password is, not what it is)

_FORMS = msg("s3://bucket/folder, sftp://user@host/folder, file:///folder, or the path of a folder")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)
"""Of one letter it is a drive of Windows."""
_OF_SCP = re.compile(r"[^/\\]*@[^/\\]+(?:[:/]|\Z)")
_SERVER = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?:[:/]|\Z)", re.IGNORECASE)
"""What looks like the name of a server, and of no folder that is there."""
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
"""As S3 names them (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html)."""
_HOST = re.compile(r"[\w.:-]{1,253}")
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
    match = _SCHEME.match(text)
    scheme = match[1].lower() if match else ""
    if not text.strip() or len(text) > MOST_CHARACTERS or not text.isprintable():
        raise _error(place, msg("is no place to publish to"), msg("Write {}.", _FORMS))
    if not scheme and _OF_SCP.match(text):
        raise _error(place, msg("is a server without its sftp://"), msg("Write sftp://user@host/folder."))
    if (not scheme or "." in scheme) and _SERVER.match(text) and not (base / re.split("[:/]", text)[0]).exists():
        remedy = msg("Write sftp://user@{}; a folder of that name: ./{}", text, text)
        raise _error(place, msg("looks like a server without its sftp://"), remedy)
    if scheme in ("", "file"):
        return _folder(text, scheme, place, base)
    parts = _split(text, place)
    if scheme == "s3":
        return _s3(parts, place)
    if scheme == "sftp":
        return _sftp(parts, place)
    raise _error(place, msg("names {}:, which audiobuild does not publish to", scheme), msg("Write {}.", _FORMS))


def _split(text: str, place: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise _error(place, msg("is no address"), msg("Write {}.", _FORMS)) from None
    if parts.password is not None:
        remedy = msg(
            "Remove it. For SFTP give it in the environment variable {}, or better use a key.", PASSWORD_VARIABLE
        )
        raise _error(
            place, msg("holds a password, which everybody could read"), msg("{} See docs/publishing.md.", remedy)
        )
    return parts


def _folder(text: str, scheme: str, place: str, base: Path) -> Target:
    path = text
    if scheme:
        parts = _split(text, place)
        if parts.netloc not in ("", "localhost") or parts.query or parts.fragment:
            raise _error(
                place,
                msg("names another machine"),
                msg("Write three slashes before a path on this one: file:///folder"),
            )
        path = unquote(parts.path)
    folder = (base / Path(path).expanduser()).absolute()
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
            raise _error(place, msg("has the setting {}, which is none", shown(repr(name), 60)), remedy)
        if name == "endpoint" and ("@" in value or not re.match("https?://[^/]", value, re.IGNORECASE)):
            raise _error(
                place, msg("has an endpoint that is no address"), msg("Write endpoint=https://…, without a password.")
            )
        if not value:
            raise _error(place, msg("has an empty {}", name), msg("Write a value, or remove it."))
    return settings


def _sftp(parts: SplitResult, place: str) -> Target:
    host, path = parts.hostname or "", unquote(parts.path)
    if not _HOST.fullmatch(host) or host.startswith("-"):
        raise _error(place, msg("names no host"), msg("Write sftp://user@host/folder."))
    if parts.query or parts.fragment:
        raise _error(place, msg("has something behind the folder"), msg("Write sftp://user@host/folder."))
    folder = path.removeprefix("/~/").strip("/") if path.startswith("/~/") else path.rstrip("/")
    if not folder:
        remedy = msg("Add the folder: sftp://user@host/var/www/podcast, or sftp://user@host/~/podcast below your own.")
        raise _error(place, msg("names no folder on the server"), remedy)
    _require_plain(folder.lstrip("/"), place)
    user, port = unquote(parts.username or ""), f":{parts.port}" if parts.port else ""
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
