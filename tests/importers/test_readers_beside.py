"""What stands beside the text (notes, boxes, pictures, running heads, deletions) is told from it, and none of it is lost."""

from __future__ import annotations

import pytest

from attacks.printed import pdf, pdf_of, stream
from audiobuild.errors import ContentError
from audiobuild.importers import readers
from importers.samples import odt, packed

Seen = list[tuple[str, str]]


def seen(source: bytes | str, name: str) -> Seen:
    return [(block.region, block.text) for block in readers.read(source, name=name).blocks]


def test_a_word_file() -> None:
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    )
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"

    def run(text: str, look: str = "") -> str:
        return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

    def row(*cells: str) -> str:
        return "".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in cells)

    box = f"<w:txbxContent><w:p>{run('Im Kasten.')}</w:p></w:txbxContent>"
    body = (
        f"<w:sdt><w:sdtContent><w:p>{run('Im Feld.')}</w:p></w:sdtContent></w:sdt><w:p>{run('Ich zähle')}"
        f"<w:ins>{run(' gern')}</w:ins><w:del><w:r><w:delText> nie</w:delText></w:r></w:del>{run(' Stufen.')}"
        f'<w:r><w:footnoteReference w:id="3"/></w:r>{run("unsichtbar", "<w:vanish/>")}</w:p>'
        f'<w:p><w:r><w:drawing><wp:docPr descr="Der Turm"/>{box}</w:drawing></w:r></w:p>'
        f"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{row('Jahr', 'Ort', 'Preis')}</w:tr><w:tr>{row('2020', 'Köln', '3')}</w:tr></w:tbl>"
    )
    note = f'<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="3"><w:p>{run("Nur sonntags.")}</w:p></w:footnote>'
    link = (
        '<Relationships xmlns="{0}/relationships"><Relationship Id="r1" Type="{1}/{2}" Target="{3}"/></Relationships>'
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/'
        f'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{main}.document.main'
        f'+xml"/><Override PartName="/word/footnotes.xml" ContentType="{main}.footnotes+xml"/></Types>',
        "_rels/.rels": link.format(package, kinds, "officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": link.format(package, kinds, "footnotes", "footnotes.xml"),
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {names}>{note}</w:footnotes>",
    }
    assert seen(packed(parts), "a.docx") == [
        ("", "Im Feld."),
        ("", "Ich zähle gern Stufen."),
        ("hidden", "unsichtbar"),
        ("deleted", "nie"),
        ("footnote", "Nur sonntags."),
        ("aside", "Im Kasten."),
        ("picture", "Der Turm"),
        ("head", "Jahr"),
        ("", "2020 (Ort: Köln; Preis: 3)."),
    ]


def test_an_opendocument_text() -> None:
    def row(*cells: str) -> str:
        inside = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{inside}</table:table-row>"

    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>nie</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes><text:p>Ich zähle\n  <text:span>Stufen</text:span>.<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Nur sonntags.</text:p></text:note-body></text:note> Am <text:date>3. Mai</text:date>."
        "<office:annotation><text:p>Wirklich?</text:p></office:annotation><draw:frame><svg:desc>Der Turm</svg:desc></draw:frame>"
        "<draw:frame><draw:text-box><text:p>Im Kasten.</text:p></draw:text-box></draw:frame></text:p>"
        f"<table:table><table:table-header-rows>{row('Jahr', 'Ort', 'Preis')}</table:table-header-rows>{row('2020', '', '3')}</table:table>"
    )
    assert seen(odt(body), "a.odt") == [
        ("", "Ich zähle Stufen. Am 3. Mai."),
        ("footnote", "Nur sonntags."),
        ("comment", "Wirklich?"),
        ("picture", "Der Turm"),
        ("aside", "Im Kasten."),
        ("head", "Jahr"),
        ("head", "Ort"),
        ("", "2020 (Preis: 3)."),
        ("deleted", "nie"),
    ]


def test_an_rtf_file() -> None:
    source = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}{\info{\author Ida}}{\header Bote\par}"
        rb"\pard Ich z\'e4hle{\deleted  nie} Stufen.{\footnote\pard Nur {\i sonntags}.} {\f1 \'b9} \u-10179?\u-8704?{\v weg}{\*\annotation Ach}\par"
        rb"{\pict{\*\picprop{\sp{\sn wzDescription}{\sv Der Turm}}}abcd}{\shp{\*\shpinst{\shptxt Im Kasten.\par}}}\par"
        rb"\trowd\trhdr\intbl Jahr\cell Ort\cell Preis\cell\row\trowd 2020\cell Bonn\cell 3\cell\row}"
    )
    assert seen(source, "a.rtf") == [
        ("running", "Bote"),
        ("", "Ich zähle Stufen. ą 😀"),
        ("deleted", "nie"),
        ("hidden", "weg"),
        ("footnote", "Nur sonntags."),
        ("comment", "Ach"),
        ("picture", "Der Turm"),
        ("aside", "Im Kasten."),
        ("head", "Jahr"),
        ("", "2020 (Ort: Bonn; Preis: 3)."),
    ]


def test_a_page() -> None:
    page = (
        '<p>Ich zähle.<sup><a href="#n1">1</a></sup> Es sind 12 m<sup>2</sup> <img src="a" alt="🙂"> <img src="b" alt="Der Turm">hier.</p>'
        "<table><tr><th>Jahr</th><th>Ort</th><th>Preis</th></tr><tr><td>2020</td><td>Köln</td><td>3</td></tr></table>"
        '<ol><li id="n1">Nur sonntags. <a href="#r1">↩</a></li></ol>'
    )
    assert seen(page, "a.html") == [
        ("", "Ich zähle. Es sind 12 m2 🙂 hier."),
        ("picture", "Der Turm"),
        ("head", "Jahr"),
        ("", "2020 (Ort: Köln; Preis: 3)."),
        ("footnote", "Nur sonntags."),
    ]


def test_markdown() -> None:
    source = (
        '{\n"title": "Stufen"}\n\nimport X from "./x"\n\n## Wie viele? {#viele}\n\nHundert.[^1] {% include a.html %}\n\n'
        "![Der Turm](a.jpg)\n\n<blockquote>\n<p>Hundert</p>\n</blockquote>\n\n[^1]: Ungefähr.\n"
    )
    document = readers.read(source, name="a.mdx")
    assert document.title == "Stufen"
    assert [(block.line, block.region, block.text) for block in document.blocks] == [
        (4, "template", 'import X from "./x"'),
        (6, "", "Wie viele?"),
        (6, "template", "{#viele}"),
        (8, "", "Hundert."),
        (8, "template", "{% include a.html %}"),
        (10, "picture", "Der Turm"),
        (12, "", "Hundert"),
        (16, "footnote", "Ungefähr."),
    ]


def test_short_codes_and_what_is_none() -> None:
    page = '[gallery ids="1,2"][box]<p>Ja. [lacht]</p>[/box]<p>Nein.</p>'
    assert seen(page, "a.html") == [("", "Ja. [lacht]"), ("", "Nein.")]


def test_a_reply_says_how_deep_it_is_quoted() -> None:
    source = "Hallo.\n\nAm 3.5.2027 um 10:12 schrieb Jo:\n> > Wer kocht?\n> Ich.\nGut.\n\n-- \nIda\nTurm 1\n"
    document = readers.read(source, name="a.txt")
    assert [(block.style, block.region, block.text) for block in document.blocks] == [
        ("", "", "Hallo."),
        ("", "attribution", "Am 3.5.2027 um 10:12 schrieb Jo:"),
        ("quoted2", "", "Wer kocht?"),
        ("quoted1", "", "Ich."),
        ("", "", "Gut."),
        ("", "signature", "Ida"),
        ("", "signature", "Turm 1"),
    ]


def test_a_programme_of_the_day_is_no_transcript() -> None:
    source = "10:30 Begrüßung\n11:00 Rundgang\n12:15 Essen\n13:00 Abschied"
    assert seen(source, "a.txt") == [("", line) for line in source.split("\n")]


def test_a_pdf_with_a_footnote_a_head_and_divided_words() -> None:
    def page(number: int, last: str, note: str) -> list[tuple[float, float, str, float, str]]:
        return [
            (60, 810, "plain", 8, f"Der Bote {number}"),
            (60, 720, "plain", 10, "Ich wohne gern im Leucht-"),
            (60, 708, "plain", 10, "turm der KI-"),
            (60, 696, "plain", 10, "Schule, mit Vor-"),
            (60, 684, "plain", 10, "und Nachteilen, und zähle die"),
            (60, 672, "plain", 10, "Stufen"),
            (96.5, 676, "plain", 6, "1"),
            (102, 672, "italic", 10, last),
            (60, 60, "plain", 8, f"1 {note}"),
        ]

    heading = (60.0, 760.0, "bold", 18.0, "Stufen")
    source = pdf([[heading, *page(4, "gern.", "Nur sonntags.")], page(5, "nie.", "Auch montags.")])
    text = "Ich wohne gern im Leuchtturm der KI-Schule, mit Vor- und Nachteilen, und zähle die Stufen"
    expected = [
        ("", "Stufen"), ("", f"{text} gern."), ("footnote", "1 Nur sonntags."), ("running", "Der Bote 4"),
        ("", f"{text} nie."), ("footnote", "1 Auch montags."), ("running", "Der Bote 5"),
    ]  # fmt: skip
    assert seen(source, "a.pdf") == expected
    first = readers.read(source, name="a.pdf").blocks[0]
    assert (first.kind, first.level) == ("heading", 1)


def test_names_beside_their_turns_are_read_row_by_row() -> None:
    turns = [("ANNA", "Wer kocht heute das Essen für alle?"), ("BEN", "Ich koche gern, aber nur am Sonntag.")] * 5
    lines = [
        item
        for number, (name, text) in enumerate(turns)
        for item in ((60, 760 - 40 * number, "bold", 10, name), (130, 760 - 40 * number, "plain", 10, text))
    ]
    assert seen(pdf([lines]), "a.pdf") == [("", f"{name} {text}") for name, text in turns]


# --- what is refused ----------------------------------------------------------------------------------------------

LOCKED = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(b)]" % (b"o" * 32, b"u" * 32)
PICTURE = stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")
SCAN = pdf_of([
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
    stream(b"q 500 0 0 800 0 0 cm /X Do Q"),
    PICTURE,
])  # fmt: skip


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("a.csv", b"Frage,Antwort\nWer?,Ich.\n", "is a table"),
        ("a.tsv", b"Frage\tAntwort\n", "is a table"),
        ("a.json", b'{"a": 1}', "no transcript"),
        ("a.json", b'{"a"', "no transcript"),
        ("-", b'[{"q": "Wer?", "a": "Ich."}]', "no transcript"),
        ("a.xlsx", packed({"xl/workbook.xml": "", "[Content_Types].xml": ""}), "is a spreadsheet"),
        ("a.pptx", packed({"ppt/presentation.xml": "", "[Content_Types].xml": ""}), "is a set of slides"),
        ("a.epub", packed({"META-INF/container.xml": ""}), "is an e-book"),
        ("a.pages", packed({"Index/Document.iwa": ""}), "is a document of Pages"),
        ("a.zip", packed({"a.txt": "Wer? Ich."}), "is packed"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(600), "it is a picture"),
        ("a.mp3", b"ID3\x04" + bytes(600), "it is a recording"),
        ("a.m4a", b"\0\0\0\x20ftypM4A " + bytes(600), "it is a recording"),
        ("a.txt", bytes(range(256)) * 9, "holds bytes that no text has"),
        ("a.pdf", SCAN, "a scan"),
        ("a.pdf", pdf([[(60, 700, "plain", 10, "Wer?")]], trailer=LOCKED), "locked with a password"),
        ("a.pdf", b"%PDF-1.7\n" + bytes(500), "no PDF that can be opened"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(name: str, source: bytes, said: str) -> None:
    with pytest.raises(ContentError, match=said) as caught:
        readers.read(source, name=name)
    (problem,) = caught.value.problems
    assert problem.place == name
    assert problem.remedy
