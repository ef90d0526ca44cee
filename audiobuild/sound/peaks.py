"""True peaks: how far the wave goes between samples, too (ITU-R BS.1770-4, annex 2).

It is followed at 192 kHz at least, as the annex asks: four points for each sample at 48 kHz, eight at 24 kHz, where four would
miss up to 0.7 dB of a tone just below 12 kHz and eight 0.2. A wave is hardly twice as high as the samples on either side, so
points are computed beside high samples only. Held against ffmpeg's ebur128 with speech of espeak, Piper and Kokoro, limited
hard and out of the encoder, and with tones at 0.99 of half the rate (which soxr filters away): the same, as far as it rounds.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from audiobuild.sound.loudness import Samples

HIGHEST_DBTP = -1.0
"""What is published has no higher peak (docs/standards.md#loudness)."""

FINE_HZ = 192_000
REACH = 16
"""Samples on either side from which a point is computed."""


class TruePeakMeter:
    """The highest peak of sound that comes piece by piece."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._highest = 0.0
        self._held = np.zeros(REACH, np.float32)

    def add(self, piece: Samples) -> None:
        """Sound that follows what was added before."""
        there = np.concatenate((self._held, piece))
        if len(there) > 2 * REACH:
            above = max(self._highest, float(np.abs(there).max()))
            self._highest = max(self._highest, float(magnitudes(there, self._rate_hz, above)[REACH:-REACH].max()))
        self._held = there[-2 * REACH :]

    def dbtp(self) -> float:
        """The peak in dBTP; nothing can be added any more."""
        self.add(np.zeros(2 * REACH, np.float32))
        return float(20 * np.log10(self._highest)) if self._highest else -np.inf


def magnitudes(samples: Samples, rate_hz: int, above: float) -> Samples:
    """The highest magnitude of the wave from each sample to the next, where it is higher than ``above``; else the sample's."""
    found = np.abs(samples)
    high = found > above / 2
    high[:-1] |= high[1:]
    places = np.flatnonzero(high)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(samples, (REACH - 1, REACH)), 2 * REACH)
    # Not by BLAS, which starts threads for it: beside other workers they take six times the processor time.
    between = np.einsum("ij,kj->ki", around[places], _points(rate_hz))
    found[places] = np.maximum(found[places], np.abs(between).max(axis=0))
    return found


@cache
def _points(rate_hz: int) -> Samples:
    """What the samples around a place give to each of the points behind it, a row each: a sinc in a Kaiser window."""
    count = -(-FINE_HZ // rate_hz)
    distance = np.arange(1 - REACH, REACH + 1) - np.arange(1, count)[:, None] / count
    window = np.i0(6 * np.sqrt(1 - (distance / REACH) ** 2)) / np.i0(6)
    points: Samples = (np.sinc(distance) * window).astype(np.float32)
    return points
