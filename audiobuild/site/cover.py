"""The show's picture: the one that the editor gives, if players will take it, else one with title and author in large type.

A drawn cover is in the show's colours, 3000 pixels square: type on the ground, which stands out from it, and below the show's
ornament (:mod:`audiobuild.site.motif`).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from math import ceil

from PIL import Image, ImageDraw, ImageFont

from audiobuild.errors import ConfigError, Problem
from audiobuild.messages import msg, words_of
from audiobuild.model import Colours, Interview, Show
from audiobuild.site import motif
from audiobuild.site.artwork import EXTENSIONS, MOST, bare, converted, faults, jpeg, png
from audiobuild.site.motif import Motif

Breaks = Callable[[str], Iterable[int]]
"""Where a word may be divided."""

SIZE, MARGIN = MOST, 200

BY = 150
"""The size of the small type in pixels."""

ICON = 180
"""Pixels of an icon: what Apple's telephones ask for, and others make smaller."""

STILL_LARGE = 0.66
"""The ornament takes another row where the title keeps so much of its size."""

LARGEST, SMALLEST = 560, 90
"""Sizes of the title's type in pixels. At the smallest a line holds a word of some fifty letters."""

WHOLE_WORDS = 300
"""A word with hyphens that does not fit makes the type smaller down to this size; only then is it divided behind them. A size
of 300 can still be read when the cover is shown an inch wide."""

SYLLABLES = 200
"""A word that makes the type smaller than this is divided between syllables."""

SHORT = 2
"""A word of so few letters goes with the one behind it."""

HALVES = 150
"""In two halves down to this, else in as many parts as it takes."""

LEAST_LETTERS = 4
"""Of a part of such a word: where it is cut wrong, it is seldom at its ends."""

REVISION = 2
"""Of how a cover is drawn: raised when the same show would look different."""

_VARIATIONS = tuple(map(chr, range(0xFE00, 0xFE10)))
_HYPHENS = "-–/"
_SYLLABLE = re.compile(
    r"(?<=\w)(?:sch[lmnrw]?|s?ch|s?ph|th|s[pt]r|s[pt]|pf[lr]?|[bdfgkpt]r|[bfgkp]l|kn|qu|ck|[bcdfghjklmnpqrstvwxyzß])"
    r"(?=[aeiouyäöüáéíóúàèâêîôåæø])",
    re.IGNORECASE,
)
_NOWHERE = "\U0010ffff"


def fingerprint(face: Face) -> str:
    """Changes when the picture would: for keeping one that is drawn."""
    facts = (face, SIZE, LARGEST, SMALLEST, REVISION, version("pillow"))
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Face:
    """What is seen on a cover that is made: a ``title`` in large type, whose it is in small type (``by``), and an ornament of
    the show, ``owner``, that lies as ``name`` says. Either text is empty where the font has no letters for it."""

    title: str
    by: str
    owner: str
    name: str
    colours: Colours

    @property
    def motif(self) -> Motif:
        return motif.of(self.owner, self.colours)


def of_show(show: Show) -> Face:
    """What is seen on the cover of a show."""
    title, by = drawable(show.title), drawable(show.author)
    return Face(title=title, by=by, owner=show.title, name=show.title, colours=show.colours)


def of_episode(show: Show, interview: Interview) -> Face:
    """What is seen on the cover of an episode without a picture: its title, its number, and the show's ornament, laid anew."""
    number = f"{interview.about.episode} · " if interview.about.episode else ""
    by = drawable(show.title)
    return Face(
        title=drawable(interview.about.title),
        by=f"{number}{by}" if by else "",
        owner=show.title,
        name=interview.slug,
        colours=show.colours,
    )


def draw(face: Face) -> bytes:
    """The cover as a JPEG (RGB), the same bytes for the same face."""
    width, colours, owned = SIZE - 2 * MARGIN, face.colours, face.motif
    side = SIZE // owned.columns
    image = Image.new("RGB", (SIZE, SIZE), colours.ground)
    pen = ImageDraw.Draw(image)
    by, small = fitted(face.by, width, 2 * BY, largest=BY)
    below = _height(by, small) + MARGIN if by else 0
    title, font, rows = _set(face.title, width, side, owned.columns, below)
    ornament = motif.drawn(owned, face.name, side=side, rows=rows)
    top = SIZE - ornament.height
    image.paste(ornament, (0, top))
    pen.multiline_text((MARGIN, MARGIN - font.size * 0.2), title, font=font, fill=colours.ink, spacing=_spacing(font))
    place = (MARGIN, top - below) if title else (MARGIN, (top - below) / 2 + MARGIN / 4)
    pen.multiline_text(place, by, font=small, fill=colours.accent, spacing=_spacing(small))
    return jpeg(image, quality=82)


def icon(face: Face) -> bytes:
    """A tile of the ornament as a PNG, for the tabs of browsers and the screens of phones."""
    return png(motif.sign(face.motif, ICON))


def _set(title: str, width: int, side: int, most: int, below: int) -> tuple[str, ImageFont.FreeTypeFont, int]:
    """The title in lines, its type, and how many rows of tiles there is room for: as many as leave it large."""
    if not title:
        return "", _font(SMALLEST), most - bool(below)
    room = [SIZE - rows * side - below - MARGIN - MARGIN // 2 for rows in range(most)]
    largest = fitted(title, width, room[1])
    for rows in range(most - 1, 1, -1):
        if room[rows] >= LARGEST:
            text, font = fitted(title, width, room[rows])
            if font.size >= STILL_LARGE * largest[1].size:
                return text, font, rows
    return *largest, 1


def fitted(text: str, width: int, height: int, largest: int = LARGEST) -> tuple[str, ImageFont.FreeTypeFont]:
    """The text in lines and the largest type in which it fits; at the smallest it is cut with an ellipsis.

    Words stay whole, and make the type smaller instead; one with hyphens of its own may be divided behind them, and one of
    more than some twenty-five letters between what look like syllables: a compound of German, which nobody could read small.
    """
    whole = range(largest, min(largest, WHOLE_WORDS) - 1, -10)
    hyphens = range(largest, min(largest, SYLLABLES) - 1, -10)
    halves = range(min(largest, WHOLE_WORDS), HALVES - 1, -10)
    syllables = range(min(largest, WHOLE_WORDS), SMALLEST - 1, -10)
    for sizes, breaks in (
        (whole, _nowhere),
        (hyphens, _behind_hyphens),
        (halves, _in_the_middle),
        (syllables, _between_syllables),
    ):
        for size in sizes:
            font = _font(size)
            lines = _lines(text, font, width, breaks)
            if lines is not None and _height("\n".join(lines), font) <= height:
                return "\n".join(lines), font
    lines = _lines(text, font, width, _anywhere) or []
    *kept, last = lines[: max(1, height // _height("Ag\nAg", font) * 2)]
    shortened = len(kept) + 1 < len(lines)
    return "\n".join([*kept, f"{last[:-2].rstrip()} …" if shortened else last]), font


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int, breaks: Breaks) -> list[str] | None:
    """Words set into lines, and divided where ``breaks`` allows it; None where one does not fit."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        elif font.getlength(word) <= width:
            head, _, short = lines[-1].rpartition(" ")
            if head and len(short) <= SHORT and font.getlength(f"{short} {word}") <= width:
                lines[-1], word = head, f"{short} {word}"
            lines.append(word)
        elif parts := _divided(word, font, width, breaks):
            lines += parts
        else:
            return None
    return [line for line in lines if line]


def _divided(word: str, font: ImageFont.FreeTypeFont, width: int, breaks: Breaks) -> list[str]:
    """A long word in lines, divided where ``breaks`` allows it; empty if that does not help."""
    parts = []
    while font.getlength(word) > width:
        longest = bisect_right(
            range(1, len(word)), width, key=lambda place: ceil(font.getlength(_hyphened(word[:place])))
        )
        allowed = [place for place in breaks(word) if place <= longest]
        if not allowed:
            return []
        parts.append(_hyphened(word[: allowed[-1]]))
        word = word[allowed[-1] :]
    return [*parts, word]


def _hyphened(part: str) -> str:
    return part if part[-1] in _HYPHENS else f"{part}-"


def _nowhere(_: str) -> Iterable[int]:
    return ()


def _anywhere(word: str) -> Iterable[int]:
    return range(1, len(word))


def _behind_hyphens(word: str) -> Iterable[int]:
    return (place for place, letter in enumerate(word, 1) if letter in _HYPHENS)


def _in_the_middle(word: str) -> Iterable[int]:
    return sorted(_between_syllables(word), key=lambda place: abs(2 * place - len(word)))[:1]


def _between_syllables(word: str) -> Iterable[int]:
    """Behind hyphens, and before a syllable: the consonants that begin words together, and a vowel."""
    starts = (found.start() for found in _SYLLABLE.finditer(word))
    inside = (place for place in starts if min(place, len(word) - place) >= LEAST_LETTERS)
    return sorted({*_behind_hyphens(word), *inside})


def drawable(text: str) -> str:
    """The text without what a cover can do without: emoji, other symbols that the font lacks, characters not seen. Empty where
    the font has no letters for it: boxes in their place would be read by nobody."""
    if missing(text):
        return ""
    return "".join(letter for letter in _seen(text) if letter.isspace() or _known(letter)).strip()


def missing(text: str) -> str:
    """The letters that the font lacks, each once."""
    unknown = {letter for letter in _seen(text) if not letter.isspace() and not _known(letter)}
    return "".join(sorted(letter for letter in unknown if unicodedata.category(letter)[0] in "LN"))


def _seen(text: str) -> str:
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf" and letter not in _VARIATIONS)


def _known(letter: str) -> bool:
    """Whether the font has a glyph of its own for the letter: not the box that stands for what is missing."""
    font = _font(SMALLEST)
    return bytes(font.getmask(letter)) != bytes(font.getmask(_NOWHERE)) or letter == _NOWHERE


def _height(text: str, font: ImageFont.FreeTypeFont) -> int:
    return int(
        ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox((0, 0), text, font=font, spacing=_spacing(font))[3]
    )


def _spacing(font: ImageFont.FreeTypeFont) -> float:
    return font.size * 0.06


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """Source Sans Bold: Latin, Greek and Cyrillic (SIL Open Font License).

    The basic layout is the same everywhere; Raqm, which kerns better, is there only where the machine has FriBiDi.
    """
    path = files("audiobuild.site") / "fonts/SourceSansPro-Bold.ttf"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
