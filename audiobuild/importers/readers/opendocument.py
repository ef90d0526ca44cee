"""OpenDocument text (.odt) → Document. The format is XML in a zip file; its bold and italics stand in named styles.

Read from the XML: odfdo, the kept library, gives the same elements in wrappers of its own and leaves it to its user which
style is bold (a style has a parent, and that one's parent counts, too).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from zipfile import ZipFile

from lxml import etree

from audiobuild.importers.document import Document, Kind, SourceBlock, SourceRun, bulleted, merge, tidy
from audiobuild.importers.interview_words import anywhere
from audiobuild.importers.readers import rows, symbols
from audiobuild.importers.readers.opendocument_styles import Look, Styles, tag
from audiobuild.importers.readers.zip_files import reading

_LEVELS = tuple(map(str, range(1, 11)))
"""Of headings (OpenDocument 1.3, 19.844)."""


_PARAGRAPHS = frozenset(map(tag, ("text:p", "text:h")))
_LEFT_OUT = frozenset(map(tag, ("text:tracked-changes", "text:ruby-text", "office:forms")))
_BESIDE = frozenset(map(tag, ("text:note", "office:annotation", "draw:frame", "text:change")))
"""What belongs behind its paragraph. Deleted text stands at the beginning of a file, and only a mark in the text."""
_RUNNING = (
    "style:header",
    "style:header-left",
    "style:header-first",
    "style:footer",
    "style:footer-left",
    "style:footer-first",
)
_INDEXES = frozenset(map(tag, ("text:table-of-content", "text:alphabetical-index", "text:illustration-index")))
_BOX = "box"
"""The region of a text box, until it is known what it is."""
_SPACE = re.compile(r"[ \t\r\n]+")
"""However much of it stands in the file, it is one space (OpenDocument 1.3, 6.1.2)."""


def read(source: bytes, *, name: str = "") -> Document:
    """The document in an OpenDocument text; the caller has checked its size. Who made the file need not have written the text.

    Raises :class:`audiobuild.errors.ContentError` if it cannot be opened.
    """
    with reading(name):
        return _document(source)


def _document(source: bytes) -> Document:
    with ZipFile(io.BytesIO(source)) as archive:
        names = archive.namelist()
        content, styles, meta = (
            _parse(archive.read(part)) if part in names else etree.Element("none")
            for part in ("content.xml", "styles.xml", "meta.xml")
        )
    named = {
        style.get(tag("style:name"), ""): style for root in (styles, content) for style in root.iter(tag("style:style"))
    }
    body = content.find(f".//{tag('office:text')}")
    deleted = {
        region.get(tag("text:id")) or region.get("{http://www.w3.org/XML/1998/namespace}id") or "": deletion
        for region in content.iter(tag("text:changed-region"))
        for deletion in region.iter(tag("text:deletion"))
    }
    reader = _Reader(styles=Styles(named), deleted=deleted)
    blocks = list(_boxes([*(reader.blocks(body) if body is not None else ()), *reader.around(styles)]))

    def about(path: str) -> str:
        return tidy(meta.findtext(f".//{tag(path)}") or "").strip()

    titles = (block.text for block in blocks if _is_title(block.style))
    return Document(
        blocks=tuple(replace(block, line=number) for number, block in enumerate(blocks, start=1)),
        title=about("dc:title") or next(titles, ""),
        image=_picture(body),
    )


def _picture(body: etree._Element | None) -> str:
    """The name of the first picture, empty if there is none."""
    image = None if body is None else body.find(f".//{tag('draw:image')}")
    return "" if image is None else image.get(tag("xlink:href"), "")


def _is_title(style: str) -> bool:
    return any(name in anywhere("title_styles") for name in style.lower().split())


def _parse(data: bytes) -> etree._Element:
    """XML with its entities left alone: a document needs none, a bomb is made of them."""
    return etree.fromstring(data, parser=etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _boxes(blocks: Sequence[SourceBlock]) -> Iterator[SourceBlock]:
    """What stands in text boxes is beside the text, unless it is the text: some set all of it in boxes."""
    weight = {region: sum(len(block.text) for block in blocks if block.region == region) for region in ("", _BOX)}
    region = "" if weight[_BOX] > weight[""] else "aside"
    return (replace(block, region=region) if block.region == _BOX else block for block in blocks)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reader:
    """What holds for a whole file. ``deleted`` is what was deleted, by the name of the mark in the text; each is taken once."""

    styles: Styles
    deleted: dict[str, etree._Element]

    def around(self, styles: etree._Element) -> Iterator[SourceBlock]:
        """What stands in no paragraph of the text: what was deleted without a mark, and page headers and footers, each once."""
        for deletion in self.deleted.values():
            yield from (replace(block, region="deleted") for block in self.blocks(deletion))
        found = [block for name in _RUNNING for part in styles.iter(tag(name)) for block in self.blocks(part)]
        yield from (replace(block, region="running") for block in {block.text: block for block in found}.values())

    def blocks(self, parent: etree._Element, kind: Kind = "paragraph", place: str = "") -> Iterator[SourceBlock]:
        """The paragraphs, lists and tables in an element."""
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child, kind, place)
            elif child.tag == tag("table:table"):
                yield from self._table(child)
            elif child.tag in _BESIDE:
                yield from self._beside(child)
            elif child.tag in _INDEXES:
                yield from (replace(block, region="navigation") for block in self.blocks(child, kind, place))
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                inside: Kind = "item" if child.tag == tag("text:list-item") else kind
                yield from self.blocks(child, inside, place)

    def _paragraph(self, element: etree._Element, kind: Kind, place: str) -> Iterator[SourceBlock]:
        heading = element.tag == tag("text:h")
        name = element.get(tag("text:style-name"), "")
        behind: list[SourceBlock] = []
        unread: dict[str, list[SourceRun]] = {}
        every = list(self._runs(element, self.styles.look(name), "", behind))
        for reason, run in every:
            unread.setdefault(reason, []).append(run)
        runs = merge(unread.pop("", []))
        level = element.get(tag("text:outline-level"), "1")
        if runs:
            yield bulleted(
                SourceBlock(
                    runs=runs,
                    line=0,
                    kind="heading" if heading else kind,
                    level=(int(level) if level in _LEVELS else 1) if heading else 0,
                    style=" ".join(filter(None, (name, self.styles.parent(name), place))),
                )
            )
        for reason, own in unread.items():
            if merged := merge(own):
                yield SourceBlock(runs=merged, line=0, region=reason)
        yield from behind

    def _runs(
        self, element: etree._Element, look: Look, href: str, behind: list[SourceBlock]
    ) -> Iterator[tuple[str, SourceRun]]:
        """The text of an element with its marks, in order, each run with why it is not read, if it is not. Notes, comments,
        boxes, pictures and what was deleted go ``behind``."""
        yield from _looking(element.text, look, href)
        for child in element:
            if child.tag == tag("text:line-break"):
                yield look.unread, SourceRun(text="\n")
            elif child.tag in (tag("text:s"), tag("text:tab")):
                yield from _looking(" ", look, href)
            elif child.tag in _BESIDE:
                behind += self._beside(child)
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                inside = look.inside(self.styles.look(child.get(tag("text:style-name"), "")))
                yield from self._runs(child, inside, child.get(tag("xlink:href"), "") or href, behind)
            yield from _looking(child.tail, look, href)

    def _beside(self, element: etree._Element) -> Iterator[SourceBlock]:
        """What belongs behind the paragraph that an element stands in."""
        if element.tag == tag("draw:frame"):
            yield from self._frame(element)
        elif element.tag == tag("text:note"):
            body = element.find(tag("text:note-body"))
            notes = () if body is None else self.blocks(body)
            yield from (replace(block, region=block.region or "footnote") for block in notes)
        elif element.tag == tag("office:annotation"):
            yield from (replace(block, region=block.region or "comment") for block in self.blocks(element))
        else:
            deletion = self.deleted.pop(element.get(tag("text:change-id"), ""), None)
            gone = () if deletion is None else self.blocks(deletion)
            yield from (replace(block, region="deleted") for block in gone)

    def _frame(self, frame: etree._Element) -> Iterator[SourceBlock]:
        """A box with text, or a picture and what it shows."""
        for box in frame.iterchildren(tag("draw:text-box")):
            yield from (replace(block, region=block.region or _BOX) for block in self.blocks(box))
        texts = (frame.findtext(tag(name)) or "" for name in ("svg:title", "svg:desc"))
        if runs := merge([SourceRun(text=". ".join(filter(None, map(str.strip, texts))))]):
            yield SourceBlock(runs=runs, line=0, region="picture")

    def _table(self, table: etree._Element) -> Iterator[SourceBlock]:
        """The cells, row by row; one may say that it stands there a million times."""
        lines = [
            [
                list(self.blocks(cell, place=f"column{number}"))
                for number, cell in enumerate(
                    row.iterchildren(tag("table:table-cell"), tag("table:covered-table-cell"))
                )
            ]
            for row in _table_rows(table)
        ]
        yield from rows.blocks(lines, headed=table.find(tag("table:table-header-rows")) is not None)


def _looking(text: str | None, look: Look, href: str) -> Iterator[tuple[str, SourceRun]]:
    """A text with its look, and why it is not read, if it is not."""
    read, rest = _SPACE.sub(" ", text or ""), ""
    if symbols.is_font(look.font):
        read, rest = symbols.drawn(read, look.font)
    here = SourceRun(text="", strong=look.strong, emphasis=look.emphasis, style=look.style, href=href)
    for reason, own in ((look.unread, read), (symbols.REGION, rest)):
        if own:
            yield reason, replace(here, text=own)


def _table_rows(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag("table:table-row"):
            yield child
        elif child.tag in map(tag, ("table:table-header-rows", "table:table-rows", "table:table-row-group")):
            yield from _table_rows(child)
