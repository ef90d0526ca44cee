"""PDF → Document: lines put together to paragraphs, across columns and pages, by what the eye goes by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audiobuild.importers.document import Document, SourceBlock, SourceRun, bulleted, joined_text, merge, tidy
from audiobuild.importers.line_wrapping import glued
from audiobuild.importers.readers import pdf_columns, pdf_layout, pdf_margins, pdf_pages
from audiobuild.importers.readers.pdf_layout import Line
from audiobuild.importers.readers.pdf_paragraphs import (
    Part,
    Placed,
    Print,
    begins,
    in_column,
    larger,
    made_whole,
    print_of,
)

_RAISED = "raised"
"""The style of a small number above the line, until it is known whether a footnote has it."""


def read(source: bytes, *, name: str) -> Document:
    """The document in a PDF.

    Raises :class:`audiobuild.errors.ContentError` for one that is encrypted or broken, and for scans without text.
    """
    found = pdf_pages.pages(source, name=name)
    pages = [pdf_layout.rows(page, number) for number, page in enumerate(found.pages)]
    usual = print_of(line for rows in pages for line in rows)
    aside = pdf_margins.running(pages)
    parts = [Part()]
    for page, rows in zip(found.pages, pages, strict=True):
        text, notes = _flow([row for row in rows if row not in aside], page.width, usual)
        for placed in text:
            if parts[-1].lines and begins(parts[-1].lines, placed, usual):
                parts.append(Part())
            parts[-1].lines.append(placed)
        parts[-1].behind += [replace(_block(note, usual), kind="paragraph", region="footnote") for note in notes]
        parts[-1].behind += [_outside(row.text, "running") for row in rows if row in aside]
        parts[-1].behind += [_outside(page.turned, "credit")] if page.turned.strip() else []
    blocks: list[SourceBlock] = []
    for part in made_whole(parts, usual):
        blocks += [_block([item.line for item in part.lines], usual)] * bool(part.lines) + part.behind
    blocks = [block for block in _without_marks(_levels(blocks)) if block.runs]
    return Document(
        blocks=tuple(replace(block, line=number) for number, block in enumerate(blocks, start=1)),
        title=next((block.text for block in blocks if block.kind == "heading" and block.level == 1), ""),
        author=tidy(found.author).strip(),
    )


def _flow(rows: list[Line], width: float, usual: Print) -> tuple[list[Placed], list[list[Line]]]:
    """The lines of a page in reading order, and its footnotes."""
    text: list[Placed] = []
    notes: list[list[Line]] = []
    for number, column in enumerate(pdf_columns.reading_order(rows, width)):
        start = pdf_margins.notes(column, usual.size)
        text += in_column(column[:start], number, usual)
        for line in column[start:]:
            if not notes or pdf_margins.note_mark(line.text):
                notes.append([])
            notes[-1].append(line)
    return text, notes


def _outside(text: str, region: str) -> SourceBlock:
    return SourceBlock(runs=merge([SourceRun(text=text.replace("\r", "").replace("\n", " "))]), line=0, region=region)


def _block(lines: Sequence[Line], usual: Print) -> SourceBlock:
    runs: list[SourceRun] = []
    for line in lines:
        runs = _joined(runs, list(_runs(line, usual)))
    heading = all(larger(line, usual) for line in lines) and len(lines) <= 5
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


def _runs(line: Line, usual: Print) -> Iterator[SourceRun]:
    before = None
    for span in line.spans:
        sized = abs(span.size - usual.size) > 0.08 * usual.size and not span.raised
        marks = [f"size:{span.size:g}"] * sized + [f"color:#{span.colour}"] * (span.colour != usual.colour)
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
