"""One line to hear: what ``say`` does. It goes the way of a build, so it sounds as it will in an episode."""

from __future__ import annotations

import io
import struct
import tempfile
import wave
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from audiobuild.errors import ConfigError, EngineError, Problem
from audiobuild.inputs.files import there
from audiobuild.languages.lexicon import Lexicon
from audiobuild.languages.reading import sentences
from audiobuild.languages.registry import FALLBACK, base
from audiobuild.messages import msg
from audiobuild.model import FRAME_MS, Audio, Inline, Piece, Sentence, Voice
from audiobuild.publication import config
from audiobuild.publication.voices import Voices, near
from audiobuild.sound import decode, mp3
from audiobuild.speech import cache, clips
from audiobuild.speech.about import about
from audiobuild.speech.lines import Line, spans, voice_problems
from audiobuild.speech.outgoing import Outgoing
from audiobuild.text import shown

PAUSE_MS = 360
_MADE_BY = b"audiobuild\0"
"""In the field of a WAV file that names the program which made it (ISFT of RIFF's INFO list)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A text as it will be spoken, sentence by sentence, and by whom."""

    voice: Voice
    voices: Mapping[str, Voice]
    language: str
    audio: Audio
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The whole spoken text."""
        return " ".join(sentence.spoken for sentence in self.sentences)

    @property
    def changed(self) -> tuple[Piece, ...]:
        """What is not spoken as it is printed, or in another language."""
        pieces = (piece for sentence in self.sentences for piece in sentence.pieces)
        return tuple(piece for piece in pieces if piece.rule or base(piece.language) != base(self.language))


def spoken(project: Path, text: str, *, voice: str | None, language: str | None) -> Spoken:
    """``text`` as the voice named would say it. Without one, and outside a publication, espeak in the language says it.

    Raises ConfigError where there is no such voice.
    """
    publication = config.load(project) if there(project / config.SHOW_FILE) else None
    voices = publication.voices if publication else Voices({})
    if voice and voice not in voices:
        candidates = near(voice, voices, language or (publication.show.language if publication else FALLBACK))
        remedy = (
            msg("Did you mean one of: {}?", ", ".join(candidates))
            if candidates
            else msg("To see all: audiobuild voices")
        )
        raise ConfigError(Problem(message=msg("there is no voice {}", shown(repr(voice), 60)), remedy=remedy))
    tag = language or (publication.show.language if publication else FALLBACK)
    speaker = voices[voice] if voice else Voice(name="espeak", engine="espeak", language=tag)
    return Spoken(
        voice=speaker,
        voices=voices,
        language=language or speaker.language,
        audio=publication.show.audio if publication else Audio(),
        sentences=sentences(
            (Inline(text=text),),
            language=language or speaker.language,
            lexicon=publication.lexicon if publication else Lexicon(),
            stage_directions=publication.show.stage_directions if publication else "spoken",
        ),
    )


def wav(spoken: Spoken, project: Path, notify: Callable[[Outgoing], None] = lambda outgoing: None) -> bytes:
    """The sound as a WAV file; ``notify`` is told what each service is sent before it is.

    Raises EngineError where the voice cannot speak here.
    """
    if problems := about(spoken.voice).problems:
        raise EngineError(problems)
    lines = [
        Line(
            id=str(index),
            place="say",
            text=sentence.text,
            spans=spans(sentence, spoken.voice, spoken.voices),
            continues=index > 0,
        )
        for index, sentence in enumerate(spoken.sentences)
    ]
    if others := tuple(voice_problems(lines)):
        raise EngineError(others)
    with tempfile.TemporaryDirectory() as scratch:
        in_publication = there(project / config.SHOW_FILE)
        kept = cache.of(project) if in_publication else cache.Cache(Path(scratch))
        (filled,) = clips.fill([lines], audio=spoken.audio, cache=kept, jobs=1, notify=notify)
        silent = mp3.silent_frame(spoken.audio)
        pause = silent * (PAUSE_MS // FRAME_MS)
        stream = pause.join(kept.frames(clip.key) for clip in filled.clips.values()) + silent * mp3.tail_frames(
            spoken.audio
        )
    speech = decode.mp3(stream)
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(speech.rate_hz)
        file.writeframes(speech.pcm)
    return _signed(buffer.getvalue())


def is_ours(path: Path) -> bool:
    """Whether a file is a WAV file that :func:`wav` made."""
    sign = _signature()
    with path.open("rb") as file:
        head, size = file.read(12), file.seek(0, io.SEEK_END)
        file.seek(max(size - len(sign), 0))
        return head[:4] == b"RIFF" and head[8:] == b"WAVE" and file.read() == sign


def _signed(data: bytes) -> bytes:
    """A WAV file that says who made it, so that it may be replaced, and no other."""
    signed = data + _signature()
    return signed[:4] + struct.pack("<I", len(signed) - 8) + signed[8:]


def _signature() -> bytes:
    field = _MADE_BY + bytes(len(_MADE_BY) % 2)
    info = b"INFO" + b"ISFT" + struct.pack("<I", len(_MADE_BY)) + field
    return b"LIST" + struct.pack("<I", len(info)) + info
