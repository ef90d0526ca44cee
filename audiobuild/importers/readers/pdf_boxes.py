"""What stands on a page of a PDF as boxes: rows of them, and the two sides of a gutter."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from audiobuild.importers.readers.pdf_layout import Line
from audiobuild.importers.readers.pdf_pages import Span

GUTTER = 0.8
"""The narrowest gutter, and the widest gap between words of which nothing is said, of the size."""
_LARGER = 1.15


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """Spans of a line that stand together."""

    spans: tuple[Span, ...]
    page: int
    left: float
    right: float
    base: float
    size: float


Row = list[Box]
"""All boxes on one base line, from left to right."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """The lines on one side of a gutter, from top to bottom."""

    boxes: tuple[Box, ...]

    @property
    def left(self) -> float:
        return min(box.left for box in self.boxes)

    @property
    def right(self) -> float:
        return max(box.right for box in self.boxes)

    @property
    def leading(self) -> float:
        """The distance of most lines."""
        steps = sorted(a.base - b.base for a, b in itertools.pairwise(self.boxes))
        return median(steps[: max(len(steps) * 2 // 3, 1)]) if steps else 1.3 * self.boxes[0].size

    @property
    def full(self) -> float:
        """The share of lines that come near the right edge."""
        near = self.right - 0.25 * (self.right - self.left)
        return sum(box.right >= near for box in self.boxes) / len(self.boxes)

    def between(self, top: float, bottom: float) -> int:
        """How many lines have ink between two heights."""
        return sum(box.base < top and box.base + 0.7 * box.size > bottom for box in self.boxes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Gutter:
    """The edge of the column to its right, and its rows, from ``first`` to before ``last``."""

    edge: float
    first: int
    last: int


def boxes_of(line: Line) -> Iterator[Box]:
    """The parts of a line between wide gaps. Where the base line changes, a narrow gap is enough."""
    spans: list[Span] = []
    for span in line.spans:
        if spans:
            before = max(spans, key=lambda item: item.right)
            level = abs(before.base - span.base) <= 0.15 * span.size or span.raised
            if span.left - before.right > (GUTTER if level else 0.2) * min(before.size, span.size):
                yield _box(spans, line.page)
                spans = []
        spans.append(span)
    yield _box(spans, line.page)


def _box(spans: Sequence[Span], page: int) -> Box:
    line = Line(spans=tuple(spans), page=page)
    return Box(spans=line.spans, page=page, left=line.left, right=line.right, base=line.base, size=line.size)


def sides(rows: Sequence[Row], edge: float) -> tuple[Side, Side]:
    """What stands left and right of an edge."""
    return (
        Side(boxes=tuple(_whole(part) for row in rows if (part := [box for box in row if box.left < edge]))),
        Side(boxes=tuple(_whole(part) for row in rows if (part := [box for box in row if box.left >= edge]))),
    )


def _whole(row: Row) -> Box:
    """What stands on one side of a row, as one box."""
    if len(row) == 1:
        return row[0]
    longest = max(row, key=lambda box: box.right - box.left)
    right = max(box.right for box in row)
    return Box(spans=(), page=0, left=row[0].left, right=right, base=longest.base, size=longest.size)


def one_sided(row: Row, edge: float) -> bool:
    """Whether nothing stands on one side of an edge."""
    return row[-1].left < edge or row[0].left >= edge


def larger(row: Row, size: float) -> bool:
    """Whether a row is printed larger than text of that size, as headings are."""
    return all(box.size >= _LARGER * size for box in row)


def base_of(row: Row) -> float:
    """The height of a row."""
    return row[0].base
