"""The catalogues of messages: whole, true to their fields, and what people on a German system read."""

from __future__ import annotations

import os
import pickle
import re
from collections import Counter
from pathlib import Path

import pytest
from programs import audiobuild
from terminal import session

from audiobuild.languages import system
from audiobuild.messages import Message, msg
from tools import catalogues

PATHS = catalogues.paths()
FIELD = re.compile(r"\{[^{}]*\}|%\([^)]*\)s")
GERMAN = {**os.environ, "LC_ALL": "de_DE.UTF-8"}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.parents[1].name))
def test_every_message_is_translated(path: Path) -> None:
    """If not: tools/messages update, then fill in what is empty in the .po file, then tools/messages update again."""
    assert list(catalogues.missing(path)) == []
    ids = {
        message.id if isinstance(message.id, str) else message.id[0] for message in catalogues.read(path) if message.id
    }
    assert ids == {message if isinstance(message, str) else message[0] for message in catalogues.messages()}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.parents[1].name))
def test_a_translation_has_the_fields_of_its_message(path: Path) -> None:
    def fields(text: str) -> Counter[str]:
        plain = text.replace("{{", "").replace("}}", "")
        return Counter(re.sub(r"^\{\d+", "{", field) for field in FIELD.findall(plain))

    wrong = []
    for message in catalogues.read(path):
        if message.id:
            ids = (message.id,) if isinstance(message.id, str) else message.id
            texts = (message.string,) if isinstance(message.string, str) else message.string or ()
            wrong += [(one, text) for one, text in zip(ids, texts, strict=True) if fields(one) != fields(text)]
            wrong += [(text, "mixed") for text in texts if "{}" in text and re.search(r"\{\d", text)]
    assert wrong == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.parents[1].name))
def test_what_is_read_is_what_is_written(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == catalogues.compiled(catalogues.read(path))


def test_a_message_keeps_what_it_was_made_of() -> None:
    inner = msg("{} entries", 3)
    whole = msg("{!r} has {}", "a", inner)
    german = {"{!r} has {}": "In {0!r}: {1}", "{} entries": "{} Einträge"}
    for text in (whole, pickle.loads(pickle.dumps(whole))):  # noqa: S301
        assert text == "'a' has 3 entries"
        assert isinstance(text, Message)
        assert text.translated(lambda template: german.get(template, template)) == "In 'a': 3 Einträge"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fi:de:en"}, "de"),
        ({"LANG": "C", "LANGUAGE": "de"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "fi_FI.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "fr_CA.UTF-8"}, "fr"),
    ],
)
def test_the_language_of_the_person(environment: dict[str, str], language: str) -> None:
    assert system.language(environment) == language


def test_help_and_errors_are_german_on_a_german_system(tmp_path: Path) -> None:
    told = audiobuild("--help", env=GERMAN).stdout
    for word in ("Aufruf:", "Befehle:", "Optionen:", "Exit-Codes:"):
        assert word in told
    done = audiobuild("build", cwd=tmp_path, check=False, env=GERMAN)
    assert done.returncode == 2
    assert done.stderr.startswith("content/show.toml: ")
    assert "Wechseln" in done.stderr or "Gehen Sie" in done.stderr
    assert "there is no publication" not in done.stderr
    wrong = audiobuild("biuld", cwd=tmp_path, check=False, env=GERMAN)
    assert "Meinten Sie" in wrong.stderr


def test_other_languages_fall_back_to_english(tmp_path: Path) -> None:
    done = audiobuild("build", cwd=tmp_path, check=False, env={**os.environ, "LC_ALL": "fr_FR.UTF-8"})
    assert "there is no publication" in done.stderr


def test_prompts_are_german(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Im Hafen\n\nFrage: Wie geht es Ihnen heute?\n\nAntwort: Gut, danke, das Wetter ist schön.\n\n"
        "Frage: Was machen Sie morgen?\n\nAntwort: Morgen fahre ich hinaus.\n"
    )
    done = session("new", "a.txt", answers=[("Wann wurde", "^C")], cwd=tmp_path, language="de_DE")
    assert done.exit_code == 130
    assert "nichts wurde geschrieben" in done.text
