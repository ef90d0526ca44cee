"""Word (.docx) → Document, by python-docx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import docx
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run as DocxRun
from lxml import etree

from audiobuild.errors import ContentError, Problem
from audiobuild.importers.document import Document, Kind, SourceBlock, SourceRun, bulleted, merge
from audiobuild.importers.interview_words import anywhere
from audiobuild.importers.readers import rows, symbols, word_parts
from audiobuild.importers.readers.zip_files import reading
from audiobuild.messages import msg

MOST_PARAGRAPHS = 15_000
"""A novel has 10,000."""
MOST_RUNS = 50_000

BOX = "box"
"""The region of a text box, until it is known what it is."""
MOST_DEPTH = 3
"""Boxes in notes in boxes."""
_CODE = re.compile("[0-9A-Fa-f]{1,4}")
MOST_COLUMNS = 63
"""Of a table in Word. A cell may say that it spans a thousand million."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _NamedStyle:
    """What a named style says; ``None`` where it says nothing."""

    name: str
    bold: bool | None
    italic: bool | None
    struck: bool | None
    font: str


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
                struck=(font.strike or font.double_strike) if font else None,
                font=(font.name if font else "") or "",
            )
        return self.known[key]


def read(source: bytes, *, name: str = "") -> Document:
    """The document in a Word file; the caller has checked its size. Who made the file is an account, not who wrote the text.

    Raises :class:`audiobuild.errors.ContentError` if it cannot be opened.
    """
    with reading(name):
        document = docx.Document(io.BytesIO(source))
        notes = word_parts.notes(document)
        _measure([document.element, *notes.known.values(), *notes.running], name)
        word_parts.join(document.element.body)
        reader = _Reader(document=document, notes=notes)
        blocks = tuple(_number(_boxes([*reader.blocks(document.element.body), *reader.around()])))
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


def _measure(parts: Sequence[etree._Element], name: str) -> None:
    """Refuses what no text is as long as: python-docx takes its time for each part of a paragraph."""
    for tag, meaning, most in (
        ("w:p", msg("paragraphs"), MOST_PARAGRAPHS),
        ("w:r", msg("stretches of text"), MOST_RUNS),
    ):
        if (count := sum(1 for part in parts for _ in part.iter(qn(tag)))) > most:
            message = msg("has {} {}, too many for a text", count, meaning)
            remedy = msg("Save the text of the interview alone and import that.")
            raise ContentError(Problem(place=name, message=message, remedy=remedy))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reader:
    """What holds for a whole file. ``depth`` is how many notes and boxes are around what is read."""

    document: DocxDocument
    notes: word_parts.Notes
    styles: _Styles = field(default_factory=_Styles)
    depth: int = 0

    def blocks(self, parent: etree._Element, place: str = "") -> Iterator[SourceBlock]:
        """The paragraphs and tables in an element."""
        for element in word_parts.blocks(parent):
            if element.tag == qn("w:tbl"):
                yield from self._table(Table(element, self.document))
            else:
                yield from self._paragraph(Paragraph(element, self.document), place)

    def around(self) -> Iterator[SourceBlock]:
        """What stands in no paragraph of the text, behind it: page headers and footers, each text once, and lost comments."""
        running = [block for element in self.notes.running for block in self.blocks(element)]
        yield from (replace(block, region="running") for block in {block.text: block for block in running}.values())
        for element in self.notes.rest():
            yield from (replace(block, region=block.region or "comment") for block in self.blocks(element))

    def _table(self, table: Table) -> Iterator[SourceBlock]:
        """The cells, row by row. One that goes on from the row above has no text of its own."""
        found: list[list[list[SourceBlock]]] = []
        for number, row in enumerate(table._tbl.tr_lst):
            column, cells = 0, []
            for cell in row.tc_lst:
                goes_on = number > 0 and cell.vMerge == "continue"
                cells.append([] if goes_on else list(self.blocks(cell, f"column{column}")))
                column += min(cell.grid_span, MOST_COLUMNS)
            found.append(cells)
        first = table._tbl.tr_lst[:1]
        yield from rows.blocks(found, headed=any(row.find(f".//{qn('w:tblHeader')}") is not None for row in first))

    def _paragraph(self, paragraph: Paragraph, place: str) -> Iterator[SourceBlock]:
        style = self.styles.of(paragraph).name
        heading = style.lower().startswith(anywhere("heading_styles"))
        level = int(style[-1]) if heading and style[-1:].isdecimal() else 1
        listed = style.lower().startswith("list") or paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
        kind: Kind = (
            "heading" if heading else "item" if listed else "quote" if "quote" in style.lower() else "paragraph"
        )
        runs, unread = self._sorted_runs(paragraph)
        names = " ".join(filter(None, (style.replace(" ", ""), place)))
        for part in _at_empty_lines(runs):
            if merged := merge(part):
                yield bulleted(SourceBlock(runs=merged, line=0, kind=kind, level=level if heading else 0, style=names))
        for region, own in unread.items():
            if merged := merge(own):
                yield SourceBlock(runs=merged, line=0, region=region)
        yield from self._beside(paragraph)

    def _sorted_runs(self, paragraph: Paragraph) -> tuple[list[SourceRun], dict[str, list[SourceRun]]]:
        """The runs that are read, and those that are not, by why."""
        runs: list[SourceRun] = []
        unread: dict[str, list[SourceRun]] = {}
        around = self.styles.of(paragraph)
        for element in word_parts.inline(paragraph._p):
            link = Hyperlink(element, paragraph) if element.tag == qn("w:hyperlink") else None
            own = word_parts.inline(element) if link else [element]
            for run in (DocxRun(item, paragraph) for item in own if item.tag == qn("w:r")):
                style = self.styles.of(run)
                read = _run(run, style, around, link.url if link else "")
                if reason := _unread(run, style, around):
                    unread.setdefault(reason, []).append(read)
                    continue
                for text, rest in _drawn(run, style.font or around.font):
                    runs.append(replace(read, text=text))
                    unread.setdefault(symbols.REGION, []).append(replace(read, text=rest))
        return runs, unread

    def _beside(self, paragraph: Paragraph) -> Iterator[SourceBlock]:
        if self.depth > MOST_DEPTH:
            return
        found = word_parts.beside(paragraph._p, self.notes)
        inner = replace(self, depth=self.depth + 1)
        if deleted := merge([SourceRun(text=found.deleted)]):
            yield SourceBlock(runs=deleted, line=0, region="deleted")
        for region, element in (*found.notes, *((BOX, box) for box in found.boxes)):
            yield from (replace(block, region=block.region or region) for block in inner.blocks(element))
        for text in found.pictures:
            yield SourceBlock(runs=merge([SourceRun(text=text)]), line=0, region="picture")


def _boxes(blocks: Sequence[SourceBlock]) -> Iterator[SourceBlock]:
    """What stands in text boxes is beside the text, unless it is the text: some set all of it in boxes."""
    weight = {region: sum(len(block.text) for block in blocks if block.region == region) for region in ("", BOX)}
    region = "" if weight[BOX] > weight[""] else "aside"
    return (replace(block, region=region) if block.region == BOX else block for block in blocks)


def _run(run: DocxRun, own: _NamedStyle, around: _NamedStyle, href: str) -> SourceRun:
    font = run.font
    colour = str(font.color.rgb) if font.color is not None and font.color.rgb is not None else ""
    return SourceRun(
        text=run.text.replace("\t", " "),
        strong=bool(font.bold if font.bold is not None else own.bold or around.bold),
        emphasis=bool(font.italic if font.italic is not None else own.italic or around.italic),
        href=href,
        style=" ".join(filter(None, (colour, "underline" if font.underline else ""))),
    )


def _unread(run: DocxRun, own: _NamedStyle, around: _NamedStyle) -> str:
    """Why a run is not read; empty if it is."""
    font = run.font
    said = [value for value in (font.strike, font.double_strike) if value is not None]
    return "hidden" if font.hidden else "struck" if any(said or (own.struck, around.struck)) else ""


def _drawn(run: DocxRun, font: str) -> Iterator[tuple[str, str]]:
    """The text of a run as its font draws it, and what nobody can read of that; single symbols have a font of their own."""
    for symbol in run._r.iterchildren(qn("w:sym")):
        code = symbol.get(qn("w:char")) or ""
        if _CODE.fullmatch(code):
            yield symbols.drawn(chr(int(code, 16)), symbol.get(qn("w:font")) or "")
    text, font = run.text.replace("\t", " "), run.font.name or font
    yield symbols.drawn(text, font) if symbols.is_font(font) else (text, "")


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
