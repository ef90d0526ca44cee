"""What an editor is told of how a recording of speech sounds: as on the telephone, noisy, or very soft."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from audiobuild.messages import Message, msg
from audiobuild.sound.long import PIECE_S, pieces
from audiobuild.sound.loudness import Powers, Samples, blocks, gated, powers
from audiobuild.sound.recording import Halves, Recording

WINDOW_MS = 20
"""As long as a sound of speech; its level is counted in such steps."""

NOISY_DB = 15
"""Between speech and pauses. Recordings from quiet rooms have 35 to 60; below 15 listeners tire."""
DEEPEST_DB = 70
"""As quiet as a room may be, against a voice."""
PAUSE, SPEECH = 0.08, 0.9
"""Quantiles: a twelfth of speech at least is pauses, stops and breath, a tenth of it is loud vowels."""

SOFT_LUFS = -45
"""What is so soft is made louder by 30 dB, and with it all that the microphone hears besides."""

TELEPHONE_HZ = 3800
TELEPHONE_DB = -46
"""Power above that frequency against all of it. Speech has −12 to −35 there; what came through a telephone has −50 and less."""


def remarks(recording: Recording) -> tuple[Message, ...]:
    """Messages that follow "the recording"."""
    return (*recording.remarks, *_remarks(recording.samples, recording.rate_hz))


def noise_and_voice(levels: Powers, pauses: float = PAUSE) -> tuple[float, float]:
    """The levels in dB of the quiet and the loud windows of speech. Silence that somebody put there is quiet, too."""
    heard = levels[np.isfinite(levels)]
    if not len(heard):
        return -np.inf, -np.inf
    voice = float(np.quantile(heard, SPEECH))
    return float(np.quantile(np.maximum(levels, voice - DEEPEST_DB), pauses)), voice


def levels(samples: Halves, rate_hz: int, window_ms: int = WINDOW_MS) -> Powers:
    """The level of each whole window in dB, full scale 0, without rumble and hum; −∞ where there is digital silence."""
    window = rate_hz * window_ms // 1000
    found = []
    for piece in pieces(samples, PIECE_S * rate_hz // window * window):
        rows = _clean(piece, rate_hz)[: len(piece) // window * window].reshape(-1, window)
        found.append(np.einsum("ij,ij->i", rows, rows) / window)
    with np.errstate(divide="ignore"):
        power = np.concatenate(found)
        return np.asarray(10 * np.log10(np.where(power > 1e-13, power, 0)))


def _clean(piece: Samples, rate_hz: int) -> Powers:
    """Less the mean of 5 ms around each sample: −20 dB at 50 Hz, and a click stays as short as it was."""
    half = rate_hz // 400
    sums = np.cumsum(np.pad(piece.astype(np.float64), (half + 1, half), mode="edge"))
    return np.asarray(piece - (sums[2 * half + 1 :] - sums[: -2 * half - 1]) / (2 * half + 1))


def _remarks(samples: Halves, rate_hz: int) -> Iterator[Message]:
    loudness = gated(blocks(powers(pieces(samples, PIECE_S * rate_hz), rate_hz)))
    if loudness < SOFT_LUFS:
        yield msg("is very soft: {:.0f} LUFS; its noise becomes as much louder as the voice", loudness)
    noise, voice = noise_and_voice(levels(samples, rate_hz))
    if voice - noise < NOISY_DB:
        yield msg("is noisy: the voice is only {:.0f} dB louder than what is heard in its pauses", voice - noise)
    if _above_telephone_db(samples, rate_hz) < TELEPHONE_DB:
        yield msg("sounds as on the telephone: there is nothing above 4 kHz")


def _above_telephone_db(samples: Halves, rate_hz: int) -> float:
    size = 1024
    spectrum = np.zeros(size // 2 + 1)
    for piece in pieces(samples, size * 256):
        rows = piece[: len(piece) // size * size].reshape(-1, size) * np.hanning(size)
        spectrum += np.square(np.abs(np.fft.rfft(rows))).sum(axis=0)
    low = 150 * size // rate_hz
    above = spectrum[TELEPHONE_HZ * size // rate_hz + 4 :].sum() / max(spectrum[low:].sum(), 1e-30)
    return float(10 * np.log10(max(above, 1e-30)))
