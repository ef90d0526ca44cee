"""What was deleted, struck out, commented or printed on every page is listed, and letters that are pictures are read as such."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest

from audiobuild.importers import readers
from importers.samples import ODT_NAMES, odt, packed

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, look: str = "", tag: str = "t") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def word(body: str, parts: Mapping[str, str]) -> bytes:
    """A Word file with that body, and parts of these kinds ("comments", "header") of their own."""
    made = io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as archive:
        files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    types, links = files["[Content_Types].xml"], files["word/_rels/document.xml.rels"]
    assert isinstance(types, bytes)
    assert isinstance(links, bytes)
    for kind, content in parts.items():
        part = f'<Override PartName="/word/{kind}.xml" ContentType="{TYPES}.{kind}+xml"/></Types>'
        link = f'<Relationship Id="x{kind}" Type="{KINDS}/{kind}" Target="{kind}.xml"/></Relationships>'
        types = types.replace(b"</Types>", part.encode())
        links = links.replace(b"</Relationships>", link.encode())
        files[f"word/{kind}.xml"] = content
    return packed(
        files | {"word/document.xml": document, "[Content_Types].xml": types, "word/_rels/document.xml.rels": links}
    )


def as_docx() -> bytes:
    gone, wingdings = '<w:rPr><w:del w:id="1"/></w:rPr>', '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    body = (
        f"<w:p>{run('Ich zähle')}<w:del>{run(' nie', tag='delText')}</w:del>{run(' Stufen,')}"
        f"{run(' und Möwen', '<w:strike/>')}{run(' gern ')}{run('J', wingdings)}{run('!')}"
        '<w:r><w:commentReference w:id="5"/></w:r></w:p>'
        f"<w:p><w:pPr>{gone}</w:pPr>{run('Es sind')}</w:p><w:p>{run(' hundert ')}"
        '<w:r><w:sym w:font="Wingdings" w:char="F04C"/></w:r><w:r><w:sym w:font="Webdings" w:char="F021"/></w:r></w:p>'
    )
    comment = f'<w:comments {W}><w:comment w:id="5"><w:p>{run("Wirklich?")}</w:p></w:comment></w:comments>'
    return word(body, {"comments": comment, "header": f"<w:hdr {W}><w:p>{run('Der Bote')}</w:p></w:hdr>"})


def as_odt() -> bytes:
    def style(name: str, look: str) -> str:
        return f'<style:style style:name="{name}"><style:text-properties {look}/></style:style>'

    def span(name: str, text: str) -> str:
        return f'<text:span text:style-name="{name}">{text}</text:span>'

    styles = (
        style("gone", 'style:text-line-through-style="solid"')
        + style("face", 'style:font-name="Wingdings"')
        + style("other", 'fo:font-family="Webdings"')
    )
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>nie</text:p></text:deletion>'
        '</text:changed-region></text:tracked-changes><text:p>Ich zähle<text:change text:change-id="c1"/> Stufen,'
        f"{span('gone', ' und Möwen')} gern {span('face', 'J')}!<office:annotation><text:p>Wirklich?</text:p>"
        f"</office:annotation></text:p><text:p>Es sind hundert {span('face', chr(0xF04C))}{span('other', '!')}</text:p>"
    )
    page = "<style:header><text:p>Der Bote</text:p></style:header>"
    more = (
        f"<office:document-styles {ODT_NAMES}><office:master-styles><style:master-page>{page}</style:master-page>"
        f"<style:master-page>{page}</style:master-page></office:master-styles></office:document-styles>"
    )
    with zipfile.ZipFile(io.BytesIO(odt(body, styles))) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()} | {"styles.xml": more})


def as_rtf() -> bytes:
    return (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset2 Wingdings;}{\f2\fcharset2 Webdings;}}"
        rb"\pard Ich z\'e4hle{\deleted  nie} Stufen,{\strike  und M\'f6wen} gern {\f1 J}!{\*\annotation Wirklich?}\par "
        rb"\pard Es sind hundert {\field{\*\fldinst SYMBOL 76 \\f Wingdings}{\fldrslt\f1 \u-4020?}}{\f2 !}\par{\header Der Bote}}"
    )


def as_page() -> bytes:
    return (
        '<p>Ich zähle Stufen,<s> und Möwen</s> gern <span style="font-family:Wingdings;color:red">J</span>!</p>'
        '<p>Es sind hundert <font face="Wingdings">L</font><font face="Webdings">!</font></p>'
    ).encode()


@pytest.mark.parametrize(
    ("name", "source", "listed"),
    [
        ("a.docx", as_docx, [("struck", "und Möwen"), ("deleted", "nie"), ("comment", "Wirklich?"), ("symbol", "!"), ("running", "Der Bote")]),
        ("a.odt", as_odt, [("struck", "und Möwen"), ("deleted", "nie"), ("comment", "Wirklich?"), ("symbol", "!"), ("running", "Der Bote")]),
        ("a.rtf", as_rtf, [("deleted", "nie"), ("struck", "und Möwen"), ("comment", "Wirklich?"), ("symbol", "!"), ("running", "Der Bote")]),
        ("a.html", as_page, [("struck", "und Möwen"), ("symbol", "!")]),
    ],
)  # fmt: skip
def test_what_is_not_read_is_listed(name: str, source: Callable[[], bytes], listed: list[tuple[str, str]]) -> None:
    blocks = readers.read(source(), name=name).blocks
    assert [block.text for block in blocks if not block.region] == ["Ich zähle Stufen, gern 😊!", "Es sind hundert 🙁"]
    assert [(block.region, block.text) for block in blocks if block.region] == listed


def test_a_comment_outside_of_the_text_is_listed_too() -> None:
    comment = f'<w:comments {W}><w:comment w:id="9"><w:p>{run("Wo?")}</w:p></w:comment></w:comments>'
    blocks = readers.read(word(f"<w:p>{run('Hier.')}</w:p>", {"comments": comment}), name="a.docx").blocks
    assert [(block.region, block.text) for block in blocks] == [("", "Hier."), ("comment", "Wo?")]


def test_paragraphs_whose_ends_were_deleted_are_one() -> None:
    gone = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    body = f"<w:p>{gone}{run('Ich ')}</w:p><w:p>{gone}{run('zähle ')}</w:p><w:p>{run('Stufen.')}</w:p><w:p>{run('Gern.')}</w:p>"
    assert [block.text for block in readers.read(word(body, {}), name="a.docx").blocks] == [
        "Ich zähle Stufen.",
        "Gern.",
    ]


def test_the_day_on_which_a_file_was_made_is_not_that_of_the_text() -> None:
    made = "2020-01-01T10:00:00"
    meta = (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<office:meta><meta:creation-date>{made}</meta:creation-date><dc:date>{made}</dc:date></office:meta></office:document-meta>"
    )
    with zipfile.ZipFile(io.BytesIO(odt("<text:p>Hallo.</text:p>"))) as archive:
        source = packed({name: archive.read(name) for name in archive.namelist()} | {"meta.xml": meta})
    found = readers.read(source, name="a.odt")
    assert (found.date, found.changed) == (None, None)
