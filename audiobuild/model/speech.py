"""What an engine gives, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from audiobuild.messages import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """Where a word of the spoken text lies in the sound, as the engine itself reported it (never interpolated)."""

    start: int
    end: int
    time_ms: int


SLOWEST_HZ = 8_000
FASTEST_HZ = 192_000
"""Telephones and the finest studios; what says another rate is damaged, or no sound."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """What an engine gives back for a text: mono signed 16-bit little-endian PCM, and word times where it knows them."""

    pcm: bytes
    rate_hz: int
    words: tuple[Word, ...] = ()


OFFSETS_DB = (-4.0, -2.0, 0.0, 2.0, 4.0)
"""Of a clip is known how loud it would be with its gain changed by so much: the limiter takes a part of what is added."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clip:
    """A finished sentence: ``frames`` whole MP3 frames, the speech in them, and the words of the spoken text.

    ``loudness_lufs`` is its gated loudness in the silence around it, at each of :data:`OFFSETS_DB`, and ``loud_ms`` for how
    long it is above the gate; nothing, and 0, where no sound is. ``key`` is its content address in the cache, which holds the
    frames themselves.

    The sentences of a recording share its frames: each has a clip with the same key, and ``within`` counts them from 0. Of the
    whole recording, ``sentences`` says by paragraph from when to when each is heard, or all of a paragraph that could not be
    cut, and ``remarks`` what its editor may want to know of it; its loudness is known as it is.
    """

    key: str
    frames: int
    speech_start_ms: int
    speech_end_ms: int
    words: tuple[Word, ...] = ()
    loudness_lufs: tuple[float, ...] = ()
    loud_ms: int = 0
    within: int = 0
    sentences: tuple[tuple[tuple[int, int], ...], ...] = ()
    remarks: tuple[Message, ...] = ()
