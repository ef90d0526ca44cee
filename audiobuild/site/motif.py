"""The ornament of a cover that is made: tiles of a few large shapes, which a show has for its own.

The shapes are those of talk: balloons, waves, levels, ears. Which three a show has, how large its tiles are, and how they lie
follows from its name, so the same name has the same ornament for ever. Nothing is written on it: type stands on the ground.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count
from typing import TypeVar

from PIL import Image, ImageDraw

from audiobuild.model import Colours
from audiobuild.publication.colour import mixed

FINE = 3
"""Each tile is drawn so many times as large, and made smaller: edges are smooth."""

COLUMNS = (4, 5, 6)

Box = tuple[float, float, float, float]
_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Motif:
    """What a show's ornament is made of: the number of ``columns``, the names of its ``shapes``, and its colours in ``pairs``
    of what lies behind and before."""

    columns: int
    shapes: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


def of(name: str, colours: Colours) -> Motif:
    """The ornament of a show of that name."""
    dice = _Dice(name)
    columns = dice.one(COLUMNS)
    shapes = dice.some(tuple(_SHAPES), 3)
    soft, light = mixed(colours.ground, colours.ink, 0.14), mixed(colours.accent, colours.ink, 0.45)
    pairs = (
        (colours.ground, colours.accent),
        (soft, colours.ink),
        (colours.accent, colours.ground),
        (soft, colours.accent),
        (light, colours.ground),
        (colours.ground, soft),
        (colours.ground, light),
    )
    return Motif(columns=columns, shapes=shapes, pairs=pairs)


def drawn(motif: Motif, name: str, *, side: int, rows: int) -> Image.Image:
    """The ornament, ``rows`` of tiles with that ``side``. How they lie follows from ``name``."""
    image = Image.new("RGB", (motif.columns * side, rows * side), motif.pairs[0][0])
    dice = _Dice(f"{name}\0{motif}")
    above: list[tuple[str, tuple[str, str]]] = []
    for place in range(rows * motif.columns):
        while True:  # no tile has the shape or the colours of a neighbour: few shapes, and no dull row
            one = (dice.one(motif.shapes), dice.one(motif.pairs))
            near = [above[place - 1]] if place % motif.columns else []
            near += [above[place - motif.columns]] if place >= motif.columns else []
            if all(one != other and one[1] != other[1] for other in near):
                break
        above.append(one)
        row, column = divmod(place, motif.columns)
        image.paste(_tile(*one, side, dice), (column * side, row * side))
    return image


def sign(motif: Motif, side: int) -> Image.Image:
    """A single tile: what stands for the show where there is no room for more."""
    return _tile(motif.shapes[0], motif.pairs[0], side, _Dice(repr(motif)))


def _tile(shape: str, pair: tuple[str, str], side: int, dice: _Dice) -> Image.Image:
    image = Image.new("RGB", (FINE * side, FINE * side), pair[0])
    _SHAPES[shape](ImageDraw.Draw(image), FINE * side, pair, dice)
    turned = image.transpose(_TURNS[turn]) if (turn := dice.below(4)) and shape not in _UPRIGHT else image
    return turned.reduce(FINE)


# --- the shapes, in a square of a side, not turned ------------------------------------------------------------------


def _quarter(pen: ImageDraw.ImageDraw, side: int, pair: tuple[str, str], _: _Dice) -> None:
    pen.ellipse(_around(0, 0, side), fill=pair[1])


def _waves(pen: ImageDraw.ImageDraw, side: int, pair: tuple[str, str], _: _Dice) -> None:
    for step, colour in zip((6, 5, 4, 3, 2, 1), (*pair[::-1], *pair[::-1], *pair[::-1]), strict=True):
        pen.ellipse(_around(0, 0, side * step / 6), fill=colour)


def _balloon(pen: ImageDraw.ImageDraw, side: int, pair: tuple[str, str], _: _Dice) -> None:
    """A disc with one corner of its square: somebody speaks."""
    edge = side * 0.09
    pen.ellipse((edge, edge, side - edge, side - edge), fill=pair[1])
    pen.rectangle((edge, side / 2, side / 2, side - edge), fill=pair[1])


def _half(pen: ImageDraw.ImageDraw, side: int, pair: tuple[str, str], _: _Dice) -> None:
    pen.ellipse(_around(side / 2, side, side / 2), fill=pair[1])
    pen.ellipse(_around(side / 2, 0, side / 4), fill=pair[1])


def _eye(pen: ImageDraw.ImageDraw, side: int, pair: tuple[str, str], _: _Dice) -> None:
    """A leaf of two arcs with a dot: who listens."""
    leaf = Image.new("L", (side, side), 0)
    ImageDraw.Draw(leaf).ellipse(_around(0, side, side), fill=255)
    other = Image.new("L", (side, side), 0)
    ImageDraw.Draw(other).ellipse(_around(side, 0, side), fill=255)
    both = Image.composite(leaf, Image.new("L", (side, side), 0), other)
    pen.bitmap((0, 0), both, fill=pair[1])
    pen.ellipse(_around(side / 2, side / 2, side * 0.16), fill=pair[0])


def _levels(pen: ImageDraw.ImageDraw, side: int, pair: tuple[str, str], dice: _Dice) -> None:
    """Bars of a level meter."""
    bars, wide = 4, side / 9
    for number in range(bars):
        high = side * (0.25 + 0.15 * dice.below(5)) / 2
        left = wide * (1 + 2 * number)
        pen.rounded_rectangle((left, side / 2 - high, left + wide, side / 2 + high), radius=wide / 2, fill=pair[1])


def _around(x: float, y: float, radius: float) -> Box:
    return (x - radius, y - radius, x + radius, y + radius)


_SHAPES: dict[str, Callable[[ImageDraw.ImageDraw, int, tuple[str, str], _Dice], None]] = {
    "balloon": _balloon,
    "waves": _waves,
    "quarter": _quarter,
    "half": _half,
    "eye": _eye,
    "levels": _levels,
}
_UPRIGHT = frozenset({"levels"})
_TURNS = (
    Image.Transpose.ROTATE_180,
    Image.Transpose.ROTATE_90,
    Image.Transpose.ROTATE_180,
    Image.Transpose.ROTATE_270,
)


class _Dice:
    """Numbers that look thrown and follow from a name alone, on every machine and with every version of Python."""

    def __init__(self, name: str) -> None:
        self._bytes = self._thrown(name.encode("utf-8", "surrogatepass"))

    @staticmethod
    def _thrown(name: bytes) -> Iterator[int]:
        for number in count():
            yield from blake2b(name, salt=number.to_bytes(8, "big"), digest_size=32).digest()

    def below(self, end: int) -> int:
        return next(self._bytes) % end

    def one(self, of: Sequence[_T]) -> _T:
        return of[self.below(len(of))]

    def some(self, of: Sequence[str], number: int) -> tuple[str, ...]:
        left = list(of)
        return tuple(left.pop(self.below(len(left))) for _ in range(number))
