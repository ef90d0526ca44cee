"""True peaks, held against ffmpeg's own meter."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from audio import ffmpeg_meter

from audiobuild.sound import peaks
from audiobuild.sound.loudness import Samples

RATES = (22050, 24000, 48000)


def true_peak(pieces: Iterable[Samples], rate: int) -> float:
    meter = peaks.TruePeakMeter(rate)
    for piece in pieces:
        meter.add(piece)
    return meter.dbtp()


def noise(count: int, loud: float) -> Samples:
    return (np.random.default_rng(5).standard_normal(count) * loud).astype(np.float32)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("part", [0.1, 0.5, 0.79, 0.95, 0.99])
def test_tones_of_any_height_are_as_high_as_ffmpeg_finds_them(tmp_path: Path, rate: Any, part: Any) -> None:
    """Parts of half the rate; at 0.5, an eighth of a turn late, each sample is 3 dB below the peak."""
    tone = (0.9 * np.sin(np.arange(rate) * np.pi * part + np.pi / 4) * np.hanning(rate)).astype(np.float32)
    _, expected = ffmpeg_meter(tmp_path / "a.wav", tone, rate)
    assert (expected, true_peak([tone], rate)) == pytest.approx((-0.9, -0.92), abs=0.06)


@pytest.mark.parametrize("rate", RATES)
def test_noise_is_as_high_as_ffmpeg_finds_it(tmp_path: Path, rate: Any) -> None:
    samples = noise(rate, 0.2)
    _, expected = ffmpeg_meter(tmp_path / "a.wav", samples, rate)
    assert true_peak([samples], rate) == pytest.approx(expected, abs=0.11)


def test_a_peak_between_two_samples_neither_of_which_is_higher_than_its_neighbours() -> None:
    """Out of Kokoro's speech: 0.606 and 0.619 lie on a peak of 0.9, and −0.622 follows."""
    samples = np.array(
        [0.3, -0.137, -0.23, 0.138, -0.214, -0.446, 0.606, 0.619, -0.622, -0.259, 0.538, -0.132, -0.511, 0.222]
    )
    found = peaks.magnitudes(samples.astype(np.float32), 24000, 0.89)
    assert int(found.argmax()) == 6
    assert found[6] == pytest.approx(0.9, abs=0.02)


def test_what_is_low_is_left_alone() -> None:
    samples = noise(1000, 0.05)
    assert np.array_equal(peaks.magnitudes(samples, 24000, 0.9), np.abs(samples))


def test_pieces_of_any_length_are_measured_as_the_whole() -> None:
    samples = noise(50_000, 0.1)
    cuts = np.sort(np.random.default_rng(6).integers(0, len(samples), 400))
    assert true_peak(np.split(samples, cuts), 24000) == pytest.approx(true_peak([samples], 24000), abs=1e-4)


def test_the_peak_of_nothing() -> None:
    assert true_peak([], 24000) == -np.inf
    assert true_peak([np.zeros(100, np.float32)], 24000) == -np.inf
