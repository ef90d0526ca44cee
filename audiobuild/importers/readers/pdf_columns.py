"""Lines of a page → lines in reading order: columns one after the other, what goes across them above and below.

A gutter is a strip without ink that holds over many lines, with text on both sides. The longest of the page cuts it: what
stands above, what is left of it, what is right, what stands below, each of which is cut in the same way. So a headline across
the columns, or a line in the middle of the page, ends the gutters, however far they reached. Gaps between words are no measure:
those of a justified narrow column are wider than many a gutter.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from audiobuild.importers.readers.pdf_layout import Line
from audiobuild.importers.readers.pdf_pages import Span

_GUTTER = 0.8
"""The narrowest gutter, and the widest gap between words of which nothing is said, of the size."""
_RIVER = 1.3
"""A gutter so wide, of the size, is no gap between words that by chance stand one below the other."""
_RAGGED = 0.2
"""By how much lines of a column may begin further to the left than others, of the size."""
_FEWEST = 4
"""Lines on both sides at the same height that make a gutter by themselves."""
_NARROWEST = 75.0
"""Points of a column's width: 15 letters, more than most names before turns."""
_LARGER = 1.15
_HEADING_LINES = 3
"""Lines in large print at the foot of a column are the heading of what follows; more are a box."""
_MOST_DEPTH = 8
_MOST_TRIES = 50_000
_MOST_EDGES = 64
"""Left edges that are tried as those of a column, the most frequent first, each with every box."""
_MOST_LINES = 2_000
_MOST_BOXES = 20_000
_WIDEST = 20_000.0
"""A page with more of any of them is none that was printed, and is read from top to bottom."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Box:
    """Spans of a line that stand together."""

    spans: tuple[Span, ...]
    page: int
    left: float
    right: float
    base: float
    size: float


_Row = list[_Box]
"""All boxes on one base line, from left to right."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Side:
    """The lines on one side of a gutter, from top to bottom."""

    boxes: tuple[_Box, ...]

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
class _Gutter:
    """The edge of the column to its right, and its rows, from ``first`` to before ``last``."""

    edge: float
    first: int
    last: int


def reading_order(lines: Sequence[Line], width: float) -> Iterator[list[Line]]:
    """The lines of a page of that width as columns in reading order."""
    rows = [list(_boxes(line)) for line in lines]
    boxes = [box for row in rows for box in row]
    if not boxes:
        return
    wide = max(box.right for box in boxes) - min(box.left for box in boxes)
    odd = len(rows) > _MOST_LINES or len(boxes) > _MOST_BOXES or wide > _WIDEST
    yield from _cut(rows, width, _MOST_DEPTH if odd else 0)


def _boxes(line: Line) -> Iterator[_Box]:
    """The parts of a line between wide gaps. Where the base line changes, a narrow gap is enough."""
    spans: list[Span] = []
    for span in line.spans:
        if spans:
            before = max(spans, key=lambda item: item.right)
            level = abs(before.base - span.base) <= 0.15 * span.size or span.raised
            if span.left - before.right > (_GUTTER if level else 0.2) * min(before.size, span.size):
                yield _box(spans, line.page)
                spans = []
        spans.append(span)
    yield _box(spans, line.page)


def _box(spans: Sequence[Span], page: int) -> _Box:
    line = Line(spans=tuple(spans), page=page)
    return _Box(spans=line.spans, page=page, left=line.left, right=line.right, base=line.base, size=line.size)


def _cut(rows: Sequence[_Row], end: float, depth: int) -> Iterator[list[Line]]:
    """The columns of rows that may reach as far to the right as ``end``."""
    rows = [row for row in rows if row]
    gutter = _gutter(rows, end) if depth < _MOST_DEPTH else None
    if gutter is None:
        if rows:
            yield [Line(spans=tuple(span for box in row for span in box.spans), page=row[0].page) for row in rows]
        return
    inside = rows[gutter.first : gutter.last]
    yield from _cut(rows[: gutter.first], end, depth + 1)
    yield from _cut([[box for box in row if box.left < gutter.edge] for row in inside], gutter.edge, depth + 1)
    yield from _cut([[box for box in row if box.left >= gutter.edge] for row in inside], end, depth + 1)
    yield from _cut(rows[gutter.last :], end, depth + 1)


def _gutter(rows: Sequence[_Row], end: float) -> _Gutter | None:
    """The gutter over which most lines stand side by side."""
    boxes = [box for row in rows for box in row]
    if not boxes:
        return None
    size = median(box.size for box in boxes)
    start = min(box.left for box in boxes)
    edges: dict[int, list[float]] = {}
    for box in boxes:
        if box.left > start + _NARROWEST:
            edges.setdefault(round(box.left), []).append(box.left)
    best, found = 0.0, None
    most = min(_MOST_EDGES, _MOST_TRIES // len(boxes) + 1)
    for lefts in sorted(edges.values(), key=len, reverse=True)[:most]:
        edge = min(lefts) - _RAGGED * size
        for first, last in _free(rows, edge, (_GUTTER - _RAGGED) * size):
            run = _Gutter(edge=edge, first=first, last=last)
            for gutter in _sections(rows, run, size):
                beside = _beside(rows, gutter, size, end)
                if beside > best:
                    best, found = beside, gutter
    return found


def _free(rows: Sequence[_Row], edge: float, width: float) -> Iterator[tuple[int, int]]:
    """The runs of rows without ink in the strip before an edge."""
    first = None
    for number, row in enumerate(rows):
        if any(box.left < edge and box.right > edge - width for box in row):
            if first is not None:
                yield first, number
            first = None
        elif first is None:
            first = number
    if first is not None:
        yield first, len(rows)


def _sections(rows: Sequence[_Row], run: _Gutter, size: float) -> Iterator[_Gutter]:
    """A run of rows, cut at short headings under which both columns begin anew, and without the rows at its ends that belong
    to what stands above or below."""
    first = run.first
    for start, end in [*_headings(rows, run, size), (run.last, run.last)]:
        yield _trimmed(rows, _Gutter(edge=run.edge, first=first, last=start), size)
        first = end


def _headings(rows: Sequence[_Row], run: _Gutter, size: float) -> Iterator[tuple[int, int]]:
    number = run.first
    while number < run.last:
        start = number
        while number < run.last and _larger(rows[number], size):
            number += 1
        if number > start and _parts(rows, run, start, number, size):
            yield start, number
        number = max(number, start + 1)


def _parts(rows: Sequence[_Row], run: _Gutter, start: int, end: int, size: float) -> bool:
    """Whether headings part two sections: nothing is beside them, both columns begin below at nearly the same height, and
    above there is text on the left, or no more than a running head."""
    above, below = _sides(rows[run.first : start], run.edge), _sides(rows[end : run.last], run.edge)
    if not all(side.boxes for side in below) or (start - run.first > 1 and not above[0].boxes):
        return False
    free = start == 0 or _top(rows[start - 1]) - _top(rows[start]) > 1.2 * size
    free = free and _top(rows[end - 1]) - _top(rows[end]) > 1.2 * size
    return free and abs(below[0].boxes[0].base - below[1].boxes[0].base) <= 2 * size


def _trimmed(rows: Sequence[_Row], gutter: _Gutter, size: float) -> _Gutter:
    """The run without what stands on one side at its ends and belongs to what is above or below: what is nearer to it, and
    headings at the foot of a column."""
    edge = gutter.edge
    first, last = _fitting(rows, gutter, size)
    while last - first > 1 and _one_sided(rows[first], edge):
        to_next = _top(rows[first]) - _top(rows[first + 1])
        nearer = first > 0 and _top(rows[first - 1]) - _top(rows[first]) < 0.9 * to_next
        if not nearer and not (to_next > 2 * size and (rows[first][0].left < edge or _alone(rows, first, gutter))):
            break
        first += 1
    while last - first > 1 and _one_sided(rows[last - 1], edge):
        headings = _headings_below(rows[first:last], edge, size)
        below = _top(rows[last - 1]) - _top(rows[last]) if last < len(rows) else math.inf
        if not headings and below >= 0.9 * (_top(rows[last - 2]) - _top(rows[last - 1])):
            break
        last -= max(headings, 1)
    return _Gutter(edge=edge, first=first, last=last)


def _headings_below(rows: Sequence[_Row], edge: float, size: float) -> int:
    """How many rows at the foot of a column are the heading of what follows: a few lines in large print."""
    found = 0
    while found < len(rows) and _one_sided(rows[-1 - found], edge) and _larger(rows[-1 - found], size):
        found += 1
    above = next((part for row in rows[-1 - found :: -1] if (part := [box for box in row if box.left < edge])), [])
    return found if found <= _HEADING_LINES and not (above and _larger(above, size)) else 0


def _fitting(rows: Sequence[_Row], gutter: _Gutter, size: float) -> tuple[int, int]:
    """The run without rows at its ends that are no lines of two columns, but one with a gap between words at that place: a
    gap that reaches further to one side than the gutter, and is hardly wider than others of its row."""
    inside = rows[gutter.first : gutter.last]
    left, right = _sides(inside, gutter.edge)
    if min(len(left.boxes), len(right.boxes)) < 3:
        return gutter.first, gutter.last
    start = sorted(box.right for box in left.boxes)[-3] + 0.3 * size
    end = sorted(box.left for box in right.boxes)[2] - 0.3 * size
    fit = [not _is_across(row, gutter.edge, start, end) for row in inside]
    if True not in fit:
        return gutter.first, gutter.last
    return gutter.first + fit.index(True), gutter.last - fit[::-1].index(True)


def _is_across(row: _Row, edge: float, start: float, end: float) -> bool:
    """Whether the gap of a row before an edge is one between words; ``start`` and ``end`` are where the gutter is."""
    pairs = list(itertools.pairwise(row))
    here = next(((a.right, b.left) for a, b in pairs if a.left < edge <= b.left), (start, end))
    others = [b.left - a.right for a, b in pairs if not a.left < edge <= b.left]
    return (here[0] > start or here[1] < end) and here[1] - here[0] <= 1.3 * max(others, default=0)


def _alone(rows: Sequence[_Row], first: int, gutter: _Gutter) -> bool:
    """Whether a line on the right (a date, a kicker) stands above all that is on the left, and above nothing on its side."""
    left, right = _sides(rows[first : gutter.last], gutter.edge)
    if not left.boxes:
        return False
    box, top = right.boxes[0], left.boxes[0]
    near = len(right.boxes) > 1 and box.base - right.boxes[1].base < 3.5 * box.size
    return not near and top.base + 0.7 * top.size < box.base


def _one_sided(row: _Row, edge: float) -> bool:
    return row[-1].left < edge or row[0].left >= edge


def _larger(row: _Row, size: float) -> bool:
    return all(box.size >= _LARGER * size for box in row)


def _top(row: _Row) -> float:
    return row[0].base


def _sides(rows: Sequence[_Row], edge: float) -> tuple[_Side, _Side]:
    return (
        _Side(boxes=tuple(_whole(part) for row in rows if (part := [box for box in row if box.left < edge]))),
        _Side(boxes=tuple(_whole(part) for row in rows if (part := [box for box in row if box.left >= edge]))),
    )


def _whole(row: _Row) -> _Box:
    """What stands on one side of a row, as one box."""
    if len(row) == 1:
        return row[0]
    longest = max(row, key=lambda box: box.right - box.left)
    right = max(box.right for box in row)
    return _Box(spans=(), page=0, left=row[0].left, right=right, base=longest.base, size=longest.size)


def _beside(rows: Sequence[_Row], gutter: _Gutter, size: float, end: float) -> float:
    """Over how much height columns stand beside each other there; 0 if they are none."""
    left, right = _sides(rows[gutter.first : gutter.last], gutter.edge)
    if not left.boxes or not right.boxes or left.right - left.left < _NARROWEST:
        return 0
    top = min(side.boxes[0].base + 0.7 * side.boxes[0].size for side in (left, right))
    bottom = max(side.boxes[-1].base for side in (left, right))
    if top <= bottom:
        return _apart(left, right, size)
    fewest = min(side.between(top, bottom) for side in (left, right))
    if fewest >= _FEWEST:
        columns = right.right - right.left >= _NARROWEST and not _is_table(left, right)
    else:
        columns = _is_begun(left, right, size, end)
    wide = fewest >= 3 * _FEWEST or (fewest >= _FEWEST and _is_box(left, right, size))
    near = 1.5 if right.left - left.right >= _RIVER * size else 2.5
    return top - bottom if columns and (wide or not _is_within(rows, gutter, near * size)) else 0


def _is_box(left: _Side, right: _Side, size: float) -> bool:
    """Whether a wide gutter parts two kinds of print, or holds over more lines than a gap between words does."""
    sizes = [median(box.size for box in side.boxes) for side in (left, right)]
    lines = min(len(side.boxes) for side in (left, right))
    return right.left - left.right >= _RIVER * size and (sizes[0] != sizes[1] or lines >= 2 * _FEWEST)


def _apart(left: _Side, right: _Side, size: float) -> float:
    """Columns of which one ends before the other begins, with a picture above or below."""
    lines = min(len(side.boxes) for side in (left, right)) >= _FEWEST
    return 1 if lines and right.right - right.left >= _NARROWEST and right.left - left.right <= 4 * size else 0


def _is_begun(left: _Side, right: _Side, size: float, end: float) -> bool:
    """Whether a few lines beside a column are the beginning of the next one, or the end of the one before: that stands near it,
    and there is room for it."""
    many = max(left, right, key=lambda side: len(side.boxes))
    room = end - right.left >= 0.7 * (left.right - left.left)
    return room and len(many.boxes) > _FEWEST and many.full >= 0.5 and right.left - left.right <= 4 * size


def _is_within(rows: Sequence[_Row], gutter: _Gutter, near: float) -> bool:
    """Whether lines of the same text go on above or below across the gutter: then it is a gap between words."""
    edges = [
        (rows[number], rows[number + 1])
        for number in (gutter.first - 1, gutter.last - 1)
        if 0 <= number < len(rows) - 1
    ]
    return any(_top(upper) - _top(lower) < near and upper[0].size == lower[0].size for upper, lower in edges)


def _is_table(left: _Side, right: _Side) -> bool:
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


def _beginnings(side: _Side, leading: float) -> list[_Box]:
    """Lines with more space above them than most."""
    return [
        side.boxes[0],
        *(box for before, box in itertools.pairwise(side.boxes) if before.base - box.base > 1.25 * leading),
    ]
