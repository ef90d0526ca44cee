"""How loud sound is: integrated loudness of any length of it, in memory that stays the same.

ITU-R BS.1770-4: K-weighting, blocks of 400 ms that overlap by three quarters, gates at −70 LUFS and −10 LU. Samples are mono
``float32``, ±1.0 at full scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Samples: TypeAlias = npt.NDArray[np.float32]
Powers: TypeAlias = npt.NDArray[np.float64]

HOP_MS = 100
BLOCK_HOPS = 4
"""Loudness is counted in blocks of 400 ms, in steps of 100 ms."""

SILENT_LUFS = -70
GATE_LU = -10
"""What is softer than the one, or by so much than all that is not, does not count."""

PIECE_S = 4
"""How much sound is weighted at a time: a few megabytes, which is also what a processor's cache holds."""


def from_pcm(pcm: bytes) -> Samples:
    """Signed 16-bit little-endian PCM as samples."""
    return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768)


def integrated(samples: Samples, rate_hz: int) -> float:
    """Integrated loudness in LUFS; −∞ where nothing is above the gate."""
    return gated(blocks(powers([samples], rate_hz)))


def powers(pieces: Iterable[Samples], rate_hz: int, hop_ms: int = HOP_MS) -> Powers:
    """The mean power of each whole hop of the K-weighted sound."""
    hop = rate_hz * hop_ms // 1000
    by_piece = [
        np.square(piece[: len(piece) // hop * hop], dtype=np.float64).reshape(-1, hop).mean(axis=1)
        for piece in _k_weighted(pieces, rate_hz)
    ]
    return np.concatenate(by_piece) if by_piece else np.zeros(0)


def blocks(powers: Powers) -> Powers:
    """The mean power of each block of four hops; block ``i`` begins with hop ``i``."""
    return (
        np.convolve(powers, np.full(BLOCK_HOPS, 1 / BLOCK_HOPS), mode="valid")
        if len(powers) >= BLOCK_HOPS
        else np.zeros(0)
    )


def gated(blocks: Powers) -> float:
    """The loudness of these blocks in LUFS, without those that are silent or far softer than the rest."""
    blocks = blocks[blocks > power(SILENT_LUFS)]
    if not len(blocks):
        return -np.inf
    blocks = blocks[blocks > blocks.mean() * 10 ** (GATE_LU / 10)]
    return lufs(blocks.mean())


def lufs(power: float) -> float:
    """The loudness of K-weighted sound of that mean power."""
    return float(-0.691 + 10 * np.log10(power))


def power(lufs: float) -> float:
    """The mean power of K-weighted sound of that loudness."""
    return float(10 ** ((lufs + 0.691) / 10))


def _k_weighted(pieces: Iterable[Samples], rate_hz: int) -> Iterator[Samples]:
    """The sound through the two filters of BS.1770, whole seconds at a time.

    Applied to the spectrum of each piece together with the half second before it: the filters' responses are gone by then. A
    spectrum is of whole half seconds, which are numbers of small factors.
    """
    half = rate_hz // 2
    before = np.zeros(half, np.float32)
    for piece in _cut(pieces, PIECE_S * rate_hz):
        both = np.concatenate((before, piece))
        size = -(-len(both) // half) * half
        weighted = np.fft.irfft(np.fft.rfft(both, size) * _response(rate_hz, size), size)
        yield weighted[len(before) : len(both)].astype(np.float32)
        before = both[-len(before) :]


def _cut(pieces: Iterable[Samples], length: int) -> Iterator[Samples]:
    """The same sound in pieces of ``length`` samples, the last one shorter."""
    held: list[Samples] = []
    there = 0
    for piece in pieces:
        held.append(piece)
        there += len(piece)
        if there >= length:
            whole = np.concatenate(held)
            for start in range(0, there - length + 1, length):
                yield whole[start : start + length]
            held = [whole[there - there % length :]]
            there %= length
    if there:
        yield np.concatenate(held)


@cache
def _response(rate_hz: int, size: int) -> npt.NDArray[np.complex128]:
    """The filters, as factors of a spectrum of that size."""
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    response: npt.NDArray[np.complex128] = np.ones_like(z)
    for (b0, b1, b2), (a1, a2) in _k_filters(rate_hz):
        response *= (b0 + b1 * z + b2 * z * z) / (1 + a1 * z + a2 * z * z)
    return response


def _k_filters(rate_hz: int) -> tuple[tuple[tuple[float, float, float], tuple[float, float]], ...]:
    """Coefficients at any rate. The standard gives them at 48 kHz; the analogue prototypes behind them (a high shelf of
    3.99984 dB at 1681.97 Hz with Q 0.70718, a high pass at 38.135 Hz with Q 0.50033) reproduce its table to 1e-9."""
    k = np.tan(np.pi * 1681.974450955533 / rate_hz)
    q, gain = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    half = gain**0.4996667741545416
    norm = 1 + k / q + k * k
    shelf = (
        ((gain + half * k / q + k * k) / norm, 2 * (k * k - gain) / norm, (gain - half * k / q + k * k) / norm),
        (2 * (k * k - 1) / norm, (1 - k / q + k * k) / norm),
    )
    k, q = np.tan(np.pi * 38.13547087602444 / rate_hz), 0.5003270373238773
    norm = 1 + k / q + k * k
    high_pass = ((1.0, -2.0, 1.0), (2 * (k * k - 1) / norm, (1 - k / q + k * k) / norm))
    return shelf, high_pass
