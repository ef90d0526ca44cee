"""How loud a sentence is, and would be with another gain, held against ffmpeg."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from audio import ffmpeg_meter

from audiobuild.languages.reading import calibration_text, sentences
from audiobuild.model import OFFSETS_DB, Audio, Inline, Speech
from audiobuild.publication import voices
from audiobuild.sound import level, metering
from audiobuild.sound.loudness import from_pcm
from audiobuild.speech.engines.espeak import Espeak

AUDIO = Audio()
GAIN_DB = 9.0
PAUSE = np.zeros(AUDIO.sample_rate_hz * 4 // 10, np.float32)


@pytest.fixture(scope="module")
def speeches() -> list[Speech]:
    """A dozen sentences of a voice that the limiter works hard on."""
    voice = voices.builtin("de-answer-male")
    assert voice
    found = sentences((Inline(text=calibration_text("de")),), language="de")
    return [Espeak().synthesize(one.spoken, language="de", voice=voice) for one in found]


@pytest.mark.parametrize("number", range(len(OFFSETS_DB)))
def test_sentences_add_up_to_what_is_heard_at_each_gain(number: int, speeches: list[Speech], tmp_path: Path) -> None:
    measured = [metering.loudness(level.level([(one, GAIN_DB, 0)], AUDIO).runs, AUDIO) for one in speeches]
    energy = sum(10 ** (levels[number] / 10) * loud_ms for levels, loud_ms in measured)
    told = 10 * np.log10(energy / sum(loud_ms for _, loud_ms in measured))
    louder = [level.level([(one, GAIN_DB + OFFSETS_DB[number], 0)], AUDIO).pcm for one in speeches]
    whole = np.concatenate([part for pcm in louder for part in (PAUSE, from_pcm(pcm) * level.ENCODER_SCALE)])
    heard, _ = ffmpeg_meter(tmp_path / "whole.wav", np.append(whole, PAUSE), AUDIO.sample_rate_hz)
    assert told == pytest.approx(heard, abs=0.1)


def test_runs_of_a_sentence_follow_each_other(speeches: list[Speech]) -> None:
    both = level.level([(speeches[0], GAIN_DB, 0), (speeches[1], GAIN_DB, 0)], AUDIO)
    _, first = metering.loudness(both.runs[:1], AUDIO)
    _, second = metering.loudness(both.runs[1:], AUDIO)
    _, whole = metering.loudness(both.runs, AUDIO)
    assert whole == pytest.approx(first + second - 300, abs=200)


def test_what_is_silent_has_no_loudness() -> None:
    silent = level.level([(Speech(pcm=bytes(48000), rate_hz=24000), 0.0, 0)], AUDIO)
    assert metering.loudness(silent.runs, AUDIO) == ((), 0)
    assert metering.loudness((), AUDIO) == ((), 0)
    click = level.level([(Speech(pcm=b"\xff\x3f", rate_hz=24000), 0.0, 0)], AUDIO)
    assert metering.loudness(click.runs, AUDIO) == ((), 0)
