"""The EPUB as a file; what EPUBCheck and Ace say of it is in test_publications.py."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from published import published

from audiobuild.checking import publications
from audiobuild.checking.publications.book import recording
from audiobuild.model import Correction
from audiobuild.sound import decode

from .books import COVER, TITLE, an_epub, hand_made
from .episodes import about

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(scope="module")
def book() -> Any:
    return an_epub(hand_made())


@pytest.fixture(scope="module")
def archive(book: Any) -> Any:
    return zipfile.ZipFile(io.BytesIO(book))


@pytest.fixture(scope="module")
def opf(archive: Any) -> Any:
    return Xml.fromstring(archive.read("EPUB/package.opf"))


def test_the_container(book: Any, archive: Any) -> None:
    assert archive.namelist() == [
        "mimetype", "META-INF/container.xml", "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/style.css", "EPUB/cover.jpg",
        "EPUB/introduction.xhtml", "EPUB/introduction.smil", "EPUB/q1.xhtml", "EPUB/q1.smil", "EPUB/q2.xhtml",
        "EPUB/q2.smil", "EPUB/closing.xhtml", "EPUB/closing.smil",
        "EPUB/audio1.mp3", "EPUB/audio2.mp3", "EPUB/audio3.mp3", "EPUB/audio4.mp3",
    ]  # fmt: skip
    assert book[30:58] == b"mimetypeapplication/epub+zip"
    assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in archive.infolist())
    assert archive.read("EPUB/cover.jpg") == COVER


def test_the_same_episode_gives_the_same_bytes(book: Any) -> None:
    assert an_epub(hand_made()) == book


def test_what_it_says_of_itself(opf: Any) -> None:
    dublin = [(item.tag.removeprefix(DC), item.text) for item in opf.iter() if item.tag.startswith(DC)]
    assert dublin == [
        ("identifier", "urn:uuid:f5120880-5ed8-5dc6-8448-c4fc5fb86b96"),
        ("title", TITLE),
        ("language", "de"),
        ("creator", "Anna"),
        ("creator", "Ben"),
        ("publisher", "Wir"),
        ("date", "2024-05-01"),
        ("source", "https://example.org/g/folge/"),
        ("description", "Worum es geht & <was>."),
        ("rights", "CC-BY-4.0"),
    ]
    metas = [(item.get("property"), item.text) for item in opf.iter(f"{OPF}meta")]
    assert metas == [
        ("role", "ivr"),
        ("role", "ive"),
        ("dcterms:modified", "2024-05-01T00:00:00Z"),
        ("belongs-to-collection", "Gespräche & mehr"),
        ("collection-type", "series"),
        ("media:duration", "00:00:32.904"),
        ("media:duration", "00:00:09.000"),
        ("media:duration", "00:00:16.992"),
        ("media:duration", "00:00:04.008"),
        ("media:duration", "00:00:02.904"),
        ("media:active-class", "-epub-media-overlay-active"),
        ("media:narrator", "computererzeugte Stimme (n)"),
        ("media:narrator", "computererzeugte Stimme (q)"),
        ("media:narrator", "computererzeugte Stimme (a)"),
        ("schema:accessMode", "textual"),
        ("schema:accessModeSufficient", "textual"),
        ("schema:accessModeSufficient", "auditory"),
        ("schema:accessibilityFeature", "synchronizedAudioText"),
        ("schema:accessibilityFeature", "tableOfContents"),
        ("schema:accessibilityFeature", "readingOrder"),
        ("schema:accessibilityFeature", "structuralNavigation"),
        ("schema:accessibilityFeature", "displayTransformability"),
        ("schema:accessibilityFeature", "ARIA"),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", metas[-3][1]),
        ("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"),
        ("a11y:certifiedBy", "Wir"),
    ]


def test_what_it_reads_out_is_the_episode(tmp_path: Path, book: Any) -> None:
    made = hand_made()
    path = tmp_path / "folge.epub"
    path.write_bytes(book)
    reading = publications.epub.read(published(path))
    assert reading.findings == ()
    assert [sentence.text for sentence in reading.sentences] == [cue.utterance.text for cue in made.cues]
    assert reading.sentences[-1].end_ms == made.duration_ms


def test_the_table_of_contents_names_the_headings(archive: Any) -> None:
    nav = archive.read("EPUB/nav.xhtml").decode()
    assert re.findall(r'<a href="(.*?)">', nav) == ["introduction.xhtml", "q1.xhtml", "q2.xhtml", "closing.xhtml"]
    assert [item.text for item in Xml.fromstring(nav).iter("{http://www.w3.org/1999/xhtml}a")] == [
        TITLE, 'Was ist los? (1 < 2 & "so")', "Noch etwas?", "Schlusswort",
    ]  # fmt: skip


def test_links_that_would_lead_nowhere_are_text(archive: Any) -> None:
    document = archive.read("EPUB/introduction.xhtml").decode()
    assert re.findall(r'href="(.*?)"', document) == ["style.css", "https://example.org/?a=1&amp;b=2"]
    assert ", Verweis und " in document
    assert '<span lang="en" xml:lang="en">Smart City</span>' in document


def test_an_audio_file_is_as_long_as_its_overlay_says(archive: Any) -> None:
    for number, milliseconds in enumerate((9000, 16992, 4008, 2904), 1):
        data = archive.read(f"EPUB/audio{number}.mp3")
        assert recording(data).duration_ms == milliseconds
        assert len(decode.mp3(data).pcm) / 2 / 24 == pytest.approx(milliseconds, abs=100)


def test_it_is_as_new_as_its_last_correction() -> None:
    made = hand_made()
    corrected = (Correction(date=datetime.datetime(2024, 6, 1, 10, 30), note="Anders."),)
    made = about(made, corrected=corrected)
    package = zipfile.ZipFile(io.BytesIO(an_epub(made))).read("EPUB/package.opf").decode()
    assert '<meta property="dcterms:modified">2024-06-01T10:30:00Z</meta>' in package
