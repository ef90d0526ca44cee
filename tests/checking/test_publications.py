"""The proof of one truth finds what validators pass: each fault is put into a sound book, and must be named."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from published import published
from writers.books import a_daisy, an_epub, hand_made, silence
from writers.episodes import SHOW, written

from audiobuild.checking import pages, publications
from audiobuild.checking.finding import Finding
from audiobuild.checking.publications import book, narration
from audiobuild.model import Audio, Part
from audiobuild.site.writers import page
from audiobuild.sound import mp3


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    """dist/folge with page, books and MP3, all in order."""
    made = hand_made()
    folder = tmp_path / "folge"
    folder.mkdir()
    (folder / "index.html").write_bytes(written(page.episode, SHOW, made, cover="cover.jpg"))
    (folder / "folge.epub").write_bytes(an_epub(made))
    (folder / "folge-daisy.zip").write_bytes(a_daisy(made))
    (folder / "folge.mp3").write_bytes(silence(Part(start_frame=0, frames=made.frames)))
    return folder


def messages(folder: Path) -> Any:
    findings: list[Finding] = []
    length_ms = book.recording((folder / "folge.mp3").read_bytes()).duration_ms
    file = published(folder / "index.html")
    publications.check(file, pages.parse(file, findings), length_ms, findings)
    return [f"{finding.file}: {finding.message}" for finding in findings]


def change(path: Any, entry: Any, pattern: Any, replacement: Any) -> None:
    """Replace the first match of a pattern in one file of an archive, or in a file that is none."""
    if not entry:
        text, count = re.subn(pattern, replacement, path.read_text(), count=1)
        path.write_text(text)
    else:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        text, count = re.subn(pattern, replacement, files[entry].decode(), count=1)
        files[entry] = text.encode()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        path.write_bytes(buffer.getvalue())
    assert count == 1


def test_what_is_built_tells_one_truth(folder: Path) -> None:
    assert messages(folder) == []


FAULTS = [
    # file, entry, what, replaced by, what is said of it
    ("index.html", "", r'data-end="(\d+)"', r'data-end="1"', "begins at"),
    ("index.html", "", r'data-start="\d+" data-end="\d+"', 'data-start="0" data-end="0"', "takes no time"),
    ("index.html", "", r"Noch einer\.", "Noch zwei.", "index.html: does not say the same as the others, from sentence 8 on"),
    ("index.html", "", '<p class="speaker" data-who="2" data-initials="B">', "<p>", "'Ben' is printed and not read out"),
    ("index.html", "", r'(<span id="s9".*?</span>)', r"\1 Mehr.", "'Mehr.' is printed and not read out"),
    ("folge.epub", "EPUB/overlays/text1.smil", r'clipEnd="00:00:0[^"]*"', 'clipEnd="00:00:00.000"', "takes no time"),
    ("folge.epub", "EPUB/overlays/text1.smil", r'clipBegin="00:00:0[1-9][^"]*"', 'clipBegin="00:00:00.500"', "begins at 500 ms, the one before ends at"),
    ("folge.epub", "EPUB/overlays/text1.smil", r'clipEnd="00:00:02.904"', 'clipEnd="00:00:03.000"', "beyond EPUB/audio/audio4.mp3"),
    ("folge.epub", "EPUB/overlays/text1.smil", r'<par id="s5">.*\n', "", "'😀 Zehn.' is printed and not read out"),
    ("folge.epub", "EPUB/overlays/text1.smil", r'(<par id="s5">.*\n)', r"\1\1", "EPUB/text1.xhtml: the text is not read out once each"),
    ("folge.epub", "EPUB/overlays/text1.smil", r'(<par id="s5">.*\n)(.*\n)', r"\2\1", "the text is not read out once each, in its order"),
    ("folge.epub", "EPUB/text1.xhtml", "</section>\n</section>", "<p>Ungesagt.</p></section></section>", "'Ungesagt.' is printed and not read out"),
    ("folge.epub", "EPUB/css/style.css", "-epub-media-overlay-active", "other", "media:active-class has no style"),
    ("folge.epub", "EPUB/package.opf", '(duration">)00:00:32.904', r"\g<1>00:01:32.904", "media:duration  is 92904 ms, its clips take 32904"),
    ("folge.epub", "EPUB/package.opf", '(overlay">)00:00:32.904', r"\g<1>00:00:35.904", "media:duration #text1-overlay is 35904 ms"),
    ("folge.epub", "EPUB/package.opf", ' media-overlay="text1-overlay"', "", "text1.xhtml is read out by nothing"),
    ("folge-daisy.zip", "s0002.smil", r"clip-end=\"npt=[^\"]*", 'clip-end="npt=0.000s', "takes no time"),
    ("folge-daisy.zip", "s0004.smil", "npt=2.904s", "npt=3.904s", "beyond a0004.mp3"),
    ("folge-daisy.zip", "s0003.smil", "00:00:25.992", "00:00:27.000", "s0003.smil: ncc:totalElapsedTime is 00:00:27.000"),
    ("folge-daisy.zip", "s0003.smil", '.*ncc:timeInThisSmil.*', "", "s0003.smil: ncc:timeInThisSmil is missing"),
    ("folge-daisy.zip", "ncc.html", "00:00:32.904", "00:00:33.904", "ncc.html: ncc:totalTime is 00:00:33.904"),
    ("folge-daisy.zip", "ncc.html", '"ncc:tocItems" content="4"', '"ncc:tocItems" content="5"', "ncc:tocItems is 5, there are 4"),
    ("folge-daisy.zip", "ncc.html", "Noch etwas", "Noch mehr", "'Noch mehr?' leads to ['Noch etwas?']"),
    ("folge-daisy.zip", "ncc.html", "#par-s12", "#par-s13", "'Noch etwas?' leads to [], not to a heading of that text"),
    ("folge-daisy.zip", "text.html", "</body>", "<p>Ungesagt.</p></body>", "'Ungesagt.' is printed and not read out"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "entry", "pattern", "replacement", "said"), FAULTS)
def test_a_fault_is_named(folder: Path, file: Any, entry: Any, pattern: Any, replacement: Any, said: Any) -> None:
    change(folder / file, entry, pattern, replacement)
    assert any(said in message for message in messages(folder)), messages(folder)


def test_an_mp3_of_another_length_is_named(folder: Path) -> None:
    audio = Audio()
    (folder / "folge.mp3").write_bytes(mp3.whole(mp3.silent_frame(audio) * 100, audio))
    assert messages(folder) == ["dist/folge/index.html: ends at 32904 ms, its audio at 2400 ms"]


@pytest.mark.parametrize(
    ("clock", "milliseconds"),
    [
        ("0:01:02.345", 62345),
        ("01:02.3", 62300),
        ("62.345s", 62345),
        ("npt=62.345s", 62345),
        ("100:00:00", 360_000_000),
    ],
)
def test_clock_values(clock: Any, milliseconds: Any) -> None:
    assert narration.milliseconds(clock) == milliseconds


@pytest.mark.parametrize("clock", ["", "5min", "-1s", "1:2:3:4"])
def test_what_is_no_clock_value(clock: Any) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        narration.milliseconds(clock)
