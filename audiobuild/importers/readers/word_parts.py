"""What stands in a paragraph of a Word file besides its runs: footnotes, text boxes, pictures, what is tracked or hidden.

python-docx gives the runs that are a paragraph's own children; insertions, content controls and simple fields have theirs
inside, and it knows neither footnotes nor text boxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

_NOTES = ("footnote", "endnote")
_LEFT_OUT = frozenset(map(qn, ("w:del", "w:moveFrom", "w:rPr", "w:pPr")))
"""What somebody deleted, or moved away from here. Comments lie in a part of their own."""
_INLINE = frozenset(map(qn, ("w:r", "w:hyperlink")))
_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST_DEPTH = 250
"""The XML parser refuses deeper files."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """What belongs behind a paragraph: the elements of notes and boxes with their region, and what pictures show."""

    notes: tuple[etree._Element, ...] = ()
    boxes: tuple[etree._Element, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes and endnotes of a file, by kind and number; each is taken out once, so that none leads to itself."""

    known: dict[tuple[str, str], etree._Element] = field(default_factory=dict)


def notes(document: DocxDocument) -> Notes:
    """The notes of a file. Two of each kind are lines that part them from the text."""
    known: dict[tuple[str, str], etree._Element] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2].rstrip("s")
        if relation.is_external or kind not in _NOTES:
            continue
        root = parse_xml(relation.target_part.blob)
        for note in root.iterchildren(qn(f"w:{kind}")):
            if note.get(qn("w:type")) in (None, "normal"):
                known[kind, note.get(qn("w:id")) or ""] = note
    return Notes(known)


def blocks(parent: etree._Element, depth: int = 0) -> Iterator[Any]:
    """The paragraphs and tables in an element, those in content controls and insertions among them."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT and depth < _MOST_DEPTH:
            yield from blocks(child, depth + 1)


def inline(parent: etree._Element, depth: int = 0) -> Iterator[Any]:
    """The runs and links of a paragraph in order, inserted ones too, deleted ones not."""
    for child in parent:
        if child.tag in _INLINE:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT and depth < _MOST_DEPTH:
            yield from inline(child, depth + 1)


def beside(paragraph: etree._Element, known: Notes) -> Beside:
    """What belongs behind a paragraph. A box stands there twice, for old programs too; the second one is passed over."""
    found: list[etree._Element] = []
    boxes: list[etree._Element] = []
    pictures: dict[str, None] = {}
    walker = etree.iterwalk(paragraph, events=("start",))
    for _, element in walker:
        if element.tag in (_FALLBACK, qn("w:del"), qn("w:moveFrom")):
            walker.skip_subtree()
        elif element.tag == _BOX:
            boxes.append(element)
            walker.skip_subtree()
        elif element.tag == qn("wp:docPr"):
            pictures[element.get("descr") or ""] = None
        elif element.tag == "{urn:schemas-microsoft-com:vml}shape":
            pictures[element.get("alt") or ""] = None
        else:
            found += _note(element, known)
    return Beside(notes=tuple(found), boxes=tuple(boxes), pictures=tuple(filter(None, pictures)))


def _note(element: etree._Element, known: Notes) -> list[etree._Element]:
    for kind in _NOTES:
        if element.tag == qn(f"w:{kind}Reference"):
            note = known.known.pop((kind, element.get(qn("w:id")) or ""), None)
            return [] if note is None else [note]
    return []
