"""What comes out of the encoder is never too high: sounds made to overshoot, measured by ffmpeg on the MP3."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from programs import run, tool

from audiobuild.model import Audio, Speech
from audiobuild.sound import level, mastering, mp3
from audiobuild.sound.loudness import Samples

RATE = 24000
FORMATS = (Audio(), Audio(sample_rate_hz=48000))


def band(low: float, high: float) -> Samples:
    """Two seconds of noise between two frequencies in Hz, at most 1."""
    spectrum = np.fft.rfft(np.random.default_rng(3).standard_normal(2 * RATE))
    frequencies = np.fft.rfftfreq(2 * RATE, 1 / RATE)
    noise = np.fft.irfft(np.where((frequencies >= low) & (frequencies < high), spectrum, 0))
    samples: Samples = (noise / np.abs(noise).max()).astype(np.float32)
    return samples


def syllables(samples: Samples) -> Samples:
    """As loud as speech is, four times a second, with hard attacks."""
    return samples * (1 - np.arange(len(samples)) % (RATE // 4) / (RATE // 4)).astype(np.float32)


def voiced() -> Samples:
    """120 pulses a second through three resonances, as vowels are."""
    time = np.arange(RATE // 50) / RATE
    pulse = np.exp(-time * 300) * np.sin(2 * np.pi * np.outer((600, 1500, 3100), time)).sum(axis=0)
    train = np.zeros(2 * RATE)
    train[:: RATE // 120] = 1
    return (np.convolve(train, pulse)[: 2 * RATE] / 3).astype(np.float32)


SOUNDS: dict[str, Callable[[], Samples]] = {
    "noise just below half the rate": lambda: syllables(band(10_000, 11_900)),
    "sibilants": lambda: syllables(band(5_000, 11_500)),
    "white noise": lambda: band(0, 12_000),
    "clipped": lambda: np.clip(6 * syllables(voiced() + band(100, 9_000) / np.float32(4)), -0.99, 0.99),
    "vowels with sibilants, as a bright neural voice": lambda: (
        syllables(voiced() + band(6_000, 11_000)) * np.float32(0.6)
    ),
    "a square wave": lambda: np.sign(np.sin(np.arange(2 * RATE) * 0.7)).astype(np.float32) * np.float32(0.9),
}


def measured(frames: bytes, audio: Audio, work: Path) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP of an MP3 of these frames, as ffmpeg decodes it."""
    path = work / "a.mp3"
    path.write_bytes(mp3.whole(mp3.silent_frame(audio) + frames, audio))
    log = run(tool("ffmpeg"), *f"-hide_banner -nostats -i {path} -af ebur128=peak=true -f null -".split()).stderr
    loudness, peak = re.findall(r"(?:I:|Peak:) +(-?[\d.]+)", log[log.rindex("Summary") :])
    return float(loudness), float(peak)


def levelled(samples: Samples, gain_db: float, audio: Audio) -> bytes:
    """The sound as a sentence is before it is encoded."""
    speech = Speech(pcm=level.to_pcm(samples), rate_hz=RATE)
    frame = bytes(2 * audio.frame_samples)
    pcm = frame + level.level([(speech, gain_db, 0)], audio).pcm + bytes(2 * mp3.SILENCE_BEHIND)
    return pcm + bytes(-len(pcm) % len(frame))


@pytest.mark.parametrize("audio", FORMATS)
@pytest.mark.parametrize("sound", SOUNDS)
def test_no_sound_is_too_high_and_none_softer_than_it_must_be(tmp_path: Path, sound: Any, audio: Any) -> None:
    pcm = levelled(SOUNDS[sound](), 12, audio)
    before, _ = measured(mp3.encode(pcm, audio), audio, tmp_path)
    after, peak = measured(mastering.encode(pcm, audio), audio, tmp_path)
    assert peak <= -1
    assert after == pytest.approx(before, abs=0.1)


def test_the_limiter_alone_could_not_do_it(tmp_path: Path) -> None:
    pcm = levelled(SOUNDS["clipped"](), 12, FORMATS[0])
    _, peak = measured(mp3.encode(pcm, FORMATS[0]), FORMATS[0], tmp_path)
    assert peak > -1


def test_what_is_low_enough_is_encoded_once_and_as_it_is() -> None:
    pcm = levelled(SOUNDS["sibilants"](), 0, FORMATS[0])
    assert mastering.encode(pcm, FORMATS[0]) == mp3.encode(pcm, FORMATS[0])


@pytest.mark.parametrize("audio", FORMATS)
def test_the_shortest_silence_is_encoded(audio: Audio) -> None:
    pcm = bytes(2 * audio.frame_samples * (1 + mp3.tail_frames(audio)))
    assert mastering.encode(pcm, audio) == mp3.encode(pcm, audio)
