"""Rows that are free at an edge → those of them that are the lines of two columns: cut at headings, and without what belongs to
the text above or below."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from audiobuild.importers.readers.pdf_boxes import Gutter, Row, base_of, larger, one_sided, sides

_HEADING_LINES = 3
"""Lines in large print at the foot of a column are the heading of what follows; more are a box."""
_NEXT = 12
"""Rows in which the next line of a column is looked for, and the most that are cut off at an end."""


def sections(rows: Sequence[Row], run: Gutter, size: float) -> Iterator[Gutter]:
    """A run of rows, cut at short headings under which both columns begin anew, and without the rows at its ends that belong
    to what stands above or below."""
    first = run.first
    for start, end in [*_headings(rows, run, size), (run.last, run.last)]:
        yield _trimmed(rows, Gutter(edge=run.edge, first=first, last=start), size)
        first = end


def _headings(rows: Sequence[Row], run: Gutter, size: float) -> Iterator[tuple[int, int]]:
    """Where headings part two sections: above them there is text on the left, or no more than a running head."""
    number, text = run.first, False
    while number < run.last:
        start = number
        while number < run.last and larger(rows[number], size):
            number += 1
        if number > start and (text or start - run.first <= 1) and _parts(rows, run, start, number, size):
            yield start, number
        number = max(number, start + 1)
        text = text or any(row[0].left < run.edge for row in rows[start:number])


def _parts(rows: Sequence[Row], run: Gutter, start: int, end: int, size: float) -> bool:
    """Whether nothing is beside headings, and both columns begin below them at nearly the same height."""
    if start and base_of(rows[start - 1]) - base_of(rows[start]) <= 1.2 * size:
        return False
    if end >= run.last or base_of(rows[end - 1]) - base_of(rows[end]) <= 1.2 * size:
        return False
    below = rows[end : min(end + _NEXT, run.last)]
    left = next((row[0].base for row in below if row[0].left < run.edge), math.inf)
    right = next((row[-1].base for row in below if row[-1].left >= run.edge), -math.inf)
    return abs(left - right) <= 2 * size


def _trimmed(rows: Sequence[Row], gutter: Gutter, size: float) -> Gutter:
    """The run without what stands on one side at its ends and belongs to what is above or below: what is nearer to it, and
    headings at the foot of a column."""
    edge = gutter.edge
    first, last = _fitting(rows, gutter, size)
    for _ in range(min(_NEXT, last - first - 1)):
        if not one_sided(rows[first], edge):
            break
        to_next = base_of(rows[first]) - base_of(rows[first + 1])
        nearer = first > 0 and base_of(rows[first - 1]) - base_of(rows[first]) < 0.9 * to_next
        if not nearer and not (to_next > 2 * size and (rows[first][0].left < edge or _alone(rows, first, gutter))):
            break
        first += 1
    for _ in range(_NEXT):
        if last - first <= 1 or not one_sided(rows[last - 1], edge):
            break
        headings = _headings_below(rows[max(first, last - _NEXT) : last], edge, size)
        below = base_of(rows[last - 1]) - base_of(rows[last]) if last < len(rows) else math.inf
        if not headings and below >= 0.9 * (base_of(rows[last - 2]) - base_of(rows[last - 1])):
            break
        last -= max(headings, 1)
    return Gutter(edge=edge, first=first, last=last)


def _headings_below(rows: Sequence[Row], edge: float, size: float) -> int:
    """How many rows at the foot of a column are the heading of what follows: a few lines in large print."""
    found = 0
    while found < len(rows) and one_sided(rows[-1 - found], edge) and larger(rows[-1 - found], size):
        found += 1
    above = next((part for row in rows[-1 - found :: -1] if (part := [box for box in row if box.left < edge])), [])
    return found if found <= _HEADING_LINES and not (above and larger(above, size)) else 0


def _fitting(rows: Sequence[Row], gutter: Gutter, size: float) -> tuple[int, int]:
    """The run without rows at its ends that are no lines of two columns, but one with a gap between words at that place: a
    gap that reaches further to one side than the gutter, and is hardly wider than others of its row."""
    inside = rows[gutter.first : gutter.last]
    left, right = sides(inside, gutter.edge)
    if min(len(left.boxes), len(right.boxes)) < 3:
        return gutter.first, gutter.last
    start = sorted(box.right for box in left.boxes)[-3] + 0.3 * size
    end = sorted(box.left for box in right.boxes)[2] - 0.3 * size
    fit = [not _is_across(row, gutter.edge, start, end) for row in inside]
    if True not in fit:
        return gutter.first, gutter.last
    return gutter.first + fit.index(True), gutter.last - fit[::-1].index(True)


def _is_across(row: Row, edge: float, start: float, end: float) -> bool:
    """Whether the gap of a row before an edge is one between words; ``start`` and ``end`` are where the gutter is."""
    pairs = list(itertools.pairwise(row))
    here = next(((a.right, b.left) for a, b in pairs if a.left < edge <= b.left), (start, end))
    others = [b.left - a.right for a, b in pairs if not a.left < edge <= b.left]
    return (here[0] > start or here[1] < end) and here[1] - here[0] <= 1.3 * max(others, default=0)


def _alone(rows: Sequence[Row], first: int, gutter: Gutter) -> bool:
    """Whether a line on the right (a date, a kicker) stands above all that is on the left, and above nothing on its side."""
    box, following = rows[first][0], rows[first + 1 : min(first + _NEXT, gutter.last)]
    beside = next((row[-1].base for row in following if row[-1].left >= gutter.edge), -math.inf)
    left = next((row[0] for row in following if row[0].left < gutter.edge), None)
    return left is not None and box.base - beside >= 3.5 * box.size and left.base + 0.7 * left.size < box.base
