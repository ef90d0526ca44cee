"""Braille as files, read with liblouis's own program; what cells are and how pages are filled."""

from __future__ import annotations

import dataclasses
import subprocess
from typing import Any
from xml.etree import ElementTree as Xml

import illustrated
import pytest
from programs import tool

from audiobuild.errors import ConfigError
from audiobuild.model import Braille, Show, Timeline
from audiobuild.site import cells, louis
from audiobuild.site.cells import CellParagraph
from audiobuild.site.writers import braille

from .episodes import SHOW, about, episode, written

PEF = "{http://www.daisy.org/ns/2008/pef}"
DC = "{http://purl.org/dc/elements/1.1/}"
LANGUAGES = {
    "de": "„Über fünf Straßen“ – sagt sie … ‚so‘: 12.05.2023 (3 %).",
    "en": "“About 5 streets” – it’s … ‘so’ (3 %).",
    "es": "«¿Qué?» “sí” – ¡Olé! … 50 €",
    "fr": "« C’est ça » – un œuf … 50 €",
    "it": "«È così» “sì” – l’uomo … 50 €",
    "nl": "‘Hé’ “ja” – één … € 50",
    "pl": "„Żółć” – jest … 50 €",
    "pt": "«Ação» “não” – é … 50 €",
}
LONG = "Wir haben in der Verwaltung über Zuständigkeiten, Fördermittel und Öffnungszeiten gesprochen. " * 12


@pytest.fixture(autouse=True)
def _liblouis() -> None:
    if not louis.library():
        pytest.skip("liblouis is not installed")


def show(grade: Any = None, cells: int = 30, lines: int = 28) -> Show:
    return dataclasses.replace(SHOW, braille=Braille(cells=cells, lines=lines, grade=grade))


def lou(table: str, text: str, *options: str, display: str = "unicode.dis") -> str:
    """What liblouis's own program makes of a text; cells are in the alphabet ``display``."""
    words = [tool("lou_translate"), *options, f"{display},{table}"]
    return subprocess.run(words, input=text + "\n", capture_output=True, text=True, check=True).stdout.rstrip("\n")


def said(pages: Any) -> str:
    """What stands on pages: their words, without the pages' numbers."""
    rows = (row for page in pages for row in page[:-1])
    return "⠀".join(word for row in rows for word in row.split("⠀") if word)


def plain(made: Timeline) -> str:
    return "\n".join(cue.utterance.text for cue in made.cues)


@pytest.mark.parametrize(
    ("grade", "table"), [(0, "de-g0.utb"), (1, "de-g1.ctb"), (2, "de-g2.ctb"), (None, "de-g2.ctb")]
)
@pytest.mark.parametrize("width", [28, 30, 40])
def test_no_word_is_cut_or_lost(grade: Any, table: str, width: int) -> None:
    made = episode(f"Vorab.\n\n## Und wie ging das?\n\n{LONG}\n\n{LONG}")
    pages = braille.laid(show(grade, width), made)
    words = said(pages)
    for sentence in {cue.utterance.text for cue in made.cues}:
        assert lou(table, sentence).replace(" ", "⠀") in words
    assert {len(row) for page in pages for row in page} <= set(range(width + 1))
    assert {len(page) for page in pages} == {28}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_language_has_its_table_and_all_its_signs(language: str) -> None:
    for grade in (0, None):
        table = louis.table(language, grade)
        assert table
        cells = louis.translate(LANGUAGES[language], table)
        assert cells.strip("⠀")
        assert all("⠀" <= cell <= "⠿" for cell in cells)
        signs = {*"".join(LANGUAGES.values()), *"áñçßżøåčšćőăşğŁ§°•"}
        assert not any(len(louis.translate(sign, table)) > 6 for sign in signs)  # none by its number


@pytest.mark.parametrize(
    ("language", "table"), [("he", "he-IL.utb"), ("cs", "cs"), ("ar", "ar-"), ("az", ""), ("uk", "uk")]
)
def test_other_languages_have_what_liblouis_finds_for_them(language: str, table: str) -> None:
    found = louis.table(language).rpartition("/")[2]
    assert found.startswith(table)
    assert bool(found) == bool(table)


@pytest.mark.parametrize(
    ("language", "table", "grade"), [("de", "de-g0.utb", 0), ("en", "en-ueb-g2.ctb", 2), ("fr", "fr-bfu-comp6.utb", 0)]
)
def test_liblouis_reads_it_back(language: str, table: str, grade: int) -> None:
    text = {
        "de": "Wir haben lange gewartet und dann gebaut.",
        "en": "We waited for a long time and then we built.",
        "fr": "Nous avons attendu longtemps avant de construire.",
    }[language]
    cells = louis.translate(text, louis.table(language, grade))
    back = lou(table, cells, "--backward")
    assert back.casefold() == text.casefold()


def test_another_language_is_not_contracted_and_has_signs_that_its_reader_knows() -> None:
    """A phrase has those of what stands around it, other letters and whole paragraphs their own."""
    made = episode(
        "## Wie heißt das?\n\nEs heißt [Le Monde]{lang=fr}, auf Hebräisch [שלום עולם]{lang=he}.\n\n[Nous l’avons lu.]{lang=fr}"
    )
    words = said(braille.laid(show(), made))
    for table, text in (
        ("de-g0.utb", "Le Monde"),
        ("he-IL.utb", "שלום עולם"),
        ("fr-bfu-comp6.utb", "Nous l’avons lu."),
    ):
        assert lou(table, text).replace(" ", "⠀") in words


def test_both_files_hold_the_same_and_say_what_it_is() -> None:
    made = episode(illustrated.BODY.replace("## Und nun?", f"## Und nun?\n\n{LONG}"))
    pages = braille.laid(show(), made)
    pef = Xml.fromstring(written(braille.pef, show(), made, pages=lambda: pages))
    brf = written(braille.brf, pages=lambda: pages).decode("ascii")
    rows = [[row.text or "" for row in page.iter(f"{PEF}row")] for page in pef.iter(f"{PEF}page")]
    assert rows == [list(page) for page in pages]
    assert len(rows) > 3
    assert brf.count("\f") == len(rows)
    back = (
        brf.replace("\f", "").replace("\r\n", "\n").replace("\\", "\\\\")
    )  # it takes one for the beginning of an escape
    other = lou("de-g2.ctb", "\n".join(row.rstrip("⠀") for page in rows for row in page), "--backward")
    assert lou("de-g2.ctb", back, "--backward", display="en-us-brf.dis").split() == other.split()
    assert {one.tag.removeprefix(DC): one.text for one in pef.iter() if one.tag.startswith(DC)} == {
        "identifier": "urn:uuid:00b29c4d-f8b8-5f06-b624-755e29e321b5",
        "format": "application/x-pef+xml",
        "title": "Ein Titel",
        "creator": "Ben",
        "description": "Worum es geht & <was>.",
        "publisher": "Wir",
        "date": "2024-05-01",
        "source": "https://example.org/g/folge/",
        "language": "de",
        "rights": "CC-BY-4.0",
    }


def test_how_a_page_is_set() -> None:
    made = episode(
        "## Was?\n\nJa.\n\n- Ein Punkt, der lange ist und auf die nächste Zeile geht.\n\n> Zitat.\n\n**Anna:** Aha."
    )
    rows = braille.laid(show(0), made)[0]
    table = "de-g0.utb"
    heading = lou(table, "Was?")
    assert "⠀" * ((30 - len(heading)) // 2) + heading in rows
    assert rows[rows.index("⠀" * ((30 - len(heading)) // 2) + heading) + 1] == ""
    assert f"⠀⠀{lou(table, 'Ben: Ja.')}".replace(" ", "⠀") in rows
    item = next(
        number for number, row in enumerate(rows) if row.startswith(lou(table, "- Ein Punkt").replace(" ", "⠀"))
    )
    assert rows[item + 1][:2] == "⠀⠀"
    assert rows[item + 1][2] != "⠀"
    assert "⠀" * 6 + lou(table, "Zitat.") in rows
    assert f"⠀⠀{lou(table, 'Anna: Aha.')}".replace(" ", "⠀") in rows
    assert rows[-1] == "⠀" * 28 + lou(table, "1")


def test_a_heading_never_ends_a_page() -> None:
    one = CellParagraph(cells="⠁", first=0)
    for before in range(12):
        texts = [
            *[one] * before,
            CellParagraph(cells="⠃⠃", before=1, after=1, with_next=True),
            CellParagraph(cells="⠉⠀⠉⠀⠉"),
        ]
        pages = list(cells.pages(texts, 3, 8, lambda number: "⠼"))
        (page,) = [page for page in pages if "⠃⠃" in page]
        assert page[page.index("⠃⠃") + 1 : page.index("⠃⠃") + 3] == ("", "⠉⠀⠉")
        assert [page[-1] for page in pages] == ["⠀⠀⠼"] * len(pages)


def test_a_word_longer_than_a_line_is_cut_behind_its_own_hyphen() -> None:
    assert cells.folded(CellParagraph(cells="⠁⠁⠁⠁⠤⠃⠃⠃⠃⠃"), 8) == ["⠁⠁⠁⠁⠤", "⠃⠃⠃⠃⠃"]
    assert cells.folded(CellParagraph(cells="⠁" * 10), 8) == ["⠁" * 7 + "⠤", "⠁" * 3]


def test_a_table_is_read_line_by_line_with_the_heads_of_its_columns() -> None:
    words = said(braille.laid(show(0), episode(illustrated.BODY)))
    assert lou("de-g0.utb", "Turm[3]: 2023 380 €; 2024").replace(" ", "⠀") in words


def test_without_liblouis_the_editor_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = dataclasses.replace(SHOW, books=("braille",))
    louis.require(wanted, {"content/a.md": "de"})
    with pytest.raises(ConfigError, match=r"content/b\.md: language: liblouis has no table for az"):
        louis.require(wanted, {"content/a.md": "de", "content/b.md": "az"})
    monkeypatch.setattr(louis, "library", lambda: None)
    with pytest.raises(ConfigError, match="braille needs liblouis, which is not installed"):
        louis.require(wanted, {"content/a.md": "de"})
    louis.require(SHOW, {"content/a.md": "de"})


def test_the_same_episode_gives_the_same_bytes() -> None:
    def made() -> bytes:
        laid = braille.laid(show(), about(episode(illustrated.BODY), title="T"))
        return written(braille.brf, pages=lambda: laid)

    assert made() == made()
