"""Lines of a page → lines in reading order: columns one after the other, what goes across them above and below.

A gutter is a strip without ink that holds over many lines, with text on both sides. The longest of the page cuts it: what
stands above, what is left of it, what is right, what stands below, each of which is cut in the same way. So a headline across
the columns, or a line in the middle of the page, ends the gutters, however far they reached. Gaps between words are no measure:
those of a justified narrow column are wider than many a gutter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from audiobuild.importers.readers.pdf_beside import FEWEST, NARROWEST, shared_height
from audiobuild.importers.readers.pdf_boxes import GUTTER, Gutter, Row, boxes_of
from audiobuild.importers.readers.pdf_layout import Line
from audiobuild.importers.readers.pdf_runs import sections

_RAGGED = 0.2
"""By how much lines of a column may begin further to the left than others, of the size."""
_MOST_DEPTH = 8
_MOST_TRIES = 30_000
_MOST_EDGES = 64
"""Left edges that are tried as those of a column, the most frequent first, each with every box."""
_MOST_LINES = 2_000
_MOST_BOXES = 20_000
_WIDEST = 20_000.0
"""A page with more of any of them is none that was printed, and is read from top to bottom."""


def reading_order(lines: Sequence[Line], width: float) -> Iterator[list[Line]]:
    """The lines of a page of that width as columns in reading order."""
    rows = [list(boxes_of(line)) for line in lines]
    boxes = [box for row in rows for box in row]
    if not boxes:
        return
    wide = max(box.right for box in boxes) - min(box.left for box in boxes)
    odd = len(rows) > _MOST_LINES or len(boxes) > _MOST_BOXES or wide > _WIDEST
    yield from _cut(rows, width, _MOST_DEPTH if odd else 0)


def _cut(rows: Sequence[Row], end: float, depth: int) -> Iterator[list[Line]]:
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


def _gutter(rows: Sequence[Row], end: float) -> Gutter | None:
    """The gutter over which most lines stand side by side."""
    boxes = [box for row in rows for box in row]
    if not boxes:
        return None
    size = median(box.size for box in boxes)
    start = min(box.left for box in boxes)
    edges: dict[int, list[float]] = {}
    for box in boxes:
        if box.left > start + NARROWEST:
            edges.setdefault(round(box.left), []).append(box.left)
    best, found = 0.0, None
    most = min(_MOST_EDGES, _MOST_TRIES // len(boxes) + 1)
    for lefts in sorted(edges.values(), key=len, reverse=True)[:most]:
        edge = min(lefts) - _RAGGED * size
        for first, last in _free(rows, edge, (GUTTER - _RAGGED) * size):
            if last - first < FEWEST or rows[first][0].base + rows[first][0].size - rows[last - 1][0].base <= best:
                continue
            for gutter in sections(rows, Gutter(edge=edge, first=first, last=last), size):
                height = shared_height(rows, gutter, size, end)
                if height > best:
                    best, found = height, gutter
    return found


def _free(rows: Sequence[Row], edge: float, width: float) -> Iterator[tuple[int, int]]:
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
