"""Spans of a page → lines in reading order: columns one after the other, what goes across them between.

A gutter is where hardly a line has ink, with lines on both sides; gaps between words are no measure, since those of a
justified narrow column are wider than many a gutter.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from audiobuild.importers.readers.pdf_pages import Page, Span

_FEWEST = 4
"""Lines that make a column."""
_NARROWEST = 75.0
"""Points of its width: 15 letters, more than most names before turns."""
_MOST_DEPTH = 5
_MOST_LINES = 2_000
_WIDEST = 20_000.0
"""A page with more of either is none that was printed, and is read from top to bottom."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Spans on one base line of one column, from left to right."""

    spans: tuple[Span, ...]
    page: int

    @property
    def left(self) -> float:
        return self.spans[0].left

    @property
    def right(self) -> float:
        return max(span.right for span in self.spans)

    @property
    def size(self) -> float:
        """That of most of its letters."""
        lengths: dict[float, int] = {}
        for span in self.spans:
            lengths[span.size] = lengths.get(span.size, 0) + len(span.text.strip())
        return max(lengths, key=lambda size: (lengths[size], size))

    @property
    def base(self) -> float:
        return max(self.spans, key=lambda span: len(span.text)).base

    @property
    def text(self) -> str:
        return "".join(
            f" {span.text}" if apart(before, span) else span.text
            for before, span in zip((None, *self.spans), self.spans, strict=False)
        ).strip()


def apart(before: Span | None, span: Span) -> bool:
    """Whether a space stands between two spans of a line."""
    return before is not None and (span.spaced or span.left - before.right > 0.2 * max(span.size, 1))


def rows(page: Page, number: int) -> list[Line]:
    """All that stands on one base line across the page, from top to bottom."""
    gathered: list[list[Span]] = []
    for span in sorted(_lowered(page.spans), key=lambda span: -span.base):
        if gathered and gathered[-1][0].base - span.base <= 0.4 * max(gathered[-1][0].size, span.size):
            gathered[-1].append(span)
        else:
            gathered.append([span])
    return [Line(spans=tuple(sorted(row, key=lambda span: span.left)), page=number) for row in gathered]


def _lowered(spans: Sequence[Span]) -> Iterator[Span]:
    """The spans with ink. A small number above the line stands on it: in the file it follows what it is a mark of."""
    before: Span | None = None
    for span in spans:
        if not span.text.strip():
            continue
        if before and _is_raised(span, before):
            yield replace(span, base=before.base, raised=True)
            continue
        before = span
        yield span


def _is_raised(span: Span, before: Span) -> bool:
    small = span.size <= 0.8 * before.size and span.text.strip().isdigit()
    beside = abs(span.left - before.right) <= before.size
    return small and beside and 0.1 * before.size < span.base - before.base <= 0.8 * before.size


def columns(lines: Sequence[Line], depth: int = 0) -> Iterator[list[Line]]:
    """The lines as columns in reading order. A line that goes across a gutter (a heading, a picture's legend) ends the
    columns above it."""
    gutter = _gutter(lines) if depth < _MOST_DEPTH else None
    if gutter is None:
        if lines:
            yield list(lines)
        return
    left: list[Line] = []
    right: list[Line] = []
    across: list[Line] = []
    for line in lines:
        if _crosses(line, gutter):
            yield from (column for side in (left, right) for column in columns(side, depth + 1))
            left, right = [], []
            across.append(line)
            continue
        if across:
            yield across
            across = []
        left += _part(line, [span for span in line.spans if span.left < gutter[0]])
        right += _part(line, [span for span in line.spans if span.left >= gutter[0]])
    yield from (column for side in (left, right) for column in columns(side, depth + 1))
    if across:
        yield across


def _part(line: Line, spans: list[Span]) -> list[Line]:
    return [Line(spans=tuple(spans), page=line.page)] if spans else []


def _crosses(line: Line, gutter: tuple[float, float]) -> bool:
    """Whether a line has ink in the gutter, or a gap there that is narrower than it."""
    start, end = gutter
    if any(span.left < end and span.right > start for span in line.spans):
        return True
    before = [span.right for span in line.spans if span.right <= start]
    behind = [span.left for span in line.spans if span.left >= end]
    return bool(before and behind) and min(behind) - max(before) < 0.8 * (end - start)


def _gutter(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Where columns are parted: the widest stretch with the least ink in it, if both sides are columns."""
    if not 2 * _FEWEST - 2 <= len(lines) <= _MOST_LINES:
        return None
    start, end = min(line.left for line in lines), max(line.right for line in lines)
    if end - start > _WIDEST:
        return None
    ink = [0] * (math.ceil(end - start) + 2)
    for line in lines:
        covered = {x for span in line.spans for x in range(int(span.left - start), int(span.right - start) + 1)}
        for x in covered:
            ink[min(max(x, 0), len(ink) - 1)] += 1
    most = 0.1 * len(lines)
    stretches: list[tuple[int, int, int]] = []
    for x, count in enumerate(ink):
        if count > most or not _NARROWEST <= x <= end - start - _NARROWEST:
            continue
        if stretches and stretches[-1][1] == x - 1 and stretches[-1][2] == count:
            stretches[-1] = (stretches[-1][0], x, count)
        else:
            stretches.append((x, x, count))
    size = median(line.size for line in lines)
    wide = [stretch for stretch in stretches if stretch[1] - stretch[0] >= 0.5 * size]
    for first, last, _ in sorted(wide, key=lambda stretch: (stretch[2], stretch[0] - stretch[1])):
        gutter = (start + first, start + last + 1)
        if _parts(lines, gutter):
            return gutter
    return None


def _parts(lines: Sequence[Line], gutter: tuple[float, float]) -> bool:
    """Whether both sides are columns of text. Names before turns, and questions beside their answers, are read row by
    row: they are fewer lines on the left, each with one beside it."""
    inside = [line for line in lines if not _crosses(line, gutter)]
    left = [line for line in inside if line.left < gutter[0]]
    right = [line for line in inside if line.right > gutter[1]]
    if min(len(left), len(right)) < _FEWEST:
        return False
    widest = max(max(span.right for span in line.spans if span.left < gutter[0]) for line in left)
    if widest - min(line.left for line in left) < _NARROWEST:
        return False
    beside = sum(line.right > gutter[1] for line in left)
    return not (beside >= 0.9 * len(left) and len(left) <= 0.6 * len(right))
