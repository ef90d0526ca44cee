"""Lines of a PDF → paragraphs, across columns and pages, by what the eye goes by: size, distance, indent, short lines."""

from __future__ import annotations

import itertools
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from audiobuild.importers.document import SourceBlock
from audiobuild.importers.line_wrapping import glued
from audiobuild.importers.readers.pdf_layout import Line

_HEADING = 1.15
"""How much larger than the text a heading is."""
_LINE = 1.6
"""The distance of lines of one heading, of its size, at most."""
_MOST_BETWEEN = 4
"""Captions and boxes between two lines of a paragraph."""
_BULLET = re.compile(r"[•‣▪◦●○■]\s*\S")
_ITEM = re.compile(r"[•‣▪◦●○■□·]\s*\S|(?:[*–-]|\d{1,3}[.)])\s+\S")
_SENTENCE_ENDS = (".", "!", "?", "…", ":", "“", "”", "»", '"', ")")


@dataclass(frozen=True, kw_only=True, slots=True)
class Print:
    """What most letters of the document look like."""

    size: float
    colour: str
    strong: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A line in its column: where most lines of it begin, how far the lines around it reach, their usual distance, and where
    the next one begins (the line itself where none does). ``column`` numbers the columns of a page."""

    line: Line
    column: int
    usual_left: int
    reach: float
    leading: float
    next_left: float


@dataclass(kw_only=True, slots=True)
class Part:
    """The lines of a paragraph, and what is not text and stood between them or behind it."""

    lines: list[Placed] = field(default_factory=list)
    behind: list[SourceBlock] = field(default_factory=list)


def print_of(lines: Iterable[Line]) -> Print:
    """The print of most letters."""
    looks: Counter[tuple[float, str, bool]] = Counter()
    for line in lines:
        for span in line.spans:
            looks[span.size, span.colour, span.strong] += len(span.text)
    size, colour, strong = looks.most_common(1)[0][0] if looks else (10.0, "", False)
    return Print(size=size, colour=colour, strong=strong)


def in_column(column: Sequence[Line], number: int, usual: Print) -> Iterator[Placed]:
    """The lines of a column with their places in it."""
    if not column:
        return
    lefts, rights = [line.left for line in column], [line.right for line in column]
    usual_left = Counter(map(round, lefts)).most_common(1)[0][0]
    steps = sorted(a.base - b.base for a, b in itertools.pairwise(column) if 0 < a.base - b.base < 3 * usual.size)
    leading = median(steps[: max(len(steps) * 2 // 3, 1)]) if steps else 1.3 * usual.size
    for index, line in enumerate(column):
        yield Placed(
            line=line,
            column=number,
            usual_left=usual_left,
            reach=max(rights[max(index - 5, 0) : index + 4]),
            leading=leading,
            next_left=lefts[min(index + 1, len(lefts) - 1)],
        )


def made_whole(parts: Iterable[Part], usual: Print) -> Iterator[Part]:
    """Paragraphs between whose lines something else stands (a caption, a box, a quotation set large): that goes behind them."""
    rest = deque(parts)
    while rest:
        part = rest.popleft()
        place = _sequel(part, list(itertools.islice(rest, _MOST_BETWEEN + 1)), usual)
        if not place:
            yield part
            continue
        part.lines += rest[place].lines
        part.behind += rest[place].behind
        del rest[place]
        rest.appendleft(part)


def _sequel(part: Part, following: Sequence[Part], usual: Print) -> int:
    """Which of the parts that follow goes on with the text of one that breaks off before something printed otherwise; 0 if
    none does."""
    place = next((place for place, other in enumerate(following) if not _is_set_apart(other, usual)), 0)
    if not place or not part.lines or not following[place].lines or _is_set_apart(part, usual):
        return 0
    before, line = part.lines[-1].line, following[place].lines[0].line
    if _strong(before) != _strong(line):
        return 0
    if glued(before.text, line.text) is not None:
        return place
    full = before.right >= part.lines[-1].reach - 2 * usual.size
    if not full or before.text.endswith(_SENTENCE_ENDS) or _strong(line) != usual.strong:
        return 0
    small = not any(larger(other.lines[0].line, usual) for other in following[:place])
    return place if small or line.text[:1].islower() else 0


def _is_set_apart(part: Part, usual: Print) -> bool:
    """Whether it is printed in another size than the text, or all in italics."""
    if not part.lines:
        return False
    line = part.lines[0].line
    return abs(line.size - usual.size) > 0.08 * usual.size or all(span.emphasis for span in line.spans)


def begins(paragraph: Sequence[Placed], placed: Placed, usual: Print) -> bool:
    """Whether a line begins a paragraph."""
    before, line = paragraph[-1].line, placed.line
    if larger(before, usual) != larger(line, usual) or abs(before.size - line.size) > 0.12 * usual.size:
        return True
    if glued(before.text, line.text) is not None:
        return False
    if larger(line, usual):
        return not _same_heading(before, line)
    ended = before.text.endswith(_SENTENCE_ENDS)
    if ended and not line.spans[0].strong and all(_strong(item.line) for item in paragraph):
        return True
    if (before.page, paragraph[-1].column) != (line.page, placed.column):
        return _begins_column(paragraph, placed, usual)
    gap = before.base - line.base
    if gap > placed.leading * 1.3 or gap < 0 or _BULLET.match(line.text):
        return True
    if _moves(paragraph, placed, usual):
        return True
    if ended:
        return _would_fit(before, line, placed.reach)
    return line.text[:1].isupper() and _would_fit(before, line, placed.reach - 2 * usual.size)


def _begins_column(paragraph: Sequence[Placed], placed: Placed, usual: Print) -> bool:
    """Whether a line begins a paragraph at the top of a column: where the last one ended with a sentence, by its indent,
    or, in a text that has none, by the last line's length."""
    before, line = paragraph[-1].line, placed.line
    full = before.right >= paragraph[-1].reach - 2 * usual.size
    if not before.text.endswith(_SENTENCE_ENDS):
        return not (line.text[:1].islower() or full)
    if line.text[:1].islower():
        return False
    return line.left > placed.next_left + 0.7 * usual.size or not full or _strong(line)


def _same_heading(before: Line, line: Line) -> bool:
    """Whether lines in large print, of one style, follow each other at the distance of lines."""
    alike = _strong(before) == _strong(line) and before.spans[0].colour == line.spans[0].colour
    return alike and before.page == line.page and 0 < before.base - line.base <= _LINE * max(before.size, line.size)


def larger(line: Line, usual: Print) -> bool:
    """Whether a line is printed as large as a heading."""
    return line.size >= _HEADING * usual.size


def _strong(line: Line) -> bool:
    return all(span.strong for span in line.spans if any(map(str.isalpha, span.text)))


def _moves(paragraph: Sequence[Placed], placed: Placed, usual: Print) -> bool:
    """Whether a line begins a paragraph by where it begins: it stands out to the left of the others (a name before a turn),
    or is indented and not the line below it. Below a bullet or number all lines are indented."""
    before, line, step = paragraph[-1].line, placed.line, 0.7 * usual.size
    if line.left < placed.usual_left - step:
        return line.left < before.left + step
    item, list_item = _ITEM.match(line.text), _ITEM.match(paragraph[0].line.text)
    if item and list_item and line.left < before.left + step and before.text.endswith(_SENTENCE_ENDS):
        return True
    indented = line.left > placed.usual_left + step and line.left > before.left + step
    return indented and not list_item and placed.next_left < line.left - step


def _would_fit(before: Line, line: Line, reach: float) -> bool:
    """Whether the first word of a line would have fitted on the one before: then the writer ended it."""
    word = line.text.split(" ", 1)[0]
    letter = (line.right - line.left) / max(len(line.text), 1)
    return before.right + (len(word) + 1.5) * letter < reach
