"""How a document of :mod:`attacks.typeset` is set, at random."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """How a document is set. ``apart`` is the space between paragraphs and ``indent`` that of their first lines, in lines and
    letters; ``offset`` is by how much of a line each column stands lower than the one before."""

    columns: int
    gutter: float
    margin: float
    size: float
    leading: float
    apart: float
    indent: int
    justified: bool
    divided: bool
    offset: float
    headline: int
    headline_size: float
    subtitle: int
    sections: int
    pages: int
    room: tuple[float, ...]
    beside: str
    heads: bool
    order: str


def style(dice: random.Random) -> Style:
    """A style at random."""
    size = dice.choice([8, 8.5, 9, 9.5, 10, 10.5, 11])
    columns = dice.choice([1, 2, 2, 2, 3, 3])
    indented = dice.random() < 0.3
    return Style(
        columns=columns,
        gutter=dice.uniform(1.3, 3) * size,
        margin=dice.choice([36, 46, 60]),
        size=size,
        leading=round(size * dice.uniform(1.15, 1.45), 1),
        apart=0 if indented else dice.choice([0.4, 0.5, 0.7, 1]),
        indent=2 if indented else 0,
        justified=dice.random() < 0.5,
        divided=dice.random() < 0.5,
        offset=dice.choice([0, 0, 0, 0.3, 0.5, 0.8]),
        headline=dice.choice([0, 1, 1, 2, 2, 3]),
        headline_size=dice.choice([14, 16, 18, 20, 24, 30]),
        subtitle=dice.choice([0, 0, 1, 2]),
        sections=dice.choice([1, 1, 1, 2]),
        pages=dice.choice([1, 1, 1, 2, 3]),
        room=tuple(dice.uniform(0.4, 1) for _ in range(8)),
        beside=dice.choice(["", "", "box", "caption", "inset", "note", "band"]),
        heads=dice.random() < 0.6,
        order=dice.choice(["as read", "as read", "backwards", "shuffled"]),
    )
