"""Tables → blocks, row by row; and what a table is: data with a head, data without one, or text set in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audiobuild.importers.document import ROW, SourceBlock, SourceRun, merge

Cell = Sequence[SourceBlock]

LONG_CELL = 8
"""Words from which on a cell is text of its own, not an entry: then each cell stays a block."""
MOST_COLUMNS = 63
"""Of a table in Word."""
HEAD = "head"
"""The region of a head that no cell is given."""
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_FIGURE = re.compile(r"\W*\d[\d\s.,:'’/–-]*\W*[^\W\d_]{0,3}\W*")
"""A number, with its unit or currency."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """``headed`` says that the first row is the head of the others, ``entries`` that each row is one line of data."""

    headed: bool
    entries: bool


def layout(texts: Sequence[Sequence[str]], *, headed: bool, bold: bool = False) -> Layout:
    """What a table is, by the texts of its cells; ``headed`` says that the format tells a head from the rest, ``bold`` that
    the first row alone is all bold.

    Two columns are questions and answers as likely as not: they are data only where the second is nothing but figures.
    """
    columns = max(map(len, texts), default=0)
    if len(texts) < 2 or columns > MOST_COLUMNS or columns < 2:
        return Layout(headed=False, entries=False)
    headed = headed or bold or _is_head(texts)
    entries = not any(_is_long(text) for row in texts[headed:] for text in row)
    if columns == 2:
        figures = {_kind(row[1]) for row in texts[headed:] if len(row) == 2}
        entries = entries and figures <= {"figure", "year", ""} and figures != {""}
        headed = headed and entries
    return Layout(headed=headed and len(texts[0]) == columns, entries=entries)


def _is_head(texts: Sequence[Sequence[str]]) -> bool:
    """Whether the first row looks like a head: its corner is empty, or one of its cells is of another kind than all below."""
    first, *others = texts
    if any(map(_is_long, first)) or len(others) < 2:
        return False
    if not first[0].strip() and all(text.strip() for text in first[1:]):
        return True
    columns = [{_kind(row[index]) for row in others if index < len(row)} - {""} for index in range(len(first))]
    return any(len(kinds) == 1 and _kind(text) not in {"", *kinds} for text, kinds in zip(first, columns, strict=True))


def _kind(text: str) -> str:
    """What a cell is: a year, a figure, words, or nothing."""
    text = text.strip()
    if _YEAR.fullmatch(text):
        return "year"
    return "figure" if _FIGURE.fullmatch(text) else "words" if any(map(str.isalnum, text)) else ""


def _is_long(text: str) -> bool:
    """Whether the text of a cell is more than an entry."""
    return len(text.split()) > LONG_CELL or text.rstrip().endswith("?")


def blocks(rows: Sequence[Sequence[Cell]], *, headed: bool) -> Iterator[SourceBlock]:
    """The blocks of a table. Below a head each cell is given its column's, and a row of data is one block: nobody listens to
    "2020" as a paragraph, and a dozen of them would part an answer from its question.

    In a row of data the first cell names it, and the others stand in brackets: "Köln (Year: 2020; Price: 3)". The head of the
    first would look like the label of somebody who speaks, on every row.
    """
    texts = [[" ".join(block.text.replace("\n", " ") for block in cell) for cell in row] for row in rows]
    found = layout(texts, headed=headed, bold=_is_bold(rows[:1]) and not any(_is_bold([row]) for row in rows[1:]))
    heads = [text.rstrip(" :") for text in texts[0]] if found.headed else []
    if found.entries:
        heads[:1] = [""] * len(heads[:1])
    if found.headed:
        yield from _heads_alone(rows, first=found.entries)
    for row in rows[found.headed :]:
        cells = [_headed(cell, heads[index] if index < len(heads) else "") for index, cell in enumerate(row)]
        if found.entries:
            yield from _one(cells, bracketed=found.headed)
        else:
            yield from (block for cell in cells for block in cell)


def _is_bold(rows: Sequence[Sequence[Cell]]) -> bool:
    runs = [run for row in rows for cell in row for block in cell for run in block.runs if run.text.strip()]
    return bool(runs) and all(run.strong for run in runs)


def _headed(cell: Cell, head: str) -> list[SourceBlock]:
    """The blocks of a cell, the head of its column before the first."""
    if not cell or not head:
        return list(cell)
    first, *others = cell
    return [replace(first, runs=merge([SourceRun(text=f"{head}: "), *first.runs])), *others]


def _heads_alone(rows: Sequence[Sequence[Cell]], *, first: bool) -> Iterator[SourceBlock]:
    """Heads that no cell is given, that of the ``first`` column among them, and those of columns that are empty: no word is
    lost."""
    for index, cell in enumerate(rows[0]):
        if (first and not index) or not any(row[index] for row in rows[1:] if index < len(row)):
            yield from (replace(block, region=block.region or HEAD) for block in cell)


def _one(cells: Sequence[Cell], *, bracketed: bool) -> Iterator[SourceBlock]:
    """The cells of a row as one block, and what stands beside their text behind it."""
    name, *others = ([block for block in cell if not block.region] for cell in cells)
    rest = [block for cell in others for block in cell]
    if row := [*name, *rest]:
        before, behind = signs(bracketed=bracketed and bool(rest), several=len(row) > 1)
        between = before if name and rest else before.strip(" ;")
        runs = (*_listed(name), SourceRun(text=between), *_listed(rest), SourceRun(text=behind))
        yield replace(row[0], runs=merge(runs), kind="paragraph", style=ROW)
    yield from (block for cell in cells for block in cell if block.region)


def signs(*, bracketed: bool, several: bool) -> tuple[str, str]:
    """What stands behind the first cell of a row of data, and at its end: it is read as a sentence, a cell alone is none."""
    return (" (", ").") if bracketed else ("; ", "." if several else "")


def _listed(blocks: Sequence[SourceBlock]) -> list[SourceRun]:
    return [run for block in blocks for run in (*block.runs, SourceRun(text="; "))][:-1]
