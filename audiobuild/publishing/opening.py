"""The place that a target means. Its driver is an extra: who publishes into a folder needs none."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from audiobuild.errors import ConfigError, Problem
from audiobuild.messages import msg
from audiobuild.publication.targets import Target
from audiobuild.publishing.fence import Fenced
from audiobuild.publishing.place import Place
from audiobuild.publishing.places.folder import Folder

EXTRAS = {"s3": "botocore", "sftp": "asyncssh"}
"""What each kind of place needs, which the extra of the same name installs."""

SSH_PORT = 22


def opened(target: Target, root: Path) -> Place:
    """The place, which is asked for nothing yet. ``root`` is the publication's folder. Raises ConfigError."""
    if target.kind == "folder":
        _require_elsewhere(Path(target.path), root)
        return Fenced(Folder(Path(target.path)))
    if find_spec(EXTRAS[target.kind]) is None:
        message = msg("publishing there needs the package {}, which is not installed", EXTRAS[target.kind])
        remedy = msg("Install it: pip install 'audiobuild[{}]'", target.kind)
        raise ConfigError(Problem(place=target.address, message=message, remedy=remedy))
    if target.kind == "s3":
        from audiobuild.publishing.places.s3 import S3

        return Fenced(S3(target))
    from audiobuild.publishing.places.sftp import Sftp

    return Fenced(Sftp(target))


def meant(target: Target) -> tuple[object, ...]:
    """The same for two targets that are one place, written differently, as far as they say it. What they do not say (aliases of
    hosts) shows when the second lease is taken there."""
    if target.kind == "folder":
        return target.kind, Path(target.path).resolve()
    port = (target.port or SSH_PORT) if target.kind == "sftp" else None
    user = "" if target.path.startswith("/") else target.user
    return target.kind, target.host, port, user, target.path, target.s3.get("endpoint", "").rstrip("/")


def _require_elsewhere(folder: Path, root: Path) -> None:
    """Not where the publication is, nor below or around it."""
    real, own = folder.resolve(), root.resolve()
    if real.is_relative_to(own) or own.is_relative_to(real):
        message = msg("is a folder of the publication itself, or one that it lies in")
        raise ConfigError(
            Problem(
                place=str(folder),
                message=message,
                remedy=msg("Name a folder elsewhere. A server is written sftp://user@host/folder."),
            )
        )
    if folder.exists() and not folder.is_dir():
        raise ConfigError(Problem(place=str(folder), message=msg("is no folder"), remedy=msg("Name a folder.")))
