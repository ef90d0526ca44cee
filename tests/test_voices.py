"""The built-in voices, told apart by ear, and the command that lists voices, plays them and writes new ones."""

from __future__ import annotations

import json
import os
import wave
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from engines import piper_voice
from programs import ROOT, audiobuild, publication

from audiobuild import espeak_data
from audiobuild.cli.main import cli
from audiobuild.errors import ConfigError
from audiobuild.languages.reading import calibration_text, sample_text
from audiobuild.languages.registry import CODES
from audiobuild.model import Speech, Voice
from audiobuild.publication import config, voices
from audiobuild.speech import engines, guard, new_voice
from tools import heard as hearing


def builtin(name: str) -> Voice:
    voice = voices.builtin(name)
    assert voice, name
    return voice


def speech(name: str, text: str) -> Speech:
    voice = builtin(name)
    return engines.load("espeak").synthesize(text, language=voice.language, voice=voice)


@pytest.mark.parametrize("language", ["de", "en", "fr"])  # the variants are the same in all
def test_each_voice_is_nearer_to_itself_in_another_text_than_to_any_other(language: str) -> None:
    text = calibration_text(language)
    parts = (text[:260], text[260:520])
    heard = {name: [hearing.heard(speech(name, part)) for part in parts] for name in voices.names(language)}
    assert len(heard) == 18
    itself = max(hearing.difference(*both) for both in heard.values())
    others = min(hearing.difference(one[0], other[0]) for one, other in combinations(heard.values(), 2))
    assert others > 1.4 * itself


def test_women_are_higher_than_men() -> None:
    text = calibration_text("de")[:260]
    heard = {name: hearing.pitch_hz(speech(name, text)) for name in voices.names("de") if "-narrator" not in name}
    women, men = ([hertz for name, hertz in heard.items() if name.endswith(f"-{sex}")] for sex in voices.SEXES)
    assert np.median(women) > 1.7 * np.median(men)


def test_every_language_of_the_engine_has_them() -> None:
    for index, code in enumerate(espeak_data.languages()):
        names = voices.names(code)
        assert len(names) == 18
        assert all(builtin(name).name == name for name in names)
        assert not [problem for name in names for problem in guard.about(builtin(name)).problems]
        assert any(speech(names[index % 18], sample_text(code)).pcm), code


@pytest.mark.parametrize(
    "name",
    [
        "de-answer",
        "de-answer-1-male",
        "de-answer-7-male",
        "de-narrator-2-male",
        "xx-answer-male",
        "de-AT-answer-male",
        "DE-answer-male",
        "de-host-male",
        "-answer-male",
        "de-answer-male ",
    ],
)
def test_what_is_no_built_in_voice(name: str) -> None:
    assert voices.builtin(name) is None


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (("de", "answer", "female", 1), "de-answer-female"),
        (("de-AT", "answer", "male", 3), "de-answer-3-male"),
        (("pt_BR", "narrator", "male", 1), "pt-br-narrator-male"),
        (("de", "answer", "male", 7), ""),
        (("xx", "answer", "male", 1), ""),
    ],
)
def test_how_they_are_called(asked: Any, name: str) -> None:
    assert voices.name_for(*asked) == name


def test_the_tuned_voices_sound_as_they_did() -> None:
    """Their clips are kept: an address in the cache depends on what the engine says of a voice, not on its name."""
    made_by = [
        guard.about(builtin(f"de-{name}")).fingerprint for name in ("narrator-female", "question-female", "answer-male")
    ]
    assert [fingerprint.partition(" variant=")[2] for fingerprint in made_by] == [
        "f2 rate=166 pitch=17",
        "f1 rate=166 pitch=61",
        "robosoft3 rate=136 pitch=50",
    ]


def test_our_samples_have_files_only_for_what_is_not_built_in() -> None:
    own = config.load(ROOT).voices
    assert len(own) > 0
    assert all(voices.builtin(name) != voice for name, voice in own.items())


# --- the command ----------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = publication(tmp_path / "p")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("AUDIOBUILD_MODELS", str(tmp_path / "models"))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    (folder / "content/a.md").write_text(
        "---\ntitle: A\ndate: 2024-05-02\nlanguage: de\nspeakers:\n  - {name: Redaktion, role: question}\n"
        "  - {name: Ilona Benz, role: answer, voice: de-answer-female}\n---\n## Was?\n\nDas.\n"
    )
    return folder


def run(*words: str) -> None:
    cli.main(list(words), standalone_mode=False)


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    run("voices", "--json", *words)
    return {row["name"]: row for row in json.loads(capsys.readouterr().out)["voices"]}


def test_it_lists_who_speaks_with_which_and_what_each_lacks(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "voices/de-piper.toml").write_text(
        'engine = "piper"\nlanguage = "de"\nmodel = "de_DE-x-low"\nlabel = "L"\n'
    )
    (project / "voices/de-google.toml").write_text('engine = "gtts"\nlanguage = "de"\n')
    (project / "content/broken.md").write_text("no front matter")
    run("voices", "--json")
    printed = capsys.readouterr()
    listed = json.loads(printed.out)
    assert listed["engines"] == list(engines.named())
    assert [row["name"] for row in listed["voices"]] == ["de-google", "de-piper", *voices.names("de")]
    found = {row["name"]: row for row in listed["voices"]}
    assert found["de-answer-female"] == {
        "name": "de-answer-female",
        "engine": "espeak",
        "language": "de",
        "label": "",
        "builtin": True,
        "ready": True,
        "sends_text_to": "",
        "problems": [],
        "speakers": [{"interview": "a", "name": "Ilona Benz", "role": "answer"}],
    }
    assert found["de-question-female"]["speakers"] == [{"interview": "a", "name": "Redaktion", "role": "question"}]
    assert found["de-narrator-female"]["speakers"] == [{"interview": "a", "name": "Erzählstimme", "role": "narrator"}]
    assert found["de-google"]["sends_text_to"] == "Google (translate.google.com)"
    assert found["de-piper"]["problems"] == [
        {
            "message": f"there is no file {project.parent / 'models/de_DE-x-low.onnx'}",
            "remedy": "Fetch it: audiobuild voices install de_DE-x-low",
        }
    ]
    assert printed.err.startswith("content/broken.md:1: the front matter is missing\n    Begin with a line ---, ")
    run("voices")
    told = capsys.readouterr().out.splitlines()
    assert "de-answer-female      built in, de  speaks: Ilona Benz in a" in told
    assert "de-google             gtts, de  ready; sends text to Google (translate.google.com)" in told
    assert "de-piper              piper, de  L  cannot speak here" in told


def test_it_lists_the_languages_of_the_show_and_its_interviews(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    show = project / "content/show.toml"
    show.write_text(f'{show.read_text()}\n[voices.fr]\nanswer = "fr-answer-female"\n')
    text = (project / "content/a.md").read_text()
    (project / "content/sv.md").write_text(
        text.replace("language: de", "language: sv").replace(", voice: de-answer-female", "")
    )
    assert {row["language"] for row in rows(capsys).values()} == {"de", "sv", "fr"}
    assert {row["language"] for row in rows(capsys, "--language", "pt-BR").values()} == {"pt-br"}
    assert {row["language"] for row in rows(capsys, "--all").values()} == set(espeak_data.languages())
    monkeypatch.chdir(tmp_path)
    assert {row["language"] for row in rows(capsys).values()} == {"en"}
    with pytest.raises(ConfigError):
        run("voices", "--language", "deutsch")


def test_a_file_replaces_what_is_built_in(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "voices/de-answer-female.toml").write_text('engine = "silence"\nlanguage = "de"\n')
    found = rows(capsys)["de-answer-female"]
    assert (found["engine"], found["builtin"], len(found["speakers"])) == ("silence", False, 1)


@pytest.mark.parametrize("words", [("fi-answer-2-male",), ("de-answer-female", "Guten Tag.")])
def test_a_voice_is_heard_without_a_publication(words: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("voices", "say", *words, "-o", "x.wav", "-q")
    with wave.open("x.wav") as file:
        assert file.getnframes() > file.getframerate() // 2


def test_a_voice_of_the_publication_is_heard(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "voices/mine.toml").write_text('engine = "espeak"\nlanguage = "de"\n')
    run("voices", "say", "mine", "-o", "x.wav")
    assert (capsys.readouterr().err, Path("x.wav").stat().st_size > 10_000) == ("wrote x.wav\n", True)
    with pytest.raises(ConfigError, match="Did you mean one of: mine"):
        run("voices", "say", "mien", "-o", "x.wav")


def test_a_sample_is_in_the_voices_language() -> None:
    assert sample_text("de").startswith("Guten Tag und herzlich willkommen")
    assert len({sample_text(code) for code in CODES}) == len(CODES)
    assert sample_text("fi").startswith("1, 2, 3,")


# --- a new voice ----------------------------------------------------------------------------------------------------

SERVICE = ("--engine", "http", "--model", "kokoro", "--option", "base_url=http://localhost:1", "--option", "voice=af")


@pytest.mark.parametrize(
    ("words", "voice"),
    [
        (("mine", "--engine", "espeak"), Voice(name="mine", engine="espeak", language="de")),
        (
            (
                "mine",
                "--engine",
                "espeak",
                "--option",
                "variant=f2",
                "--rate",
                "0.9",
                "--pitch",
                "2",
                "--label",
                'Ä "x"',
            ),
            Voice(
                name="mine", engine="espeak", language="de", rate=0.9, pitch=2, label='Ä "x"', options={"variant": "f2"}
            ),
        ),
        (("fi-answer-male", "--engine", "espeak", "--rate", "1.2"), replace(builtin("fi-answer-male"), rate=1.2)),
        (("fr", "--engine", "espeak"), Voice(name="fr", engine="espeak", language="fr")),
        (
            ("es-answer-female", "--engine", "piper"),
            Voice(
                name="es-answer-female",
                engine="piper",
                language="es",
                options={"model": "es_ES-sharvard-medium", "speaker": "F"},
            ),
        ),
        (
            ("es-answer-female", "--engine", "piper", "--model", "es_ES-x-low", "--option", "noise_scale=0.5"),
            Voice(
                name="es-answer-female",
                engine="piper",
                language="es",
                options={"model": "es_ES-x-low", "noise_scale": 0.5},
            ),
        ),
        (
            ("mine", *SERVICE, "--language", "en", "--option", "key_env=OPENAI_API_KEY"),
            Voice(
                name="mine",
                engine="http",
                language="en",
                options={
                    "model": "kokoro",
                    "base_url": "http://localhost:1",
                    "voice": "af",
                    "key_env": "OPENAI_API_KEY",
                },
            ),
        ),
        (
            ("mine", "--engine", "gtts", "--option", "slow=true"),
            Voice(name="mine", engine="gtts", language="de", options={"slow": True}),
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_file_is_written_for_each_engine(
    words: tuple[str, ...], voice: Voice, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("voices", "add", *words)
    printed = capsys.readouterr()
    assert printed.out == f"{voice.name}\n"
    assert config.load(project).voices[voice.name] == voice
    problems = guard.about(voice).problems
    lacking = "".join(f"{voice.name} still lacks something: {problem}\n" for problem in problems)
    assert printed.err == f"wrote voices/{voice.name}.toml\n{lacking}"
    text = (project / f"voices/{voice.name}.toml").read_text()
    told = voice.engine not in ("gtts", "http") or "EVERY TEXT THAT IS SPOKEN WITH THIS VOICE IS SENT TO" in text
    assert told
    with pytest.raises(ConfigError, match="is there already"):
        run("voices", "add", *words)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("x", "--engine", "espeak", "--option", "hall=3"), "voices/x.toml: the espeak engine has no option 'hall'"),
        (("x", "--engine", "espeak", "--rate", "9"), "voices/x.toml: rate: is 9.0, not 3 or less"),
        (("x", "--engine", "espeak", "--language", "ii"), "voices/x.toml: espeak-ng has no voice for language 'ii'"),
        (("x", "--engine", "http"), "voices/x.toml: base_url is missing"),
        (("x", "--engine", "piper"), "voices/x.toml: model is missing"),
        (("x", "--engine", "nope"), "voices/x.toml: there is no engine 'nope'"),
    ],
)
def test_what_its_engine_does_not_take_is_not_written(words: Any, complaint: str, project: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        run("voices", "add", *words)
    assert str(caught.value).startswith(complaint)
    assert list((project / "voices").iterdir()) == []


@pytest.mark.parametrize("model", ["./models/tom.onnx", "../models/tom.onnx"])
def test_a_model_beside_the_publication(
    model: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is written as it was said, and found from wherever the publication is built."""
    piper_voice.write((project / model).parent, "tom")
    run("voices", "add", "tom", "--engine", "piper", "--model", model)
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("tom\n", "wrote voices/tom.toml\n")
    written = (project / "voices/tom.toml").read_text()
    assert f'model = "{model}"' in written
    assert "voices install" not in written
    run("voices", "say", "tom", "-o", "here.wav")
    monkeypatch.chdir(project.parent)
    run("voices", "say", "tom", "-C", "p", "-o", "there.wav")
    assert (project / "here.wav").read_bytes() == Path("there.wav").read_bytes()


@pytest.mark.parametrize("name", ["../x", "", ".x", "a/b", "a\nb"])
def test_a_name_that_is_no_file_s(name: str, project: Path) -> None:
    done = audiobuild("voices", "add", name, "--engine", "espeak", check=False, cwd=project, env=dict(os.environ))
    assert done.returncode == 2
    assert "A voice is called by letters" in done.stderr
    assert list((project / "voices").iterdir()) == []


def test_values_are_what_they_look_like() -> None:
    assert [new_voice.option(text) for text in ("3", "0.5", "true", "nova", "'x'", "2024-01-01", "[1]", "")] == [
        *(3, 0.5, True, "nova", "'x'", "2024-01-01", "[1]", "")
    ]
