"""A recording levelled and encoded: minutes of sound, piece by piece, so that of them all only the recording itself is held.

The gain, the limiter and the encoder are those of sentences (:mod:`.level`, :mod:`.mp3`, :mod:`.mastering`), and what comes out
is what they would make of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from audiobuild.model import Audio
from audiobuild.sound import decode, level, mp3, peaks
from audiobuild.sound.loudness import BLOCK_HOPS, GATE_LU, HOP_MS, Samples, blocks, gated, lufs, power, powers
from audiobuild.sound.mastering import HIGHEST, STEP
from audiobuild.sound.recording import Halves, Recording

PIECE_S = 4
AROUND_HOPS = 20
"""What is decided together with a piece: the limiter reaches over 5 hops of 1 ms, a true peak over 16 samples."""
HOPS_AT_ONCE = 60_000

SHORTEST_MEASURED_S = 2
"""Loudness is measured over 400 ms at least; a shorter sound is measured as if it were repeated."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Treatment:
    """What is done to a recording: ``gain_db`` from :func:`gain_db`, and how long it fades in and out."""

    gain_db: float
    fade_in_ms: int = 0
    fade_out_ms: int = 0


def gain_db(
    recording: Recording, audio: Audio, *, offset_db: float = 0, fade_in_ms: int = 0, fade_out_ms: int = 0
) -> float:
    """The gain with which a recording, behind the limiter, is as loud as the show, or ``offset_db`` louder.

    Raises ValueError if it cannot be.
    """

    def loudness(gain: float) -> float:
        treatment = Treatment(gain_db=gain, fade_in_ms=fade_in_ms, fade_out_ms=fade_out_ms)
        whole = levelled(recording, treatment)
        times = SHORTEST_MEASURED_S * recording.rate_hz // len(recording.samples)
        if times > 1:
            whole = iter([np.tile(np.concatenate(list(whole)), times)])
        return gated(blocks(powers(whole, recording.rate_hz)))

    return level.settled(loudness, audio.loudness_lufs + offset_db)


def heard(recording: Recording, treatment: Treatment, audio: Audio) -> tuple[float, int]:
    """How loud it is in the silence around it, in LUFS, and for how many ms it is above the gate of an episode that is as loud as
    the show. Nothing, and 0, where it is not."""
    silence = np.zeros((BLOCK_HOPS - 1) * HOP_MS * recording.rate_hz // 1000, np.float32)
    found = blocks(powers(chain([silence], levelled(recording, treatment), [silence]), recording.rate_hz))
    loud = found[found > power(audio.loudness_lufs + GATE_LU)]
    return (lufs(loud.mean()), HOP_MS * len(loud)) if len(loud) else (-np.inf, 0)


def levelled(recording: Recording, treatment: Treatment) -> Iterator[Samples]:
    """The recording faded, with its gain, and no peak above the limiter's ceiling, some seconds at a time."""
    hop = recording.rate_hz * level.LIMITER_HOP_MS // 1000
    around = AROUND_HOPS * hop
    length = len(recording.samples)
    for start in range(0, length, PIECE_S * recording.rate_hz):
        end = min(length, start + PIECE_S * recording.rate_hz)
        first, last = max(0, start - around), min(length, end + around)
        louder = _faded(recording, treatment, first, last) * np.float32(10 ** (treatment.gain_db / 20))
        yield level.limited(louder, recording.rate_hz)[start - first : end - first]


def encoded(recording: Recording, treatment: Treatment, audio: Audio) -> bytes:
    """Its frames, as of :func:`mp3.encode_long`, none of whose peaks is above the limit when they are decoded.

    Where they are too high the sound is turned down, and all of it encoded anew, as :mod:`.mastering` does with a sentence.
    What is kept from turn to turn is a gain for each millisecond.
    """
    hop = recording.rate_hz * level.LIMITER_HOP_MS // 1000
    gains = np.ones(-(-len(recording.samples) // hop) + 1, np.float32)
    ceiling = HIGHEST
    while True:
        frames = mp3.encode_long(_pcm(recording, treatment, gains, hop), audio)
        highest = _heard(frames, len(gains) - 1, hop, audio)
        if highest.max() <= HIGHEST:
            return frames
        _turn_down(gains, highest, ceiling)
        ceiling *= STEP


def pieces(samples: Halves, length: int) -> Iterator[Samples]:
    """The samples as ``float32``, so many at a time."""
    for start in range(0, len(samples), length):
        yield samples[start : start + length].astype(np.float32)


def _faded(recording: Recording, treatment: Treatment, first: int, last: int) -> Samples:
    """A stretch of it under fades that are straight in amplitude."""
    samples: Samples = recording.samples[first:last].astype(np.float32)
    place = np.arange(first, last, dtype=np.float32)
    fade_in, fade_out = (ms * recording.rate_hz // 1000 for ms in (treatment.fade_in_ms, treatment.fade_out_ms))
    if first < fade_in:
        samples *= np.minimum(1, place / fade_in)
    if last > len(recording.samples) - fade_out:
        samples *= np.minimum(1, (len(recording.samples) - 1 - place) / max(1, fade_out))
    return samples


def _pcm(recording: Recording, treatment: Treatment, gains: Samples, hop: int) -> Iterator[bytes]:
    """What the encoder is given. It makes it softer, as :data:`level.ENCODER_SCALE` says."""
    place = 0
    for piece in levelled(recording, treatment):
        hops = -(-len(piece) // hop)
        turned = level.applied(piece / np.float32(level.ENCODER_SCALE), gains[place : place + hops + 1], hop)
        yield level.to_pcm(turned)
        place += hops


def _turn_down(gains: Samples, highest: Samples, ceiling: float) -> None:
    """Lower the gains where it was too high. In pieces, since a gain is found in numbers of twice the size."""
    before = gains.copy()
    for start in range(0, len(highest), HOPS_AT_ONCE):
        first, end = max(0, start - AROUND_HOPS), min(len(highest), start + HOPS_AT_ONCE)
        found = level.gains(highest[first : end + AROUND_HOPS], ceiling)
        gains[start : end + 1] = before[start : end + 1] * found[start - first : end + 1 - first]


def _heard(frames: bytes, hops: int, hop: int, audio: Audio) -> Samples:
    """How high the decoded sound goes in each hop of what was encoded, which begins a frame into it."""
    found = np.zeros(hops, np.float32)
    before = np.zeros(2 * peaks.REACH, np.float32)
    place = -mp3.SILENCE_BEHIND - audio.frame_samples - peaks.REACH
    for piece in chain(decode.long_frames(frames, audio), [np.zeros(2 * peaks.REACH, np.float32)]):
        both = np.concatenate((before, piece))
        magnitudes = peaks.magnitudes(both, audio.sample_rate_hz, HIGHEST)[peaks.REACH : -peaks.REACH]
        high = np.flatnonzero(magnitudes > HIGHEST)
        np.maximum.at(found, np.clip((place + high) // hop, 0, hops - 1), magnitudes[high])
        place += len(piece)
        before = both[-2 * peaks.REACH :]
    return found
