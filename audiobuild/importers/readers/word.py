"""Word (.docx) → Document, by python-docx."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import docx
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run as DocxRun

from audiobuild.errors import ContentError, Problem
from audiobuild.importers.document import Document, Kind, SourceBlock, SourceRun, bulleted, merge
from audiobuild.importers.interview_words import anywhere
from audiobuild.importers.readers.zip_files import reading

MOST_PARAGRAPHS = 15_000
"""A novel has 10,000."""
MOST_RUNS = 50_000

MOST_COLUMNS = 63
"""Of a table in Word. A cell may say that it spans a thousand million."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _NamedStyle:
    """What a named style says; ``None`` where it says nothing."""

    name: str
    bold: bool | None
    italic: bool | None


@dataclass(frozen=True, slots=True)
class _Styles:
    """The named styles, each looked up once: python-docx searches all of them each time."""

    known: dict[tuple[str, str | None], _NamedStyle] = field(default_factory=dict)

    def of(self, item: Paragraph | DocxRun) -> _NamedStyle:
        """The style of a paragraph or a run."""
        key = ("paragraph", item._p.style) if isinstance(item, Paragraph) else ("run", item._r.style)
        if key not in self.known:
            style = item.style
            font = style.font if style else None
            self.known[key] = _NamedStyle(
                name=(style.name if style else "") or "",
                bold=font.bold if font else None,
                italic=font.italic if font else None,
            )
        return self.known[key]


def read(source: bytes, *, name: str = "") -> Document:
    """The document in a Word file; the caller has checked its size. Who made the file is an account, not who wrote the text.

    Raises :class:`audiobuild.errors.ContentError` if it cannot be opened.
    """
    with reading(name):
        document = docx.Document(io.BytesIO(source))
        _measure(document, name)
        blocks = tuple(_number(_blocks(document)))
        image = _picture(document)
    return Document(
        blocks=blocks,
        title=next((block.text for block in blocks if block.style.lower().startswith(anywhere("title_styles"))), ""),
        image=image,
    )


def _picture(document: DocxDocument) -> str:
    """The name of the first picture, empty if there is none."""
    for blip in document.element.iter(qn("a:blip")):
        part = document.part.related_parts.get(blip.get(qn("r:embed"), ""))
        if part is not None:
            return str(part.partname).lstrip("/")
    return ""


def _measure(document: DocxDocument, name: str) -> None:
    """Refuses what no text is as long as: python-docx takes its time for each part of a paragraph."""
    for tag, meaning, most in (("w:p", "paragraphs", MOST_PARAGRAPHS), ("w:r", "stretches of text", MOST_RUNS)):
        if (count := sum(1 for _ in document.element.iter(qn(tag)))) > most:
            message = f"has {count} {meaning}, too many for a text"
            remedy = "Save the text of the interview alone and import that."
            raise ContentError(Problem(place=name, message=message, remedy=remedy))


def _blocks(document: DocxDocument) -> Iterator[SourceBlock]:
    styles = _Styles()
    for item in document.iter_inner_content():
        yield from _table(item, styles) if isinstance(item, Table) else _paragraph(item, styles, "")


def _table(table: Table, styles: _Styles) -> Iterator[SourceBlock]:
    """The cells, row by row. One that goes on from the row above has no text of its own."""
    for number, row in enumerate(table._tbl.tr_lst):
        column = 0
        for cell in row.tc_lst:
            if number == 0 or cell.vMerge != "continue":
                for paragraph in _Cell(cell, table).paragraphs:
                    yield from _paragraph(paragraph, styles, f"column{column}")
            column += min(cell.grid_span, MOST_COLUMNS)


def _paragraph(paragraph: Paragraph, styles: _Styles, place: str) -> Iterator[SourceBlock]:
    style = styles.of(paragraph).name
    heading = style.lower().startswith(anywhere("heading_styles"))
    level = int(style[-1]) if heading and style[-1:].isdecimal() else 1
    listed = style.lower().startswith("list") or paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    kind: Kind = "heading" if heading else "item" if listed else "quote" if "quote" in style.lower() else "paragraph"
    runs = [run for item in paragraph.iter_inner_content() for run in _runs(item, styles, styles.of(paragraph))]
    names = " ".join(filter(None, (style.replace(" ", ""), place)))
    for part in _at_empty_lines(runs):
        if merged := merge(part):
            yield bulleted(SourceBlock(runs=merged, line=0, kind=kind, level=level if heading else 0, style=names))


def _runs(item: DocxRun | Hyperlink, styles: _Styles, around: _NamedStyle) -> Iterator[SourceRun]:
    if isinstance(item, Hyperlink):
        for run in item.runs:
            yield from _run(run, styles.of(run), around, item.url)
    else:
        yield from _run(item, styles.of(item), around, "")


def _run(run: DocxRun, own: _NamedStyle, around: _NamedStyle, href: str) -> Iterator[SourceRun]:
    font = run.font
    colour = str(font.color.rgb) if font.color is not None and font.color.rgb is not None else ""
    yield SourceRun(
        text=run.text.replace("\t", " "),
        strong=bool(font.bold if font.bold is not None else own.bold or around.bold),
        emphasis=bool(font.italic if font.italic is not None else own.italic or around.italic),
        href=href,
        style=" ".join(filter(None, (colour, "underline" if font.underline else ""))),
    )


def _at_empty_lines(runs: list[SourceRun]) -> Iterator[list[SourceRun]]:
    """An empty line inside a paragraph (two line breaks) ends it for the eye."""
    paragraph: list[SourceRun] = []
    for run in runs:
        first, *others = run.text.split("\n\n")
        paragraph.append(replace(run, text=first))
        for text in others:
            yield paragraph
            paragraph = [replace(run, text=text)]
    yield paragraph


def _number(blocks: Iterator[SourceBlock]) -> Iterator[SourceBlock]:
    """A Word file has no lines; paragraphs are counted instead."""
    for number, block in enumerate(blocks, start=1):
        yield replace(block, line=number)
