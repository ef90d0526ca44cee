"""Braille and the transcript for word processors: each way of publishing them wrongly is found in the file in which it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import illustrated as text
import pytest
from programs import Once, audiobuild

from audiobuild import checking
from audiobuild.checking import reading, unheard
from audiobuild.checking.publications import book
from audiobuild.checking.statements import facts
from audiobuild.site import louis

from .mutate import as_written, entry, gone, sub, write

NOW = datetime(2026, 12, 1, tzinfo=UTC)
BRF, PEF, DOCX = "turm.brf", "turm.pef", "turm.docx"
Break = Callable[[Path], None]


@pytest.fixture(scope="module")
def doors(once: Once) -> Path:
    """The interview with everything in it, as all kinds of books."""
    if not louis.library():
        pytest.skip("liblouis is not installed")
    return once("doors", partial(text.published, settings='books = ["epub", "daisy", "braille", "docx"]'))


@pytest.fixture
def broken(doors: Path, tmp_path: Path) -> Path:
    """A copy to be broken, of links: whoever changes a file must write a new one."""
    shutil.copytree(doors / "dist", tmp_path / "dist", copy_function=os.link)
    return tmp_path / "dist" / "turm"


def test_nothing_is_wrong_with_them(broken: Path) -> None:
    report = checking.check(broken.parents[1], jobs=1, now=NOW)
    assert (report.findings, report.episodes) == ((), ("turm",))
    assert {BRF, PEF, DOCX} <= {path.name for path in broken.iterdir()}
    page = (broken / "index.html").read_text("utf-8")
    assert '<a href="turm.docx" download>Word-Dokument</a>' in page
    assert 'Braille:</span> <a href="turm.brf" download>BRF</a> <a href="turm.pef" download>PEF</a>' in page


def of(old: bytes, new: bytes) -> Break:
    """Other bytes, once."""
    return lambda path: write(path, path.read_bytes().replace(old, new, 1))


FAULTS: list[tuple[str, str, Break, str]] = [
    ("another word", DOCX, entry("word/document.xml", "gern", "ungern"), unheard.SAME),
    ("another note", DOCX, entry("word/footnotes.xml", "Das sagen alle", "Das sagen wenige"), unheard.SAME),
    ("another cell", DOCX, entry("word/document.xml", "380 €", "381 €"), unheard.SAME),
    ("no description", DOCX, entry("word/document.xml", 'descr="Karte der Stadt"', 'descr=""'), unheard.SAME),
    ("no notes", DOCX, entry("word/footnotes.xml", "(?s).*", ""), book.WHOLE),
    ("another title", DOCX, entry("docProps/core.xml", "Ein Titel", "Kein Titel"), facts.SAME),
    ("another language", DOCX, entry("docProps/core.xml", "language>de", "language>en"), facts.LANGUAGE.rule),
    ("no document", DOCX, gone, reading.THERE),
    ("no braille", PEF, gone, reading.THERE),
    ("no BRF", BRF, gone, reading.THERE),
    ("another letter", BRF, of(b"K", b"L"), unheard.CELLS),
    ("two pages in one", BRF, of(b"\f", b""), unheard.CELLS),
    ("other bytes", BRF, of(b"K", b"\xff"), book.WHOLE),
    ("a line too long", PEF, sub("<row>(⠀+⠼⠁<)", r"<row>⠀\1"), unheard.CELLS),
    ("a page too long", PEF, sub("<row></row>", "<row></row><row></row>"), unheard.CELLS),
    ("eight dots", PEF, sub("<row>⠀", "<row>⣿"), unheard.CELLS),
    ("another title", PEF, sub("Ein Titel", "Kein Titel"), facts.SAME),
    ("of another book", PEF, sub("urn:uuid:.", "urn:uuid:x"), facts.IDENTIFIED.rule),
]


@pytest.mark.parametrize(
    ("file", "change", "rule"), [fault[1:] for fault in FAULTS], ids=[" ".join(fault[1::-1]) for fault in FAULTS]
)
def test_each_fault_is_found(broken: Path, file: str, change: Break, rule: str) -> None:
    change(broken / file)
    as_written(broken.parent)
    found = {(one.file, one.rule) for one in checking.check(broken.parents[1], jobs=1, now=NOW).findings}
    if file == PEF and rule == unheard.CELLS:
        found -= {(f"dist/turm/{BRF}", rule)}  # it is no more the same
    assert (f"dist/turm/{file}", rule) in found


def test_they_go_when_they_are_switched_off(doors: Path, tmp_path: Path) -> None:
    shutil.copytree(doors, tmp_path / "p")
    show = tmp_path / "p/content/show.toml"
    show.write_text(show.read_text("utf-8").replace(', "braille", "docx"', ""), encoding="utf-8")
    audiobuild("build", "-C", tmp_path / "p", "-q")
    assert not {BRF, PEF, DOCX} & {path.name for path in (tmp_path / "p/dist/turm").iterdir()}
    assert checking.check(tmp_path / "p", jobs=1, now=NOW).findings == ()
