"""Sources as hostile as the web: a right result or a clear error, soon, and nothing fetched or run.

Sizes are such that anything quadratic would take minutes.
"""

from __future__ import annotations

import io
import socket
import zipfile

import pytest

from audiobuild.errors import ContentError
from audiobuild.importers import Wishes, read
from audiobuild.importers.review import as_json

TALK = """
<p><b>Frau Arndt, was tun Sie den ganzen Tag?</b></p><p>Ich zähle die Schiffe, die hier nicht vorbeikommen.</p>
<p><b>Und wie viele sind es?</b></p><p>Gestern waren es elf. Heute ist es erst Mittag.</p>
<p><b>Wird Ihnen das nie langweilig?</b></p><p>Nein. Jedes fehlt anders.</p>
"""
FOUND = [
    ("Frau Arndt, was tun Sie den ganzen Tag?", ["Ich zähle die Schiffe, die hier nicht vorbeikommen."]),
    ("Und wie viele sind es?", ["Gestern waren es elf. Heute ist es erst Mittag."]),
    ("Wird Ihnen das nie langweilig?", ["Nein. Jedes fehlt anders."]),
]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("an import opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def pairs(source: str | bytes, name: str) -> list[tuple[str, list[str]]]:
    found = as_json(read(source, Wishes(), name=name))
    return [
        (pair["question"], [p for answer in pair["answers"] for p in answer["paragraphs"]]) for pair in found["pairs"]
    ]


@pytest.mark.parametrize(
    "page",
    {
        "deeper than the parser goes": "<div>" * 50_000 + TALK,
        "nested tables": "<table><tr><td>" * 5_000 + TALK,
        "inline tags never closed": "<font><i><u>" * 5_000 + TALK,
        "paragraphs never closed": TALK.replace("</p>", "").replace("</b>", ""),
        "a tag of a hundred thousand attributes": f"<p {' '.join(f'a{i}=1' for i in range(100_000))}>Etwas.</p>{TALK}",
        "a hundred thousand classes": f'<div class="{" ".join(f"c{i}" for i in range(100_000))}">{TALK}</div>',
        "ten megabytes of script": f"<script>{'if (a < b && c > d) x();' * 400_000}</script>{TALK}",
        "a script that looks like text": f"<script>document.write('<p>Haben Sie Zeit?</p><p>Ja, immer.</p>')</script>{TALK}",
        "a template": f"<template><p>Haben Sie Zeit?</p><p>Ja.</p></template><noscript><p>Script an?</p></noscript>{TALK}",
        "a comment never closed": f"{TALK}<!-- {TALK}",
        "a picture in its tag": f'<img src="data:image/png;base64,{"A" * 3_000_000}">{TALK}',
        "entities": "&nbsp;&shy;&#0;&#x110000;&bogus;&" * 50_000 + TALK,
        "NUL and controls": TALK.replace("<p>", "<p>\x00\x01\x02").replace("</p>", "\x1b\x7f</p>"),
        "surrogates": TALK + "\ud800\udfff",
        "handlers and frames": f'<iframe src="http://localhost:1/"></iframe><body onload="x()"><img src="http://localhost:1/a.png">{TALK}',
        "a declaration in the text": f'<?xml version="1.0" encoding="utf-16"?><html><body>{TALK}</body></html>',
        "external entities": f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>&x;</p>{TALK}</body></html>',
        "an address that does nothing good": TALK.replace("elf", '<a href="javascript:alert(1)">elf</a>'),
    }.items(),
    ids=lambda item: item[0],
)
def test_hostile_page(page: tuple[str, str]) -> None:
    assert pairs(page[1], "page.html") == FOUND


def test_links_by_the_thousand() -> None:
    """Nothing but a menu, for the most part: what is found in it may be refused, but soon."""
    page = "<ul>" + '<li><a href="/x">Ein Link</a></li>' * 10_000 + "</ul>" + TALK
    try:
        found = pairs(page, "page.html")
    except ContentError:
        return
    assert found == FOUND


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("<p>Kein Wort zu viel.</p>" * 150_000, "page.html"),
        ("<p>" + "a<br>" * 140_000, "page.html"),
        ("<p>" + "wort " * 1_000_000, "page.html"),
        ("Anna: Was denn?\nBen: Nichts.\n" * 20_000, "talk.txt"),
        ("Anna Berg Carl Dorn Eva Fink " * 100_000, "names.txt"),
        ("[" * 500_000, "page.md"),
        ("> " * 20_000 + "x", "page.md"),
        ("- " * 10_000 + "x", "page.md"),
        ('"' * 2_000_000, "quotes.txt"),
        ("Impressum | " * 100_000, "pipes.txt"),
        ("?" * 500_000, "marks.txt"),
        ("---\na: &a [x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\n---\n" + "x", "bomb.md"),
        ("", "empty.html"),
        ("<!-- only this", "comment.html"),
        (b"\xff\xfe\x00\xd8" * 1000, "broken-utf16.txt"),
        (b"x" * 60_000_000, "huge.txt"),
    ],
)
def test_what_is_no_interview_is_refused_soon(source: str | bytes, name: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(source, Wishes(), name=name)
    assert all(problem.place == name and problem.remedy for problem in caught.value.problems)


def docx(document: str, **parts: str | bytes) -> bytes:
    """A Word file with ``document`` as its main part."""
    base = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": document,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (base | parts).items():
            archive.writestr(name, content)
    return stream.getvalue()


def word(paragraphs: str, doctype: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{paragraphs}</w:body></w:document>"
    )


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = docx(word(""), **{"word/media/bomb.bin": b"\0" * 110_000_000})
    assert len(bomb) < 1_000_000
    with pytest.raises(ContentError, match="unpack to 110 MB"):
        read(bomb, Wishes(), name="bomb.docx")


def test_a_zip_that_lies_about_its_size() -> None:
    """The sizes in the directory are what is believed; zipfile stops reading where they end."""
    liar = bytearray(docx(word("<w:p><w:r><w:t>" + "x" * 5_000_000 + "</w:t></w:r></w:p>")))
    at = liar.rindex(b"word/document.xml") - 46
    liar[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(ContentError):
        read(bytes(liar), Wishes(), name="liar.docx")


BOMB = (
    "<!DOCTYPE b [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize("doctype", [BOMB, "<!DOCTYPE b [<!ENTITY i SYSTEM 'file:///etc/passwd'>]>"])
def test_entities_of_xml_are_never_expanded(doctype: str) -> None:
    talk = "".join(
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        for question, (answer,) in FOUND
        for text in (question, answer + "&i;")
    )
    source = docx(word(talk, doctype))
    try:
        found = pairs(source, "bomb.docx")
    except ContentError:
        return
    assert found == FOUND


def test_entities_in_opendocument() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", f"<?xml version='1.0'?>{BOMB}<b>&i;</b>")
    with pytest.raises(ContentError):
        read(stream.getvalue(), Wishes(), name="bomb.odt")


@pytest.mark.parametrize("keep", [4, 100, 500, 1000, -30])
def test_a_word_file_that_is_cut_off(keep: int) -> None:
    with pytest.raises(ContentError):
        read(docx(word("<w:p/>"))[:keep], Wishes(), name="cut.docx")


@pytest.mark.parametrize(
    "document", ["", "<", "<a/>", word("<w:p><w:tbl/></w:p><w:tbl/>"), word("<w:tbl><w:tr/></w:tbl>")]
)
def test_a_word_file_with_nothing_right_in_it(document: str) -> None:
    with pytest.raises(ContentError):
        read(docx(document), Wishes(), name="odd.docx")


@pytest.mark.parametrize("start", ["??\n\nEin Satz.", "? Berlin.\n\nEin Satz.", "“?”\n\nEin Satz."])
def test_a_question_mark_without_a_word(start: str) -> None:
    """A letter that an old encoding lost, at the very beginning."""
    expected = [
        ("Was kochen Sie heute zum Abendessen?", ["Ich koche eine Suppe aus Linsen und Lauch."]),
        ("Wer spült danach das Geschirr?", ["Ich spüle auch, wenn niemand sonst es tut."]),
        ("Und wer isst die Suppe am Ende?", ["Alle, die am Tisch sitzen, und das sind viele."]),
    ]
    talk = "\n\n".join(text for question, answers in expected for text in (question, *answers))
    assert pairs(f"{start}\n\n{talk}", "a.txt")[-3:] == expected
