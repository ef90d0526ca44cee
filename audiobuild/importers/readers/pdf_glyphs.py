"""PDF → its characters with their places and fonts, in a process of its own: a program that :mod:`.pdf_pages` starts.

It reads a PDF from standard input and writes JSON lines, one a page. PDFium reads it, which Chrome opens the web's PDFs with:
it tells font, weight, size, colour and place of each character, splits ligatures, and took 0.3 s for what took pdfminer.six
0.8 s and pypdf 1.1 s (which tells the places of whole lines only). Here, because no library bounds the memory and time that
a hostile file takes, and because a native library that crashes takes its process with it. Imports nothing of ours: it starts
in 0.2 s.
"""

from __future__ import annotations

import ctypes
import json
import math
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

MOST_PAGES = 400
MOST_CHARACTERS = 1_500_000
"""More than any interview has (:mod:`audiobuild.importers.recognise`), running heads included."""
MEMORY_BYTES = 400_000_000
_PASSWORD = 4
"""FPDF_ERR_PASSWORD, and behind it FPDF_ERR_SECURITY: encrypted in a way that PDFium does not know."""
_BOLD_WEIGHT = 600
_ITALIC = 1 << 6
_FORCE_BOLD = 1 << 18
"""Bits of a font's flags (ISO 32000-2, table 121)."""
_WIDEST = 2_000.0
"""Points of a letter on a poster."""
Box = tuple[float, float, float, float]


def main() -> None:
    """Write ``{"error": …}`` or the number of pages, then each page."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        _write({"error": "encrypted" if code in (_PASSWORD, _PASSWORD + 1) else "broken"})
        return
    pages = min(len(document), MOST_PAGES + 1)
    _write({"pages": pages, "author": document.get_metadata_value("Author")})
    if pages > MOST_PAGES:
        return
    characters = 0
    for number in range(pages):
        page = _page(document, number)
        characters += sum(len(span[0]) for span in page["spans"])
        _write(page)
        if characters > MOST_CHARACTERS:
            return


def _write(record: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(record) + "\n")


def _page(document: pypdfium2.PdfDocument, number: int) -> dict[str, Any]:
    try:
        page = document[number]
        width, height = page.get_size()
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return {"width": 0, "height": 0, "spans": [], "pictures": 0, "turned": ""}
    pictures = sum(1 for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2))
    turned: list[str] = []
    spans = list(_spans(text, page.get_bbox(), turned))
    text.close()
    page.close()
    return {"width": width, "height": height, "spans": spans, "pictures": pictures, "turned": "".join(turned)}


def _spans(text: pypdfium2.PdfTextPage, box: Box, turned: list[str]) -> Iterator[list[Any]]:
    """Characters that follow each other on one line in one font: text, left, right, base line, size, bold, italic, colour,
    whether PDFium itself found a space before it.

    A line that PDFium ends, and a font that changes, begins another. What lies outside the page is not seen; what is turned
    by more than 20 degrees stands in the margin or across the page, and is gathered in ``turned``.
    """
    span: list[Any] = []
    space = False
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(min(text.count_chars(), MOST_CHARACTERS)):
        letter = "-" if raw.FPDFText_IsHyphen(text, index) == 1 else chr(raw.FPDFText_GetUnicode(text, index))
        if raw.FPDFText_IsGenerated(text, index) == 1:
            if span and letter in "\r\n":
                yield span
                span, space = [], False
            space = space or letter == " "
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        left, _, right, _ = text.get_charbox(index, loose=True)
        if right < box[0] or left > box[2] or not box[1] <= y.value <= box[3] or not right - left < _WIDEST:
            continue  # a place that is no number fails the comparisons
        if 0.35 < raw.FPDFText_GetCharAngle(text, index) < 2 * math.pi - 0.35:
            turned.append(letter)
            continue
        look = _look(text, index)
        if span and (span[4:8] != look or space or _breaks(span, left, y.value)):
            yield span
            span = []
        if span:
            span[0] += letter
            span[2] = max(span[2], right)
        else:
            span = [letter, left, right, y.value, *look, space]
        space = False
    if span:
        yield span


def _breaks(span: list[Any], left: float, base: float) -> bool:
    """Whether a character does not stand behind the span: on another line, before it, or far away."""
    size: float = max(span[4], 1)
    return bool(abs(base - span[3]) > 0.1 * size or left < span[2] - size or left > span[2] + size)


def _look(text: pypdfium2.PdfTextPage, index: int) -> list[Any]:
    """Size, bold, italic, colour. The size is what is seen: a font of 1 that a matrix enlarges has 1 as its own."""
    matrix = raw.FS_MATRIX()
    scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(text, index, matrix) else 1
    size = raw.FPDFText_GetFontSize(text, index) * (scale or 1)
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text, index, buffer, 128, flags)
    name = buffer.raw[: max(min(length, 128) - 1, 0)].decode("utf-8", "replace").lower()
    weight = raw.FPDFText_GetFontWeight(text, index)
    named_bold = any(part in name for part in ("bold", "black", "heavy", "semibold", "demi"))
    plainly_named = any(part in name for part in ("regular", "book", "light", "medium", "roman"))
    bold = named_bold or bool(flags.value & _FORCE_BOLD) or (weight >= _BOLD_WEIGHT and not plainly_named)
    italic = "italic" in name or "oblique" in name or bool(flags.value & _ITALIC)
    parts = [ctypes.c_uint() for _ in range(4)]
    known = raw.FPDFText_GetFillColor(text, index, *parts)
    colour = "".join(f"{part.value:02x}" for part in parts[:3]) if known else ""
    return [round(size * 2) / 2, bold, italic, colour]


if __name__ == "__main__":
    main()
