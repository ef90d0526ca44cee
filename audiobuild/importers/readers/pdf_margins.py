"""Lines of a PDF that are not its text: running heads, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from audiobuild.importers.readers.pdf_layout import Line

_OUTER = 2
"""Lines from an edge of the page that may be running heads."""
_NEAR = 6.0
"""Points by which a running head may stand higher on another page."""
_NUMBER = re.compile(r"\W*\d{1,4}(?:\s*/\s*\d{1,4})?\W*")
_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡]{1,3})[).\]]?\s*(?=[^\W\d]|[\"„“«»'‚(])")


def running(pages: Sequence[Sequence[Line]]) -> set[Line]:
    """What stands at the same height of two pages or more, numbers aside, and numbers that stand alone at an edge."""
    places: dict[str, list[Line]] = defaultdict(list)
    found: set[Line] = set()
    for rows in pages:
        for row in {*rows[:_OUTER], *rows[-_OUTER:]}:
            places[_DIGITS.sub("#", row.text)].append(row)
        for row, neighbour in ((rows[0], rows[1]), (rows[-1], rows[-2])) if len(rows) > 2 else ():
            if _NUMBER.fullmatch(row.text) and abs(row.base - neighbour.base) > 1.8 * row.size:
                found.add(row)
    for rows in places.values():
        for row in rows:
            if any(row.page != other.page and abs(row.base - other.base) <= _NEAR for other in rows[:200]):
                found.add(row)
    return found


def notes(column: list[Line], body: float) -> int:
    """Where the footnotes of a column begin: its last lines, smaller than the text, the first with a mark."""
    start = len(column)
    while start and column[start - 1].size <= 0.92 * body:
        start -= 1
    marked = (index for index in range(start, len(column)) if _NOTE.match(column[index].text))
    return next(marked, len(column))


def note_mark(text: str) -> str:
    """The number or sign that a footnote begins with, empty if none."""
    match = _NOTE.match(text)
    return match[0].strip(" ).]") if match else ""
