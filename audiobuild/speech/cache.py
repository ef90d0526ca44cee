"""The cache of what is made: clips, the gains of voices, the responses of services, drawn covers, pictures for the web.

A key is a hash of all that the content depends on, so an entry is never out of date, and an entry that appears is whole.
Builds are incremental and resumable by that alone, without bookkeeping.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from audiobuild.errors import OutputError, Problem
from audiobuild.files import sweep
from audiobuild.messages import msg, restored
from audiobuild.model import Clip, Word
from audiobuild.publication.config import STATE
from audiobuild.store import Store

FOLDERS = ("clips", "gains", "responses", "covers", "pictures", "digests")

UNUSED_DAYS = 180
MOST_MEGABYTES = 4000
"""What a build prunes by itself: what was used by none for half a year, and what is more than 90 hours of audio take."""


class Cache:
    """What is kept in a folder. Of a clip: a line of JSON, then the frames."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        stores = (Store(folder / name) for name in FOLDERS)
        self._clips, self._gains, self.responses, self.covers, self.pictures, self.digests = stores

    def clip(self, key: str) -> Clip | None:
        """The clip with that key; ``None`` where there is none, or only a damaged one."""
        entry = self._read(key)
        return entry[0] if entry else None

    def frames(self, key: str) -> bytes:
        """The frames of a clip that is there. Raises OutputError if it vanished meanwhile."""
        entry = self._read(key)
        if not entry:
            remedy = msg("Was the folder {} changed during the build? Build again.", STATE)
            place = str(self.folder / "clips")
            raise OutputError(Problem(place=place, message=msg("a cached sentence is gone ({})", key), remedy=remedy))
        return entry[1]

    def put(self, clip: Clip, frames: bytes) -> None:
        """Keep a clip. It is there whole or not at all, whatever happens."""
        header = {
            "frames": clip.frames,
            "speech": [clip.speech_start_ms, clip.speech_end_ms],
            "loudness": clip.loudness_lufs,
            "loud": clip.loud_ms,
            "words": [[word.start, word.end, word.time_ms] for word in clip.words],
            **({"sentences": clip.sentences} if clip.sentences else {}),
            **({"remarks": [[str(one), one.template, one.fields] for one in clip.remarks]} if clip.remarks else {}),
        }
        self._clips.put(clip.key, json.dumps(header, separators=(",", ":")).encode() + b"\n" + frames)

    def gain(self, key: str) -> float | None:
        """A voice's gain in dB, if it was measured before."""
        data = self._gains.get(key)
        return float(data) if data else None

    def put_gain(self, key: str, gain_db: float) -> None:
        """Keep a voice's gain in dB."""
        self._gains.put(key, repr(float(gain_db)).encode())

    def sizes(self) -> dict[str, Size]:
        """How much is kept of each kind."""
        return {store.folder.name: _size(store) for store in self._stores}

    def damaged(self) -> int:
        """How many entries were found damaged since the last call, and made again."""
        return sum(store.damaged() for store in self._stores)

    def prune(self, *, days: float, megabytes: float, in_use: Collection[str]) -> int:
        """Delete what was not used for ``days``, then what was not used for longest, until ``megabytes`` are left; but no
        clip that is ``in_use``, and no gain: it is small, and other clips would be made if it came out otherwise. Left-over
        parts of files too. How many bytes that were."""
        sweep(self.folder)
        room, freed = megabytes * 1e6, 0
        # What is dearest to make again comes last: it keeps what room is left.
        for store in (
            self._clips,
            self.covers,
            self.pictures,
            self.responses,
            self.digests,
        ):
            freed += store.prune(unused_s=days * 86_400, most_bytes=int(max(0, room)), in_use=in_use)
            room -= _size(store).bytes
        return freed

    @property
    def _stores(self) -> tuple[Store, ...]:
        return self._clips, self._gains, self.responses, self.covers, self.pictures, self.digests

    def _read(self, key: str) -> tuple[Clip, bytes] | None:
        entry = self._clips.get(key)
        if entry is None:
            return None
        line, _, frames = entry.partition(b"\n")
        header = json.loads(line)
        start, end = header["speech"]
        words = tuple(Word(start=word[0], end=word[1], time_ms=word[2]) for word in header["words"])
        clip = Clip(
            key=key,
            frames=header["frames"],
            speech_start_ms=start,
            speech_end_ms=end,
            words=words,
            loudness_lufs=tuple(header["loudness"]),
            loud_ms=header["loud"],
            sentences=tuple(tuple((a, b) for a, b in spans) for spans in header.get("sentences", ())),
            remarks=tuple(
                restored(text, template, tuple(fields)) for text, template, fields in header.get("remarks", ())
            ),
        )
        return clip, frames


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """How many entries, and how many bytes they take."""

    entries: int
    bytes: int


def _size(store: Store) -> Size:
    sizes = [state.st_size for _, state in store.entries()]
    return Size(entries=len(sizes), bytes=sum(sizes))


def of(root: Path) -> Cache:
    """The cache of the publication in ``root``."""
    return Cache(root / STATE / "cache")
