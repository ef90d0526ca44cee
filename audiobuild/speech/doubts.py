"""Sounds that were refused: told with a name by which an editor who has listened can accept exactly that one.

The name is a hash of text and sound. The sound lies beside the cache as a WAV file until the next build that speaks, which
judges anew: so there are never more of them than sentences that one build refused.
"""

from __future__ import annotations

import io
import shutil
import wave
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from audiobuild.errors import EngineError, OutputError, Problem
from audiobuild.files import write_atomically
from audiobuild.messages import msg
from audiobuild.model import Speech
from audiobuild.text import shown

FOLDER = "doubtful"
LONGEST_KEPT_BYTES = 30_000_000
"""Of a sound without end: five minutes at 48 kHz tell an editor enough."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Folder:
    """Where refused sounds are kept, from whatever folder the process is in, and what the editor calls it."""

    path: Path
    name: str


def folder(path: Path) -> Folder:
    """A folder that is found also by an engine that has gone to another one."""
    return Folder(path=path.absolute(), name=str(path))


def name_of(speech: Speech, text: str) -> str:
    """What ``--accept-sound`` is told: of this sound for this text and of no other."""
    digest = blake2b(f"{speech.rate_hz}\0{text}\0".encode("utf-8", "surrogatepass"), digest_size=8)
    digest.update(speech.pcm)
    return digest.hexdigest()


def refused(speech: Speech, text: str, *, doubt: str, voice: str, folder: Folder | None) -> EngineError:
    """The error for a sound; its WAV is written into ``folder`` to be listened to."""
    name = name_of(speech, text)
    place = _keep(speech, name, folder) if folder and speech.pcm else ""
    accept = (
        msg("Listen to {}. If it is right, build with --accept-sound {}", place, name)
        if place
        else msg("If it is meant so, build with --accept-sound {}", name)
    )
    remedy = msg(
        '{}; if it is not: build again, give it a spoken form, [text]{{say="…"}}, or use another voice.', accept
    )
    message = msg("the sound of the voice {!r} {} (spoken: '{}')", voice, doubt, shown(text))
    return EngineError(Problem(message=message, remedy=remedy))


def clear(folder: Folder | None) -> None:
    """What was doubtful before is judged anew."""
    if folder:
        shutil.rmtree(folder.path, ignore_errors=True)


def _keep(speech: Speech, name: str, folder: Folder) -> str:
    """Write it; where it is. A sound that cannot be kept is told all the same."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(speech.rate_hz)
        file.writeframes(speech.pcm[:LONGEST_KEPT_BYTES])
    file_name = f"{name}.wav"
    try:
        write_atomically(folder.path / file_name, buffer.getvalue())
    except OutputError:
        return ""
    return str(Path(folder.name) / file_name)
