"""The show's picture: the one that the editor gives, if players will take it, else one with title and author in large type.

A drawn cover is in the show's colours, 3000 pixels square.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from math import ceil

from PIL import Image, ImageDraw, ImageFont

from audiobuild.errors import ConfigError, Problem
from audiobuild.messages import msg, words_of
from audiobuild.model import Show
from audiobuild.publication.config import SHOW_FILE
from audiobuild.site.artwork import EXTENSIONS, MOST, bare, converted, faults, jpeg

SIZE, MARGIN = MOST, 260

LARGEST, SMALLEST = 520, 90
"""Sizes of the title's type in pixels. At the smallest a line holds a word of some fifty letters."""

WHOLE_WORDS = 300
"""A word with hyphens that does not fit makes the type smaller down to this size; only then is it divided behind them. A size
of 300 can still be read when the cover is shown an inch wide."""

REVISION = 1
"""Of how a cover is drawn: raised when the same show would look different."""

_VARIATIONS = tuple(map(chr, range(0xFE00, 0xFE10)))
_HYPHENS = "-–/"
_NOWHERE = "\U0010ffff"


def fingerprint(show: Show) -> str:
    """Changes when the picture would: for keeping one that is drawn."""
    facts = (show.title, show.author, show.colours, SIZE, LARGEST, SMALLEST, REVISION, version("pillow"))
    return blake2b(repr(facts).encode(), digest_size=12).hexdigest()


def given(show: Show, data: bytes) -> tuple[bytes, str]:
    """The editor's own picture as it is published, and its file name. It is changed only where the show asks for that.

    Raises ConfigError with all that is wrong with it.
    """
    place = f"content/{show.image}"
    if show.convert_image:
        try:
            return converted(data, show.colours.ground), "cover.jpg"
        except ValueError as error:
            raise ConfigError(
                Problem(place=place, message=words_of(error), remedy=msg("Give another picture."))
            ) from None
    remedy = msg("Give another picture, or let it be converted: convert_image = true")
    problems = [Problem(place=place, message=fault.message, remedy=remedy) for fault in faults(data, show.image)]
    if problems:
        raise ConfigError(problems)
    return bare(data), "cover.png" if show.image.lower().endswith(EXTENSIONS["PNG"]) else "cover.jpg"


def draw(show: Show) -> bytes:
    """The cover as a JPEG (RGB), the same bytes for the same title, author and colours.

    Raises ConfigError if the title or the author has letters that the font has not.
    """
    width, colours = SIZE - 2 * MARGIN, show.colours
    image = Image.new("RGB", (SIZE, SIZE), colours.ground)
    pen = ImageDraw.Draw(image)
    author, small = fitted(_drawable(show.author), width, 260, largest=130)
    author_top = SIZE - MARGIN - _height(author, small)
    title, font = fitted(_drawable(show.title), width, author_top - 2 * MARGIN - 150)
    pen.rectangle((MARGIN, MARGIN, MARGIN + 420, MARGIN + 36), fill=colours.accent)
    pen.multiline_text((MARGIN, MARGIN + 150), title, font=font, fill=colours.ink, spacing=_spacing(font))
    pen.multiline_text((MARGIN, author_top), author, font=small, fill=colours.accent, spacing=_spacing(small))
    return jpeg(image)


def fitted(text: str, width: int, height: int, largest: int = LARGEST) -> tuple[str, ImageFont.FreeTypeFont]:
    """The text in lines and the largest type in which it fits; at the smallest it is cut with an ellipsis.

    Words stay whole, and make the type smaller instead; one with hyphens of its own may be divided behind them. Syllables
    would take a dictionary for each language, and a word that fills a line can be read as well as three short lines.
    """
    whole = range(largest, min(largest, WHOLE_WORDS) - 1, -10)
    for sizes, places in ((whole, ""), (range(largest, SMALLEST - 1, -10), _HYPHENS)):
        for size in sizes:
            font = _font(size)
            lines = _lines(text, font, width, places)
            if lines is not None and _height("\n".join(lines), font) <= height:
                return "\n".join(lines), font
    lines = _lines(text, font, width, None) or []
    *kept, last = lines[: max(1, height // _height("Ag\nAg", font) * 2)]
    shortened = len(kept) + 1 < len(lines)
    return "\n".join([*kept, f"{last[:-2].rstrip()} …" if shortened else last]), font


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int, places: str | None) -> list[str] | None:
    """Words set into lines, and divided behind the letters in ``places`` (None: any); None where one does not fit."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        elif font.getlength(word) <= width:
            lines.append(word)
        elif parts := _divided(word, font, width, places):
            lines += parts
        else:
            return None
    return [line for line in lines if line]


def _divided(word: str, font: ImageFont.FreeTypeFont, width: int, places: str | None) -> list[str]:
    """A long word in lines, divided behind the letters in ``places`` (None: any); empty if that does not help."""
    parts = []
    while font.getlength(word) > width:
        longest = bisect_right(
            range(1, len(word)), width, key=lambda place: ceil(font.getlength(_hyphened(word[:place])))
        )
        allowed = [place for place, letter in enumerate(word[:longest], 1) if letter in (places or "")]
        if not allowed and places is not None:
            return []
        place = allowed[-1] if allowed else max(1, longest)
        parts.append(_hyphened(word[:place]))
        word = word[place:]
    return [*parts, word]


def _hyphened(part: str) -> str:
    return part if part[-1] in _HYPHENS else f"{part}-"


def _drawable(text: str) -> str:
    """The text without what a cover can do without: emoji, other symbols that the font lacks, characters not seen."""
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf" and letter not in _VARIATIONS)
    unknown = {letter for letter in seen if not letter.isspace() and not _known(letter)}
    letters = sorted(letter for letter in unknown if unicodedata.category(letter)[0] in "LN")
    kept = "".join(letter for letter in seen if letter not in unknown).strip()
    if letters or not kept:
        message = msg("the cover's font has no letters for {}", "".join(letters) or text)
        remedy = msg("It knows Latin, Greek and Cyrillic. Give a picture of your own: image = …")
        raise ConfigError(Problem(place=SHOW_FILE, message=message, remedy=remedy))
    return kept


def _known(letter: str) -> bool:
    """Whether the font has a glyph of its own for the letter: not the box that stands for what is missing."""
    font = _font(SMALLEST)
    return bytes(font.getmask(letter)) != bytes(font.getmask(_NOWHERE)) or letter == _NOWHERE


def _height(text: str, font: ImageFont.FreeTypeFont) -> int:
    return int(
        ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox((0, 0), text, font=font, spacing=_spacing(font))[3]
    )


def _spacing(font: ImageFont.FreeTypeFont) -> float:
    return font.size * 0.15


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """Source Sans Bold: Latin, Greek and Cyrillic (SIL Open Font License).

    The basic layout is the same everywhere; Raqm, which kerns better, is there only where the machine has FriBiDi.
    """
    path = files("audiobuild.site") / "fonts/SourceSansPro-Bold.ttf"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
