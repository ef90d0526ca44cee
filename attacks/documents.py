"""Documents to import, good and hostile: builders of Word, OpenDocument, HTML, Markdown and text.

The hostile ones say what they are, and are small where that is enough: sizes lie in headers, not in bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial

TALK = (
    ("Frau Arndt, was tun Sie den ganzen Tag?", "Ich zähle die Schiffe, die hier nicht vorbeikommen."),
    ("Und wie viele sind es?", "Gestern waren es elf. Heute ist es erst Mittag."),
    ("Wird Ihnen das nie langweilig?", "Nein. Jedes fehlt anders."),
)
LINES = tuple(line for pair in TALK for line in pair)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
BOMB = (
    "<!DOCTYPE b [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = "<!DOCTYPE b [<!ENTITY i SYSTEM 'file:///etc/passwd'>]>"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def docx(body: str, doctype: str = "", parts: Mapping[str, str | bytes] = {}) -> bytes:
    """A Word file with ``body`` in its document."""
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{types}"/></Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<?xml version="1.0"?>{doctype}<w:document {_W}><w:body>{body}</w:body></w:document>',
        }
        | dict(parts)
    )


def odt(body: str, doctype: str = "", styles: str = "", parts: Mapping[str, str | bytes] = {}) -> bytes:
    """An OpenDocument text with ``body`` in its text."""
    content = (
        f'<?xml version="1.0"?>{doctype}<office:document-content {_ODF}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content} | dict(parts))


def word_paragraphs(texts: Sequence[str] = LINES) -> str:
    """Paragraphs of Word, questions bold."""
    bold = "<w:rPr><w:b/></w:rPr>"
    return "".join(
        f"<w:p><w:r>{bold if number % 2 == 0 else ''}<w:t>{text}</w:t></w:r></w:p>" for number, text in enumerate(texts)
    )


def text_paragraphs(texts: Sequence[str] = LINES) -> str:
    """Paragraphs of OpenDocument."""
    return "".join(f"<text:p>{text}</text:p>" for text in texts)


PAGE = "".join(f"<p><b>{question}</b></p><p>{answer}</p>" for question, answer in TALK)
PLAIN = "\n\n".join(line for pair in TALK for line in pair)
MARKDOWN = "---\ntitle: Am Kai\ndate: 2024-05-01\n---\n" + "\n\n".join(f"**{q}**\n\n{a}" for q, a in TALK)


def lying(source: bytes, part: str, says: int) -> bytes:
    """A zip file whose directory says that a part unpacks to another size than it does."""
    liar = bytearray(source)
    at = liar.rindex(part.encode()) - 46
    liar[at + 24 : at + 28] = struct.pack("<I", says)
    return bytes(liar)


def encrypted(source: bytes) -> bytes:
    """A zip file whose directory says that its parts are encrypted."""
    liar = bytearray(source)
    for signature, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = liar.find(signature)
        while at >= 0:
            liar[at + flags] |= 1
            at = liar.find(signature, at + 4)
    return bytes(liar)


def _word_table(cell: str) -> str:
    return f"<w:tbl><w:tr><w:tc><w:tcPr>{cell}</w:tcPr>{word_paragraphs()}</w:tc></w:tr></w:tbl>"


def _page_in(charset: str) -> bytes:
    return f'<html><meta charset="{charset}"><body>{PAGE}'.encode("latin-1") + b"\xe4\xff-\x81"


_WORD, _ODT = docx(word_paragraphs()), odt(text_paragraphs())

HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "span.docx": lambda: docx(_word_table('<w:gridSpan w:val="1000000000"/>')),
    "negative-span.docx": lambda: docx(_word_table('<w:gridSpan w:val="-1000000000"/>')),
    "span-of-5000-digits.docx": lambda: docx(_word_table(f'<w:gridSpan w:val="{"9" * 5000}"/>')),
    "merged-with-nothing.docx": lambda: docx(_word_table("<w:vMerge/>")),
    "deep.docx": lambda: docx("<w:p><w:r>" * 3000 + "</w:r></w:p>" * 3000),
    "tables-in-tables.docx": lambda: docx("<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80),
    "bomb.docx": lambda: docx(word_paragraphs(("&i;",)), BOMB),
    "outside.docx": lambda: docx(word_paragraphs(("&i;",)), OUTSIDE),
    "cut.docx": lambda: _WORD[: len(_WORD) // 2],
    "lying.docx": lambda: lying(docx(word_paragraphs(("x" * 3_000_000,))), "word/document.xml", 1000),
    "lying-large.docx": lambda: lying(_WORD, "word/document.xml", 4_000_000_000),
    "encrypted.docx": lambda: encrypted(_WORD),
    "no-document.docx": lambda: packed({"[Content_Types].xml": "<Types/>"}),
    "empty-parts.docx": lambda: packed({"[Content_Types].xml": "", "_rels/.rels": "", "word/document.xml": ""}),
    "zip-bomb.docx": lambda: docx("", parts={"word/media/a.bin": b"\0" * 110_000_000}),
    "xml-bomb.docx": lambda: docx("<w:p/>" * 4_000_000),
    "many-paragraphs.docx": lambda: docx("<w:p><w:r><w:t>Was?</w:t></w:r></w:p>" * 100_000),
    "damaged.docx": lambda: _WORD[:200] + bytes(100) + _WORD[300:],
    "not-a-zip.docx": lambda: b"PK\x03\x04" + bytes(1000),
    "span.odt": lambda: odt(
        f'<table:table><table:table-column table:number-columns-repeated="1000000000"/><table:table-row '
        f'table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000">'
        f"{text_paragraphs()}</table:table-cell></table:table-row></table:table>"
    ),
    "spaces.odt": lambda: odt(f'<text:p><text:s text:c="1000000000"/></text:p>{text_paragraphs()}'),
    "level.odt": lambda: odt(f'<text:h text:outline-level="²">Am Kai</text:h>{text_paragraphs()}'),
    "level-of-5000-digits.odt": lambda: odt(f'<text:h text:outline-level="{"9" * 5000}">x</text:h>{text_paragraphs()}'),
    "deep.odt": lambda: odt("<text:p>" + "<text:span>" * 5000 + "x" + "</text:span>" * 5000 + "</text:p>"),
    "bomb.odt": lambda: odt("<text:p>&i;</text:p>", BOMB),
    "outside.odt": lambda: odt("<text:p>&i;</text:p>", OUTSIDE),
    "cut.odt": lambda: _ODT[: len(_ODT) // 2],
    "lying.odt": lambda: lying(odt(text_paragraphs(("x" * 3_000_000,))), "content.xml", 1000),
    "encrypted.odt": lambda: encrypted(_ODT),
    "xml-bomb.odt": lambda: odt("<text:p/>" * 2_000_000),
    "many-paragraphs.odt": lambda: odt("<text:p>Was?</text:p>" * 200_000),
    "meta-is-nothing.odt": lambda: odt(text_paragraphs(), parts={"meta.xml": ""}),
    "date.odt": lambda: odt(
        text_paragraphs(),
        parts={
            "meta.xml": '<x xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><meta:creation-date>0001-01-01'
            "</meta:creation-date></x>"
        },
    ),
    "deep.html": lambda: (b"<div>" * 100_000) + PAGE.encode(),
    "one-line.html": lambda: b"<p>" + b"Was denn? " * 1_000_000,
    "huge.html": lambda: b"<p>Kein Wort.</p>" * 3_500_000,
    "attributes.html": lambda: f"<p {' '.join(f'a{i}=1' for i in range(100_000))}>x</p>{PAGE}".encode(),
    "data-line.html": lambda: PAGE.replace("<p>", '<p data-line="x²">').encode(),
    "linked-data.html": lambda: (
        f'<script type="application/ld+json">{{"@type": {{"a": []}}, "headline": 1, "author": {"[" * 500}{"]" * 500}}}'
        f'</script><script type="application/ld+json">[[[{"9" * 5000}]]]</script>{PAGE}'
    ).encode(),
    "links.html": lambda: PAGE.replace(
        "elf", '<a href="javascript:alert(1)">e</a><a href="https://u:p@x.example/">l</a><a href="http://[x">f</a>'
    ).encode(),
    **{
        f"charset-{name.replace('/', '-').strip('.')[:60]}.html": partial(_page_in, name)
        for name in (
            *("utf-7", "utf-16", "utf-32", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "rot13", "hex"),
            *(
                "base64",
                "zip",
                "bz2",
                "undefined",
                "mbcs",
                "../../x",
                "x" * 1000,
                "cp037",
                "iso2022_jp",
                "hz",
                "utf_8_sig",
            ),
        )
    },
    "utf-16-without-mark.html": lambda: PAGE.encode("utf-16-le"),
    "half-utf-16.txt": lambda: PLAIN.encode("utf-16") + b"\xd8",
    "bomb.md": lambda: (
        "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + "title: *i\n---\n"
        + MARKDOWN.partition("---\n")[2].partition("---\n")[2]
    ).encode(),
    "deep.md": lambda: f"---\ntitle: {'[' * 50_000}\n---\n{MARKDOWN[45:]}".encode(),
    "date.md": lambda: MARKDOWN.replace("2024-05-01", "9999-12-31 23:59:59-10:00").encode(),
    "stamp.txt": lambda: ("date 2024-13-45 \n" + PLAIN).encode(),
    "quotes.md": lambda: (b"> " * 20_000) + MARKDOWN.encode(),
    "brackets.md": lambda: b"[" * 19_000 + MARKDOWN.encode(),
    "stars.md": lambda: b"*a **b " * 100_000,
    "backticks.md": lambda: b"".join(b"`" * (n % 300) + b" " for n in range(5000)) + MARKDOWN.encode(),
    "controls.txt": lambda: PLAIN.replace(" ", "\x00\x07 \u202e").encode(),
    "nothing.txt": lambda: b"",
    "zeros.bin": lambda: bytes(100_000),
    "noise.bin": lambda: bytes((i * 7919 + i // 256 * 31) % 256 for i in range(100_000)),
    "old.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
}
