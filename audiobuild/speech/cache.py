"""The content-addressed cache of finished sentences.

A key is a hash of all that the sound depends on, so an entry is never out of date; a file that appears is whole. Builds are
incremental and resumable by that alone, without bookkeeping.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path

from audiobuild.errors import OutputError, Problem
from audiobuild.files import write_atomically
from audiobuild.model import Clip, Word


class Cache:
    """Finished sentences in a folder, one file each: a line of JSON, then the frames."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.responses = folder / "answers"
        """What services answered, kept by the engines that asked them."""

    def get(self, key: str) -> Clip | None:
        """The clip with that key; ``None`` where there is none, or only a damaged one."""
        entry = self._read(key)
        return entry[0] if entry else None

    def frames(self, key: str) -> bytes:
        """The frames of a clip that is there. Raises OutputError if it vanished meanwhile."""
        entry = self._read(key)
        if not entry:
            remedy = "Was the folder .audiobuild changed during the build? Build again."
            raise OutputError(Problem(place=str(self._path(key)), message="the cached sentence is gone", remedy=remedy))
        return entry[1]

    def put(self, clip: Clip, frames: bytes) -> None:
        """Keep a clip. It is there whole or not at all, whatever happens."""
        header = {
            "frames": clip.frames,
            "speech": [clip.speech_start_ms, clip.speech_end_ms],
            "words": [[word.start, word.end, word.time_ms] for word in clip.words],
            "crc32": zlib.crc32(frames),
        }
        write_atomically(self._path(clip.key), json.dumps(header, separators=(",", ":")).encode() + b"\n" + frames)

    def gain(self, key: str) -> float | None:
        """A voice's gain in dB, if it was measured before."""
        try:
            return float(json.loads(self._path(key).read_bytes())["gain_db"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put_gain(self, key: str, gain_db: float) -> None:
        """Keep a voice's gain in dB."""
        write_atomically(self._path(key), json.dumps({"gain_db": gain_db}).encode())

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    def _read(self, key: str) -> tuple[Clip, bytes] | None:
        try:
            line, _, frames = self._path(key).read_bytes().partition(b"\n")
            header = json.loads(line)
            if zlib.crc32(frames) != header["crc32"]:
                return None
            start, end = header["speech"]
            words = tuple(Word(start=word[0], end=word[1], time_ms=word[2]) for word in header["words"])
            clip = Clip(key=key, frames=header["frames"], speech_start_ms=start, speech_end_ms=end, words=words)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return clip, frames
