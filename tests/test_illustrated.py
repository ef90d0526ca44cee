"""An interview with pictures, tables, footnotes and headings, from its file to all that is published of it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import illustrated as text
import pytest
from PIL import Image
from programs import FRONT_MATTER, SaidOnce, audiobuild, build, tool

from audiobuild import checking
from audiobuild.importers import Wishes, read
from audiobuild.publication import content

NOW = datetime(2026, 12, 1, tzinfo=UTC)
HEARD = [
    "Ein Titel.",
    "Die Einleitung liest die Erzählstimme.",
    "Anmerkung 1: Sie ist computererzeugt.",
    "Was vorher geschah.",
    "Der Turm stand lange leer.",
    "Frage 1 von 2.",
    "Was ist mit dem Turm geschehen?",
    "Anmerkung 2: Der Turm steht in Bad Doberan.",
    "Wir haben ihn renoviert.",
    "Die Kosten stehen in der Tabelle.",
    "Anmerkung 3: Die Kosten trug die Stadt.",
    "Siehe Bericht.",
    "Bild: Der Turm bei Nacht. Links fließt die Spree.",
    "Der Turm im Mai 2023.",
    "Tabelle: Ort; 2023; 2024.",
    "Turm (2023: 380 €; 2024: 412 €).",
    "Brücke (2023: Smart City; 2024: z. B. 5).",
    "Haus (2024: 12.02.).",
    "Und die Leute? Kommen sie?",
    "Sie kommen gern, wie eine Besucherin schrieb: …",
    "Anmerkung 4: Das sagen alle.",
    "Wer liest, lebt zweimal.",
    "— Umberto Eco.",
    "Ein Punkt.",
    "Zwei Punkte.",
    "Zitierter Punkt.",
    "Bild: Karte der Stadt.",
    "Frage 2 von 2.",
    "Und nun?",
    "Danke für das Gespräch.",
    "Schlusswort.",
    "Schluss.",
]
SILENT = ("Anmerkung", "Siehe", "Bild:", "Der Turm im Mai", "Tabelle:", "Turm (", "Brücke (", "Haus (")


def spoken(folder: Path) -> list[str]:
    segments = json.loads((folder / "transcript.json").read_text("utf-8"))["segments"]
    return [segment["body"] for segment in segments]


def test_all_is_heard_in_the_order_in_which_it_is_printed(illustrated: Path) -> None:
    assert spoken(illustrated / "dist" / text.SLUG) == HEARD


def test_what_is_printed_only_is_in_page_and_books_and_nothing_is_wrong_with_them(tmp_path: Path) -> None:
    settings = 'pictures = "printed"\ntables = "printed"\nfootnotes = "printed"'
    folder = text.published(tmp_path / "p", settings=settings)
    heard = [sentence.removesuffix(" …") for sentence in HEARD if not sentence.startswith(SILENT)]
    assert spoken(folder) == heard  # the note behind the colon, by another speaker, is not
    assert checking.check(tmp_path / "p", jobs=1, now=NOW).findings == ()
    page = (folder / "index.html").read_text("utf-8")
    for printed in (
        'alt="Karte der Stadt"',
        "Der Turm im Mai 2023",
        "380 €",
        "Anmerkung 3: Die Kosten trug die <em>Stadt</em>",
    ):
        assert printed in page
    with zipfile.ZipFile(folder / "turm-daisy.zip") as daisy, zipfile.ZipFile(folder / "turm.epub") as epub:
        assert "380 €" in daisy.read("text.html").decode()
        assert b"system-required" not in daisy.read("s0002.smil")
        assert b"ncc:footnotes" not in daisy.read("ncc.html")
        assert b"alternativeText" in epub.read("EPUB/package.opf")
        assert b'epub:type="table"' not in epub.read("EPUB/overlays/text1.smil")


def test_books_say_what_may_be_skipped_and_where_headings_are(illustrated: Path) -> None:
    folder = illustrated / "dist" / text.SLUG
    with zipfile.ZipFile(folder / "turm.epub") as epub:
        overlay, nav = epub.read("EPUB/overlays/text1.smil").decode(), epub.read("EPUB/nav.xhtml").decode()
        package, last = epub.read("EPUB/package.opf").decode(), epub.read("EPUB/text1.xhtml").decode()
    assert re.findall(r'<seq id="([\w-]+)" epub:type="(\w+)"', overlay) == [
        ("fn1", "footnote"),
        ("fn2", "footnote"),
        ("fn3", "footnote"),
        ("table-s15", "table"),
        ("fn4", "footnote"),
    ]
    assert len(re.findall('epub:type="table-row"', overlay)) == 4
    assert len(re.findall('epub:type="figure"', overlay)) == 2
    assert re.findall(r'<a href="([^"]*)">([^<]*)', nav) == [
        ("text1.xhtml#text1", "Ein Titel"),
        ("text1.xhtml#s4", "Was vorher geschah"),
        ("text1.xhtml#q1", "Was ist mit dem Turm geschehen?"),
        ("text1.xhtml#s19", "Und die Leute? Kommen sie?"),
        ("text1.xhtml#q2", "Und nun?"),
        ("text1.xhtml#closing", "Schlusswort"),
        ("colophon.xhtml", ""),
    ]
    assert 'href="#fn3" role="doc-noteref" epub:type="noteref">3</a>' in last
    assert '<meta property="schema:accessMode">visual</meta>' in package
    assert "Bilder haben eine Beschreibung" in package
    with zipfile.ZipFile(folder / "turm-daisy.zip") as daisy:
        ncc, section = daisy.read("ncc.html").decode(), daisy.read("s0002.smil").decode()
        names = daisy.namelist()
    facts = dict(re.findall(r'name="ncc:(\w+)" content="([^"]*)"', ncc))
    assert {key: facts[key] for key in ("depth", "footnotes", "prodNotes", "tocItems", "files")} == {
        "depth": "2",
        "footnotes": "4",
        "prodNotes": "2",
        "tocItems": "12",
        "files": str(len(names)),
    }
    assert re.findall(r'<(?:h[12]|span class="([\w-]+)") id="nav-(\w+)">', ncc) == [
        ("noteref", "s3"),
        ("", "s4"),
        ("noteref", "s8"),
        ("noteref", "s11"),
        ("optional-prodnote", "s13"),
        ("", "s19"),
        ("noteref", "s21"),
        ("optional-prodnote", "s27"),
    ]
    assert re.findall(r'system-required="([\w-]+)" id="par-(s\d+)"', section) == [
        ("footnote-on", "s8"),
        ("footnote-on", "s11"),
        ("footnote-on", "s12"),
        ("prodnote-on", "s13"),
        ("footnote-on", "s21"),
        ("prodnote-on", "s27"),
    ]
    assert [name for name in names if name.startswith("p0")] == ["p0001.png", "p0002.jpg", "p0003.jpg"]


def test_pictures_are_the_same_everywhere_and_hold_no_place(illustrated: Path) -> None:
    folder = illustrated / "dist" / text.SLUG
    published = {path.name: path.read_bytes() for path in folder.glob("picture-*")}
    with zipfile.ZipFile(folder / "turm.epub") as epub, zipfile.ZipFile(folder / "turm-daisy.zip") as daisy:
        in_epub = {name.removeprefix("EPUB/images/"): epub.read(name) for name in epub.namelist() if "picture-" in name}
        in_daisy = [daisy.read(name) for name in daisy.namelist() if name.startswith("p0")]
    assert in_epub == published
    assert sorted(in_daisy) == sorted(published.values())
    for data in published.values():
        assert dict(Image.open(io.BytesIO(data)).getexif()) == {}
        assert b"Telephone" not in data
        assert b"privat" not in data


def test_no_heading_within_an_answer_is_a_chapter(illustrated: Path) -> None:
    folder = illustrated / "dist" / text.SLUG
    chapters = json.loads((folder / "chapters.json").read_text("utf-8"))["chapters"]
    assert [chapter["title"] for chapter in chapters] == [
        "Einleitung",
        "Was ist mit dem Turm geschehen?",
        "Und nun?",
        "Schlusswort",
    ]


def test_a_changed_picture_is_published_and_one_that_is_gone_goes(tmp_path: Path) -> None:
    body = "Vorab.\n\n![Eins](eins.png)\n\n![Zwei](zwei.png)\n\n## Frage?\n\nJa.\n"
    project = text.publication(tmp_path / "p", body)
    for name, colour in (("eins.png", "#f00"), ("zwei.png", "#0f0")):
        Image.new("RGB", (30, 20), colour).save(project / "content" / name)
    build(project)
    folder = project / "dist" / text.SLUG
    before = {path.name for path in folder.glob("picture-*")}
    mp3 = (folder / "turm.mp3").read_bytes()
    Image.new("RGB", (30, 20), "#00f").save(project / "content" / "eins.png")
    (built,) = build(project)
    after = {path.name for path in folder.glob("picture-*")}
    assert (built["synthesised"], len(before), len(after), len(before & after)) == (0, 2, 2, 1)
    assert (folder / "turm.mp3").read_bytes() == mp3
    path = project / "content" / "turm.md"
    path.write_text(path.read_text("utf-8").replace("![Zwei](zwei.png)\n", ""), encoding="utf-8")
    build(project)
    assert len([*folder.glob("picture-*")]) == 1
    assert checking.check(project, jobs=1, now=NOW).findings == ()


def test_a_picture_that_cannot_be_published_stops_the_build_before_anything_is_spoken(tmp_path: Path) -> None:
    project = text.publication(tmp_path / "p", "Vorab.\n\n![Eins](eins.png)\n\n## Frage?\n\nJa.\n")
    (project / "content" / "eins.png").write_bytes(b"<svg/>")
    tried = audiobuild("build", "-C", project, "--dry-run", check=False)
    said = audiobuild("build", "-C", project, check=False)
    assert (tried.returncode, tried.stderr, tried.stdout) == (said.returncode, said.stderr, "")
    line = FRONT_MATTER.count("\n") + 3
    assert said.returncode == 3
    assert f"content/turm.md:{line}: content/eins.png is no picture" in said.stderr
    assert not (project / "dist").exists()
    assert not (project / ".audiobuild" / "cache" / "clips").exists()


def test_a_heading_that_asks_is_pointed_out(tmp_path: Path) -> None:
    project = text.publication(tmp_path / "p", "## Frage?\n\nJa.\n\n### Und nun?\n\nNein.\n")
    said = audiobuild("build", "-C", project, "--dry-run").stderr
    line = FRONT_MATTER.count("\n") + 5
    assert f"content/turm.md:{line}: the heading 'Und nun?' asks, and is no question of the interview" in said


def test_an_import_takes_such_a_file_as_it_is(illustrated: Path) -> None:
    path = illustrated / "content" / "turm.md"
    source = path.read_text("utf-8")
    found = read(source, Wishes(), name="turm.md")
    parsed = content.parse(source, slug=found.interview.slug, path=found.interview.path)
    assert (found.layout, found.interview) == (("own",), parsed)
    assert content.parse(content.render(parsed), slug=parsed.slug, path=parsed.path).exchanges[0].answers[0].passages


@pytest.fixture(scope="module")
def facts(illustrated: Path, said_once: SaidOnce) -> Any:
    tool("chromium")
    return said_once("passages", "passages.js", illustrated / "dist", text.SLUG)


def test_what_is_heard_is_marked_on_the_page_whatever_it_is(facts: Any) -> None:
    assert facts["errors"] == []
    clicked = {name: found[:2] for name, found in facts["clicked"].items()}
    assert clicked == {
        "picture": ["IMG", "Der Turm bei Nacht. Links fließt die Spree."],
        "row": ["TR", "Turm3"],
        "heading": ["H3", "Und die Leute? Kommen sie?"],
        "caption": ["SPAN", "Der Turm im Mai 2023"],
    }
    assert facts["clicked"]["picture"][2] == "solid"
    assert facts["clicked"]["row"][3] != "rgba(0, 0, 0, 0)"
    assert facts["heard"] == [True, True]


def test_the_status_line_says_what_is_there(facts: Any) -> None:
    said = dict.fromkeys(facts["said"])
    for sentence in (
        "Der Turm bei Nacht. Links fließt die Spree.",
        "Ort; 2023; 2024",
        "Turm; 380 €; 412 €",
        "Sie kommen gern, wie eine Besucherin schrieb:",
        "Ein Punkt.",
    ):
        assert sentence in said
    assert not any(re.search(r"gern\d|Punkt\d", sentence) for sentence in said)


def test_words_behind_the_mark_of_a_footnote_are_marked_where_they_stand(facts: Any) -> None:
    assert len(facts["words"]) > 3
    assert set(facts["words"]) <= {"Sie", "kommen", "gern4,", "wie", "eine", "Besucherin", "schrieb:"}


def test_without_its_script_on_a_small_screen_all_is_there(facts: Any) -> None:
    assert facts["still"] == [True] * 4
    page, picture = facts["wide"]
    assert (page, picture <= 320) == (320, True)
    assert len(facts["links"]) == 11
    assert {tag for _, tag in facts["links"]} == {"ASIDE", "A"}
