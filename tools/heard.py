"""What voices sound like, in figures: how high they are, the shape of their spectrum, and how far two are from each other."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

import numpy as np
import numpy.typing as npt

from audiobuild.model import Speech

SEMITONES, SPECTRUM = 2.0, 2.5
"""By which differences of pitch and of the spectrum's shape are made comparable."""
Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A voice as it is heard: the median of its pitch, and 13 cepstral coefficients of its mean spectrum."""

    hertz: float
    spectrum: Vector


def heard(sound: Speech) -> Heard:
    """What a sound of some seconds tells of its voice."""
    return Heard(hertz=pitch_hz(sound), spectrum=spectrum(sound))


def semitones(one: Heard, other: Heard) -> float:
    """How much higher the one is than the other."""
    return 12 * log2(one.hertz / other.hertz)


def difference(one: Heard, other: Heard) -> float:
    """In pitch and in the spectrum's shape: a voice is about 0.5 from itself in another text."""
    shape = float(np.linalg.norm(one.spectrum - other.spectrum))
    return float(np.hypot(semitones(one, other) / SEMITONES, shape / SPECTRUM))


def pitch_hz(sound: Speech) -> float:
    """The median of the fundamental frequency, by autocorrelation of 50 ms windows."""
    samples = np.frombuffer(sound.pcm, "<i2").astype(float)
    size = sound.rate_hz // 20
    shortest, longest = sound.rate_hz // 400, sound.rate_hz // 60
    found = []
    for window in samples[: len(samples) // size * size].reshape(-1, size):
        likeness = np.correlate(window - window.mean(), window - window.mean(), "full")[size - 1 :]
        period = shortest + int(np.argmax(likeness[shortest:longest]))
        if window.std() > 800 and likeness[period] > 0.5 * likeness[0]:
            found.append(sound.rate_hz / period)
    return float(np.median(found))


def spectrum(sound: Speech) -> Vector:
    """The mean shape of the spectrum: 13 cepstral coefficients of 26 mel bands, loudness left out."""
    size, bands = 512, 26
    samples = np.frombuffer(sound.pcm, "<i2") / 32768
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[:: size // 2] * np.hanning(size)
    loud = frames[frames.std(axis=1) > np.percentile(frames.std(axis=1), 40)]
    power = np.abs(np.fft.rfft(loud)) ** 2
    highest = 2595 * np.log10(1 + 0.95 * sound.rate_hz / 2 / 700)
    hertz = 700 * (10 ** (np.linspace(2595 * np.log10(1 + 100 / 700), highest, bands + 2) / 2595) - 1)
    edges, bins = hertz * size / sound.rate_hz, np.arange(size // 2 + 1)
    rising = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    mel = np.log(power @ np.maximum(0, np.minimum(rising, falling)).T + 1e-9)
    waves = np.cos(np.pi / bands * (np.arange(bands) + 0.5) * np.arange(1, 14)[:, None])
    cepstrum: Vector = (mel @ waves.T).mean(axis=0) / np.sqrt(bands)
    return cepstrum
