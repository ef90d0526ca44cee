"""The DAISY book as a file; what xmllint says of it is in test_publications.py."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from published import published

from audiobuild.checking import publications

from .books import TITLE, a_daisy, hand_made
from .episodes import about, episode

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def book() -> Any:
    return a_daisy(hand_made())


@pytest.fixture(scope="module")
def archive(book: Any) -> Any:
    return zipfile.ZipFile(io.BytesIO(book))


@pytest.fixture(scope="module")
def ncc(archive: Any) -> Any:
    return Xml.fromstring(archive.read("ncc.html"))


def test_a_flat_folder_with_short_names(archive: Any) -> None:
    assert archive.namelist() == [
        "ncc.html", "master.smil", "text.html", "style.css", "s0001.smil", "s0002.smil", "s0003.smil", "s0004.smil",
        "a0001.mp3", "a0002.mp3", "a0003.mp3", "a0004.mp3",
    ]  # fmt: skip
    assert all(re.fullmatch(r"[a-z0-9]{1,8}\.[a-z0-9]+", name) for name in archive.namelist())


def test_the_same_episode_gives_the_same_bytes(book: Any) -> None:
    assert a_daisy(hand_made()) == book


def test_what_it_says_of_itself(ncc: Any) -> None:
    metas = [(item.get("name"), item.get("content")) for item in ncc.iter(f"{XHTML}meta") if item.get("name")]
    assert metas == [
        ("dc:title", TITLE),
        ("dc:creator", "Anna"),
        ("dc:creator", "Ben"),
        ("dc:date", "2024-05-01"),
        ("dc:format", "Daisy 2.02"),
        ("dc:identifier", "urn:uuid:f2695bc9-813b-5772-9257-ebe8a284904e"),
        ("dc:language", "de"),
        ("dc:publisher", "Wir"),
        ("dc:source", "https://example.org/g/folge/"),
        ("dc:description", "Worum es geht & <was>."),
        ("dc:rights", "CC-BY-4.0"),
        ("ncc:charset", "utf-8"),
        ("ncc:depth", "1"),
        ("ncc:files", "12"),
        ("ncc:generator", metas[14][1]),
        ("ncc:multimediaType", "audioFullText"),
        ("ncc:narrator", "computererzeugte Stimme (n)"),
        ("ncc:narrator", "computererzeugte Stimme (q)"),
        ("ncc:narrator", "computererzeugte Stimme (a)"),
        ("ncc:pageFront", "0"),
        ("ncc:pageNormal", "0"),
        ("ncc:pageSpecial", "0"),
        ("ncc:producedDate", "2024-05-01"),
        ("ncc:producer", "Wir"),
        ("ncc:setInfo", "1 of 1"),
        ("ncc:tocItems", "4"),
        ("ncc:totalTime", "00:00:32.904"),
    ]


def test_the_first_heading_is_the_title_and_all_are_of_the_first_level(ncc: Any) -> None:
    body = ncc.find(f"{XHTML}body")
    assert [(item.tag.removeprefix(XHTML), item.get("class"), item[0].get("href"), item[0].text) for item in body] == [
        ("h1", "title", "s0001.smil#par-s1", TITLE),
        ("h1", None, "s0002.smil#par-s3", 'Was ist los? (1 < 2 & "so")'),
        ("h1", None, "s0003.smil#par-s12", "Noch etwas?"),
        ("h1", None, "s0004.smil#par-s14", "Schlusswort"),
    ]


def test_what_it_reads_out_is_the_episode(tmp_path: Path, book: Any) -> None:
    made = hand_made()
    path = tmp_path / "folge-daisy.zip"
    path.write_bytes(book)
    reading = publications.daisy.read(published(path))
    assert reading.findings == ()
    assert [sentence.text for sentence in reading.sentences] == [cue.utterance.text for cue in made.cues]
    assert reading.sentences[-1].end_ms == made.duration_ms


def test_a_heading_of_one_sentence_is_that_sentence() -> None:
    made = episode("## Eine Frage?\n\nJa.\n\n## Zwei? Fragen!\n\nJa.")
    archive = zipfile.ZipFile(io.BytesIO(a_daisy(made)))
    assert re.findall(r"<h1.*?</h1>", archive.read("text.html").decode()) == [
        '<h1 id="s1" class="title">Ein Titel</h1>',
        '<h1 id="s2">Eine Frage?</h1>',
        '<h1><span id="s4">Zwei?</span> <span id="s5">Fragen!</span></h1>',
    ]
    assert "Zwei? Fragen!</a></h1>" in archive.read("ncc.html").decode()


def test_smil_is_written_as_old_players_read_it(archive: Any) -> None:
    smil = archive.read("s0003.smil").decode()
    assert smil.startswith('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN"')
    assert '<meta name="ncc:totalElapsedTime" content="00:00:25.992"/>' in smil
    assert '<meta name="ncc:timeInThisSmil" content="00:00:04.008"/>' in smil
    assert smil.count("<par ") == 2
    assert (
        '<par endsync="last" id="par-s12"><text src="text.html#s12" id="text-s12"/><seq>'
        '<audio src="a0003.mp3" clip-begin="npt=0.000s" clip-end="npt=1.536s" id="audio-s12"/></seq></par>'
    ) in smil
    assert "fill=" not in smil


def test_the_table_of_contents_is_of_what_the_schema_of_the_format_knows() -> None:
    """Pipeline 1's d202ncc.rng has no languages or directions of headings, and none of a file's direction."""
    book = zipfile.ZipFile(io.BytesIO(a_daisy(about(episode("## Shalom?\n\nJa."), language="he"))))
    ncc, text = book.read("ncc.html").decode(), book.read("text.html").decode()
    assert 'lang="he" xml:lang="he">' in ncc
    assert "dir=" not in ncc
    assert '<link rel="stylesheet" type="text/css" href="style.css"/>' in ncc
    assert "unicode-bidi: plaintext" in book.read("style.css").decode()
    assert 'dir="rtl"' in text
