"""PDF → Document: lines put together to paragraphs, across columns and pages, by what the eye goes by."""

from __future__ import annotations

import itertools
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from audiobuild.importers.document import Document, SourceBlock, SourceRun, bulleted, joined_text, merge, tidy
from audiobuild.importers.line_wrapping import glued
from audiobuild.importers.readers import pdf_columns, pdf_layout, pdf_margins, pdf_pages
from audiobuild.importers.readers.pdf_layout import Line

_HEADING = 1.15
"""How much larger than the text a heading is."""
_LINE = 1.6
"""The distance of lines of one heading, of its size, at most."""
_MOST_BETWEEN = 4
"""Captions and boxes between two lines of a paragraph."""
_RAISED = "raised"
"""The style of a small number above the line, until it is known whether a footnote has it."""
_BULLET = re.compile(r"[•‣▪◦●○■]\s*\S")
_ITEM = re.compile(r"[•‣▪◦●○■□·]\s*\S|(?:[*–-]|\d{1,3}[.)])\s+\S")
_SENTENCE_ENDS = (".", "!", "?", "…", ":", "“", "”", "»", '"', ")")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Print:
    """What most letters of the document look like."""

    size: float
    colour: str
    strong: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Placed:
    """A line in its column: where most lines of it begin, how far the lines around it reach, their usual distance, and where
    the next one begins (the line itself where none does). ``column`` numbers the columns of a page."""

    line: Line
    column: int
    usual_left: int
    reach: float
    leading: float
    next_left: float


@dataclass(kw_only=True, slots=True)
class _Part:
    """The lines of a paragraph, and what is not text and stood between them or behind it."""

    lines: list[_Placed] = field(default_factory=list)
    behind: list[SourceBlock] = field(default_factory=list)


def read(source: bytes, *, name: str) -> Document:
    """The document in a PDF.

    Raises :class:`audiobuild.errors.ContentError` for one that is encrypted or broken, and for scans without text.
    """
    found = pdf_pages.pages(source, name=name)
    pages = [pdf_layout.rows(page, number) for number, page in enumerate(found.pages)]
    usual = _print(line for rows in pages for line in rows)
    aside = pdf_margins.running(pages)
    parts: list[_Part] = []
    for page, rows in zip(found.pages, pages, strict=True):
        text, notes = _flow([row for row in rows if row not in aside], page.width, usual)
        for placed in text:
            if parts and parts[-1].lines and not _begins(parts[-1].lines, placed, usual):
                parts[-1].lines.append(placed)
            else:
                parts.append(_Part(lines=[placed]))
        parts = parts or [_Part()]
        parts[-1].behind += [replace(_block(note, usual), kind="paragraph", region="footnote") for note in notes]
        parts[-1].behind += [_outside(row.text, "running") for row in rows if row in aside]
        parts[-1].behind += [_outside(page.turned, "credit")] if page.turned.strip() else []
    blocks = [
        block
        for part in _made_whole(parts, usual)
        for block in ([_block([item.line for item in part.lines], usual)] * bool(part.lines) + part.behind)
    ]
    blocks = [block for block in _without_marks(_levels(blocks)) if block.runs]
    return Document(
        blocks=tuple(replace(block, line=number) for number, block in enumerate(blocks, start=1)),
        title=next((block.text for block in blocks if block.kind == "heading" and block.level == 1), ""),
        author=tidy(found.author).strip(),
    )


def _print(lines: Iterable[Line]) -> _Print:
    looks: Counter[tuple[float, str, bool]] = Counter()
    for line in lines:
        for span in line.spans:
            looks[span.size, span.colour, span.strong] += len(span.text)
    size, colour, strong = looks.most_common(1)[0][0] if looks else (10.0, "", False)
    return _Print(size=size, colour=colour, strong=strong)


def _flow(rows: list[Line], width: float, usual: _Print) -> tuple[list[_Placed], list[list[Line]]]:
    """The lines of a page in reading order, and its footnotes."""
    text: list[_Placed] = []
    notes: list[list[Line]] = []
    for number, column in enumerate(pdf_columns.reading_order(rows, width)):
        start = pdf_margins.notes(column, usual.size)
        text += _placed(column[:start], number, usual)
        for line in column[start:]:
            if not notes or pdf_margins.note_mark(line.text):
                notes.append([])
            notes[-1].append(line)
    return text, notes


def _placed(column: Sequence[Line], number: int, usual: _Print) -> Iterator[_Placed]:
    if not column:
        return
    lefts, rights = [line.left for line in column], [line.right for line in column]
    usual_left = Counter(map(round, lefts)).most_common(1)[0][0]
    steps = sorted(a.base - b.base for a, b in itertools.pairwise(column) if 0 < a.base - b.base < 3 * usual.size)
    leading = median(steps[: max(len(steps) * 2 // 3, 1)]) if steps else 1.3 * usual.size
    for index, line in enumerate(column):
        yield _Placed(
            line=line,
            column=number,
            usual_left=usual_left,
            reach=max(rights[max(index - 5, 0) : index + 4]),
            leading=leading,
            next_left=lefts[min(index + 1, len(lefts) - 1)],
        )


def _made_whole(parts: Iterable[_Part], usual: _Print) -> Iterator[_Part]:
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


def _sequel(part: _Part, following: Sequence[_Part], usual: _Print) -> int:
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
    small = not any(_larger(other.lines[0].line, usual) for other in following[:place])
    return place if small or line.text[:1].islower() else 0


def _is_set_apart(part: _Part, usual: _Print) -> bool:
    """Whether it is printed in another size than the text, or all in italics."""
    if not part.lines:
        return False
    line = part.lines[0].line
    return abs(line.size - usual.size) > 0.08 * usual.size or all(span.emphasis for span in line.spans)


def _begins(paragraph: Sequence[_Placed], placed: _Placed, usual: _Print) -> bool:
    """Whether a line begins a paragraph."""
    before, line = paragraph[-1].line, placed.line
    if _larger(before, usual) != _larger(line, usual) or abs(before.size - line.size) > 0.12 * usual.size:
        return True
    if glued(before.text, line.text) is not None:
        return False
    if _larger(line, usual):
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


def _begins_column(paragraph: Sequence[_Placed], placed: _Placed, usual: _Print) -> bool:
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


def _larger(line: Line, usual: _Print) -> bool:
    return line.size >= _HEADING * usual.size


def _strong(line: Line) -> bool:
    return all(span.strong for span in line.spans if any(map(str.isalpha, span.text)))


def _moves(paragraph: Sequence[_Placed], placed: _Placed, usual: _Print) -> bool:
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


def _outside(text: str, region: str) -> SourceBlock:
    return SourceBlock(runs=merge([SourceRun(text=text.replace("\r", "").replace("\n", " "))]), line=0, region=region)


def _block(lines: Sequence[Line], usual: _Print) -> SourceBlock:
    runs: list[SourceRun] = []
    for line in lines:
        runs = _joined(runs, list(_runs(line, usual)))
    heading = all(_larger(line, usual) for line in lines) and len(lines) <= 5
    block = SourceBlock(runs=merge(runs), line=0, kind="heading" if heading else "paragraph")
    style = f"size:{max(line.size for line in lines):g}"
    return replace(bulleted(block), style=style)


def _joined(runs: list[SourceRun], more: list[SourceRun]) -> list[SourceRun]:
    """Two lines as one: a divided word made whole, else a space between."""
    if not runs or not more:
        return runs or more
    *first, last = runs
    word = glued(joined_text(runs).rstrip(), joined_text(more).lstrip())
    if word is not None:
        kept = last.text.rstrip()
        return [*first, replace(last, text=kept if word.endswith(kept[-1]) else kept[:-1]), *more]
    return [*runs, replace(more[0], text=f" {more[0].text.lstrip()}"), *more[1:]]


def _runs(line: Line, usual: _Print) -> Iterator[SourceRun]:
    before = None
    for span in line.spans:
        larger = abs(span.size - usual.size) > 0.08 * usual.size and not span.raised
        marks = [f"size:{span.size:g}"] * larger + [f"color:#{span.colour}"] * (span.colour != usual.colour)
        yield SourceRun(
            text=f" {span.text}" if pdf_layout.apart(before, span) and not span.raised else span.text,
            strong=span.strong and not usual.strong,
            emphasis=span.emphasis,
            style=_RAISED if span.raised else " ".join(marks),
        )
        before = span


def _levels(blocks: list[SourceBlock]) -> list[SourceBlock]:
    """The headings with their levels: the largest has the first."""
    sizes = sorted({_size(block) for block in blocks if block.kind == "heading"}, reverse=True)
    return [
        replace(block, level=min(sizes.index(_size(block)) + 1, 6)) if block.kind == "heading" else block
        for block in blocks
    ]


def _size(block: SourceBlock) -> float:
    return float(block.style.removeprefix("size:"))


def _without_marks(blocks: list[SourceBlock]) -> Iterator[SourceBlock]:
    """Small numbers above the line go where a footnote has that number; others (m²) stay."""
    marks = {pdf_margins.note_mark(block.text) for block in blocks if block.region == "footnote"}
    for block in blocks:
        kept = [run for run in block.runs if run.style != _RAISED or run.text.strip() not in marks]
        runs = [replace(run, style="") if run.style == _RAISED else run for run in kept]
        yield block if block.region else replace(block, runs=merge(runs))
