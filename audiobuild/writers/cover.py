"""A cover where the show gives none: the title in large type on a plain ground, 3000 pixels square."""

from __future__ import annotations

import io
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from audiobuild.model import Show

SIZE = 3000
"""Apple asks for 1400 to 3000 pixels."""

MARGIN = 260
INK, GROUND, ACCENT = "#ffffff", "#0b4653", "#f2b84b"
"""White on this ground has a contrast of 10.4 : 1 (WCAG 2.2, 1.4.6 asks for 7 : 1), the accent 5.8 : 1."""

LARGEST, SMALLEST = 520, 90
"""Sizes of the title's type in pixels."""


def fingerprint(show: Show) -> str:
    """Changes when the picture would: for keeping one that is drawn."""
    facts = (show.title, show.author, SIZE, INK, GROUND, ACCENT, version("pillow"))
    return blake2b(repr(facts).encode(), digest_size=12).hexdigest()


def draw(show: Show) -> bytes:
    """The cover as a JPEG (RGB), the same bytes for the same title and author."""
    image = Image.new("RGB", (SIZE, SIZE), GROUND)
    pen = ImageDraw.Draw(image)
    title, font = _fitted(show.title, SIZE - 2 * MARGIN, SIZE - 2 * MARGIN - 500)
    pen.rectangle((MARGIN, MARGIN, MARGIN + 420, MARGIN + 36), fill=ACCENT)
    pen.multiline_text((MARGIN, MARGIN + 150), title, font=font, fill=INK, spacing=font.size * 0.15)
    author, small = _fitted(show.author, SIZE - 2 * MARGIN, 260, largest=130)
    pen.multiline_text((MARGIN, SIZE - MARGIN), author, font=small, fill=ACCENT, anchor="ld", spacing=30)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=88, subsampling=0)
    return buffer.getvalue()


def _fitted(text: str, width: int, height: int, largest: int = LARGEST) -> tuple[str, ImageFont.FreeTypeFont]:
    """The text in lines and the largest type in which it fits; at the smallest it is cut with an ellipsis."""
    pen = ImageDraw.Draw(Image.new("RGB", (1, 1)))
    for size in range(largest, SMALLEST - 1, -10):
        font = _font(size)
        lines = _lines(text, font, width)
        box = pen.multiline_textbbox((0, 0), "\n".join(lines), font=font, spacing=size * 0.15)
        if box[2] <= width and box[3] <= height:
            return "\n".join(lines), font
    most = int(height / (SMALLEST * 1.4))
    return "\n".join([*lines[: most - 1], lines[most - 1] + " …"]), font


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Words set into lines; a line is broken only between words, so that a long word makes the type smaller."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _font(size: int) -> ImageFont.FreeTypeFont:
    """Source Sans Bold: Latin, Greek and Cyrillic, from a package of nothing but the font (SIL Open Font License)."""
    path = files("font_source_sans_pro") / "files" / "SourceSansPro-Bold.ttf"
    return ImageFont.truetype(str(path), size)
