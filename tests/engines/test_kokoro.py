"""Kokoro's symbols, voices and files, on a small model that the tests make; and on the real one, where it is."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audiobuild.errors import EngineError
from audiobuild.model import Speech, Voice
from audiobuild.sound import plausible
from audiobuild.speech import new_voice
from audiobuild.speech.engines import kokoro
from audiobuild.speech.engines.kokoro import Kokoro
from audiobuild.speech.engines.kokoro.symbols import IDS, symbols
from engines import kokoro_voice

MODEL = "~/kokoro/small.onnx"
VOICE = Voice(name="guest", engine="kokoro", language="en", options={"model": MODEL, "voice": "af_small"})
TEXTS = ("The town funded the project.", "And then? Then the winter came.", "Yes!")
SPOKEN = {
    "en-US": "The library has many volumes, and it keeps growing. When did that begin?",
    "en-GB": "The library has many volumes, and it keeps growing. When did that begin?",
    "es": "La biblioteca tiene muchos volúmenes, y sigue creciendo. ¿Cuándo empezó?",
    "fr": "La bibliothèque compte de nombreux volumes, et elle continue de grandir.",
    "it": "La biblioteca ha molti volumi, e continua a crescere.",
    "pt-BR": "A biblioteca tem muitos volumes e continua a crescer.",
}


@pytest.fixture
def models(kokoro_models: Path) -> Path:
    return kokoro_models


@pytest.fixture
def engine(models: Path) -> Kokoro:
    return Kokoro()


def speak(engine: Kokoro, text: str = TEXTS[0], voice: Voice = VOICE) -> Speech:
    return engine.synthesize(text, language=voice.language, voice=voice)


def with_options(**options: str) -> Voice:
    return replace(VOICE, options={**VOICE.options, **options})


def messages(engine: Kokoro, voice: Voice) -> list[str]:
    return [problem.message for problem in engine.problems(voice)]


# --- symbols --------------------------------------------------------------------------------------------------------


def test_the_vocabulary() -> None:
    assert (len(IDS), IDS[";"], IDS[" "], IDS["A"], IDS["z"], IDS["ᵻ"]) == (114, 1, 16, 24, 68, 177)


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en-US", "Nine little cars, better than boys (yes)!", "nˈIn lˈɪTᵊl kˈɑɹz, bˈɛTəɹ ðən bˈYz (jˈɛs)!"),
        ("en-GB", "Nine little cars – don't share it.", "nˈIn lˈɪtᵊl kˈɑːz — dˈQnt ʃˈɛːɹ ɪt."),
        ("en-US", "“Church”: a button…", "“ʧˈɜɹʧ”: ə bˈʌtᵊn…"),
        ("es", "¿La muchacha? El niño llegó.", "la muʧˈaʧa? el nˈiɲo ʎeɣˈo."),
        ("fr", "« Le garçon » mange.", "“ lə ɡaʁsˈɔ̃ ” mˈɑ̃ʒ."),
        ("it", "Ciao, ragazzi della zia.", "ʧˈao, raɡˈaʦːɪ dˌella ʣˈia."),
        ("pt-BR", "A criança disse: tchau.", "a krˌiˈɐ̃ŋsæ ʤˈisy: ʧˈW."),
        ("en-US", "A ⟦bɛnts⟧ word", "ə bɛnts wˈɜɹd"),
        ("fr", "Un cheeseburger.", "œ̃ ʧˈiːzbɜːɡə."),
        ("en-US", "– … (“”)", ""),
        ("en-US", "", ""),
    ],
)
def test_symbols(language: str, text: str, said: str) -> None:
    assert symbols(text, language) == said


# --- the sound ------------------------------------------------------------------------------------------------------


def test_a_sentence_depends_on_nothing_but_itself(engine: Kokoro) -> None:
    alone = {text: speak(Kokoro(), text) for text in TEXTS}
    for text in (*reversed(TEXTS), *TEXTS, TEXTS[0], TEXTS[0]):
        assert speak(engine, text) == alone[text]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: speak(engine, text), TEXTS * 4)) == [alone[text] for text in TEXTS * 4]


def test_each_symbol_sounds_in_the_row_of_their_number(engine: Kokoro) -> None:
    ids = [IDS[symbol] for symbol in symbols(TEXTS[2], "en-US")]
    speech = speak(engine, TEXTS[2])
    each = kokoro_voice.FRAMES_PER_SYMBOL * kokoro.FRAME_SAMPLES
    heard = np.frombuffer(speech.pcm, "<i2") / 32767
    phase = np.repeat([0, *ids, 0], each) * np.arange((len(ids) + 2) * each) * 2 * np.pi * 4 / kokoro.RATE_HZ
    wave = 0.3 * np.sin(phase * (1 + (len(ids) - 1) / 10000))
    assert speech.rate_hz == 24000
    loud = np.flatnonzero(np.abs(wave) > kokoro.EDGE)
    wave = wave[loud[0] - kokoro.EDGE_SAMPLES : loud[-1] + kokoro.EDGE_SAMPLES]
    assert len(heard) == len(wave)
    assert np.abs(heard - wave).max() < 0.02  # the model's numbers have 32 bits


def test_a_long_sentence_is_spoken_in_parts(engine: Kokoro) -> None:
    clause = "the town funded the project, "
    said = symbols(clause * 40, "en-US")
    assert len(said) > 2 * kokoro.LONGEST
    one, many = (speak(engine, clause * count) for count in (1, 40))
    assert len(many.pcm) == pytest.approx(40 * len(one.pcm), rel=0.15)
    assert len(many.words) == 5 * 40


def test_voices_differ_and_one_file_may_hold_several(engine: Kokoro) -> None:
    spoken = {
        speak(engine, "Ma.", replace(with_options(voice=name), language=language)).pcm
        for name, language in (("af_small", "en-US"), ("bm_small", "en-US"), ("ff_small", "fr"))
    }
    assert len(spoken) == 3
    alone = with_options(voice="bm_small", voices="~/kokoro/bm_small.bin")
    assert speak(engine, voice=alone) == speak(engine, voice=with_options(voice="bm_small"))


def test_english_without_a_country_is_the_voice_s(engine: Kokoro) -> None:
    british = with_options(voice="bm_small")
    text = "Nine little cars."
    assert speak(engine, text, british) == speak(engine, text, replace(british, language="en-GB"))
    assert speak(engine, text, british) != speak(engine, text, replace(british, language="en-US"))
    assert speak(engine, text) == speak(engine, text, replace(VOICE, language="en-US"))


# --- fingerprints ---------------------------------------------------------------------------------------------------


def test_another_sound_has_another_fingerprint(engine: Kokoro, models: Path) -> None:
    voices = [VOICE, replace(VOICE, rate=1.2), with_options(voice="bm_small")]
    assert len({engine.fingerprint(voice) for voice in voices}) == len(voices)
    before = engine.fingerprint(VOICE)
    assert (
        engine.fingerprint(with_options(model=str(models / "small.onnx"), voices="~/kokoro/af_small.bin")).split(
            " Options"
        )[0]
        == before.split(" Options")[0]
    )
    kokoro_voice.rows(3.0).tofile(models / "af_small.bin")
    assert engine.fingerprint(VOICE) != before


# --- what is missing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("voice", "message"),
    [
        (replace(VOICE, pitch=1), "Kokoro has no pitch"),
        (replace(VOICE, rate=2.5), "rate 2.5 is beyond what Kokoro can speak"),
        (replace(VOICE, language="de"), "Kokoro does not speak de"),
        (replace(VOICE, language="en-AU"), "Kokoro does not speak en-AU"),
        (replace(VOICE, language="pt-PT"), "Kokoro does not speak pt-PT"),
        (replace(VOICE, language="ja"), "Kokoro does not speak ja"),
        (replace(VOICE, language="en-gb"), ""),
        (replace(VOICE, language="fr"), "the voice af_small speaks en-US, not fr"),
        (with_options(voice="jf_small"), "the voice jf_small speaks ja, not en"),
        (replace(with_options(voice="ff_small"), language="fr-CA"), ""),
        (replace(VOICE, options={}), "voice is missing"),
        (with_options(model="models/x.onnx"), "'models/x.onnx' does not say from where"),
        (with_options(voices="voices"), "'voices' does not say from where"),
        (with_options(speaker="anna"), "speaker is not a known key"),
    ],
)
def test_problems_of_a_voice_file(voice: Voice, message: str, engine: Kokoro) -> None:
    found = messages(engine, voice)
    assert found[:1] == ([message] if message else [])


def test_what_to_do_where_it_was_not_trained(engine: Kokoro) -> None:
    (problem,) = engine.problems(replace(VOICE, language="de"))
    assert (
        problem.remedy == "It was trained for en-US, en-GB, es, fr, it, pt-BR. For others there are piper and espeak."
    )


def test_files_that_are_not_there(engine: Kokoro, models: Path) -> None:
    assert messages(engine, with_options(model="~/kokoro/x.onnx")) == [f"there is no file {models / 'x.onnx'}"]
    assert messages(engine, with_options(voices="~/x")) == [f"there is no file {models.parent / 'x'}"]
    (problem,) = engine.problems(with_options(voice="af_nobody"))
    assert problem.message == f"{models} has no voice 'af_nobody'"
    assert problem.remedy == "It has: af_small, bm_small, ff_small, jf_small."
    with pytest.raises(EngineError, match="there is no file"):
        engine.fingerprint(with_options(model="~/kokoro/x.onnx"))


def test_an_extra_that_is_not_installed(engine: Kokoro, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiobuild.speech.engines.kokoro.find_spec", lambda name: None)
    (problem,) = engine.problems(VOICE)
    assert (problem.message, problem.remedy) == (
        "Kokoro is not installed",
        "Install the extra: pip install 'audiobuild[kokoro]'",
    )


@pytest.mark.parametrize("broken", [b"", b"<html>", b"PK\x03\x04half"])
def test_files_that_are_none(broken: bytes, engine: Kokoro, models: Path) -> None:
    whole = (models / "small.onnx").read_bytes()
    (models / "small.onnx").write_bytes(broken or whole[: len(whole) // 2])
    with pytest.raises(EngineError) as caught:
        speak(engine)
    (problem,) = caught.value.problems
    assert problem.message == f"{models / 'small.onnx'} cannot be used: it is damaged, or a model of another kind"
    assert problem.remedy.startswith("It is a file of yours: copy it there again")
    (models / "small.onnx").write_bytes(whole)
    assert speak(engine).pcm
    (models / "voices-v1.0.bin").write_bytes(broken)
    assert messages(engine, replace(with_options(voice="ff_small"), language="fr")) == [
        f"{models} has no voice 'ff_small'"
    ]


@pytest.mark.parametrize(
    ("name", "language", "options"),
    [
        ("en-answer-female", "en", {"voice": "af_heart"}),
        ("tom-male", "en-GB", {"voice": "bm_george"}),
        ("pt-answer-male", "pt-BR", {"voice": "pm_alex"}),
        ("fr-answer-male", "fr", {}),
        ("de-answer-male", "de", {}),
        ("tom", "en", {}),
    ],
)
def test_what_is_suggested(name: str, language: str, options: dict[str, str]) -> None:
    assert new_voice.suggested(name, "kokoro", language) == options


# --- the real model -------------------------------------------------------------------------------------------------


@pytest.fixture
def real() -> Voice:
    """With the files that AUDIOBUILD_KOKORO names: a model, and a folder or file of voices."""
    model, _, voices = os.environ.get("AUDIOBUILD_KOKORO", "").partition(os.pathsep)
    if not model:
        pytest.skip("Kokoro's model is not installed: AUDIOBUILD_KOKORO names it and its voices (MODEL:VOICES)")
    return replace(VOICE, options={"model": model, "voices": voices})


def test_the_real_model(real: Voice) -> None:
    names = ("af_heart", "bm_george", "ef_dora", "ff_siwis", "if_sara", "pf_dora")
    voices = [
        (text, replace(real, language=language, options={**real.options, "voice": name}))
        for name, (language, text) in zip(names, SPOKEN.items(), strict=True)
    ]
    spoken = [speak(Kokoro(), text, voice) for text, voice in voices]
    assert [speak(Kokoro(), text, voice) for text, voice in reversed(voices)] == spoken[::-1]
    for (text, voice), speech in zip(voices, spoken, strict=True):
        assert plausible.doubt(speech, text, language=voice.language, rate=1) == ""


def test_a_paragraph_is_spoken_in_one_go(engine: Kokoro) -> None:
    texts = ("We met.", "“Really?” she asked.", "Yes.")
    spoken = engine.passage(texts, language="en-US", voice=VOICE)
    assert [
        [text[word.start : word.end] for word in speech.words] for text, speech in zip(texts, spoken, strict=True)
    ] == [
        ["We", "met"],
        ["Really", "she", "asked"],
        ["Yes"],
    ]
    assert spoken[0].pcm != speak(engine, texts[0]).pcm
    assert engine.connects(VOICE)
