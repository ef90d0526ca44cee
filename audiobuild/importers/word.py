"""Word (.docx) → Document, by python-docx. A file that unpacks to too much is refused before it is unpacked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document as DocxDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run as DocxRun
from lxml.etree import LxmlError

from audiobuild.errors import ContentError, Problem
from audiobuild.importers.document import Block, Document, Kind, Run, bulleted, merge, tidy

UNPACKED_BYTES = 100_000_000
"""The most that the parts of a file may unpack to; a novel in Word is a hundredth of it."""


def read(source: bytes, *, name: str = "") -> Document:
    """The document in a Word file. Raises :class:`audiobuild.errors.ContentError` if it cannot be opened."""
    check_size(source, name)
    try:
        document = docx.Document(io.BytesIO(source))
        blocks = tuple(_number(_blocks(document)))
    except (
        BadZipFile,
        PackageNotFoundError,
        KeyError,
        ValueError,
        LxmlError,
        AttributeError,
        NotImplementedError,
    ) as error:
        raise _broken(name, str(error)) from error
    core = document.core_properties
    return Document(
        blocks=blocks,
        title=next((b.text for b in blocks if b.style.lower().startswith(("title", "titel"))), ""),
        author=tidy(core.author or ""),
    )


def check_size(source: bytes, name: str) -> None:
    """Raises :class:`audiobuild.errors.ContentError` if a zip archive is none, or a bomb."""
    try:
        with ZipFile(io.BytesIO(source)) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _broken(name, str(error)) from error
    if size > UNPACKED_BYTES:
        raise ContentError(
            Problem(
                place=name,
                message=f"the file would unpack to {size // 1_000_000} MB",
                remedy="A text is never that large. Save its text alone and import that.",
            )
        )


def _broken(name: str, detail: str) -> ContentError:
    return ContentError(
        Problem(
            place=name,
            message=f"cannot be opened as a document: {detail}",
            remedy="Save it again as .docx or as plain text.",
        )
    )


def _blocks(document: DocxDocument) -> Iterator[Block]:
    for item in document.iter_inner_content():
        yield from _table(item) if isinstance(item, Table) else _paragraph(item, "")


def _table(table: Table) -> Iterator[Block]:
    """The cells, row by row. Cells that span several columns come several times and are read once."""
    seen = set()
    for row in table.rows:
        for column, cell in enumerate(row.cells):
            if cell._tc in seen:
                continue
            seen.add(cell._tc)
            for paragraph in cell.paragraphs:
                yield from _paragraph(paragraph, f"column{column}")


def _paragraph(paragraph: Paragraph, place: str) -> Iterator[Block]:
    style = paragraph.style.name or "" if paragraph.style else ""
    heading = style.lower().startswith(("heading", "überschrift", "titre", "título", "titolo", "kop", "nagłówek"))
    level = int(style[-1]) if heading and style[-1:].isdigit() else 1
    listed = style.lower().startswith("list") or paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    kind: Kind = "heading" if heading else "item" if listed else "quote" if "quote" in style.lower() else "paragraph"
    runs = [run for item in paragraph.iter_inner_content() for run in _runs(item, paragraph)]
    names = " ".join(filter(None, (style.replace(" ", ""), place)))
    for part in _at_empty_lines(runs):
        if merged := merge(part):
            yield bulleted(Block(runs=merged, line=0, kind=kind, level=level if heading else 0, style=names))


def _runs(item: DocxRun | Hyperlink, paragraph: Paragraph) -> Iterator[Run]:
    if isinstance(item, Hyperlink):
        for run in item.runs:
            yield from _run(run, paragraph, item.url)
    else:
        yield from _run(item, paragraph, "")


def _run(run: DocxRun, paragraph: Paragraph, href: str) -> Iterator[Run]:
    font = run.font
    base = paragraph.style.font if paragraph.style else font
    colour = str(font.color.rgb) if font.color is not None and font.color.rgb is not None else ""
    yield Run(
        text=run.text.replace("\t", " "),
        strong=bool(font.bold if font.bold is not None else run.style.font.bold or base.bold),
        emphasis=bool(font.italic if font.italic is not None else run.style.font.italic or base.italic),
        href=href,
        style=" ".join(filter(None, (colour, "underline" if font.underline else ""))),
    )


def _at_empty_lines(runs: list[Run]) -> Iterator[list[Run]]:
    """An empty line inside a paragraph (two line breaks) ends it for the eye."""
    found: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n\n")
        for text in (first, *others):
            if text is not first:
                yield found
                found = []
            found.append(Run(text=text, strong=run.strong, emphasis=run.emphasis, href=run.href, style=run.style))
    yield found


def _number(blocks: Iterator[Block]) -> Iterator[Block]:
    """A Word file has no lines; paragraphs are counted instead."""
    for number, block in enumerate(blocks, start=1):
        yield Block(runs=block.runs, line=number, kind=block.kind, level=block.level, style=block.style)
