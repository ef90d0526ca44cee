"""A small writer of PDFs: lines of text at their places, in fonts that every reader has."""

from __future__ import annotations

from collections.abc import Sequence

FONTS = {"plain": "Courier", "bold": "Courier-Bold", "italic": "Courier-Oblique"}
LETTER = 0.6
"""How wide each letter of Courier is, of its size."""
Print = tuple[float, float, str, float, str]
"""Left, base line, font, size, text."""


def pdf(pages: Sequence[Sequence[Print]], extra: Sequence[bytes] = (), trailer: bytes = b"") -> bytes:
    """A PDF of lines printed in Courier."""
    fonts = [
        f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>".encode() for name in FONTS.values()
    ]
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(), *fonts]
    for number, page in enumerate(pages):
        lines = b"".join(_line(*item) for item in page)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</plain 3 0 R/bold 4 0 R/italic 5 0 R>>>>"
            + f"/Contents {7 + 2 * number} 0 R>>".encode()
        )
        objects.append(stream(lines))
    return pdf_of([*objects, *extra], trailer)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """An object that is data."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of its objects, the first of which is the catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end


def _line(left: float, base: float, font: str, size: float, text: str) -> bytes:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (font.encode(), size, left, base, escaped)
