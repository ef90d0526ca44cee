"""OpenDocument text (.odt) → Document. The format is XML in a zip file; its bold and italics stand in named styles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from zipfile import ZipFile

from lxml import etree

from audiobuild.importers.document import Document, Kind, SourceBlock, SourceRun, merge, parse_date, tidy
from audiobuild.importers.readers.zip_files import reading

_NAMES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}


_LEVELS = tuple(map(str, range(1, 11)))
"""Of headings (OpenDocument 1.3, 19.844)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Look:
    strong: bool = False
    emphasis: bool = False
    style: str = ""


def read(source: bytes, *, name: str = "") -> Document:
    """The document in an OpenDocument text; the caller has checked its size. Who made the file need not have written the text.

    Raises :class:`audiobuild.errors.ContentError` if it cannot be opened.
    """
    with reading(name):
        return _document(source)


def _document(source: bytes) -> Document:
    with ZipFile(io.BytesIO(source)) as archive:
        content = _parse(archive.read("content.xml"))
        meta = _parse(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else None
    looks = {style.get(_tag("style:name"), ""): _look(style) for style in content.iter(_tag("style:style"))}
    body = content.find(f".//{_tag('office:text')}")
    blocks = [] if body is None else list(_blocks(body, looks))

    def about(path: str) -> str:
        return "" if meta is None else tidy(meta.findtext(f".//{_tag(path)}") or "").strip()

    return Document(
        blocks=tuple(replace(block, line=number) for number, block in enumerate(blocks, start=1)),
        title=about("dc:title"),
        changed=parse_date(about("meta:creation-date")),
        image=_picture(body),
    )


def _picture(body: etree._Element | None) -> str:
    """The name of the first picture, empty if there is none."""
    image = None if body is None else body.find(f".//{_tag('draw:image')}")
    return "" if image is None else image.get(_tag("xlink:href"), "")


def _parse(data: bytes) -> etree._Element:
    """XML with its entities left alone: a document needs none, a bomb is made of them."""
    return etree.fromstring(data, parser=etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _tag(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def _look(style: etree._Element) -> _Look:
    properties = style.find(_tag("style:text-properties"))
    if properties is None:
        return _Look()
    return _Look(
        strong=properties.get(_tag("fo:font-weight")) in ("bold", "600", "700", "800", "900"),
        emphasis=properties.get(_tag("fo:font-style")) in ("italic", "oblique"),
        style=properties.get(_tag("fo:color")) or "",
    )


def _blocks(body: etree._Element, looks: dict[str, _Look]) -> Iterator[SourceBlock]:
    for element in body.iter(_tag("text:p"), _tag("text:h")):
        heading = element.tag == _tag("text:h")
        listed = any(parent.tag == _tag("text:list-item") for parent in element.iterancestors())
        kind: Kind = "heading" if heading else "item" if listed else "paragraph"
        name = element.get(_tag("text:style-name"), "")
        runs = merge(_runs(element, looks.get(name, _Look()), looks))
        level = element.get(_tag("text:outline-level"), "1")
        if runs:
            level_number = int(level) if level in _LEVELS else 1
            yield SourceBlock(runs=runs, line=0, kind=kind, level=level_number if heading else 0, style=name)


def _runs(element: etree._Element, look: _Look, looks: dict[str, _Look], href: str = "") -> Iterator[SourceRun]:
    """The text of an element with its marks, in order. Notes and comments stay out."""
    here = SourceRun(text="", strong=look.strong, emphasis=look.emphasis, style=look.style, href=href)
    if element.text:
        yield replace(here, text=element.text)
    for child in element:
        if child.tag == _tag("text:line-break"):
            yield SourceRun(text="\n")
        elif child.tag in (_tag("text:s"), _tag("text:tab")):
            yield replace(here, text=" ")
        elif child.tag in (_tag("text:span"), _tag("text:a")):
            own = looks.get(child.get(_tag("text:style-name"), ""), _Look())
            inside = _Look(
                strong=look.strong or own.strong, emphasis=look.emphasis or own.emphasis, style=own.style or look.style
            )
            yield from _runs(child, inside, looks, child.get(_tag("xlink:href"), "") or href)
        if child.tail:
            yield replace(here, text=child.tail)
