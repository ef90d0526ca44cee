"""The transcript as DOCX, read with python-docx, pandoc and LibreOffice."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import docx
import illustrated
import pytest
from lxml import html
from PIL import Image
from programs import run, tool

from audiobuild.site.illustrations import Illustration
from audiobuild.site.writers import docx as writer

from .episodes import SHOW, about, episode, written

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MORE = """
1. Eins.
2. Zwei [שלום]{lang=he} und [hello]{lang=en}.

   - Darunter.

Dann weiter mit [Bericht](https://example.org/b?x=1&y=2), [daneben](../andere/).

1. Von vorn.
"""
PICTURES = {
    source: Illustration(key="", name=f"picture-{number}.png", media_type="image/png", width=2000, height=1000)
    for number, source in enumerate(("zier.png", "fotos/Türme 1.jpg", "fotos/karte.webp"))
}


def picture(_: Illustration) -> bytes:
    sink = io.BytesIO()
    Image.new("RGB", (20, 10), "#8ac").save(sink, "PNG")
    return sink.getvalue()


def made(language: str = "de") -> bytes:
    text = about(episode(illustrated.BODY.replace("## Und nun?", f"{MORE}\n## Und nun?")), language=language)
    return written(writer.write, SHOW, text, pictures=PICTURES, picture_of=picture)


@pytest.fixture(scope="module")
def data() -> bytes:
    return made()


@pytest.fixture(scope="module")
def document(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


@pytest.fixture(scope="module")
def tree(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What pandoc reads."""
    path = tmp_path_factory.mktemp("docx") / "a.docx"
    path.write_bytes(data)
    return json.loads(run(tool("pandoc"), "-f", "docx", "-t", "json", path).stdout)


def of(tree: Any, kind: str) -> list[Any]:
    """The content of all elements of a kind, in order."""
    if isinstance(tree, dict):
        return ([tree.get("c")] if tree.get("t") == kind else []) + [
            one for value in tree.values() for one in of(value, kind)
        ]
    return [one for value in tree for one in of(value, kind)] if isinstance(tree, list) else []


def text(tree: Any) -> str:
    words = {"Space": " ", "SoftBreak": " "}
    if isinstance(tree, dict):
        return tree["c"] if tree.get("t") == "Str" else words.get(tree.get("t", ""), "") or text(tree.get("c", []))
    return "".join(map(text, tree)) if isinstance(tree, list) else ""


def test_headings_speakers_and_quotations_have_styles(document: Any) -> None:
    said = [(one.style.name, one.text) for one in document.paragraphs if one.style.name != "Normal" and one.text]
    assert said == [
        ("Title", "Ein Titel"),
        ("Heading 2", "Was vorher geschah"),
        ("Speaker", "Anna"),
        ("Heading 1", "Was ist mit dem Turm geschehen?"),
        ("Speaker", "Ben"),
        ("Caption", "Der Turm im Mai 2023"),
        ("Heading 2", "Und die Leute? Kommen sie?"),
        ("Quote", "Wer liest, lebt zweimal."),
        ("Attribution", "— Umberto Eco"),
        ("List Paragraph", "Ein Punkt2."),
        ("List Paragraph", "Zwei Punkte."),
        ("List Paragraph", "Zitierter Punkt."),
        ("List Paragraph", "Eins."),
        ("List Paragraph", "Zwei שלום und hello."),
        ("List Paragraph", "Darunter."),
        ("List Paragraph", "Von vorn."),
        ("Speaker", "Anna"),
        ("Heading 1", "Und nun?"),
        ("Speaker", "Ben"),
        ("Heading 1", "Schlusswort"),
        ("Heading 1", "Zu dieser Folge"),
    ]


def test_what_it_says_of_itself(document: Any) -> None:
    core = document.core_properties
    assert (core.title, core.author, core.language) == (
        "Ein Titel",
        "Anna; Ben" if "Anna" in core.author else "Ben",
        "de",
    )
    assert (core.comments, core.identifier) == ("Worum es geht & <was>.", "https://example.org/g/folge/")
    assert core.created == core.modified == datetime(2024, 5, 1, tzinfo=UTC)


def test_tables_have_a_head_and_pictures_a_description(document: Any, tree: Any) -> None:
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows][1:3] == [
        ["Turm3", "380 €", "412 €"],
        ["Brücke", "Smart City", "z. B. 5"],
    ]
    assert [bool(row._tr.findall(f".//{W}tblHeader")) for row in table.rows] == [True, False, False, False]
    assert [text(image[1]) for image in of(tree, "Image")] == [
        "",
        "Der Turm bei Nacht. Links fließt die Spree.",
        "Karte der Stadt",
    ]
    decorated = [bool(one.findall(".//{*}decorative")) for one in document.element.iter("{*}docPr")]
    assert decorated == [True, False, False]
    assert [shape.width for shape in document.inline_shapes] == [5_400_000] * 3


def test_footnotes_are_footnotes_and_lists_are_lists(tree: Any) -> None:
    assert [text(note) for note in of(tree, "Note")] == [
        "Sie ist computererzeugt.",
        "Der Turm steht in Bad Doberan.",
        "Die Kosten trug die Stadt. Siehe Bericht.",
        "Das sagen alle.",
    ]
    assert [(start, len(items)) for (start, *_), items in of(tree, "OrderedList")] == [(1, 2), (1, 1)]
    assert "https://example.org/b?x=1&y=2" in [link[2][0] for link in of(tree, "Link")]
    assert "../andere/" not in [link[2][0] for link in of(tree, "Link")]


def test_languages_and_directions_are_those_of_the_text(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root, styles = Xml.fromstring(archive.read("word/document.xml")), archive.read("word/styles.xml").decode()
    runs = {
        run.findtext(f"{W}t"): (language.get(f"{W}val"), language.get(f"{W}bidi"), rtl is not None)
        for run in root.iter(f"{W}r")
        if (language := run.find(f"{W}rPr/{W}lang")) is not None
        for rtl in [run.find(f"{W}rPr/{W}rtl")]
    }
    assert runs["שלום"] == ("he", "he", True)
    assert runs["hello"] == ("en", None, False)
    assert '<w:lang w:val="de"/>' in styles
    assert "bidi" not in styles
    with zipfile.ZipFile(io.BytesIO(made("he"))) as archive:
        styles, other = archive.read("word/styles.xml").decode(), archive.read("word/document.xml").decode()
    assert "<w:pPr><w:bidi/></w:pPr><w:rPr><w:rtl/></w:rPr>" in styles
    assert "<w:bidiVisual/>" in other
    assert re.search('<w:rtl w:val="0"/><w:lang w:val="en"/></w:rPr><w:t xml:space="preserve">hello', other)


def test_libreoffice_opens_it(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    office = tool("soffice")
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "html", "--outdir", tmp_path, tmp_path / "a.docx"],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    said = " ".join("".join(map(str, html.document_fromstring((tmp_path / "a.html").read_bytes()).itertext())).split())
    for sentence in ("Ein Titel", "Wir haben ihn renoviert.", "412 €", "Eins.", "Das sagen alle.", "— Umberto Eco"):
        assert sentence in said


def test_the_same_episode_gives_the_same_bytes(data: bytes) -> None:
    assert made() == data
