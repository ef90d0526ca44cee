"""Recordings trimmed, levelled and encoded piece by piece: what comes out is what the whole would give."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from audiobuild.messages import msg
from audiobuild.model import Audio
from audiobuild.sound import decode, layer3, level, long, mp3, peaks, quality, trimming
from audiobuild.sound.loudness import Samples, integrated
from audiobuild.sound.recording import Recording

BOTH = [pytest.param(Audio(), id="24000Hz"), pytest.param(Audio(sample_rate_hz=48000), id="48000Hz")]
AUDIO = Audio()


def talk(seconds: float, rate_hz: int = 24_000, *, peak: float = 0.9, top_hz: float = 9_000) -> Samples:
    """Noise in syllables of a quarter of a second and phrases of two seconds, with pauses between them."""
    random = np.random.default_rng(3)
    count = round(seconds * rate_hz)
    time = np.arange(count) / rate_hz
    spectrum = np.fft.rfft(random.standard_normal(count))
    spectrum *= 1 / (1 + np.fft.rfftfreq(count, 1 / rate_hz) / 600) ** 2
    spectrum[np.fft.rfftfreq(count, 1 / rate_hz) > top_hz] = 0
    sound = np.fft.irfft(spectrum, count) * (0.05 + np.abs(np.sin(time * 4 * np.pi)) ** 2) * (time % 2.5 < 2)
    return np.asarray(sound * peak / np.abs(sound).max(), np.float32)


def recording(samples: Samples, rate_hz: int = 24_000) -> Recording:
    return Recording(samples=samples.astype(np.float16), rate_hz=rate_hz)


@pytest.mark.parametrize("audio", BOTH)
def test_pieces_are_limited_as_the_whole(audio: Audio) -> None:
    rate_hz = audio.sample_rate_hz
    given = recording(talk(13, rate_hz), rate_hz)
    for gain_db in (-3.0, 0.0, 14.0):
        whole = level.limited(given.samples.astype(np.float32) * np.float32(10 ** (gain_db / 20)), rate_hz)
        found = list(long.levelled(given, long.Treatment(gain_db=gain_db)))
        assert len(found) == 4
        assert np.abs(np.concatenate(found) - whole).max() < 1e-6


@pytest.mark.parametrize("audio", BOTH)
def test_pieces_are_encoded_as_the_whole(audio: Audio) -> None:
    pcm = level.to_pcm(talk(3, audio.sample_rate_hz, peak=0.5))
    pieces = [pcm[place : place + 9998] for place in range(0, len(pcm), 9998)]
    frames = mp3.long_frames(len(pcm) // 2, audio)
    before = 2 * audio.frame_samples
    whole = bytes(before) + pcm + bytes(frames * before - before - len(pcm))
    assert mp3.encode_long(pieces, audio) == mp3.encode(whole, audio)


@pytest.mark.parametrize("audio", BOTH)
def test_a_recording_becomes_as_loud_as_the_show_and_no_peak_too_high(audio: Audio) -> None:
    rate_hz = audio.sample_rate_hz
    given = recording(talk(11, rate_hz, peak=0.2), rate_hz)
    for offset_db in (0, -6):
        treatment = long.Treatment(gain_db=long.gain_db(given, audio, offset_db=offset_db))
        frames = long.encoded(given, treatment, audio)
        assert len(frames) % audio.frame_bytes == 0
        stream = tuple(layer3.frames(frames))
        assert stream[0].main_data_begin == 0
        assert not tuple(layer3.torn(stream))
        heard = np.concatenate(list(decode.long_frames(frames, audio)))
        assert integrated(heard, rate_hz) == pytest.approx(audio.loudness_lufs + offset_db, abs=0.25)
        meter = peaks.TruePeakMeter(rate_hz)
        meter.add(heard)
        assert meter.dbtp() <= peaks.HIGHEST_DBTP
        behind = mp3.silent_frame(audio) * mp3.tail_frames(audio)
        followed = np.concatenate(list(decode.long_frames(frames + behind, audio)))
        assert np.abs(followed[len(heard) + mp3.SILENCE_BEHIND :]).max(initial=0) < 1e-4  # nothing is cut off


def test_peaks_behind_the_encoder_are_turned_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a limiter that lets more through than the limit, there is something to do."""
    monkeypatch.setattr(level, "CEILING", 1.0)
    given = recording(talk(9))
    frames = long.encoded(given, long.Treatment(gain_db=6), AUDIO)
    meter = peaks.TruePeakMeter(24_000)
    for piece in decode.long_frames(frames, AUDIO):
        meter.add(piece)
    assert peaks.HIGHEST_DBTP - 1.5 < meter.dbtp() <= peaks.HIGHEST_DBTP


def test_fades_are_as_long_as_asked_for() -> None:
    given = recording(np.full(24_000 * 9, 0.25, np.float32))
    treatment = long.Treatment(gain_db=0, fade_in_ms=5000, fade_out_ms=1000)
    found = np.concatenate(list(long.levelled(given, treatment)))
    assert found[[0, 60_000, 120_000, 180_000, -1]] == pytest.approx([0, 0.125, 0.25, 0.25, 0], abs=1e-4)
    assert found[-12_001] == pytest.approx(0.125, abs=1e-4)


def test_a_short_sound_is_measured_too() -> None:
    given = recording(talk(0.2, peak=0.1))
    assert np.isfinite(long.gain_db(given, AUDIO))


def test_clicks_alone_cannot_be_as_loud_as_speech() -> None:
    clicks = np.full(24_000 * 4, 1e-3, np.float32)
    clicks[::4000] = 0.9
    with pytest.raises(ValueError, match=r"^it reaches -\d\d\.\d LUFS, not -16\.0: its peaks are too high$"):
        long.gain_db(recording(clicks), AUDIO)
    with pytest.raises(ValueError, match=r"^there is no sound to measure$"):
        long.gain_db(recording(np.zeros(24_000, np.float32)), AUDIO)


def test_quiet_before_and_behind_speech_is_cut() -> None:
    noise = np.random.default_rng(5).standard_normal(24_000 * 12).astype(np.float32)
    for floor in (1e-5, 0.003):
        whole = noise * np.float32(floor)
        whole[24_000 * 3 : 24_000 * 7] += talk(4)
        whole[24_000:24_020] += 0.5  # somebody presses the button
        found = trimming.speech(recording(whole)).duration_ms
        assert found == pytest.approx(4000 + 250 - 25, abs=70)
    silent = recording(np.zeros(24_000, np.float32))
    assert trimming.speech(silent) is silent


def test_of_music_only_silence_is_cut() -> None:
    whole = np.zeros(24_000 * 3, np.float32)
    whole[24_000:48_000] = 0.001 * np.sin(np.arange(24_000) / 9 + 1)
    assert trimming.sound(recording(whole)).duration_ms == pytest.approx(1000, abs=2)


def test_what_an_editor_is_told() -> None:
    random = np.random.default_rng(6)
    clean = talk(10)
    hiss = random.standard_normal(len(clean)).astype(np.float32)
    assert quality.remarks(recording(clean + 0.0003 * hiss)) == ()
    (noisy,) = quality.remarks(recording(clean + 0.05 * hiss))
    assert noisy.template == "is noisy: the voice is only {:.0f} dB louder than what is heard in its pauses"
    (soft,) = quality.remarks(recording(clean * 0.004))
    assert soft.template == "is very soft: {:.0f} LUFS; its noise becomes as much louder as the voice"
    assert quality.remarks(recording(talk(10, top_hz=3400))) == (
        "sounds as on the telephone: there is nothing above 4 kHz",
    )
    before = dataclasses.replace(recording(clean), remarks=(msg("is clipped"),))
    assert quality.remarks(before) == ("is clipped",)
