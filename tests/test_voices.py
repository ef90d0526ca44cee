"""The voices that come with it: enough in each language, told apart by ear, and examples for every engine."""

from __future__ import annotations

import json
import os
from collections import Counter
from itertools import combinations
from math import log2
from pathlib import Path

import numpy as np
import pytest
from programs import ROOT, audiobuild, build

from audiobuild.languages.reading import calibration_text
from audiobuild.languages.registry import CODES, folder
from audiobuild.model import Speech, Voice
from audiobuild.publication import config, starter
from audiobuild.speech import engines, guard

OURS = [f"{name}.toml" for name in ["de-erzaehlung", "de-gast", "de-moderation", "en-guest", "en-host", "en-narrator"]]
Voices = dict[str, tuple[Voice, ...]]


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> Voices:
    """By language, the voices of a new publication."""
    new = tmp_path_factory.mktemp("new")
    for code in CODES:
        starter.create(new / code, code)
    return {code: tuple(config.load(new / code).voices.values()) for code in CODES}


def pitch_hz(speech: Speech) -> float:
    """The median of the fundamental frequency, by autocorrelation of 50 ms windows."""
    samples = np.frombuffer(speech.pcm, "<i2").astype(float)
    size = speech.rate_hz // 20
    shortest, longest = speech.rate_hz // 400, speech.rate_hz // 60
    found = []
    for window in samples[: len(samples) // size * size].reshape(-1, size):
        likeness = np.correlate(window - window.mean(), window - window.mean(), "full")[size - 1 :]
        period = shortest + int(np.argmax(likeness[shortest:longest]))
        if window.std() > 800 and likeness[period] > 0.5 * likeness[0]:
            found.append(speech.rate_hz / period)
    return float(np.median(found))


@pytest.mark.parametrize("language", CODES)
def test_three_voices_are_told_apart(voices: Voices, language: str) -> None:
    """By their pitch alone: neighbours on the scale would be too near."""
    text = calibration_text(language)[:300]
    engine = engines.load("espeak")
    heard = {
        voice.name: pitch_hz(engine.synthesize(text, language=voice.language, voice=voice))
        for voice in voices[language]
        if voice.engine == "espeak"
    }
    assert len(heard) == 3
    for one, other in combinations(heard.values(), 2):
        assert abs(12 * log2(one / other)) > 3


def test_examples_for_every_engine(voices: Voices) -> None:
    for language, some in voices.items():
        count = Counter(voice.engine for voice in some)
        assert count["espeak"] >= 3, language
        assert (count["gtts"], count["piper"]) == (1, 2), language
        assert count["http"] >= 1, language


def test_examples_lack_nothing_but_what_must_be_got(
    voices: Voices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOBUILD_MODELS", str(tmp_path))
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    for voice in (voice for some in voices.values() for voice in some):
        messages = [problem.message for problem in guard.about(voice).problems]
        wanted = [f"there is no file {tmp_path / str(voice.options['model'])}.onnx"] if voice.engine == "piper" else []
        assert messages == wanted, voice.name


@pytest.mark.parametrize("language", CODES)
def test_a_new_publication_builds_as_it_stands(language: str, tmp_path: Path) -> None:
    audiobuild("init", tmp_path / "p", "--language", language, "-q")
    (built,) = build(tmp_path / "p")
    assert built["synthesised"] == built["segments"] > 12
    audiobuild("check", "-C", tmp_path / "p")


def test_our_samples_are_read_by_the_voices_of_a_new_publication() -> None:
    ours = {path.name: path.read_bytes() for path in (ROOT / "voices").iterdir()}
    assert ours.pop("en-guest-two.toml"), "a second guest, whom no starter has"
    assert ours == {name: (folder(name.partition("-")[0]) / "voices" / name).read_bytes() for name in OURS}


def test_the_command_lists_them_with_what_each_needs(voices: Voices, tmp_path: Path) -> None:
    starter.create(tmp_path / "new", "de")
    environment = {name: value for name, value in os.environ.items() if name != "OPENAI_API_KEY"}
    environment["AUDIOBUILD_MODELS"] = str(tmp_path)
    listed = json.loads(audiobuild("voices", "--json", "-C", tmp_path / "new", env=environment).stdout)
    assert listed["engines"] == list(engines.names())
    rows = {row["name"]: row for row in listed["voices"]}
    assert list(rows) == [voice.name for voice in voices["de"]]
    assert rows["de-gast"] == {
        "name": "de-gast",
        "engine": "espeak",
        "language": "de",
        "label": "dunkel, antwortet",
        "ready": True,
        "sends_text_to": "",
        "problems": [],
    }
    assert rows["de-gtts"]["sends_text_to"] == "Google (translate.google.com)"
    assert rows["de-openai"]["problems"] == [
        {
            "message": "the environment variable 'OPENAI_API_KEY' is not set",
            "remedy": "key_env is the name of the variable that holds the key of the service.",
        }
    ]
    assert rows["de-piper-thorsten"]["problems"] == [
        {
            "message": f"there is no file {tmp_path / 'de_DE-thorsten-medium.onnx'}",
            "remedy": "Fetch it: audiobuild voices install de_DE-thorsten-medium",
        }
    ]
    printed = audiobuild("voices", "-C", tmp_path / "new", env=environment).stdout
    assert "de-gtts  gtts, de  Google Übersetzer; jeder Text geht an Google  ready; sends text to Google" in printed
    assert "    Fetch it: audiobuild voices install de_DE-thorsten-medium\n" in printed
