"""What stands in a paragraph of a Word file besides its runs: notes, comments, text boxes, pictures, what is tracked or hidden.

python-docx gives the runs that are a paragraph's own children; insertions, content controls and simple fields have theirs
inside, and it knows neither notes nor text boxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

_NOTES = {"footnote": "footnote", "endnote": "footnote", "comment": "comment"}
"""What lies in parts of their own, with its region."""
_RUNNING = ("header", "footer")
_LEFT_OUT = frozenset(map(qn, ("w:del", "w:moveFrom", "w:rPr", "w:pPr")))
"""What somebody deleted, or moved away from here to where it stands again."""
_INLINE = frozenset(map(qn, ("w:r", "w:hyperlink")))
_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST_DEPTH = 250
"""The XML parser refuses deeper files."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """What belongs behind a paragraph: the elements of notes with their region, and those of boxes; what pictures show, and
    what was deleted."""

    notes: tuple[tuple[str, etree._Element], ...] = ()
    boxes: tuple[etree._Element, ...] = ()
    pictures: tuple[str, ...] = ()
    deleted: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes and comments of a file, by kind and number; each is taken out once, so that none leads to itself. And its
    page headers and footers."""

    known: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    running: list[etree._Element] = field(default_factory=list)

    def rest(self) -> list[etree._Element]:
        """The comments that no paragraph of the text has led to."""
        return [note for (kind, _), note in self.known.items() if kind == "comment"]


def notes(document: DocxDocument) -> Notes:
    """The notes of a file. Two of each kind are lines that part them from the text."""
    found = Notes()
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2].rstrip("s")
        if relation.is_external or kind not in (*_NOTES, *_RUNNING):
            continue
        root = parse_xml(relation.target_part.blob)
        if kind in _RUNNING:
            found.running.append(root)
        for note in root.iterchildren(qn(f"w:{kind}")):
            if note.get(qn("w:type")) in (None, "normal"):
                found.known[kind, note.get(qn("w:id")) or ""] = note
    return found


def join(body: etree._Element) -> None:
    """Puts paragraphs together between which somebody deleted the end of one: it goes on in the next."""
    into: dict[etree._Element, etree._Element] = {}
    for paragraph in reversed(list(body.iter(qn("w:p")))):
        following = paragraph.getnext()
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")
        if mark is None or following is None or following.tag != qn("w:p"):
            continue
        target = into[paragraph] = into.get(following, following)
        first = next((child for child in target if child.tag != qn("w:pPr")), None)
        for child in [child for child in paragraph if child.tag != qn("w:pPr")]:
            if first is None:
                target.append(child)
            else:
                first.addprevious(child)


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
    found: list[tuple[str, etree._Element]] = []
    deleted: list[str] = []
    boxes: list[etree._Element] = []
    pictures: dict[str, None] = {}
    walker = etree.iterwalk(paragraph, events=("start",))
    for _, element in walker:
        if element.tag in (_FALLBACK, qn("w:del"), qn("w:moveFrom")):
            deleted += [text.text or "" for text in element.iter(qn("w:delText")) if element.tag == qn("w:del")]
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
    return Beside(
        notes=tuple(found), boxes=tuple(boxes), pictures=tuple(filter(None, pictures)), deleted=" ".join(deleted)
    )


def _note(element: etree._Element, known: Notes) -> list[tuple[str, etree._Element]]:
    for kind, region in _NOTES.items():
        if element.tag == qn(f"w:{kind}Reference"):
            note = known.known.pop((kind, element.get(qn("w:id")) or ""), None)
            return [] if note is None else [(region, note)]
    return []
