"""Levelling, held against ffmpeg's own meters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from audio import ffmpeg_meter

from audiobuild.model import Audio, Speech, Word
from audiobuild.sound import decode, mp3
from audiobuild.sound import level as sound
from audiobuild.sound.loudness import Samples

AUDIO = Audio()


def speech(seconds: float = 3, peak: float = 0.9, rate: int = 22050, silence: float = 0.3) -> Speech:
    """Noise in syllables, with quiet around it, the same each time."""
    count = int(seconds * rate)
    noise = np.random.default_rng(7).standard_normal(count) * (0.02 + np.abs(np.sin(np.arange(count) / 2500)) ** 3)
    noise *= peak / np.abs(noise).max()
    edge = np.zeros(int(silence * rate))
    pcm = (np.concatenate([edge, noise, edge]) * 32767).astype("<i2").tobytes()
    return Speech(pcm=pcm, rate_hz=rate, words=(Word(start=0, end=4, time_ms=round(silence * 1000)),))


def floats(pcm: bytes) -> Samples:
    """As the code has them: ±1.0."""
    return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768)


@pytest.mark.parametrize("gain", [0.5, 2, 8, 40])
def test_the_limiter_lets_nothing_through_and_does_not_jump(gain: Any) -> None:
    samples = floats(speech().pcm) * np.float32(gain)
    limited = sound.limited(samples, 22050)
    assert np.abs(limited).max() <= sound.CEILING * 1.000001
    quiet = np.abs(samples) > 1e-3
    gains = limited[quiet] / samples[quiet]
    assert gains.max() <= 1.000001
    assert np.abs(np.diff(gains)).max() < 0.02 * max(1, gain / 8)


def test_what_is_soft_enough_is_left_alone() -> None:
    samples = floats(speech(peak=0.5).pcm)
    assert sound.limited(samples, 22050) is samples


def test_edges_are_trimmed_faded_and_counted() -> None:
    levelled = sound.level([(speech(seconds=1, silence=0.3), -3.0, 5)], AUDIO)
    length_ms = len(levelled.pcm) / 2 / 24
    assert length_ms == pytest.approx(12 + 1000 + 24, abs=6)
    assert levelled.speech_start_ms == 12
    assert levelled.speech_end_ms == pytest.approx(12 + 1000, abs=6)
    (word,) = levelled.words
    assert (word.start, word.end) == (5, 9)
    assert word.time_ms == pytest.approx(12, abs=2)
    samples = np.frombuffer(levelled.pcm, "<i2")
    assert abs(int(samples[0])) < 10
    assert abs(int(samples[-1])) < 10


def test_runs_are_joined_in_order() -> None:
    one, two = speech(seconds=1), speech(seconds=0.5)
    levelled = sound.level([(one, 0.0, 0), (two, -6.0, 10)], AUDIO)
    alone = sound.level([(one, 0.0, 0)], AUDIO)
    assert levelled.pcm.startswith(alone.pcm)
    assert [word.start for word in levelled.words] == [0, 10]
    assert levelled.words[1].time_ms == pytest.approx(len(alone.pcm) / 48 + 12, abs=2)


def test_silence_that_is_meant_keeps_its_length() -> None:
    silent = Speech(pcm=bytes(2 * 24000), rate_hz=24000)
    assert len(sound.level([(silent, 0.0, 0)], AUDIO).pcm) == 2 * 24000


@pytest.mark.parametrize("peak", [0.02, 0.3, 0.99])
def test_calibration_reaches_the_show_s_loudness_below_the_peak(tmp_path: Path, peak: Any) -> None:
    speeches = [speech(seconds=seconds, peak=peak) for seconds in (1, 2, 3)]
    gain = sound.calibrate(speeches, AUDIO)
    pcm = bytes(1152) + bytes(16000).join(sound.level([(item, gain, 0)], AUDIO).pcm for item in speeches)
    pcm += bytes(2 * mp3.SILENCE_BEHIND)
    stream = mp3.encode(pcm + bytes(-len(pcm) % 1152), AUDIO) + mp3.silent_frame(AUDIO) * 2
    samples = floats(decode.mp3(stream).pcm)
    loudness, true_peak = ffmpeg_meter(tmp_path / "a.wav", samples, 24000)
    assert loudness == pytest.approx(-16, abs=0.11)
    assert true_peak <= -1


def test_a_voice_without_sound_cannot_be_calibrated() -> None:
    with pytest.raises(ValueError, match="no sound"):
        sound.calibrate([Speech(pcm=bytes(48000), rate_hz=24000)], AUDIO)
