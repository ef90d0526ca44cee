"""A show that begins with natural voices: fetched from a copy of the repository on this machine, or nothing is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from engines import piper_voice
from model_server import Server
from programs import FACTS, ROOT

from audiobuild.cli import neural
from audiobuild.cli.main import cli
from audiobuild.errors import AudiobuildError, ConfigError, EngineError, RemoteError
from audiobuild.publication import config
from audiobuild.speech.about import about
from audiobuild.speech.services import known_models

PASTE = ROOT / "tests/interview/paste.txt"
NAME = "de_DE-mls-medium"
PLACE = f"de/de_DE/mls/medium/{NAME}.onnx"
CREDIT = f"Piper {NAME}: Multilingual LibriSpeech (Pratap et al., https://www.openslr.org/94/), CC BY 4.0"


def md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """It has a small model with as many speakers as are needed, under the name of a large one."""
    path = piper_voice.write(tmp_path / "served", NAME, speakers={str(number): number for number in range(236)})
    onnx, settings = path.read_bytes(), path.with_name(f"{NAME}.onnx.json").read_bytes()
    known = known_models.table()[NAME]
    small = replace(
        known,
        model_bytes=len(onnx),
        model_md5=md5(onnx),
        model_sha256="",
        settings_bytes=len(settings),
        settings_md5=md5(settings),
    )
    every = {**known_models.table(), NAME: small}
    monkeypatch.setattr(known_models, "table", lambda: every)
    monkeypatch.setenv("AUDIOBUILD_MODELS", str(tmp_path / "models"))
    monkeypatch.chdir(tmp_path)
    with Server({PLACE: onnx, f"{PLACE}.json": settings}).running(monkeypatch) as server:
        monkeypatch.setenv("AUDIOBUILD_VOICES_URL", server.url)
        yield server


def run(*words: str | Path) -> None:
    cli.main([*map(str, words)], standalone_mode=False)


def begin(command: str) -> tuple[Any, ...]:
    return ("init", "p", "--language", "de") if command == "init" else ("new", PASTE, "-C", "p")


@pytest.mark.parametrize("command", ["init", "new"])
def test_a_show_begins_with_natural_voices(
    command: str, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(*begin(command), *FACTS, "--voices", "neural")
    publication = config.load(tmp_path / "p")
    assert publication.show.copyright == CREDIT
    assert {voice.name: (voice.engine, voice.options["speaker"]) for voice in publication.voices.values()} == {
        "de-narrator-female": ("piper", 36),
        "de-question-female": ("piper", 36),
        "de-answer-female": ("piper", 2),
        "de-answer-male": ("piper", 44),
    }
    assert not any(about(voice).problems for voice in publication.voices.values())
    told = [line for line in capsys.readouterr().err.splitlines() if not re.match("wrote |[0-9]+ kB of", line)]
    start = next(index for index, line in enumerate(told) if line.startswith(NAME))
    assert told[start].endswith(
        "licence of its data: CC BY 4.0; data: Multilingual LibriSpeech (openslr.org/94); trained from scratch"
    )
    assert [line.partition(":")[0] for line in told[start + 1 : start + 6]] == [
        "under which terms it may be used",
        f"fetching {NAME}.onnx.json, 5 kB",
        f"fetching {NAME}.onnx, 1 kB",
        "These stay built in, since no other voice is recommended",
        "copyright in content/show.toml names whom a licence wants named",
    ]


@pytest.mark.parametrize("command", ["init", "new"])
def test_where_nothing_can_be_fetched_nothing_is_written(command: str, server: Server, tmp_path: Path) -> None:
    server.files.clear()
    refused(RemoteError, "answered 404 Not Found", tmp_path, *begin(command), *FACTS)


def refused(kind: type[AudiobuildError], message: str, folder: Path, *words: str | Path) -> None:
    with pytest.raises(kind, match=message):
        run(*words, "--voices", "neural")
    assert not (folder / "p").exists()


@pytest.mark.parametrize("command", ["init", "new"])
def test_without_piper_nothing_is_fetched(
    command: str, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audiobuild.speech.engines.piper.find_spec", lambda name: None)
    refused(EngineError, "pip install 'audiobuild\\[piper\\]'", tmp_path, *begin(command), *FACTS)
    assert server.asked == []


def test_a_language_without_a_voice_to_recommend(server: Server, tmp_path: Path) -> None:
    message = "no natural voice that speaks pl can be recommended"
    refused(ConfigError, message, tmp_path, "init", "p", "--language", "pl", *FACTS)
    assert server.asked == []


def test_a_show_that_is_there_keeps_its_voices(server: Server, tmp_path: Path) -> None:
    run("init", "p", "--language", "de", *FACTS)
    with pytest.raises(ConfigError, match="there is a show here, and its voices stand in voices/"):
        run("new", PASTE, "-C", "p", "--voices", "neural")
    assert server.asked == []


def test_a_sample_has_them_too(server: Server, tmp_path: Path) -> None:
    run("init", "p", "--language", "de", "--sample", "--voices", "neural")
    publication = config.load(tmp_path / "p")
    assert (len(publication.voices), publication.show.copyright) == (4, "")


@pytest.mark.parametrize(
    ("language", "people", "left"),
    [
        (
            "en",
            {
                "en-narrator-female": "en_US-kristin-medium",
                "en-question-female": "en_US-kristin-medium",
                "en-answer-female": "en_US-ljspeech-medium",
                "en-answer-male": "en_US-john-medium",
                "en-narrator-male": "en_US-norman-medium",
                "en-question-male": "en_US-norman-medium",
            },
            (),
        ),
        (
            "es",
            {"es-answer-male": "es_ES-carlfm-x_low"},
            (
                *("es-narrator-female", "es-narrator-male", "es-question-female", "es-question-male"),
                "es-answer-female",
            ),
        ),
        (
            "pl",
            {},
            tuple(f"pl-{role}-{sex}" for role in ("narrator", "question", "answer") for sex in ("female", "male")),
        ),
    ],
)
def test_who_asks_does_not_answer(language: str, people: dict[str, str], left: tuple[str, ...]) -> None:
    found = neural.cast(language)
    assert ({name: person.model.name for name, person in found.people.items()}, found.left) == (people, left)


def test_what_a_show_says_of_its_rights_stays() -> None:
    from audiobuild.publication import starter

    facts = replace(starter.sample_facts("de"), more={"copyright": "© Stadt"})
    assert neural.named(facts, "Piper x").more == {"copyright": "© Stadt; Piper x"}
    assert neural.named(facts, "") == facts
