"""What every engine must do, run over all that are installed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from audiobuild.errors import EngineError
from audiobuild.model import Speech, Voice
from audiobuild.speech import engines
from audiobuild.speech.engines import Asking, Engine
from engines.services import Server, SkippingClock

VOICES = {
    "espeak": Voice(name="guest", engine="espeak", language="de", options={"variant": "f2"}),
    "gtts": Voice(name="translator", engine="gtts", language="de"),
    "http": Voice(name="machine", engine="http", language="de", options={"model": "kokoro", "voice": "af_heart"}),
    "kokoro": Voice(
        name="heart", engine="kokoro", language="en", options={"model": "~/kokoro/small.onnx", "voice": "af_small"}
    ),
    "piper": Voice(name="neuron", engine="piper", language="de", options={"model": "de_DE-klein-low"}),
    "silence": Voice(name="nobody", engine="silence", language="de"),
}
"""A voice for each engine, that speaks on any machine: German, where its engine can."""

AROUND = {"gtts": "google_server", "http": "openai_server", "kokoro": "kokoro_models", "piper": "piper_models"}
"""What an engine needs around it: the fixture of a local service, or of files."""

ORDINARY = "Die Bücherei hat rund 20.000 Bände, und sie wächst weiter."
NOTHING = (
    "",
    " ",
    "\t\n",
    "\x00",
    "\x01\x1b\x7f\x85",
    "\u200b\ufeff",
    ".",
    "…",
    "?!",
    "– —",
    "„“ ( ) [ ]",
    "* * *",
    "😀",
    "👩‍👧 ❤️ 🏳️‍🌈",
)
STRANGE = {
    "emoji": "Das freut uns 😀 sehr 👩‍👧!",
    "controls": "Erst\x00 das\x01 eine, \x1b[1mdann\x7f das\r\n andere.",
    "lone surrogates": "Ein \ud83d halbes \udc00 Zeichen.",
    "astral and combining characters": "𝔘nd e\u0301 u\u0308 𐍈 \U0010fffd Z\u0335\u0321\u0353a\u0300\u0301\u0302lgo",
    "right to left": "Das heißt \u202eשלום\u202c und مرحبا.",
    "markup": "a < b & c > d &lt; <b>fett</b> <speak><voice name='en'> [[h@l'oU]] {x} \\",
    "a long word": "Donaudampfschifffahrtsgesellschaft" * 20,
    "digits": "1234567890" * 30,
    "5,000 characters": "Sie kam. Er ging, und dann? " * 179,
}

pytestmark = pytest.mark.parametrize("name", engines.names())


@pytest.fixture
def engine(name: str, request: pytest.FixtureRequest) -> Engine:
    if name in AROUND:
        request.getfixturevalue(AROUND[name])
    if engines.load(name).workers == "threads" and name in AROUND:
        kind: Callable[..., Engine] = type(engines.load(name))
        return kind(clock=SkippingClock())
    return engines.load(name)


@pytest.fixture
def voice(name: str, request: pytest.FixtureRequest) -> Voice:
    voice = VOICES[name]
    if name == "http":
        return replace(voice, options={**voice.options, "base_url": request.getfixturevalue("openai_server").url})
    return voice


def speak(engine: Engine, voice: Voice, text: str) -> Speech:
    return engine.synthesize(text, language=voice.language, voice=voice)


def seconds(speech: Speech) -> float:
    return len(speech.pcm) / 2 / speech.rate_hz


def assert_sound(speech: Speech, text: str) -> None:
    """Whole samples; words that lie in the text, in order and apart, and begin within the sound."""
    assert speech.rate_hz in range(8000, 96001)
    assert len(speech.pcm) % 2 == 0
    for word in speech.words:
        assert 0 <= word.start < word.end <= len(text)
        assert not any(character.isspace() for character in text[word.start : word.end])
        assert 0 <= word.time_ms <= 1000 * seconds(speech)
    for word, following in pairwise(speech.words):
        assert word.end < following.start
        assert word.time_ms <= following.time_ms


def test_the_registered_class_says_where_it_runs(engine: Engine) -> None:
    assert engine.workers in ("processes", "threads")
    assert engine.concurrency >= 0
    assert all(code == code.lower() and "-" not in code for code in engine.languages())


def test_a_good_voice_has_no_problems(engine: Engine, voice: Voice) -> None:
    assert engine.problems(voice) == ()


def test_an_unknown_option_is_a_problem_with_a_remedy(engine: Engine, voice: Voice) -> None:
    wrong = replace(voice, options={**voice.options, "colour": "blue"})
    (problem,) = engine.problems(wrong)
    assert "colour" in problem.message
    assert problem.remedy


def test_ordinary_text_sounds(engine: Engine, voice: Voice) -> None:
    speech = speak(engine, voice, ORDINARY)
    assert_sound(speech, ORDINARY)
    assert 2 < seconds(speech) < 10
    if engine.audible:
        assert max(memoryview(speech.pcm).cast("h")) > 3000


@pytest.mark.parametrize("text", NOTHING, ids=ascii)
def test_text_with_nothing_to_say_is_silent(engine: Engine, voice: Voice, text: str) -> None:
    speech = speak(engine, voice, text)
    assert_sound(speech, text)
    assert not any(speech.pcm)
    assert speech.words == ()


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_strange_text_is_no_error(engine: Engine, voice: Voice, text: str) -> None:
    speech = speak(engine, voice, text)
    assert_sound(speech, text)
    assert seconds(speech) > 0.5
    assert any(speech.pcm) == engine.audible


def test_a_null_character_does_not_end_the_text(engine: Engine, voice: Voice) -> None:
    whole = speak(engine, voice, "Erst das eine,\0 dann das andere, und zuletzt der Rest.")
    part = speak(engine, voice, "Erst das eine,")
    assert seconds(whole) > 2 * seconds(part)


def test_what_was_spoken_before_changes_nothing(engine: Engine, voice: Voice) -> None:
    first = speak(engine, voice, ORDINARY)
    speak(engine, voice, "Etwas ganz anderes, mit Computer und Marketing?")
    if not engine.problems(faster := replace(voice, rate=1.3)):
        speak(engine, faster, "Schneller!")
    assert speak(engine, voice, ORDINARY) == first


def test_another_process_gives_the_same_sound(name: str, engine: Engine, voice: Voice) -> None:
    code = (
        "import sys; from hashlib import sha256; from audiobuild.speech import engines; from audiobuild.model import Voice\n"
        f"voice = {voice!r}\n"
        f"speech = engines.load({name!r}).synthesize({ORDINARY!r}, language=voice.language, voice=voice)\n"
        "print(sha256(speech.pcm).hexdigest(), speech.words)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, encoding="utf-8")
    here = speak(engine, voice, ORDINARY)
    assert done.stdout.strip() == f"{hashlib.sha256(here.pcm).hexdigest()} {here.words}"


def test_the_fingerprint_is_stable(engine: Engine, voice: Voice) -> None:
    assert engine.fingerprint(voice) == engine.fingerprint(replace(voice, name="other", label="Other"))


@pytest.mark.parametrize(
    "change", [{"rate": 0.8}, {"rate": 1.01}, {"pitch": 2.0}, {"pitch": -0.5}, {"options": {}}], ids=str
)
def test_another_sound_has_another_fingerprint(engine: Engine, voice: Voice, change: dict[str, Any]) -> None:
    changed = replace(voice, **change)
    if engine.problems(changed):
        with pytest.raises(EngineError):  # what an engine has no option for is refused, not passed over
            speak(engine, changed, ORDINARY)
        return
    if speak(engine, changed, ORDINARY).pcm != speak(engine, voice, ORDINARY).pcm:
        assert engine.fingerprint(changed) != engine.fingerprint(voice)


def test_another_rate_sounds_and_reads_different(engine: Engine, voice: Voice) -> None:
    faster = replace(voice, rate=1.25)
    if engine.problems(faster):
        with pytest.raises(EngineError):
            speak(engine, faster, ORDINARY)
        return
    assert engine.fingerprint(faster) != engine.fingerprint(voice)
    ratio = seconds(speak(engine, voice, ORDINARY)) / seconds(speak(engine, faster, ORDINARY))
    assert ratio == pytest.approx(1.25, rel=0.15)


def test_a_voice_with_problems_does_not_speak(name: str, engine: Engine, voice: Voice) -> None:
    wrong = replace(voice, options={"colour": "blue"})
    if not engine.audible:  # silence is never wrong
        assert not any(speak(engine, wrong, ORDINARY).pcm)
        return
    with pytest.raises(EngineError) as caught:
        speak(engine, wrong, ORDINARY)
    assert caught.value.problems == engine.problems(wrong)


@pytest.mark.parametrize("text", [ORDINARY, "– —", *STRANGE.values()])
def test_an_engine_that_asks_says_beforehand_what_it_will_ask(
    engine: Engine, voice: Voice, name: str, text: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """So that nobody pays for what was not announced. ``silence`` and the engines that are here ask nobody."""
    if not isinstance(engine, Asking):
        assert engine.sends_text_to(voice) == ""
        return
    server: Server = request.getfixturevalue(AROUND[name])
    announced = engine.requests([text], language=voice.language, voice=voice, response_cache=tmp_path)
    engine.synthesize(text, language=voice.language, voice=voice, response_cache=tmp_path)
    assert server.texts == list(announced.values())
    assert engine.requests([text], language=voice.language, voice=voice, response_cache=tmp_path) == {}
    assert engine.requests([text], language=voice.language, voice=voice) == announced
