"""Every source gives the same document that a reader would see."""

from __future__ import annotations

import html
import io
import textwrap
import unicodedata
import zipfile
from datetime import date
from typing import Any

import docx
import pytest
from flagship import Flagship, flagships

from attacks.printed import pdf
from audiobuild.errors import ContentError
from audiobuild.importers import Wishes, read, readers
from audiobuild.importers.readers import text
from audiobuild.importers.review import as_json

QUESTIONS = """\
Wie heißt das größte Käsegeschäft in Ihrer Straße?

Es heißt „Würzig & Söhne“ – seit 1893, für 5 € das Stück. Früher war dort eine Bäckerei.

Mögen Sie Öl lieber als Essig?

Überhaupt nicht. Meine Großmutter hätte mich enterbt, wenn ich das anders sähe.
"""
POLISH = """\
Dlaczego został Pan strażakiem w Łodzi?

Bo dziadek też gasił pożary, a później ojciec. Źle bym się czuł za biurkiem.

Czego się Pan boi najbardziej?

Że ktoś zostanie w środku, a ja o tym nie będę wiedział. Śnię o tym czasami.
"""


def pairs(source: bytes | str, name: str = "x.txt", **options: str) -> list[tuple[str, list[str]]]:
    found = as_json(read(source, Wishes(), name=name, **options))
    return [
        (pair["question"], [p for answer in pair["answers"] for p in answer["paragraphs"]]) for pair in found["pairs"]
    ]


def expected(plain: str) -> list[tuple[str, list[str]]]:
    parts = plain.strip().split("\n\n")
    return [(question, [answer]) for question, answer in zip(parts[::2], parts[1::2], strict=True)]


@pytest.mark.parametrize(
    ("plain", "encoding"),
    [
        *((QUESTIONS, encoding) for encoding in ("utf-8", "utf-8-sig", "cp1252", "iso8859-15", "mac_roman", "cp850")),
        *((QUESTIONS, encoding) for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32")),
        *((POLISH, encoding) for encoding in ("utf-8", "cp1250", "iso8859-2", "utf-16-le")),
    ],
)
def test_any_encoding(plain: str, encoding: str) -> None:
    plain = plain.replace("€", "Euro") if encoding == "cp850" else plain
    plain = (
        plain.replace("„", '"').replace("“", '"').replace("–", "-") if encoding in ("iso8859-15", "cp850") else plain
    )
    assert pairs(plain.encode(encoding)) == expected(plain)


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: unicodedata.normalize("NFD", plain),
        lambda plain: plain.replace(" ", "\u00a0"),
        lambda plain: plain.replace("\n", "\r\n"),
        lambda plain: plain.replace("\n", "\r"),
        lambda plain: plain.replace("\n", "\u2028"),
        lambda plain: plain.replace("\n\n", "\n"),
        lambda plain: plain.replace("\n\n", "\n \t\u00a0\n\u200b\n\n"),
        lambda plain: plain.replace("größte", "grö\u00adß\u200bte"),
        lambda plain: plain.replace("Mögen", "\tMögen  \t"),
        lambda plain: "\ufeff" + plain,
    ],
)
def test_odd_unicode_changes_nothing(change: Any) -> None:
    assert pairs(change(QUESTIONS)) == expected(QUESTIONS)


def test_utf8_taken_for_windows_and_encoded_again() -> None:
    twice = QUESTIONS.replace("“", '"').encode().decode("cp1252").encode()
    assert pairs(twice) == expected(QUESTIONS.replace("“", '"'))


@pytest.mark.parametrize("declared", ["iso-8859-1", "us-ascii", "windows-1251", "nonsense"])
def test_a_wrong_declaration_does_not_win_over_utf8(declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>{paragraphs(QUESTIONS)}</body></html>'
    assert pairs(page.encode(), "x.html", charset=declared) == expected(QUESTIONS)


def paragraphs(plain: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>\n" for line in plain.split("\n") if line.strip())


def test_hard_wrapped_lines_are_joined_and_others_are_not() -> None:
    wrapped = text.read(
        "Das ist ein Absatz, der von Hand nach etwa sechzig Zeichen\n"
        "umbrochen wurde, wie es in E-Mails lange üblich war, und der\n"
        "auch ein ge-\n"
        "trenntes Wort enthält. Man erkennt das daran, dass fast jede\n"
        "Zeile gleich lang ist und mitten im Satz aufhört, ohne dass\n"
        "es dafür einen Grund gäbe.\n\n"
        "Der zweite Absatz ist kürzer, aber auch er reicht über eine\n"
        "Zeile hinaus.\n"
    )
    assert [(block.line, block.text.count("\n")) for block in wrapped.blocks] == [(1, 0), (8, 0)]
    verse = "Der Mond ist aufgegangen,\ndie goldnen Sternlein prangen\nam Himmel hell und klar.\n" * 4
    assert len(text.read(verse).blocks) == 12


def test_markdown_has_front_matter_and_lines() -> None:
    document = readers.read(
        "---\ntitle: Über Brot\ndate: 2021-03-04\nlang: de\nimage: brot.jpg\n---\n# Brot\n\n**Warum?**\nDarum.\n\n1990. Ende.\n",
        name="brot.md",
    )
    assert (document.title, document.date, document.language, document.image) == (
        "Über Brot", date(2021, 3, 4), "de", "brot.jpg",
    )  # fmt: skip
    assert [(block.text, block.line, block.kind) for block in document.blocks] == [
        ("Brot", 7, "heading"),
        ("Warum?\nDarum.", 9, "paragraph"),
        ("1990. Ende.", 12, "paragraph"),
    ]


@pytest.mark.parametrize(
    "front_matter", ["---\n[\n---\n", "---\n- a\n---\n", "---\n&a [*a, *a]\n---\n", "---\ntitle: 3\n---\n"]
)
def test_odd_front_matter_is_passed_over(front_matter: str) -> None:
    assert pairs(front_matter + QUESTIONS, "x.md") == expected(QUESTIONS)


def test_what_a_page_says_about_itself() -> None:
    page = """<html lang="de-AT"><head><title>Gespräch | Zeitung</title>
      <meta property="og:title" content="Ein Gespräch - Zeitung"><meta property="og:image" content="https://z.example/b.jpg">
      <meta property="article:published_time" content="2020-02-30T00:00"><meta name="description" content="Kurz.">
      <script type="application/ld+json">{"@graph": [{"@type": "Organization"}, {"@type": ["NewsArticle"], "headline":
      "Ein Gespräch", "datePublished": "2020-02-29T10:00:00Z", "author": [{"name": "Ute Hahn"}], "image": {"url": "c.jpg"}}]}
      </script><script type="application/ld+json">{broken</script></head><body></body></html>"""
    document = readers.read(page, name="page.html")
    assert (document.title, document.date, document.author) == ("Ein Gespräch", date(2020, 2, 29), "Ute Hahn")
    assert (document.language, document.image, document.summary) == ("de-AT", "c.jpg", "Kurz.")


@pytest.mark.parametrize(
    "source",
    [
        "## Wo war das?\n\nIn Ulm.\n\n## Und davor\n\nIn Bonn.\n\n## Allein?\n\nZu zweit.\n",
        "**Wo war das?**\nIn Ulm.\n\n**Und davor**\nIn Bonn.\n\n**Allein?**\nZu zweit.\n",
    ],
)
def test_questions_marked_by_hand_count_in_any_text(source: str) -> None:
    expected = [("Wo war das?", ["In Ulm."]), ("Und davor", ["In Bonn."]), ("Allein?", ["Zu zweit."])]
    assert pairs(source, "notes.txt") == expected


def test_standard_input_and_pasted_html_need_no_name() -> None:
    assert pairs(QUESTIONS.encode(), "-") == expected(QUESTIONS)
    assert pairs(f"<div>{paragraphs(QUESTIONS)}</div>".encode(), "-") == expected(QUESTIONS)


def test_the_language_is_what_the_words_are_not_what_the_page_says() -> None:
    page = f'<html lang="en-US"><body>{paragraphs(QUESTIONS)}</body></html>'
    assert read(page, Wishes(), name="x.html").interview.about.language == "de"
    assert read(page.replace("en-US", "de-CH"), Wishes(), name="x.html").interview.about.language == "de-CH"
    assert read(page, Wishes(language="nds"), name="x.html").interview.about.language == "nds"


# --- one interview in every format --------------------------------------------------------------------------------


def as_page(plain: str, junk: set[str]) -> bytes:
    body = "".join(
        f'<div class="cookie-notice">{html.escape(line)}</div>' if line in junk else f"<p>{html.escape(line)}</p>"
        for line in plain.split("\n")
        if line.strip()
    )
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><main>{body}</main></body></html>'.encode()


def as_docx(plain: str) -> bytes:
    document = docx.Document()
    for line in plain.split("\n"):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_odt(plain: str) -> bytes:
    lines = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in plain.split("\n"))
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f"{lines}</office:text></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return stream.getvalue()


def as_rtf(plain: str) -> bytes:
    lines = (
        "".join(f"\\u{ord(c)}?" if ord(c) > 126 else f"\\{c}" if c in "\\{}" else c for c in line)
        for line in plain.split("\n")
    )
    return ("{\\rtf1\\ansi " + "".join(f"{line}\\par\n" for line in lines) + "}").encode("ascii")


def as_pdf(plain: str) -> bytes:
    """Each paragraph wrapped, a line free between two, 58 lines a page."""
    lines = [row for line in plain.split("\n") if line.strip() for row in (*textwrap.wrap(line, 85), "")]
    pages = [lines[start : start + 58] for start in range(0, len(lines), 58)]
    return pdf([[(40, 790 - 12 * row, "plain", 9, text) for row, text in enumerate(page) if text] for page in pages])


@flagships()
def test_a_pasted_page_is_the_same_interview_in_every_format(case: Flagship) -> None:
    """Pasted, as HTML with the same junk, as Word, OpenDocument, RTF, PDF and Markdown."""
    plain = case.source.read_text(encoding="utf-8")
    junk = set(case.truth["boilerplate"])

    def told(source: bytes | str, name: str) -> list[Any]:
        found = as_json(read(source, Wishes(), name=name))
        for pair in found["pairs"]:
            del pair["confidence"], pair["unsure"]  # a page shows more than a text
        return [found[key] for key in ("language", "speakers", "introduction", "pairs", "closing")]

    pasted = told(plain, "seed.txt")
    assert len(pasted[3]) == len(case.truth["pairs"])
    assert told(as_page(plain, junk), "seed.html") == pasted
    assert told(plain, "seed.md") == pasted
    assert told(as_docx(plain), "seed.docx") == pasted
    assert told(as_odt(plain), "seed.odt") == pasted
    assert told(as_rtf(plain), "seed.rtf") == pasted
    assert told(as_pdf(plain), "seed.pdf") == pasted


def test_word_keeps_what_the_eye_sees() -> None:
    document = docx.Document()
    document.core_properties.author = "Ute Hahn"
    document.add_heading("Über Brot", level=1)
    paragraph = document.add_paragraph()
    paragraph.add_run("Warum Brot?").bold = True
    paragraph.add_run().add_break()
    paragraph.add_run("Darum. ")
    paragraph.add_run("Wirklich").italic = True
    document.add_paragraph("erstens", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Und dann?"
    table.rows[0].cells[1].text = "Dann nicht."
    stream = io.BytesIO()
    document.save(stream)
    read_back = readers.read(stream.getvalue(), name="brot.docx")
    assert read_back.author == ""  # who made the file is an account
    assert [(block.kind, block.level, block.text) for block in read_back.blocks] == [
        ("heading", 1, "Über Brot"),
        ("paragraph", 0, "Warum Brot?\nDarum. Wirklich"),
        ("item", 0, "erstens"),
        ("paragraph", 0, "Und dann?"),
        ("paragraph", 0, "Dann nicht."),
    ]
    runs = [(run.text, run.strong, run.emphasis) for run in read_back.blocks[1].runs]
    assert runs == [("Warum Brot?", True, False), ("\nDarum. ", False, False), ("Wirklich", False, True)]


# --- what is no interview -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "is empty"),
        (b"   \n\n\t", "is empty"),
        (b"Preise\n\nBrot 3 Euro\n\nMilch 1 Euro\n\nMehl 2 Euro", "no questions found"),
        (("Die Stadt hat gebaut. Es wurde teuer, sagt der Rat. " * 30).encode(), "no questions found"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "this is no text"),
        (bytes(5000), "this is no text"),
        (b"PK\x03\x04 broken", "cannot be opened"),
    ],
)
def test_no_interview_is_said_so(source: bytes, said: str) -> None:
    with pytest.raises(ContentError, match=said) as caught:
        read(source, Wishes(), name="preise.txt")
    problem = caught.value.problems[0]
    assert problem.place == "preise.txt"
    assert problem.remedy


def test_a_page_without_text_is_said_so() -> None:
    with pytest.raises(ContentError, match=r"a\.html: has no text in it"):
        read("<html><body><!-- only this --></body></html>", Wishes(), name="a.html")


def test_an_article_becomes_chapters() -> None:
    article = "# Die Brücke\n\nVorweg ein Wort.\n\n## Der Bau\n\nEs ging schnell.\n\nFast zu schnell.\n\n### Pfeiler\n\nDrei.\n\n## Das Geld\n\nEs war weg.\n"
    with pytest.raises(ContentError):
        read(article, Wishes(), name="bruecke.md")
    found = as_json(read(article, Wishes(article=True), name="bruecke.md"))
    assert found["title"] == "Die Brücke"
    assert found["introduction"] == ["Vorweg ein Wort."]
    assert [(pair["question"], pair["answers"][0]["paragraphs"]) for pair in found["pairs"]] == [
        ("Der Bau", ["Es ging schnell.", "Fast zu schnell.", "Pfeiler", "Drei."]),
        ("Das Geld", ["Es war weg."]),
    ]
    with pytest.raises(ContentError, match="no heading"):
        read("Nur Text. Sonst nichts.", Wishes(article=True), name="text.txt")
