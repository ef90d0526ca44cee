"""Whether what stands left and right of a strip without ink are columns, and not a table or lines with a gap in them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median

from audiobuild.importers.readers.pdf_boxes import Box, Gutter, Row, Side, base_of, sides

_RIVER = 1.3
"""A gutter so wide, of the size, is no gap between words that by chance stand one below the other."""
FEWEST = 4
"""Lines on both sides at the same height that make a gutter by themselves."""
NARROWEST = 75.0
"""Points of a column's width: 15 letters, more than most names before turns."""


def shared_height(rows: Sequence[Row], gutter: Gutter, size: float, end: float) -> float:
    """Over how much height columns stand beside each other there; 0 if they are none."""
    left, right = sides(rows[gutter.first : gutter.last], gutter.edge)
    if not left.boxes or not right.boxes or left.right - left.left < NARROWEST:
        return 0
    top = min(side.boxes[0].base + 0.7 * side.boxes[0].size for side in (left, right))
    bottom = max(side.boxes[-1].base for side in (left, right))
    if top <= bottom:
        return _apart(left, right, size)
    fewest = min(side.between(top, bottom) for side in (left, right))
    if fewest >= FEWEST:
        columns = right.right - right.left >= NARROWEST and not _is_table(left, right)
    else:
        columns = _is_begun(left, right, size, end)
    wide = fewest >= 3 * FEWEST or (fewest >= FEWEST and _is_box(left, right, size))
    near = 1.5 if right.left - left.right >= _RIVER * size else 2.5
    return top - bottom if columns and (wide or not _is_within(rows, gutter, near * size)) else 0


def _is_box(left: Side, right: Side, size: float) -> bool:
    """Whether a wide gutter parts two kinds of print, or holds over more lines than a gap between words does."""
    sizes = [median(box.size for box in side.boxes) for side in (left, right)]
    lines = min(len(side.boxes) for side in (left, right))
    return right.left - left.right >= _RIVER * size and (sizes[0] != sizes[1] or lines >= 2 * FEWEST)


def _apart(left: Side, right: Side, size: float) -> float:
    """Columns of which one ends before the other begins, with a picture above or below."""
    lines = min(len(side.boxes) for side in (left, right)) >= FEWEST
    return 1 if lines and right.right - right.left >= NARROWEST and right.left - left.right <= 4 * size else 0


def _is_begun(left: Side, right: Side, size: float, end: float) -> bool:
    """Whether a few lines beside a column are the beginning of the next one, or the end of the one before: that stands near it,
    and there is room for it."""
    many = max(left, right, key=lambda side: len(side.boxes))
    room = end - right.left >= 0.7 * (left.right - left.left)
    return room and len(many.boxes) > FEWEST and many.full >= 0.5 and right.left - left.right <= 4 * size


def _is_within(rows: Sequence[Row], gutter: Gutter, near: float) -> bool:
    """Whether lines of the same text go on above or below across the gutter: then it is a gap between words."""
    edges = [
        (rows[number], rows[number + 1])
        for number in (gutter.first - 1, gutter.last - 1)
        if 0 <= number < len(rows) - 1
    ]
    return any(base_of(upper) - base_of(lower) < near and upper[0].size == lower[0].size for upper, lower in edges)


def _is_table(left: Side, right: Side) -> bool:
    """Whether it is read row by row: questions or names beside their answers, or short entries.

    On the left there are fewer lines than on the right, in groups each of which begins beside a beginning; or hardly a line
    is full.
    """
    bases = {round(box.base) for box in right.boxes}
    level = [box for box in left.boxes if bases & {round(box.base) + shift for shift in (-1, 0, 1)}]
    if len(level) < 0.9 * len(left.boxes):
        return False
    if left.full < 0.3 and right.full < 0.3:
        return True
    leading = min(left.leading, right.leading)
    starts, beginnings = _beginnings(left, leading), _beginnings(right, leading)
    beside = sum(any(abs(box.base - other.base) <= 1.5 for other in beginnings) for box in starts)
    return len(starts) >= 3 and beside >= 0.9 * len(starts) and len(left.boxes) <= 0.7 * len(right.boxes)


def _beginnings(side: Side, leading: float) -> list[Box]:
    """Lines with more space above them than most."""
    return [
        side.boxes[0],
        *(box for before, box in itertools.pairwise(side.boxes) if before.base - box.base > 1.25 * leading),
    ]
