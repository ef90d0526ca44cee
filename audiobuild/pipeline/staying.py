"""Published sound that stays: while what the editor wrote is the same, an episode keeps the sound that it was published with,
whatever this version of the program would say. Its other files are written anew around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audiobuild.errors import OutputError, Problem
from audiobuild.messages import msg
from audiobuild.model import Audio, Item, Script, Timeline
from audiobuild.publication import addresses
from audiobuild.publication.addresses import EpisodeFiles
from audiobuild.publication.config import DIST
from audiobuild.site import timeline_file
from audiobuild.site.published import Published
from audiobuild.sound import mp3

_PIECE = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """An episode whose sound stays: its folder, and what is kept of it."""

    folder: Path
    item: Item

    def timeline(self, script: Script) -> Timeline | None:
        """When everything is heard, printed as ``script`` has it as far as that is the same; ``None`` where nobody knows."""
        try:
            data = (self.folder / addresses.TIMELINE).read_bytes()
        except OSError:
            return None
        heard = timeline_file.parsed(data, script.interview)
        if heard is None or heard.duration_ms != self.item.duration_ms:
            return None
        return timeline_file.printed_anew(heard, script)

    def frames(self, timeline: Timeline, audio: Audio) -> Iterator[bytes]:
        """The frames of the published MP3, with its tail. Every one has the same size: the first follows from the end."""
        left = (timeline.frames + mp3.tail_frames(audio)) * audio.frame_bytes
        try:
            with (self.folder / EpisodeFiles(self.item.slug).mp3).open("rb") as file:
                file.seek(self.item.mp3.bytes - left)
                while piece := file.read(min(left, _PIECE)):
                    left -= len(piece)
                    yield piece
        except (OSError, ValueError):
            raise changed(self.item.slug) from None


def changed(slug: str) -> OutputError:
    """Somebody else was at the files of an episode meanwhile."""
    message, remedy = msg("was changed while this build ran"), msg("Build again: it will be made anew.")
    return OutputError(Problem(place=f"{DIST}/{slug}", message=message, remedy=remedy))


@dataclass(frozen=True, kw_only=True, slots=True)
class Stays:
    """Finds the published sound that stays in any of the ``sources``, once for each episode."""

    sources: Sequence[Published]
    _known: dict[str, Stay | None] = field(default_factory=dict)

    def of(self, script: Script, written: str) -> Stay | None:
        """That of an episode, where it is whole, and of the very text that is ``written`` now."""
        slug = script.interview.slug
        if slug not in self._known:
            found = (_found(published, script, written) for published in self.sources)
            self._known[slug] = next(filter(None, found), None)
        return self._known[slug]


def _found(published: Published, script: Script, written: str) -> Stay | None:
    slug = script.interview.slug
    item = published.manifest.items.get(slug)
    needed = (f"{slug}/{EpisodeFiles(slug).mp3}", f"{slug}/{addresses.TIMELINE}")
    if not item or item.written != written or not all(map(published.intact, needed)):
        return None
    stay = Stay(folder=published.dist / slug, item=item)
    return stay if stay.timeline(script) else None
