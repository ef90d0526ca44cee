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
from audiobuild.site import documents
from audiobuild.sound import decode

from .books import COVER, TITLE, an_epub, hand_made
from .episodes import about, episode

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
        "mimetype", "META-INF/container.xml", "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/cover.xhtml", "EPUB/text1.xhtml",
        "EPUB/overlays/text1.smil", "EPUB/colophon.xhtml", "EPUB/css/style.css", "EPUB/images/cover.jpg",
        "EPUB/audio/audio1.mp3", "EPUB/audio/audio2.mp3", "EPUB/audio/audio3.mp3", "EPUB/audio/audio4.mp3",
    ]  # fmt: skip
    assert book[30:58] == b"mimetypeapplication/epub+zip"
    assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in archive.infolist())
    assert archive.read("EPUB/images/cover.jpg") == COVER


def test_the_same_episode_gives_the_same_bytes(book: Any) -> None:
    assert an_epub(hand_made()) == book


def test_what_it_says_of_itself(opf: Any) -> None:
    dublin = [(item.tag.removeprefix(DC), item.text) for item in opf.iter() if item.tag.startswith(DC)]
    assert dublin == [
        ("identifier", "urn:uuid:f5120880-5ed8-5dc6-8448-c4fc5fb86b96"),
        ("title", TITLE),
        ("language", "de"),
        ("contributor", "Anna"),
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
        ("role", "aut"),
        ("role", "ive"),
        ("dcterms:modified", "2024-05-01T00:00:00Z"),
        ("belongs-to-collection", "Gespräche & mehr"),
        ("collection-type", "series"),
        ("media:duration", "00:00:32.904"),
        ("media:duration", "00:00:32.904"),
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
    assert re.findall(r'<a href="(.*?)">', nav) == [
        "text1.xhtml#text1", "text1.xhtml#q1", "text1.xhtml#q2", "text1.xhtml#closing", "colophon.xhtml",
    ]  # fmt: skip
    assert ["".join(item.itertext()) for item in Xml.fromstring(nav).iter("{http://www.w3.org/1999/xhtml}a")] == [
        TITLE, 'Was ist los? (1 < 2 & "so")', "Noch etwas?", "Schlusswort", "Impressum",
    ]  # fmt: skip


def test_links_that_would_lead_nowhere_are_text(archive: Any) -> None:
    document = archive.read("EPUB/text1.xhtml").decode()
    assert re.findall(r'href="(.*?)"', document) == ["css/style.css", "https://example.org/?a=1&amp;b=2"]
    assert ", Verweis und " in document
    assert '<span lang="en" xml:lang="en">Smart City</span>' in document


def test_the_table_of_contents_names_phrases_in_their_languages() -> None:
    made = episode(
        "Vorab.\n\n## Was heißt [שלום (2024)!]{lang=he} genau?\n\nGruß.\n\n### Und [Smart City]{lang=en}?\n\nJa."
    )
    nav = zipfile.ZipFile(io.BytesIO(an_epub(made))).read("EPUB/nav.xhtml").decode()
    assert 'Was heißt <span lang="he" xml:lang="he" dir="rtl">שלום (2024)!</span> genau?</a>' in nav
    assert 'Und <span lang="en" xml:lang="en">Smart City</span>?</a>' in nav


def test_a_book_from_right_to_left_says_so() -> None:
    made = about(hand_made(), language="he")
    package = zipfile.ZipFile(io.BytesIO(an_epub(made))).read("EPUB/package.opf").decode()
    assert 'xml:lang="he" dir="rtl"' in package
    assert '<spine page-progression-direction="rtl">' in package


def test_a_long_talk_is_cut_between_questions_into_parts_of_one_size(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(documents, "MOST_CHARACTERS", 1000)
    body = "".join(f"## Frage {n}?\n\n{'Ein Satz von dreißig Zeichen. ' * 5}\n\n" for n in range(1, 21))
    made = episode(f"Vorab[^1].\n\n{body}Wie gesagt[^1].\n\n[^1]: Eine Anmerkung.")
    (tmp_path / "folge.epub").write_bytes(an_epub(made))
    reading = publications.epub.read(published(tmp_path / "folge.epub"))
    assert reading.findings == ()
    assert [sentence.text for sentence in reading.sentences] == [cue.utterance.text for cue in made.cues]
    archive = zipfile.ZipFile(tmp_path / "folge.epub")
    texts = [archive.read(name).decode() for name in archive.namelist() if re.fullmatch(r"EPUB/text\d+\.xhtml", name)]
    sections = [re.findall('<section id="(q\\d+)"', text) for text in texts]
    assert [name for some in sections for name in some] == [f"q{n}" for n in range(1, 21)]
    assert [len(some) for some in sections] == [5, 5, 5, 5]
    assert 'href="#fn1"' in texts[0]
    assert 'href="text1.xhtml#fn1"' in texts[-1]
    assert [re.findall("<title>(.*?)</title>", text)[0] for text in texts[1:]] == ["Frage 6?", "Frage 11?", "Frage 16?"]


def test_the_colophon_says_by_whom_it_is_when_it_was_and_whose_voices_are_heard(archive: Any) -> None:
    colophon = Xml.fromstring(archive.read("EPUB/colophon.xhtml"))
    said = [" ".join("".join(item.itertext()).split()) for item in colophon.iter("{http://www.w3.org/1999/xhtml}p")]
    assert said == [
        TITLE,
        "Im Gespräch: Anna, Ben",
        "Gespräche & mehr",
        "Wir, 1. Mai 2024",
        "Die Stimmen sind computererzeugt.",
        "Lizenz: CC-BY-4.0",
        "https://example.org/g/folge/",
    ]


def test_an_audio_file_is_as_long_as_its_overlay_says(archive: Any) -> None:
    for number, milliseconds in enumerate((9000, 16992, 4008, 2904), 1):
        data = archive.read(f"EPUB/audio/audio{number}.mp3")
        assert recording(data).duration_ms == milliseconds
        assert len(decode.mp3(data).pcm) / 2 / 24 == pytest.approx(milliseconds, abs=100)


def test_it_is_as_new_as_its_last_correction() -> None:
    made = hand_made()
    corrected = (Correction(date=datetime.datetime(2024, 6, 1, 10, 30), note="Anders."),)
    made = about(made, corrected=corrected)
    package = zipfile.ZipFile(io.BytesIO(an_epub(made))).read("EPUB/package.opf").decode()
    assert '<meta property="dcterms:modified">2024-06-01T10:30:00Z</meta>' in package
