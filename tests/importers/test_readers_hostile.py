"""Hostile files of each kind: an end within seconds, memory bounded, never anything but a ContentError or a document.

Sizes are such that anything quadratic, or a bomb that is unpacked, would take minutes or gigabytes.
"""

from __future__ import annotations

import random
import subprocess
import zlib
from collections.abc import Callable

import pytest

from attacks.printed import pdf, pdf_of, stream
from audiobuild.errors import ContentError, Problem
from audiobuild.importers import readers
from audiobuild.importers.readers import pdf_pages
from importers.samples import FORMATS

HEAD = b"From: a@b.example\nSubject: x\nDate: Mon, 3 May 2027 10:30:00 +0200\nMIME-Version: 1.0\nMessage-ID: <1@2>\n"
FLATE = b"/Filter/FlateDecode"


def page(content: bytes, resources: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    return pdf_of([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources,
        content,
        *more,
    ])  # fmt: skip


def spaces(count: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(count // 1_000_000)) + packer.flush()


def forms() -> bytes:
    """Forms that show the next one a hundred times: 100 to the power of six."""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    shown = tuple(stream(b"/X Do " * 100, entries % number) for number in range(6, 12))
    return page(stream(b"/X Do " * 100), b"/XObject<</X 5 0 R>>", (*shown, stream(b"")))


def problems(source: bytes, name: str) -> tuple[Problem, ...]:
    """What is said against a source; nothing if it is read."""
    try:
        readers.read(source, name=name)
    except ContentError as error:
        return error.problems
    return ()


@pytest.mark.parametrize(
    ("case", "file"),
    {
        "a stream of a gigabyte": ("a.pdf", lambda: page(stream(spaces(1_000_000_000), FLATE))),
        "a page that is its own parent": ("a.pdf", lambda: pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 999999999>>"])),
        "two thousand million pages": ("a.pdf", lambda: pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", b"<</Type/Page/Parent 2 0 R>>"])),
        "a row of two thousand million columns": ("a.pdf", lambda: page(stream(zlib.compress(bytes(99)), FLATE + b"/DecodeParms<</Predictor 12/Columns 2000000000/Colors 32>>"))),
        "forms in forms": ("a.pdf", forms),
        "brackets without end": ("a.pdf", lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * 500_000),
        "tables that lead to themselves": ("a.pdf", lambda: b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1/Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF"),
        "noise": ("a.pdf", lambda: b"%PDF-1.7" + random.Random(1).randbytes(1_000_000)),
        "letters miles away": ("a.pdf", lambda: pdf([[(x, y, "plain", size, "Wer?") for x in (60, 1e9, -1e9) for y in (700, 1e9) for size in (10, 1e9, 0)]])),
        "open groups": ("a.rtf", lambda: rb"{\rtf1 " + b"{" * 200_000),
        "notes in notes": ("a.rtf", lambda: rb"{\rtf1 " + rb"{\footnote x\par " * 50_000),
        "a binary part of ten thousand million bytes": ("a.rtf", lambda: rb"{\rtf1 {\pict\bin9999999999 x}Ja.\par}"),
        "paragraphs without end": ("a.rtf", lambda: rb"{\rtf1 " + rb"a\par " * 200_000),
        "looks without end": ("a.rtf", lambda: rb"{\rtf1 " + rb"\b a\b0 b" * 50_000),
        "one paragraph of many lines": ("a.rtf", lambda: rb"{\rtf1 " + b"Wort um Wort\n" * 200_000),
        "half characters": ("a.rtf", lambda: rb"{\rtf1 " + rb"\u-10179?" * 20_000 + b"}"),
        "messages in messages": ("a.eml", lambda: HEAD + b"Content-Type: message/rfc822\n\n" * 100_000),
        "parts in parts": ("a.eml", lambda: HEAD + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(5_000))),
        "parts without end": ("a.eml", lambda: HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 200_000),
        "a long subject": ("a.eml", lambda: b"Subject: " + b"=?utf-8?q?a?= " * 200_000 + b"\n" + HEAD + b"\nx"),
        "comments in a sender": ("a.eml", lambda: b"From: " + b"(" * 200_000 + b"\n" + HEAD.partition(b"\n")[2] + b"\nx"),
        "messages one below the other": ("a.eml", lambda: HEAD + b"\n" + b"From: A\nSent: x\nTo: y\n\nx\n" * 4_000),
        "who wrote what without end": ("a.eml", lambda: HEAD + b"\n" + b"On 3 May 2024, A B wrote:\n> q?\n\na.\n" * 2_000),
        "deep quotes": ("a.eml", lambda: HEAD + b"\n" + (b">" * 5_000 + b" x\n") * 1_000),
        "cues without end": ("a.vtt", lambda: b"WEBVTT\n\n" + b"00:00.000 --> 00:01.000\nx\n\n" * 60_000),
        "a cue of many lines": ("a.srt", lambda: b"1\n00:00:00,000 --> 00:00:01,000\n" + b"x\n" * 200_000),
        "open voices": ("a.vtt", lambda: b"WEBVTT\n\n00:00.000 --> 00:01.000\n" + b"<v " * 100_000),
        "brackets in brackets": ("a.json", lambda: b"[" * 2_000_000),
        "words without end": ("a.json", lambda: b'{"segments":[' + b'{"body":"x"},' * 200_000 + b"{}]}"),
        "a number of ten thousand digits": ("a.json", lambda: b'{"segments":[{"body":"x","start":' + b"9" * 10_000 + b"}]}"),
        "open tags of a template": ("a.md", lambda: b"{{< " * 60_000),
        "open comments of a template": ("a.md", lambda: b"{% comment %} " * 50_000),
        "braces in front": ("a.md", lambda: b'{"a":' * 100_000),
        "open short codes": ("a.html", lambda: b'[a b="' * 300_000),
        "captions without end": ("a.html", lambda: b"[caption]x" * 10_000),
        "a note of many ways back": ("a.html", lambda: b"<div id=n>" + b'<a href="#r">x</a>' * 20_000 + b"</div>" + b'<sup><a href="#n">1</a></sup>' * 20_000 + b"<p>" + b"wort " * 50_000),
    }.items(),
    ids=lambda item: item if isinstance(item, str) else "",
)  # fmt: skip
def test_an_end_within_bounds(
    case: str, file: tuple[str, Callable[[], bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tens of thousands of a thing end soon; where each looked at all others they would not."""
    monkeypatch.setattr(pdf_pages, "SECONDS", 8)
    kind, make = file
    assert all(problem.place == kind and problem.remedy for problem in problems(make(), kind))


@pytest.mark.parametrize("name", FORMATS)
def test_any_part_of_a_file_and_any_flaw_in_it(name: str) -> None:
    """Cut off, or with bytes that are others: a document or a ContentError."""
    whole, chance = FORMATS[name](), random.Random(name)
    for _ in range(3 if name.endswith(".pdf") else 40):
        flawed = bytearray(whole[: chance.randint(1, len(whole))] if chance.random() < 0.5 else whole)
        for _ in range(chance.randint(1, 8)):
            flawed[chance.randrange(len(flawed))] = chance.randrange(256)
        assert all(problem.remedy for problem in problems(bytes(flawed), name))


def test_a_pdf_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, timeout: float, **__: object) -> None:
        raise subprocess.TimeoutExpired("reader", timeout)

    monkeypatch.setattr(subprocess, "run", hangs)
    with pytest.raises(ContentError, match="takes longer than 40 seconds"):
        pdf_pages.pages(b"%PDF-1.7", name="a.pdf")
