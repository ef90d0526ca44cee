"""Piper through its real loader, on a small voice that the tests make."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audiobuild.errors import EngineError
from audiobuild.model import Speech, Voice
from audiobuild.speech.engines.piper import Piper
from engines import piper_voice

NAME = "de_DE-klein-low"
VOICE = Voice(name="gast", engine="piper", language="de", options={"model": NAME})
TEXTS = ("Die Stadt hat das Projekt gefördert.", "Und dann? Dann kam der Winter.", "Ja!")


@pytest.fixture
def models(piper_models: Path) -> Path:
    return piper_models


@pytest.fixture
def engine(models: Path) -> Piper:
    return Piper()


def speak(engine: Piper, text: str = TEXTS[0], voice: Voice = VOICE) -> Speech:
    return engine.synthesize(text, language=voice.language, voice=voice)


def with_options(**options: str | int | float) -> Voice:
    return replace(VOICE, options={**VOICE.options, **options})


def messages(engine: Piper, voice: Voice) -> list[str]:
    return [problem.message for problem in engine.problems(voice)]


# --- the sound ------------------------------------------------------------------------------------------------------


def test_a_sentence_depends_on_nothing_but_itself(engine: Piper) -> None:
    """Noise is in it, and yet it is the same after others, in another order, in another thread."""
    alone = {text: speak(Piper(), text) for text in TEXTS}
    for text in (*reversed(TEXTS), *TEXTS, TEXTS[0], TEXTS[0]):
        assert speak(engine, text) == alone[text]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: speak(engine, text), TEXTS * 4)) == [alone[text] for text in TEXTS * 4]


def test_noise_is_in_it(engine: Piper) -> None:
    quiet, noisy = (speak(engine, TEXTS[0], with_options(noise_scale=scale)).pcm for scale in (0.0, 1.0))
    difference = np.frombuffer(noisy, "<i2").astype(int) - np.frombuffer(quiet, "<i2")
    assert 600 < difference.std() < 1400  # two sources of 0.02, full scale 32767


def test_another_process_begins_with_another_sentence(engine: Piper, models: Path) -> None:
    code = (
        "from hashlib import sha256; from audiobuild.speech.engines.piper import Piper; from audiobuild.model import Voice\n"
        f"voice = {VOICE!r}\n"
        f"for text in {TEXTS[::-1]!r}: print(sha256(Piper().synthesize(text, language='de', voice=voice).pcm).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == [hashlib.sha256(speak(engine, text).pcm).hexdigest() for text in TEXTS[::-1]]
    assert done.stderr == ""


def test_what_piper_itself_would_say(engine: Piper, models: Path) -> None:
    """Without noise there is no difference to Piper's own way; loudness is left as it is."""
    from piper import PiperVoice, SynthesisConfig

    theirs = PiperVoice.load(models / f"{NAME}.onnx")
    wanted = SynthesisConfig(length_scale=1 / 1.25, noise_scale=0, noise_w_scale=0, normalize_audio=False)
    pcm = b"".join(chunk.audio_int16_bytes for chunk in theirs.synthesize(TEXTS[0], wanted))
    ours = speak(engine, TEXTS[0], replace(with_options(noise_scale=0, noise_w_scale=0), rate=1.25))
    assert (ours.pcm, ours.rate_hz) == (pcm, piper_voice.RATE_HZ)
    assert 9000 < np.abs(np.frombuffer(pcm, "<i2").astype(int)).max() < 10000


@pytest.mark.parametrize("speaker", ["bert", 1])
def test_speakers(speaker: str | int, engine: Piper) -> None:
    model = "de_DE-zwei-low"
    default = speak(engine, voice=with_options(model=model))
    assert speak(engine, voice=with_options(model=model, speaker="anna")) == default
    assert speak(engine, voice=with_options(model=model, speaker=speaker)) != default


def test_brackets_are_no_phonemes(engine: Piper) -> None:
    assert speak(engine, "Ein [[h@l'oU]] Wort.").pcm == speak(engine, "Ein [ [h@l'oU]] Wort.").pcm


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Viele Gesichter … in der Stadt", "Viele Gesichter, in der Stadt"),
        ("Gesichter... in der Stadt…", "Gesichter, in der Stadt."),
        ("Er ging. !!!", "Er ging."),
        ("Er ging. ? … !", "Er ging."),
        ("Geht er ?", "Geht er?"),
        ("Hm …, ja (vielleicht) und Kollege(n)", "Hm, ja, vielleicht, und Kollege(n)"),
    ],
)
def test_dots_and_brackets_are_heard_as_pauses(printed: str, spoken: str, engine: Piper) -> None:
    heard, plain = speak(engine, printed), speak(engine, spoken)
    assert heard.pcm == plain.pcm
    assert [word.time_ms for word in heard.words] == [word.time_ms for word in plain.words]


def test_phonemes_are_read_as_they_are(engine: Piper) -> None:
    assert engine.reads_ipa
    ours = speak(engine, "Ein ⟦bɛnts⟧ Wort.")
    assert ours != speak(engine, "Ein bɛnts Wort.")
    assert ours != speak(engine, "Ein ⟦bants⟧ Wort.")


def test_the_path_of_a_model(engine: Piper, models: Path) -> None:
    assert speak(engine, voice=with_options(model=str(models / f"{NAME}.onnx"))) == speak(engine)


# --- fingerprints ---------------------------------------------------------------------------------------------------


def test_another_sound_has_another_fingerprint(engine: Piper, models: Path) -> None:
    voices = [
        VOICE,
        replace(VOICE, rate=1.2),
        with_options(noise_scale=0.1),
        with_options(noise_w_scale=0.1),
        with_options(model="de_DE-zwei-low"),
        with_options(model="de_DE-zwei-low", speaker="bert"),
    ]
    assert len({engine.fingerprint(voice) for voice in voices}) == len(voices)
    before = engine.fingerprint(VOICE)
    settings = models / f"{NAME}.onnx.json"
    settings.write_text(settings.read_text().replace('"length_scale": 1.0', '"length_scale": 1.1'))
    assert engine.fingerprint(VOICE) != before
    assert engine.fingerprint(with_options(model=str(models / f"{NAME}.onnx"))) == engine.fingerprint(VOICE)


# --- what is missing ------------------------------------------------------------------------------------------------


def test_a_model_that_is_not_there(engine: Piper, models: Path) -> None:
    (problem,) = engine.problems(with_options(model="de_DE-thorsten-medium"))
    assert problem.message == f"there is no file {models / 'de_DE-thorsten-medium.onnx'}"
    assert problem.remedy == "Fetch it: audiobuild voices install de_DE-thorsten-medium"


def test_settings_that_are_not_there(engine: Piper, models: Path) -> None:
    (models / f"{NAME}.onnx.json").unlink()
    assert messages(engine, VOICE) == [f"there is no file {models / NAME}.onnx.json"]
    with pytest.raises(EngineError, match="there is no file"):
        engine.fingerprint(VOICE)


def test_an_extra_that_is_not_installed(engine: Piper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiobuild.speech.engines.piper.find_spec", lambda name: None)
    (problem,) = engine.problems(VOICE)
    assert (problem.message, problem.remedy) == (
        "Piper is not installed",
        "Install the extra: pip install 'audiobuild[piper]'",
    )


@pytest.mark.parametrize(
    ("voice", "message"),
    [
        (replace(VOICE, pitch=1), "Piper has no pitch"),
        (replace(VOICE, language="en-gb"), "the model speaks de, not en-gb"),
        (replace(VOICE, language="de-AT"), ""),
        (replace(VOICE, options={}), "model is missing"),
        (with_options(model="models/x.onnx"), "'models/x.onnx' does not say from where"),
        (with_options(speaker="anna"), "the model has no speaker 'anna'"),
        (with_options(speaker=1), "the model has no speaker 1"),
        (with_options(speaker=0), ""),
        (with_options(model="de_DE-zwei-low", speaker="carl"), "the model has no speaker 'carl'"),
        (with_options(model="de_DE-zwei-low", speaker=-1), "the model has no speaker -1"),
        (with_options(noise_scale=-1), "noise_scale is -1, not 0 or more"),
        (with_options(length_scale=2), "length_scale is not a known key"),
    ],
)
def test_problems_of_a_voice_file(voice: Voice, message: str, engine: Piper) -> None:
    assert messages(engine, voice) == ([message] if message else [])


@pytest.mark.parametrize(
    "settings", [b"", b"{}", b"[]", b"null", b"\xff", b'{"espeak": 1}', b'{"espeak":{"voice":"de"},"num_speakers":"x"}']
)
def test_settings_that_are_none(settings: bytes, engine: Piper, models: Path) -> None:
    (models / f"{NAME}.onnx.json").write_bytes(settings)
    (problem,) = engine.problems(VOICE)
    assert problem.message == f"{models / NAME}.onnx.json is damaged, or not the settings of a Piper voice"
    assert problem.remedy == f"Fetch it again: audiobuild voices install {NAME}"


def test_a_model_that_is_none(engine: Piper, models: Path) -> None:
    path = models / f"{NAME}.onnx"
    whole = path.read_bytes()
    for broken in (b"", b"<html>", whole[: len(whole) // 2], zlib.compress(whole)):
        path.write_bytes(broken)
        with pytest.raises(EngineError) as caught:
            speak(engine)
        (problem,) = caught.value.problems
        assert problem.message == f"{path} cannot be used: it is damaged, or a model of another kind"
        assert problem.remedy == f"Fetch it again: audiobuild voices install {NAME}"
        with pytest.raises(EngineError) as caught:
            speak(engine, voice=with_options(model=str(path)))
        (problem,) = caught.value.problems
        assert problem.remedy == (
            "It is a file of yours: copy it there again, with what belongs to it, or choose another model."
        )
    path.write_bytes(whole)
    assert speak(engine).pcm


def test_what_other_models_do_is_said(engine: Piper, models: Path) -> None:
    import onnx

    path = models / f"{NAME}.onnx"
    other = onnx.load(path)
    other.graph.node.append(onnx.helper.make_node("Bernoulli", ["input"], ["x"]))
    onnx.save(other, path)
    with pytest.raises(EngineError, match=r"\.onnx cannot be used: it draws random numbers by Bernoulli\n"):
        speak(engine)


def test_nothing_is_told_to_the_maker_of_onnx_runtime(engine: Piper, models: Path, tmp_path: Path) -> None:
    """From 1.29 on ONNX Runtime keeps what it is going to report in the folder for caches, and an identity of the machine."""
    code = (
        "from audiobuild.speech.engines.piper import Piper; from audiobuild.model import Voice\n"
        f"Piper().synthesize('Gut.', language='de', voice={VOICE!r})"
    )
    home = tmp_path / "home"
    home.mkdir()
    places = {
        name: str(home) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    }
    environment = {**os.environ, **places, "AUDIOBUILD_MODELS": str(models)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=home)
    assert [*home.iterdir()] == []


def test_a_model_that_does_not_fit_its_settings(engine: Piper, models: Path) -> None:
    settings = models / f"{NAME}.onnx.json"
    settings.write_text(json.dumps({**json.loads(settings.read_text()), "num_speakers": 2}))
    with pytest.raises(
        EngineError, match=r"\.onnx cannot speak 'Die Stadt .*': it is damaged, or a model of another kind\n"
    ):
        speak(engine)


# --- a paragraph ----------------------------------------------------------------------------------------------------


def test_a_paragraph_is_spoken_in_one_go(engine: Piper) -> None:
    """What each sentence sounds like depends on the others: cut out, they make the whole."""
    whole = engine.passage(TEXTS, language="de", voice=VOICE)
    again = engine.passage(TEXTS, language="de", voice=VOICE)
    assert whole == again
    assert len(whole) == len(TEXTS)
    assert [
        [text[word.start : word.end] for word in speech.words] for text, speech in zip(TEXTS, whole, strict=True)
    ] == [
        ["Die", "Stadt", "hat", "das", "Projekt", "gefördert"],
        ["Und", "dann", "Dann", "kam", "der", "Winter"],
        ["Ja"],
    ]
    other = engine.passage((*TEXTS[:2], "Nein!"), language="de", voice=VOICE)
    assert other[0] != speak(engine, TEXTS[0])
    assert engine.connects(VOICE)
