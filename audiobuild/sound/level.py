"""Levelling one sentence: edges, resampling, gain, limiter; and how the gain is found.

A voice is calibrated once: a fixed text is spoken, its loudness measured behind the limiter, and the one gain that brings
it to the show's loudness is used for all its sentences. So any sentence can be finished anywhere, natural dynamics stay,
and no second pass over an episode is needed (docs/decisions.md#a-voice-is-measured-once).

Samples are mono. ``float32`` arrays are scaled to ±1.0; PCM is signed 16-bit little-endian.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

import numpy as np
import soxr

from audiobuild.messages import msg
from audiobuild.model import Audio, Speech, Word
from audiobuild.sound import peaks
from audiobuild.sound.loudness import Samples, from_pcm, integrated

with warnings.catch_warnings():
    # pydub warns that it found no ffmpeg (never called here) and, before Python 3.13, that audioop will leave.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

VERSION = 3
"""Raised with every change here that changes the sound: it is part of a clip's address."""

EDGE_THRESHOLD = 10 ** (-55 / 20)
"""What is quieter than −55 dBFS before and behind the speech is engine noise, not a soft consonant."""

LEAD_MS, TAIL_MS = 12, 24
"""How much of the quiet is left at either end; the fades lie within it."""

ENCODER_SCALE = 0.95
"""LAME multiplies what it is given by this (measured at both our formats and four frequencies: −0.446 dB; lameenc cannot set
it), so sound leaves here larger by as much. All levels below are those behind the encoder."""

CEILING = 10 ** (-3 / 20)
"""The limiter's ceiling. What the encoder adds is mostly less than what lies between it and −1 dBTP; :mod:`.mastering` sees to
the rest."""

LIMITER_HOP_MS = 1
LIMITER_REACH = 2
"""The gain falls over 2 ms before a peak and rises over 2 ms behind it. Speech peaks once in 5 to 10 ms, with the pitch: a
limiter that holds on from one peak to the next turns the whole voice down, the gain is raised to make up for it, and so on
(espeak's m3 at a ceiling of −3.5 dB, with 5 ms each way: 8.7 dB of gain, and peaks of −1.1 dBTP behind the encoder; with 2 ms:
7.8 dB and −1.8 dBTP)."""

LOUDNESS_TOLERANCE_LU = 0.05


@cache
def fingerprint() -> str:
    """What levelled a clip, for its content address."""
    return f"sound {VERSION} soxr {version('soxr')}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Levelled:
    """A sentence ready to be encoded: PCM at the show's rate, where the speech lies in it, and its words. ``runs`` are its
    samples before the limiter, and their highest magnitudes."""

    pcm: bytes
    speech_start_ms: int
    speech_end_ms: int
    words: tuple[Word, ...]
    runs: tuple[tuple[Samples, Samples], ...]


def level(runs: Sequence[tuple[Speech, float, int]], audio: Audio) -> Levelled:
    """One sentence from its runs, each the speech, its gain in dB, and where its text begins in the spoken sentence.

    Edges are trimmed and faded, runs joined with the quiet that is left between them, peaks held below the ceiling.
    Silence behind the speech is the caller's business: the PCM ends with the tail of the speech.
    """
    whole = AudioSegment.empty()
    words: list[Word] = []
    before: list[tuple[Samples, Samples]] = []
    for speech, gain_db, offset in runs:
        segment, cut_ms = _trimmed(speech)
        if not len(segment):
            continue
        begin = len(whole)
        words += (
            Word(start=word.start + offset, end=word.end + offset, time_ms=max(0, word.time_ms - cut_ms) + begin)
            for word in speech.words
        )
        louder = _louder(segment, gain_db, audio)
        magnitudes = peaks.magnitudes(louder, audio.sample_rate_hz, CEILING)
        before.append((louder, magnitudes))
        limited = _segment(held(louder, magnitudes, CEILING, audio.sample_rate_hz), audio)
        whole = whole.append(limited, crossfade=0) if begin else limited
    length_ms = len(whole)
    return Levelled(
        pcm=whole.raw_data if length_ms else b"",
        speech_start_ms=min(LEAD_MS, length_ms),
        speech_end_ms=max(0, length_ms - TAIL_MS),
        words=tuple(words),
        runs=tuple(before),
    )


def calibrate(speeches: Sequence[Speech], audio: Audio) -> float:
    """The gain in dB with which these sentences, levelled, have the show's loudness.

    Raises ValueError if they hold no sound, or peaks so high above the rest that they cannot get there.
    """
    sentences = [_resampled(_trimmed(speech)[0], audio) for speech in speeches]
    pause = np.zeros(audio.sample_rate_hz // 3, dtype=np.float32)

    def reached(gain_db: float) -> float:
        heard = [part for samples in sentences for part in (pause, _limited_by(samples, gain_db, audio))][1:]
        return integrated(np.concatenate(heard or [pause]), audio.sample_rate_hz)

    return settled(reached, audio.loudness_lufs)


def settled(loudness: Callable[[float], float], wanted_lufs: float) -> float:
    """The gain in dB with which sound has the wanted loudness; ``loudness`` says what it has behind the limiter with a gain.

    Raises ValueError if there is none. The limiter takes loudness away, the more the louder, so the gain is found by trying,
    each turn from how the last two turned out (measured: 3 to 4 turns for the espeak voices; 7 to 10 if each turn just adds
    what is missing).
    """
    gain_db, step, slope, reached = 0.0, 0.0, 1.0, -np.inf
    for _ in range(12):
        before, reached = reached, loudness(gain_db)
        missing = wanted_lufs - reached
        if not np.isfinite(missing):
            raise ValueError(msg("there is no sound to measure"))
        if abs(missing) <= LOUDNESS_TOLERANCE_LU:
            return float(round(gain_db, 2))  # of numpy's own rounding
        if np.isfinite(before):
            slope = min(1.0, max(0.2, (reached - before) / step))
        step = missing / slope
        gain_db += step
    raise ValueError(msg("it reaches {:.1f} LUFS, not {:.1f}: its peaks are too high", reached, wanted_lufs))


def _trimmed(speech: Speech) -> tuple[AudioSegment, int]:
    """The speech without quiet edges, faded, and how many ms were cut before it. Silence is meant, and stays whole."""
    samples = np.frombuffer(speech.pcm, dtype="<i2")
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > EDGE_THRESHOLD * 32768)
    segment = AudioSegment(speech.pcm, sample_width=2, frame_rate=speech.rate_hz, channels=1)
    if not len(loud):
        return segment, 0
    start = max(0, int(loud[0]) * 1000 // speech.rate_hz - LEAD_MS)
    end = int(loud[-1]) * 1000 // speech.rate_hz + TAIL_MS
    return segment[start:end].fade_in(LEAD_MS // 2).fade_out(TAIL_MS // 2), start


def _louder(segment: AudioSegment, gain_db: float, audio: Audio) -> Samples:
    return _resampled(segment, audio) * np.float32(10 ** (gain_db / 20))


def _segment(samples: Samples, audio: Audio) -> AudioSegment:
    pcm = to_pcm(samples / np.float32(ENCODER_SCALE))
    return AudioSegment(pcm, sample_width=2, frame_rate=audio.sample_rate_hz, channels=1)


def to_pcm(samples: Samples) -> bytes:
    """Samples as signed 16-bit little-endian PCM."""
    return bytes(np.rint(samples * np.float32(32767)).astype("<i2"))


def _resampled(segment: AudioSegment, audio: Audio) -> Samples:
    samples: Samples = soxr.resample(from_pcm(segment.raw_data), segment.frame_rate, audio.sample_rate_hz)
    return samples


def _limited_by(samples: Samples, gain_db: float, audio: Audio) -> Samples:
    return limited(samples * np.float32(10 ** (gain_db / 20)), audio.sample_rate_hz)


def limited(samples: Samples, rate_hz: int) -> Samples:
    """The samples with no peak above the ceiling, also between them."""
    return held(samples, peaks.magnitudes(samples, rate_hz, CEILING), CEILING, rate_hz)


def held(samples: Samples, magnitudes: Samples, ceiling: float, rate_hz: int) -> Samples:
    """The samples turned down where their ``magnitudes`` are above the ceiling, by a gain that looks ahead and never jumps."""
    hop = rate_hz * LIMITER_HOP_MS // 1000
    if not len(samples) or magnitudes.max() <= ceiling:
        return samples
    return applied(samples, gains(highest(magnitudes, hop), ceiling), hop)


def highest(magnitudes: Samples, hop: int) -> Samples:
    """Of each hop."""
    peaks: Samples = np.maximum.reduceat(magnitudes, np.arange(0, len(magnitudes), hop))
    return peaks


def gains(highest: Samples, ceiling: float) -> Samples:
    """The gain at both ends of each hop, one more than there are hops, that brings their ``highest`` below the ceiling.

    It is found per hop: the least that any hop within reach needs, then smoothed over that reach, so it never exceeds what its
    own hop needs. Between hops it is a straight line from the lesser of two neighbours to the next.
    """
    needed = np.minimum(1.0, ceiling / np.maximum(highest, ceiling))
    window = np.hanning(2 * LIMITER_REACH + 3)[1:-1]
    padded = np.pad(needed, 2 * LIMITER_REACH, constant_values=1.0)
    least = np.lib.stride_tricks.sliding_window_view(padded, 2 * LIMITER_REACH + 1).min(axis=1)
    smooth = np.convolve(least, window / window.sum(), mode="valid")
    return np.asarray(np.minimum(np.append(smooth, smooth[-1]), np.append(smooth[0], smooth)), np.float32)


def applied(samples: Samples, gains: Samples, hop: int) -> Samples:
    """The samples with such a gain."""
    ramp = np.arange(hop, dtype=np.float32) / hop
    gain = (gains[:-1, None] + (gains[1:] - gains[:-1])[:, None] * ramp).reshape(-1)
    return np.asarray(samples * gain[: len(samples)])
