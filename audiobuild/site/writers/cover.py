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

import pyphen
from PIL import Image, ImageDraw, ImageFont

from audiobuild.errors import ConfigError, Problem
from audiobuild.model import Show
from audiobuild.publication.config import SHOW_FILE
from audiobuild.site.artwork import EXTENSIONS, MOST, bare, converted, faults, jpeg

SIZE, MARGIN = MOST, 260

LARGEST, SMALLEST = 520, 90
"""Sizes of the title's type in pixels."""

WHOLE_WORDS = 300
"""A word that does not fit makes the type smaller down to this size; only then is it hyphenated. A size of 300 can still
be read when the cover is shown an inch wide."""

_VARIATIONS = tuple(map(chr, range(0xFE00, 0xFE10)))
_NOWHERE = "\U0010ffff"


def fingerprint(show: Show) -> str:
    """Changes when the picture would: for keeping one that is drawn."""
    programs = (version("pillow"), version("pyphen"), version("font-source-sans-pro"))
    facts = (show.title, show.author, show.language, show.colours, SIZE, LARGEST, SMALLEST, WHOLE_WORDS, *programs)
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
            raise ConfigError(Problem(place=place, message=str(error), remedy="Give another picture.")) from None
    remedy = "Give another picture, or let it be converted: convert_image = true"
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
    author, small = fitted(_drawable(show.author), show.language, width, 260, largest=130)
    author_top = SIZE - MARGIN - _height(author, small)
    title, font = fitted(_drawable(show.title), show.language, width, author_top - 2 * MARGIN - 150)
    pen.rectangle((MARGIN, MARGIN, MARGIN + 420, MARGIN + 36), fill=colours.accent)
    pen.multiline_text((MARGIN, MARGIN + 150), title, font=font, fill=colours.ink, spacing=_spacing(font))
    pen.multiline_text((MARGIN, author_top), author, font=small, fill=colours.accent, spacing=_spacing(small))
    return jpeg(image)


def fitted(
    text: str, language: str, width: int, height: int, largest: int = LARGEST
) -> tuple[str, ImageFont.FreeTypeFont]:
    """The text in lines and the largest type in which it fits; at the smallest it is cut with an ellipsis.

    Words stay whole as long as the type stays large; then they are hyphenated as their language has it.
    """
    whole = range(largest, min(largest, WHOLE_WORDS) - 1, -10)
    for sizes, hyphenate in ((whole, False), (range(largest, SMALLEST - 1, -10), True)):
        for size in sizes:
            font = _font(size)
            lines = _lines(text, language, font, width, hyphenate)
            if lines is not None and _height("\n".join(lines), font) <= height:
                return "\n".join(lines), font
    lines = _lines(text, language, font, width, hyphenate=True) or []
    *kept, last = lines[: max(1, height // _height("Ag\nAg", font) * 2)]
    return "\n".join([*kept, f"{last[:-2].rstrip()} …"]), font


def _lines(text: str, language: str, font: ImageFont.FreeTypeFont, width: int, hyphenate: bool) -> list[str] | None:
    """Words set into lines; None where one does not fit and may not be divided."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        elif font.getlength(word) <= width:
            lines.append(word)
        elif hyphenate:
            *full, rest = _divided(word, language, font, width)
            lines += [*full, rest]
        else:
            return None
    return [line for line in lines if line]


def _divided(word: str, language: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """A long word in lines: divided where its language allows, and behind any letter where that does not help."""
    parts = []
    while font.getlength(word) > width:
        longest = bisect_right(
            range(1, len(word)), width, key=lambda place: ceil(font.getlength(_hyphened(word[:place])))
        )
        allowed = [place for place in _breaks(word, language) if place <= longest]
        place = allowed[-1] if allowed else max(1, longest)
        parts.append(_hyphened(word[:place]))
        word = word[place:]
    return [*parts, word]


def _breaks(word: str, language: str) -> list[int]:
    """Places at which a word may be divided: behind hyphens, and between syllables."""
    places = {place for place, letter in enumerate(word[:-1], 1) if letter in "-–/"}
    dictionary = _dictionary(language)
    return sorted(places | set(dictionary.positions(word) if dictionary else ()))


def _hyphened(part: str) -> str:
    return part if part[-1] in "-–/" else f"{part}-"


@cache
def _dictionary(language: str) -> pyphen.Pyphen | None:
    name = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=name) if name else None


def _drawable(text: str) -> str:
    """The text without what a cover can do without: emoji, other symbols that the font lacks, characters not seen."""
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf" and letter not in _VARIATIONS)
    unknown = {letter for letter in seen if not letter.isspace() and not _known(letter)}
    letters = sorted(letter for letter in unknown if unicodedata.category(letter)[0] in "LN")
    kept = "".join(letter for letter in seen if letter not in unknown).strip()
    if letters or not kept:
        message = f"the cover's font has no letters for {''.join(letters) or text}"
        remedy = "It knows Latin, Greek and Cyrillic. Give a picture of your own: image = …"
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
    """Source Sans Bold: Latin, Greek and Cyrillic, from a package of nothing but the font (SIL Open Font License).

    The basic layout is the same everywhere; Raqm, which kerns better, is there only where the machine has FriBiDi.
    """
    path = files("font_source_sans_pro") / "files" / "SourceSansPro-Bold.ttf"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
