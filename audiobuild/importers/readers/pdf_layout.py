"""Spans of a page → lines across it, from top to bottom. :mod:`.pdf_columns` cuts them into columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audiobuild.importers.readers.pdf_pages import Page, Span


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
