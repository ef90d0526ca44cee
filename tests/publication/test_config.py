"""Settings: read whole, or every problem named."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from audiobuild import espeak_data
from audiobuild.errors import ConfigError
from audiobuild.languages.lexicon import LexiconEntry
from audiobuild.model import Audio, Pauses, Show, Voice
from audiobuild.publication import config
from audiobuild.publication.voices import Voices

SHOW = """\
title = "Gespräche"
link = "https://example.org/g/"
description = "Kurz."
language = "de"
author = "Wir"
email = "wir@example.org"
category = "News > Politics"
announcements = "number"

[voices]
question = "a"

[audio]
sample_rate_hz = 48000

[pauses]
sentence_ms = 250
"""
VOICE = """\
engine = "espeak"
language = "de"
variant = "f2"
rate = 0.9

[languages]
en = "b"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "voices").mkdir()
    (tmp_path / "content/show.toml").write_text(SHOW)
    (tmp_path / "voices/a.toml").write_text(VOICE)
    (tmp_path / "voices/b.toml").write_text('engine = "silence"\nlanguage = "en"\n')
    return tmp_path


def test_a_key_below_a_table_belongs_to_it(project: Path) -> None:
    """It was added at the end of the file."""
    text = SHOW.replace('"a"\n', '"a"\npictures = "printed"\n[voices.en]\nexplicit = true\n')
    (project / "content/show.toml").write_text(text.replace('author = "Wir"\n', "") + '[colours]\nauthor = "Wir"\n')
    assert problems(project) == [
        "content/show.toml:11: voices.pictures: stands below [voices], and so belongs to that table",
        "content/show.toml:13: voices.en.explicit: stands below [voices.en], and so belongs to that table",
        "content/show.toml:21: colours.author: stands below [colours], and so belongs to that table",
    ]


def problems(project: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        config.load(project)
    return [f"{problem.place}: {problem.message}" for problem in caught.value.problems]


def test_all_that_can_be_set(project: Path) -> None:
    assert config.load(project) == config.Publication(
        root=project,
        show=Show(
            title="Gespräche",
            link="https://example.org/g/",
            description="Kurz.",
            language="de",
            author="Wir",
            email="wir@example.org",
            category="News > Politics",
            announcements="number",
            voices={"question": "a"},
            audio=Audio(sample_rate_hz=48000),
            pauses=Pauses(sentence_ms=250),
        ),
        voices=Voices(
            {
                "a": Voice(
                    name="a", engine="espeak", language="de", rate=0.9, languages={"en": "b"}, options={"variant": "f2"}
                ),
                "b": Voice(name="b", engine="silence", language="en"),
            }
        ),
    )


@pytest.mark.parametrize(
    ("given", "meant"),
    [("https://example.org/g", "https://example.org/g/"), ("HTTPS://Example.ORG/G", "https://example.org/G/")],
)
def test_the_link_always_names_a_folder(project: Path, given: str, meant: str) -> None:
    path = project / "content/show.toml"
    path.write_text(SHOW.replace("https://example.org/g/", given))
    assert config.load(project).show.link == meant


def test_what_nobody_sees_is_no_part_of_a_setting(project: Path) -> None:
    path = project / "content/show.toml"
    path.write_text(SHOW.replace('author = "', 'author = "\\u200bA\\u2060\\U000e0041\\ufe0f\\ufe0f'))
    assert config.load(project).show.author.startswith("A\ufe0f")


def test_no_publication(tmp_path: Path) -> None:
    assert problems(tmp_path) == [f"content/show.toml: there is no publication in {tmp_path}"]


def test_every_problem_of_every_file_at_once(project: Path) -> None:
    (project / "content/show.toml").write_text(
        SHOW.replace('title = "Gespräche"', "titel = 3")
        .replace("sample_rate_hz = 48000", "sample_rate_hz = 44100\nbitrate = 96")
        .replace("250", "5")
    )
    (project / "voices/a.toml").write_text(VOICE.replace("0.9", '"schnell"').replace('engine = "espeak"\n', ""))
    (project / "voices/b.toml").write_text("engine = silence")
    (project / "voices/c.toml").write_bytes(b'engine = "\xff"')
    found = problems(project)
    assert [problem.split(": ", 2)[:2] for problem in found[:5]] == [
        ["content/show.toml", "title"],
        ["content/show.toml:14", "audio.sample_rate_hz"],
        ["content/show.toml:18", "pauses.sentence_ms"],
        ["content/show.toml:1", "titel"],
        ["content/show.toml:15", "audio"],
    ]
    assert found[1] == "content/show.toml:14: audio.sample_rate_hz: is 44100, not 24000 or 48000"
    assert found[4] == "content/show.toml:15: audio: bitrate: is not a known key"
    assert found[5:7] == [
        "voices/a.toml: engine: is missing",
        "voices/a.toml:3: rate: is 'schnell', not a number",
    ]
    assert found[7].startswith("voices/b.toml:1: is not valid TOML: ")
    assert found[8:] == ["voices/c.toml: is not UTF-8 text (byte 10)"]


def test_all_that_is_wrong_in_the_show_at_once(project: Path) -> None:
    show = SHOW.replace('"Gespräche"', '""').replace("https://example.org/g/", "ftp://x/").replace('"de"', '"deutsch!"')
    show = (
        show.replace("wir@example.org", "wir")
        .replace("News > Politics", "Societies")
        .replace('question = "a"', 'question = "z"')
    )
    (project / "content/show.toml").write_text('image = "no.jpg"\n' + show + '\n[colours]\nground = "red"\n')
    assert [problem.split(": ")[1] for problem in problems(project)] == [
        "title",
        "language",
        "link",
        "email",
        "category",
        "colours.ground",
        "image",
        "voices.question",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "https://example.org/g/",
            "example.org",
            "content/show.toml:2: link: 'example.org' is not the address of a folder on the web",
        ),
        (
            "https://example.org/g/",
            "https://e.org/?a=b",
            "content/show.toml:2: link: 'https://e.org/?a=b' is not the address of a folder on the web",
        ),
        (
            "https://example.org/g/",
            "https://example.org/../g/",
            "content/show.toml:2: link: 'https://example.org/../g/' is not the address of a folder on the web",
        ),
        (
            "https://example.org/g/",
            "https://exämple.org/",
            "content/show.toml:2: link: 'https://exämple.org/' is not plain ASCII",
        ),
        ('"Kurz."', '"' + "ä" * 2001 + '"', "content/show.toml:3: description: is 4002 bytes long"),
        ('"Kurz."', '" \\u3000"', "content/show.toml:3: description: has nothing that can be seen"),
        ('"number"', '"number"\nguid = "1-2"', "content/show.toml:9: guid: '1-2' is not a podcast:guid"),
        (
            '"number"',
            f'"number"\nguid = "{UUID(int=0)}"',
            f"content/show.toml:9: guid: '{UUID(int=0)}' is not a podcast:guid",
        ),
        (
            '"number"',
            '"number"\nlicence = "Alle Rechte"',
            "content/show.toml:9: licence: 'Alle Rechte' is no licence that everybody knows",
        ),
        (
            '"number"',
            '"number"\ncolours = {ink = "blue"}',
            "content/show.toml:9: colours.ink: 'blue' is not a colour",
        ),
        (
            '"number"',
            '"number"\ncolours = {accent = "#0b4660"}',
            "content/show.toml:9: colours.accent: has a contrast of 1.0 : 1 to the ground",
        ),
        ('"number"', '"number"\ncolours = {inc = "#ffffff"}', "content/show.toml:9: colours: inc: is not a known key"),
        ("wir@example.org", "wir", "content/show.toml:6: email: 'wir' is not an e-mail address"),
        (
            "News > Politics",
            "News > Politik",
            "content/show.toml:7: category: Apple Podcasts has no category 'News > Politik'",
        ),
        (
            "News > Politics",
            "Nachrichten",
            "content/show.toml:7: category: Apple Podcasts has no category 'Nachrichten'",
        ),
        (
            'language = "de"',
            'language = "Deutsch?"',
            "content/show.toml:4: language: 'Deutsch?' is not a language code",
        ),
        ('question = "a"', 'question = "x"', "content/show.toml:11: voices.question: there is no voice 'x'"),
        ('"number"', '"number"\nimage = "weg.png"', "content/show.toml:9: image: there is no file content/weg.png"),
    ],
)
def test_what_no_single_field_can_know(project: Path, old: Any, new: Any, expected: Any) -> None:
    path = project / "content/show.toml"
    assert old in SHOW
    path.write_text(SHOW.replace(old, new))
    assert problems(project) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Gespräche", "", ":1: title: is empty\n    Write something, or remove the key."),
        ('"Gespräche"', "3", ':1: title: is 3, not a text\n    Put it in quotes: "3"'),
        (
            'announcements = "number"',
            'explicit = "ja"',
            ":8: explicit: is 'ja', not true or false\n    Write true or false, without quotes.",
        ),
        ("250", "1.5", ":17: pauses.sentence_ms: is 1.5, not a whole number"),
        ("250", '"kurz"', ":17: pauses.sentence_ms: is 'kurz', not a whole number"),
        ("250", "99999", ":17: pauses.sentence_ms: is 99999, not 10000 or less"),
        (
            "question =",
            "host =",
            (
                ":11: voices.host: 'host' is none of the roles question, answer, narrator\n    "
                "Voices of one language stand in a table of their own: [voices.de]. A second guest is answer-2."
            ),
        ),
        (
            "[pauses]\nsentence_ms =",
            "pauses =",
            ":16: audio: pauses: is not a known key\n    Known: sample_rate_hz, loudness_lufs.",
        ),
        ('"Kurz."', '"""\nemail = x\n"""\nemial = 1', ":6: emial: is not a known key\n    Did you mean 'email'?"),
    ],
)
def test_what_is_wrong_with_a_value_in_plain_words(project: Path, old: str, new: str, told: str) -> None:
    (project / "content/show.toml").write_text(SHOW.replace(old, new))
    with pytest.raises(ConfigError) as caught:
        config.load(project)
    assert str(caught.value) == f"content/show.toml{told}"


def test_a_voice_for_another_language_must_exist(project: Path) -> None:
    (project / "voices/b.toml").unlink()
    assert problems(project) == ["voices/a.toml:7: languages.en: there is no voice 'b'"]


PLS = """\
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="de">
  <lexeme><grapheme>Benz</grapheme><alias>Bentz</alias></lexeme>
  <lexeme><grapheme>Lautern</grapheme><phoneme>ˈlaʊ̯tɐn</phoneme></lexeme>
</lexicon>"""


def test_the_show_s_pronunciations_stand_over_those_of_other_programs(project: Path) -> None:
    assert config.load(project).lexicon.entries == ()
    (project / "content/house.pls").write_text(PLS)
    (project / "content/lexicon.toml").write_text('"KL.digital" = "K L digital"\nPipeline = {language = "en"}\n')
    assert config.load(project).lexicon.entries == (
        LexiconEntry(text="Benz", spoken="Bentz"),
        LexiconEntry(text="Lautern", ipa="ˈlaʊ̯tɐn"),
        LexiconEntry(text="KL.digital", spoken="K L digital"),
        LexiconEntry(text="Pipeline", language="en"),
    )


def test_every_problem_of_the_lexicons_is_named_with_the_others(project: Path) -> None:
    (project / "content/house.pls").write_text("<html/>")
    (project / "content/lexicon.toml").write_text('A = 5\nB = {say = "x"}\n')
    (project / "voices/a.toml").write_text(VOICE.replace("rate = 0.9", "rate = 9"))
    assert problems(project) == [
        "voices/a.toml:4: rate: is 9, not 3 or less",
        "content/house.pls: this is no pronunciation lexicon: <html>",
        "content/lexicon.toml: 'A': 5 is no pronunciation",
        "content/lexicon.toml: 'B': unknown key 'say'",
        "content/lexicon.toml: 'B': nothing says how it is spoken",
    ]
    (project / "content/lexicon.toml").write_text("A = ")
    assert "content/lexicon.toml: is not valid TOML" in "\n".join(problems(project))


@pytest.mark.parametrize("named", ["../secret.jpg", "/etc/hostname", "out.jpg", "folder/secret.jpg"])
def test_a_picture_lies_in_content(project: Path, named: str) -> None:
    (project / "secret.jpg").write_bytes(b"x")
    (project / "content/out.jpg").symlink_to("../secret.jpg")
    (project / "content/folder").symlink_to(project)
    (project / "content/show.toml").write_text(f'image = "{named}"\n{SHOW}')
    assert problems(project) == ["content/show.toml:1: image: leads out of content/"]


@pytest.mark.parametrize(
    ("image", "told"),
    [
        ("a" * 300, f"there is no file content/{'a' * 79}…"),
        ("sub", "is a folder, no file"),
        ("zero", "leads out of content/"),
    ],
)
def test_a_picture_is_a_file(project: Path, image: str, told: str) -> None:
    (project / "content/sub").mkdir()
    (project / "content/zero").symlink_to("/dev/zero")
    (project / "content/show.toml").write_text(f'image = "{image}"\n{SHOW}')
    assert problems(project) == [f"content/show.toml:1: image: {told}"]


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("http://[podcast.example.org/", "is not the address of a folder on the web"),
        ("https://editor:secret@podcast.example.org/", "holds a name or a password, which everybody could read"),
        ("https://podcast.example.org/?a=b", "is not the address of a folder on the web"),
        ("javascript:alert(1)", "is not the address of a folder on the web"),
    ],
)
def test_a_link_that_is_none(project: Path, link: str, told: str) -> None:
    text = re.sub(r"(?m)^link = .*$", f'link = "{link}"', SHOW)
    (project / "content/show.toml").write_text(text)
    assert problems(project) == [f"content/show.toml:2: link: '{link}' {told}"]


def test_interviews_and_lexicons_lie_in_content(project: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.toml").write_text('"a" = "b"\n')
    (project / "content/lexicon.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert problems(project) == ["content/lexicon.toml: leads out of content/"]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('[voices.de]\nanswer = "de-answer-2-female"\n[voices."pt-BR"]\nquestion = "pt-br-question-male"\n', []),
        ('[voices]\nanswer-2 = "a"\nde.question = "a"\n', []),
        ("[voices.de]\n", []),
        ('[voices.de]\nhost = "a"\n', [":12: voices.de.host: 'host' is none of the roles question, answer, narrator"]),
        (
            '[voices.de]\nnarrator-2 = "a"\n',
            [":12: voices.de.narrator-2: 'narrator-2' is none of the roles question, "],
        ),
        ('[voices.de]\nanswer = "b"\n', [":12: voices.de.answer: the voice 'b' speaks en, not de"]),
        ('[voices]\nanswer = "b"\n', [":12: voices.answer: the voice 'b' speaks en, not de"]),
        (
            '[voices]\nnarrator = "fr-narrator-female"\n',
            [":12: voices.narrator: the voice 'fr-narrator-female' speaks fr"],
        ),
        ('[voices.ii]\nanswer = "b"\n', [":12: voices.ii.answer: the voice 'b' speaks en, not ii"]),
        ('[voices.deutsch]\nanswer = "a"\n', [":12: voices.deutsch.answer: 'deutsch' is not a language code"]),
        ('[voices.fr]\nanswer = "fr-answer"\n', [":12: voices.fr.answer: there is no voice 'fr-answer'"]),
        ("[voices.fr]\nanswer = 3\n", [":12: voices.fr.answer: is 3, not a text"]),
    ],
)
def test_voices_of_one_language(project: Path, table: str, told: list[str]) -> None:
    show = SHOW.replace('[voices]\nquestion = "a"\n\n', "")
    (project / "content/show.toml").write_text(f"{show.partition('[audio]')[0].rstrip()}\n\n\n{table}")
    if told:
        found = problems(project)
        assert len(found) == len(told)
        assert all(one.startswith(f"content/show.toml{start}") for one, start in zip(found, told, strict=True)), found
    else:
        assert all(isinstance(name, str) for name in config.load(project).show.voices.values())


def test_a_name_that_is_nearly_a_voice_is_told(project: Path) -> None:
    (project / "content/show.toml").write_text(SHOW.replace('question = "a"', 'question = "de-question-femal"'))
    with pytest.raises(ConfigError) as caught:
        config.load(project)
    assert str(caught.value) == (
        "content/show.toml:11: voices.question: there is no voice 'de-question-femal'\n"
        "    Did you mean one of: de-question-female, de-question-2-female, de-question-male?"
    )


def test_a_voice_file_whose_name_is_no_text_is_to_be_renamed(project: Path) -> None:
    (project / os.fsdecode(b"voices/\xff.toml")).write_text(VOICE)
    with pytest.raises(ConfigError) as caught:
        config.load(project)
    assert str(caught.value) == (
        "voices/: the file '\\udcff.toml' has a name that cannot be read\n"
        "    Rename it with letters, digits and hyphens: its name is that of the voice."
    )


def test_what_is_built_in_is_not_listed_to_load_a_publication(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak_data, "languages", None)
    assert list(config.load(project).voices) == ["a", "b"]
