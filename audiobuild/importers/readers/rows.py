"""Tables of documents → blocks, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audiobuild.importers.document import SourceBlock, SourceRun, merge

Cell = Sequence[SourceBlock]

LONG_CELL = 8
"""Words from which on a cell is text of its own, not an entry: then each cell stays a block."""


def blocks(rows: Sequence[Sequence[Cell]], *, headed: bool) -> Iterator[SourceBlock]:
    """The blocks of a table. With a head and more than two columns each cell is given its column's head ("Year: 2020").

    Two columns are questions and answers as likely as not, and stay as they are. Short cells with heads make one block of a
    row: nobody listens to "2020" as a paragraph.
    """
    if not headed or len(rows) < 2 or len(rows[0]) <= 2:
        yield from (block for row in rows for cell in row for block in cell)
        return
    heads = [" ".join(block.text.replace("\n", " ") for block in cell).rstrip(" :") for cell in rows[0]]
    yield from _heads_alone(rows)
    entries = not any(is_long(block.text) for row in rows[1:] for cell in row for block in cell)
    for row in rows[1:]:
        cells = [headed_cell(cell, heads[index] if index < len(heads) else "") for index, cell in enumerate(row)]
        if entries:
            yield from _one([block for cell in cells for block in cell])
        else:
            yield from (block for cell in cells for block in cell)


def is_long(text: str) -> bool:
    """Whether the text of a cell is more than an entry."""
    return len(text.split()) > LONG_CELL or text.rstrip().endswith("?")


def headed_cell(cell: Cell, head: str) -> list[SourceBlock]:
    """The blocks of a cell, the head of its column before the first."""
    if not cell or not head:
        return list(cell)
    first, *others = cell
    return [replace(first, runs=merge([SourceRun(text=f"{head}: "), *first.runs])), *others]


def _heads_alone(rows: Sequence[Sequence[Cell]]) -> Iterator[SourceBlock]:
    """Heads that no cell is given, since all below are empty: no word is lost."""
    for index, cell in enumerate(rows[0]):
        if not any(row[index] for row in rows[1:] if index < len(row)):
            yield from cell


def _one(cells: Sequence[SourceBlock]) -> Iterator[SourceBlock]:
    if cells:
        runs = [run for block in cells for run in (*block.runs, SourceRun(text="; "))][:-1]
        yield replace(cells[0], runs=merge(runs), kind="paragraph", style="row")
