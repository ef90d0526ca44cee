"""Loudness, held against ffmpeg's own meter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from audio import ffmpeg_meter

from audiobuild.sound import loudness


@pytest.mark.parametrize("rate", [22050, 24000, 48000])
def test_loudness_is_what_ffmpeg_measures(tmp_path: Path, rate: Any) -> None:
    rng = np.random.default_rng(3)
    steps = np.repeat([0.5, 0.05, 0.0005, 0.2], rate * 3)
    samples = (rng.standard_normal(len(steps)) * 0.3 * steps).astype(np.float32)
    expected, _ = ffmpeg_meter(tmp_path / "a.wav", samples, rate)
    assert loudness.integrated(samples, rate) == pytest.approx(expected, abs=0.06)


def test_loudness_of_the_standard_s_reference() -> None:
    """BS.1770-4: a 997 Hz sine at 0 dBFS in one channel is −3.01 LUFS."""
    sine = np.sin(2 * np.pi * 997 * np.arange(48000 * 5) / 48000).astype(np.float32)
    assert loudness.integrated(sine, 48000) == pytest.approx(-3.01, abs=0.01)


def test_loudness_of_nothing() -> None:
    assert loudness.integrated(np.zeros(48000, np.float32), 48000) == -np.inf
    assert loudness.integrated(np.zeros(10, np.float32), 48000) == -np.inf


def test_pieces_of_any_length_are_measured_as_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    rate = 24000
    samples = np.random.default_rng(5).standard_normal(rate * 9).astype(np.float32) * 0.1
    whole = loudness.powers([samples], rate)
    assert len(whole) == 90
    cuts = np.sort(np.random.default_rng(6).integers(0, len(samples), 40))
    pieces = np.split(samples, cuts)
    monkeypatch.setattr(loudness, "PIECE_S", 2)
    assert loudness.powers(pieces, rate) == pytest.approx(whole, rel=1e-4)
