"""What of dist/ is sent: what its manifest names, and what others put there to be served."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from audiobuild.errors import OutputError, Problem
from audiobuild.files import PART
from audiobuild.messages import msg
from audiobuild.publication import addresses
from audiobuild.publication.config import DIST
from audiobuild.publishing import headers, lease, record
from audiobuild.publishing.place import Headers
from audiobuild.site import manifest
from audiobuild.site.manifest import Manifest, PublishedFile
from audiobuild.system_errors import reason

WELL_KNOWN = ".well-known"
"""The one hidden folder that is there to be served (RFC 8615)."""

_NOBODYS = frozenset(
    {".ds_store", "thumbs.db", "desktop.ini", ".git", ".gitignore", ".gitattributes", lease.FILE, record.FILE}
)
"""What systems and Git leave in folders, in small letters; it tells of the machine, and of what is not published. And what a
publish into the folder keeps there: sent, it would be taken for that of the place."""

_MEDIA = (".mp3", ".epub", ".zip", ".jpg", ".png")

PHASES = ("media", "texts", "pages", "index", "archives of the feed", "feed", "manifest")
"""In this order files are sent, each kind whole before the next: what is named is there before it is named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalFile:
    """A file that is to be published. ``ours``: a build wrote it, so that it goes when a later build does not."""

    name: str
    path: Path
    bytes: int
    digest: str
    headers: Headers
    ours: bool

    @property
    def phase(self) -> int:
        """Its place in :data:`PHASES`."""
        top = "/" not in self.name
        if top and self.name in (addresses.MANIFEST, addresses.FEED, addresses.INDEX):
            return {addresses.MANIFEST: 6, addresses.FEED: 5, addresses.INDEX: 3}[self.name]
        if top and self.ours and self.name.endswith(".xml"):
            return 4
        if self.name.endswith(".html"):
            return 2
        return 0 if self.name.endswith(_MEDIA) else 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """An edition in dist/, or the share of it that goes to one place: its manifest as bytes and read, and all files to be sent.
    ``left_out``: what others put there and is not sent. ``holds`` says of any name whether it belongs to the share."""

    data: bytes
    manifest: Manifest
    files: Mapping[str, LocalFile]
    left_out: tuple[str, ...]
    holds: Callable[[str], bool] = lambda name: True

    def share(self, holds: Callable[[str], bool]) -> Edition:
        """Those files of it, and the manifest, which is at each place."""
        files = {name: file for name, file in self.files.items() if name == addresses.MANIFEST or holds(name)}
        return replace(self, files=files, holds=holds)

    @property
    def media(self) -> Edition:
        """The large files of the episodes."""
        return self.share(addresses.is_media)

    @property
    def pages(self) -> Edition:
        """All others, the feed among them."""
        return self.share(lambda name: not addresses.is_media(name))


def found(dist: Path, data: bytes, known: Manifest) -> Edition:
    """The edition that lies in ``dist``, whose files are as the manifest describes them. Raises OutputError."""
    there, left_out = _others(dist, known)
    files = {name: _file(dist, name, said, ours=True) for name, said in known.files.items()}
    for name in (*there, addresses.MANIFEST):
        try:
            files[name] = _file(dist, name, manifest.described(dist / name), ours=False)
        except OSError as error:
            message, remedy = (
                msg("cannot be read: {}", reason(error)),
                msg("Make it a file that can be read, or move it away."),
            )
            raise OutputError(Problem(place=f"{DIST}/{name}", message=message, remedy=remedy)) from error
    return Edition(data=data, manifest=known, files=files, left_out=left_out)


def _file(dist: Path, name: str, said: PublishedFile, *, ours: bool) -> LocalFile:
    return LocalFile(
        name=name, path=dist / name, bytes=said.bytes, digest=said.digest, headers=headers.of(name), ours=ours
    )


def _others(dist: Path, known: Manifest) -> tuple[list[str], tuple[str, ...]]:
    """Other people's files that are served, and those that are not: what lies in hidden folders, links, pipes."""
    served, left_out = list[str](), list[str]()
    for name, regular in sorted(_below(dist)):
        if name in known.files or name == addresses.MANIFEST:
            continue
        (served if regular else left_out).append(name)
    return served, tuple(left_out)


def _below(dist: Path, prefix: str = "") -> Iterator[tuple[str, bool]]:
    with os.scandir(dist / prefix) as entries:
        for entry in entries:
            name = f"{prefix}{entry.name}"
            if entry.name.casefold() in _NOBODYS or entry.name.endswith(PART):
                continue
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") or name == WELL_KNOWN:
                    yield from _below(dist, f"{name}/")
            else:
                yield name, entry.is_file(follow_symlinks=False) and _can_be_named(name)


def _can_be_named(name: str) -> bool:
    """Whether all places take the name, and no other comes of it."""
    return name.isprintable() and addresses.is_below(name)
