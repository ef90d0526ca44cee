"""Where an interview names recordings, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiobuild.errors import ConfigError, ContentError
from audiobuild.model import Interview, Recording
from audiobuild.publication import config, content, recordings

MATTER = """\
---
title: T
date: 2026-03-01
language: de
{more}speakers:
- {{name: Anna, role: question}}
- {{name: Ben, role: answer}}
---

"""
SHOW = """\
title = "G"
link = "https://podcast.stadt.example/"
description = "Kurz."
language = "de"
author = "Wir"
email = "wir@example.org"
category = "News"
"""


def parsed(body: str) -> Interview:
    return content.parse(MATTER.format(more="") + body, slug="t", path="content/t.md")


def named(interview: Interview) -> list[tuple[str, Recording | None]]:
    return [(one.text, one.recording) for turn in interview.turns for one in turn.paragraphs]


def loaded(root: Path, body: str, more: str = "") -> Interview:
    (root / "content").mkdir(exist_ok=True)
    (root / "content/t.md").write_text(MATTER.format(more=more) + body, encoding="utf-8")
    (interview,) = content.load(root)
    return interview


def refused(root: Path, body: str, more: str = "") -> list[tuple[str, str]]:
    with pytest.raises(ContentError) as caught:
        loaded(root, body, more)
    return [(problem.place, problem.message) for problem in caught.value.problems]


BODY = """\
## Wie geht es? {recording="a/f_1_x.wav"}

**Ben:** {recording="a b.mp3#t=12.5,1:02.25"} Gut.

Und selbst?

## Und dann?

{recording=“c.flac#t=3”}

Nichts.

- {recording="d.wav"} Eins
- Zwei
"""


def test_it_stands_behind_a_question_or_in_front_of_what_is_said() -> None:
    assert named(parsed(BODY)) == [
        ("Wie geht es?", Recording(file="a/f_1_x.wav")),
        ("Gut.", Recording(file="a b.mp3", start_ms=12_500, end_ms=62_250)),
        ("Und selbst?", None),
        ("Und dann?", None),
        ("Nichts.", Recording(file="c.flac", start_ms=3000)),
        ("Eins", Recording(file="d.wav")),
        ("Zwei", None),
    ]


def test_it_is_written_as_it_is_read() -> None:
    before = parsed(BODY)
    assert named(content.parse(content.render(before), slug="t", path="content/t.md")) == named(before)


def test_what_is_escaped_is_text() -> None:
    assert named(parsed('## A?\n\nMan schreibt \\{recording="a.wav"\\} davor.\n'))[1] == (
        'Man schreibt {recording="a.wav"} davor.',
        None,
    )


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ('{recording="../x.wav"}', "the recording '../x.wav' is not the name of a file in content/"),
        ('{recording="/etc/x.wav"}', "the recording '/etc/x.wav' is not the name of a file in content/"),
        ('{recording="https://a.example/x.wav"}', "lies elsewhere, where it may change or vanish"),
        ('{recording="x.wav#t=5,2"}', "the recording 'x.wav#t=5,2' ends before it begins"),
        ('{recording="x.wav#t=5,5"}', "ends before it begins"),
        ('{recording="x.wav#nothing"}', "has behind # no times like t=12.5,48 or t=1:02,1:48"),
        ('{recording="x.wav#t="}', "has behind # no times"),
        ('{recording=""}', "is not the name of a file in content/"),
        ("{recording=x.wav}", "this means nothing: {recording=x.wav}"),
        ('{Recording="x_y.wav"}', "this means nothing: {Recording="),
        ('{ recordings = "x.wav"}', "this means nothing: { recordings = "),
        ('{aufnahme="x.wav"}', "this means nothing: {aufnahme="),
        ('{recording="content/x.wav"}', "begins with content/, which goes without saying"),
        ('{recording="a.wav"} {recording="b.wav"}', "a paragraph is heard in one recording"),
    ],
)
def test_a_mark_that_means_nothing(mark: str, message: str) -> None:
    with pytest.raises(ContentError, match=r"t\.md:12") as caught:
        parsed(f"## A?\n\n{mark} Text.\n")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "block",
    ['### K {recording="a.wav"}', '| {recording="a.wav"} | b |\n|---|---|\n| c | d |', '[^1]: {recording="a.wav"} x'],
)
def test_nobody_is_heard_in_a_recording_elsewhere(block: str) -> None:
    with pytest.raises(ContentError, match="nobody is heard here in a recording"):
        parsed(f"## A?\n\nText.[^1]\n\n{block}\n" + ("" if block.startswith("[^") else "\n[^1]: x\n"))


@pytest.mark.parametrize("behind", ["", "\n\n**Anna:** Weiter.", "\n\n## B?\n\nText.", "\n\n* * *\n\nEnde."])
def test_a_recording_without_text(behind: str) -> None:
    with pytest.raises(ContentError, match="nothing stands below the recording"):
        parsed('## A?\n\nText.\n\n{recording="a.wav"}' + behind)


def test_files_that_are_not_there_and_one_that_may_be_meant(tmp_path: Path) -> None:
    (tmp_path / "content/v").mkdir(parents=True)
    (tmp_path / "content/v/frage1.wav").write_bytes(b"x")
    (tmp_path / "content/v/out.wav").symlink_to("/etc/hostname")
    (tmp_path / "content/v/dir.wav").mkdir()
    body = '## A? {recording="v/frage2.wav"}\n\n{recording="v/out.wav"} Ja.\n\n{recording="v/dir.wav"} Ja.\n'
    assert refused(tmp_path, body) == [
        ("content/t.md:10", "there is no file content/v/frage2.wav"),
        ("content/t.md:12", "content/v/out.wav leads out of content/"),
        ("content/t.md:14", "content/v/dir.wav is a folder, no file"),
    ]


def test_a_folder_gives_each_turn_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "content/v"
    folder.mkdir(parents=True)
    for name in ("introduction-1.wav", "Q01.WAV", "q2-1.MP3", "q2-2.flac", "closing-1.wav", ".DS_Store", "notes.txt"):
        (folder / name).write_bytes(b"x")
    body = "Vorab.\n\n## A?\n\nJa.\n\n## B?\n\nEins.\n\nZwei.\n\n**Anna:** Drei.\n\n* * *\n\nEnde.\n"
    assert [(text, one.file if one else "") for text, one in named(loaded(tmp_path, body, "recordings: v\n"))] == [
        ("Vorab.", "v/introduction-1.wav"),
        ("A?", "v/Q01.WAV"),
        ("Ja.", ""),
        ("B?", ""),
        ("Eins.", "v/q2-1.MP3"),
        ("Zwei.", ""),
        ("Drei.", "v/q2-2.flac"),
        ("Ende.", "v/closing-1.wav"),
    ]


def test_a_file_that_belongs_to_no_turn(tmp_path: Path) -> None:
    folder = tmp_path / "content/v"
    folder.mkdir(parents=True)
    for name in ("q9.wav", "frage.wav", "q1.wav", "q1.mp3", "q1-1.wav"):
        (folder / name).write_bytes(b"x")
    body = '## A?\n\n{recording="v/q1.wav"} Ja.\n'
    assert refused(tmp_path, body, "recordings: v/\n") == [
        ("content/t.md:5: recordings", "content/v/frage.wav belongs to no turn of the interview"),
        ("content/t.md:5: recordings", "content/v/q1.mp3 is there with several endings: q1.mp3, q1.wav"),
        ("content/t.md:5: recordings", "content/v/q9.wav belongs to no turn of the interview"),
        ("content/t.md:13", "this turn names a recording, and v/q1-1.wav is one, too"),
    ]


@pytest.mark.parametrize("folder", ["nowhere", "../v", "/tmp", "https://a.example/v"])
def test_no_folder(tmp_path: Path, folder: str) -> None:
    ((place, _),) = refused(tmp_path, "## A?\n\nJa.\n", f"recordings: {folder}\n")
    assert place == "content/t.md:5: recordings"


def test_the_show_s_sounds_are_files_in_content(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.mp3").write_bytes(b"x")
    sounds = '[sounds.intro]\nfile = "a.mp3"\n[sounds.sting]\nfile = "b.mp3"\n[sounds.outro]\nfile = "../c.mp3"\n'
    (tmp_path / "content/show.toml").write_text(SHOW + sounds, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        config.load(tmp_path)
    assert [problem.place for problem in caught.value.problems] == [
        "content/show.toml:11: sounds.sting.file",
        "content/show.toml:13: sounds.outro.file",
    ]


def test_a_recording_is_written_with_its_times() -> None:
    assert (
        recordings.written(Recording(file="a.wav", start_ms=1500, end_ms=62_250)) == '{recording="a.wav#t=1.5,62.25"}'
    )
    assert recordings.read("a.wav#t=1:02:03.5") == Recording(file="a.wav", start_ms=3_723_500)
    assert recordings.read("a.wav#t=,7") == Recording(file="a.wav", end_ms=7000)
