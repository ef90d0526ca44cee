"""What lies in dist/, as far as it can be believed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audiobuild.errors import OutputError, Problem
from audiobuild.messages import msg
from audiobuild.model import Item
from audiobuild.publication import addresses
from audiobuild.publication.config import DIST, STATE
from audiobuild.site import manifest, stamps
from audiobuild.site.manifest import Manifest
from audiobuild.site.stamps import FileState, Stamps
from audiobuild.system_errors import reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """The manifest that lies in dist/, as ``data`` and read, and the stamps that belong to it. ``ours`` are the files that
    we wrote, by the manifest, or where that is lost by the stamps of any."""

    dist: Path
    data: bytes
    manifest: Manifest
    stamps: Stamps
    ours: frozenset[str]
    _looked_at: dict[str, FileState | None] = field(default_factory=dict)

    def intact(self, name: str) -> FileState | None:
        """The state of a file that is as the manifest describes it; ``None`` where it is not. It is looked at once."""
        if name not in self._looked_at:
            self._looked_at[name] = self._intact(name)
        return self._looked_at[name]

    def _intact(self, name: str) -> FileState | None:
        state = stamps.state(self.dist / name)
        if state is None or name not in self.manifest.files:
            return None
        if state == self.stamps.states.get(name):
            return state
        try:
            return state if manifest.described(self.dist / name) == self.manifest.files[name] else None
        except OSError:
            return None

    def files_of(self, slug: str) -> Iterator[str]:
        """The files of an episode that the manifest knows."""
        return (name for name in self.manifest.files if name.startswith(f"{slug}/"))

    @property
    def slugs(self) -> frozenset[str]:
        """The episodes that have files in the manifest, also those whose interviews are gone."""
        folders = {name.partition("/")[0] for name in self.manifest.files if "/" in name}
        return frozenset(folders - {addresses.ASSETS})

    def episode(self, slug: str) -> Item | None:
        """The episode, if it is published with all its files as the manifest describes them."""
        item = self.manifest.items.get(slug)
        mp3 = f"{slug}/{addresses.EpisodeFiles(slug).mp3}"
        whole = item and all(self.intact(name) for name in {mp3, *self.files_of(slug)})
        return item if whole else None

    def gone(self, there: Collection[str]) -> dict[str, Item]:
        """The episodes that were published, and whose interviews are not ``there`` any more."""
        known = {**self.manifest.left_over, **self.manifest.items}
        return {slug: item for slug, item in known.items() if slug not in there}

    def lost(self, slugs: Iterable[str]) -> tuple[str, ...]:
        """Those of the episodes ``slugs`` whose MP3 or record is there, but not both in order: they must be built again."""
        return tuple(
            slug
            for slug in slugs
            if (slug in self.manifest.items or (self.dist / slug / addresses.EpisodeFiles(slug).mp3).is_file())
            and not self.episode(slug)
        )


def read(root: Path) -> Published:
    """What is published of the publication in ``root``.

    Raises OutputError where the manifest is there and cannot be read now: that is no reason to forget what it says.
    """
    dist = root / DIST
    try:
        data = (dist / addresses.MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        data = b""
    except OSError as error:
        place, message = f"{DIST}/{addresses.MANIFEST}", msg("cannot be read: {}", reason(error))
        raise OutputError(Problem(place=place, message=message, remedy=msg("Build again when it can."))) from error
    known = manifest.parsed(data)
    kept = stamps.load(root / STATE)
    trusted = bool(known) and kept.manifest == stamps.digest(data)
    return Published(
        dist=dist,
        data=data if known else b"",
        manifest=known or Manifest(),
        stamps=kept if trusted else Stamps(),
        ours=frozenset(known.files if known else kept.states),
    )
