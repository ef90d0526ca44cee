"""OpenDocument text (.odt) → Document. The format is XML in a zip file; its bold and italics stand in named styles.

Read from the XML: odfdo, the kept library, gives the same elements in wrappers of its own and leaves it to its user which
style is bold (a style has a parent, and that one's parent counts, too).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from zipfile import ZipFile

from lxml import etree

from audiobuild.importers.document import Document, Kind, SourceBlock, SourceRun, bulleted, merge, parse_date, tidy
from audiobuild.importers.interview_words import anywhere
from audiobuild.importers.readers import rows
from audiobuild.importers.readers.zip_files import reading

_NAMES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
_LEVELS = tuple(map(str, range(1, 11)))
"""Of headings (OpenDocument 1.3, 19.844)."""


def _tag(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_NAMES[prefix]}}}{local}"


_PARAGRAPHS = frozenset(map(_tag, ("text:p", "text:h")))
_LEFT_OUT = frozenset(map(_tag, ("text:tracked-changes", "office:annotation", "text:ruby-text", "office:forms")))
"""Deleted text stands at the beginning of a file, apart from the text; comments stand in it."""
_INDEXES = frozenset(map(_tag, ("text:table-of-content", "text:alphabetical-index", "text:illustration-index")))
_BOX = "box"
"""The region of a text box, until it is known what it is."""
_MOST_PARENTS = 20
_SPACE = re.compile(r"[ \t\r\n]+")
"""However much of it stands in the file, it is one space (OpenDocument 1.3, 6.1.2)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Look:
    strong: bool = False
    emphasis: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class _Styles:
    """The named styles; a look is what a style says itself, else what its parent says."""

    elements: Mapping[str, etree._Element]
    known: dict[str, _Look] = field(default_factory=dict)

    def look(self, name: str) -> _Look:
        """How text of that style looks."""
        if name not in self.known:
            properties = [
                found for style in self._line(name) if (found := style.find(_tag("style:text-properties"))) is not None
            ]

            def first(attribute: str) -> str:
                return next((value for item in properties if (value := item.get(_tag(attribute)))), "")

            self.known[name] = _Look(
                strong=first("fo:font-weight") in ("bold", "600", "700", "800", "900"),
                emphasis=first("fo:font-style") in ("italic", "oblique"),
                style=first("fo:color"),
            )
        return self.known[name]

    def parent(self, name: str) -> str:
        """The style that one made for a single paragraph stands for."""
        style = self.elements.get(name)
        return "" if style is None else style.get(_tag("style:parent-style-name"), "")

    def _line(self, name: str) -> Iterator[etree._Element]:
        for _ in range(_MOST_PARENTS):
            style = self.elements.get(name)
            if style is None:
                return
            yield style
            name = style.get(_tag("style:parent-style-name"), "")


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
        style.get(_tag("style:name"), ""): style
        for root in (styles, content)
        for style in root.iter(_tag("style:style"))
    }
    body = content.find(f".//{_tag('office:text')}")
    reader = _Reader(styles=_Styles(named))
    blocks = list(_boxes(list(reader.blocks(body)))) if body is not None else []

    def about(path: str) -> str:
        return tidy(meta.findtext(f".//{_tag(path)}") or "").strip()

    titles = (block.text for block in blocks if _is_title(block.style))
    return Document(
        blocks=tuple(replace(block, line=number) for number, block in enumerate(blocks, start=1)),
        title=about("dc:title") or next(titles, ""),
        changed=parse_date(about("meta:creation-date")),
        image=_picture(body),
    )


def _picture(body: etree._Element | None) -> str:
    """The name of the first picture, empty if there is none."""
    image = None if body is None else body.find(f".//{_tag('draw:image')}")
    return "" if image is None else image.get(_tag("xlink:href"), "")


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
    """What holds for a whole file."""

    styles: _Styles

    def blocks(self, parent: etree._Element, kind: Kind = "paragraph", place: str = "") -> Iterator[SourceBlock]:
        """The paragraphs, lists and tables in an element."""
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child, kind, place)
            elif child.tag == _tag("table:table"):
                yield from self._table(child)
            elif child.tag == _tag("draw:frame"):
                yield from self._frame(child)
            elif child.tag in _INDEXES:
                yield from (replace(block, region="navigation") for block in self.blocks(child, kind, place))
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                inside: Kind = "item" if child.tag == _tag("text:list-item") else kind
                yield from self.blocks(child, inside, place)

    def _paragraph(self, element: etree._Element, kind: Kind, place: str) -> Iterator[SourceBlock]:
        heading = element.tag == _tag("text:h")
        name = element.get(_tag("text:style-name"), "")
        behind: list[SourceBlock] = []
        runs = merge(self._runs(element, self.styles.look(name), "", behind))
        level = element.get(_tag("text:outline-level"), "1")
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
        yield from behind

    def _runs(self, element: etree._Element, look: _Look, href: str, behind: list[SourceBlock]) -> Iterator[SourceRun]:
        """The text of an element with its marks, in order. Notes, boxes and pictures go ``behind``; comments stay out."""
        here = SourceRun(text="", strong=look.strong, emphasis=look.emphasis, style=look.style, href=href)
        if element.text:
            yield replace(here, text=_SPACE.sub(" ", element.text))
        for child in element:
            if child.tag == _tag("text:line-break"):
                yield SourceRun(text="\n")
            elif child.tag in (_tag("text:s"), _tag("text:tab")):
                yield replace(here, text=" ")
            elif child.tag == _tag("text:note"):
                body = child.find(_tag("text:note-body"))
                notes = () if body is None else self.blocks(body)
                behind += [replace(block, region=block.region or "footnote") for block in notes]
            elif child.tag == _tag("draw:frame"):
                behind += self._frame(child)
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                own = self.styles.look(child.get(_tag("text:style-name"), ""))
                inside = _Look(
                    strong=look.strong or own.strong,
                    emphasis=look.emphasis or own.emphasis,
                    style=own.style or look.style,
                )
                yield from self._runs(child, inside, child.get(_tag("xlink:href"), "") or href, behind)
            if child.tail:
                yield replace(here, text=_SPACE.sub(" ", child.tail))

    def _frame(self, frame: etree._Element) -> Iterator[SourceBlock]:
        """A box with text, or a picture and what it shows."""
        for box in frame.iterchildren(_tag("draw:text-box")):
            yield from (replace(block, region=block.region or _BOX) for block in self.blocks(box))
        texts = (frame.findtext(_tag(name)) or "" for name in ("svg:title", "svg:desc"))
        if runs := merge([SourceRun(text=". ".join(filter(None, map(str.strip, texts))))]):
            yield SourceBlock(runs=runs, line=0, region="picture")

    def _table(self, table: etree._Element) -> Iterator[SourceBlock]:
        """The cells, row by row; one may say that it stands there a million times."""
        lines = [
            [
                list(self.blocks(cell, place=f"column{number}"))
                for number, cell in enumerate(
                    row.iterchildren(_tag("table:table-cell"), _tag("table:covered-table-cell"))
                )
            ]
            for row in _table_rows(table)
        ]
        yield from rows.blocks(lines, headed=table.find(_tag("table:table-header-rows")) is not None)


def _table_rows(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == _tag("table:table-row"):
            yield child
        elif child.tag in map(_tag, ("table:table-header-rows", "table:table-rows", "table:table-row-group")):
            yield from _table_rows(child)
