"""Footnotes and tables of a page: marks taken out of the text, notes known as such, cells given their column's head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from audiobuild.importers.document import ROW
from audiobuild.importers.readers.html_look import BLOCKS
from audiobuild.importers.readers.rows import layout, signs

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§]{1,3})[\])]?")
_BACK = re.compile(r"[\s↩↑⤴^\ufe0e\ufe0f]*")
_HEAD_ALONE = "head-alone"
"""The attribute that is given to the head of a table's column whose cells are not given it."""
_MOST_WORDS = 0.5
"""A share of the page's words: what has more is the text, and the link to it no footnote's."""


def footnotes(root: HtmlElement, words: dict[HtmlElement, int]) -> set[HtmlElement]:
    """The elements that are footnotes. Their marks, and the ways back from them, are taken out of the tree.

    A mark is a raised link to a place in the page whose text is a number or sign (``<sup><a href="#fn1">1</a></sup>``), or
    one that the page itself calls so.
    """
    anchors = {element.get("id") or element.get("name"): element for element in root.iter() if _named(element)}
    most = _MOST_WORDS * max(words.get(root, 0), 1)
    found: set[HtmlElement] = set()
    for link in list(root.iter("a")):
        href = link.get("href") or ""
        _, _, place = href.partition("#")
        text = "".join(link.itertext()).strip()
        if not place or len(text) > 8 or not (_is_mark(link) and _MARK.fullmatch(text)):
            continue
        note = _block(anchors.get(place))
        if note is None or words.get(note, 0) > most or note in link.iterancestors():
            continue
        found.add(note)
        _drop(_around(link))
    for note in found:
        for link in list(note.iter("a")):
            if "#" in (link.get("href") or "") and _BACK.fullmatch("".join(link.itertext())):
                _drop(link)
    return found


def _named(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and bool(element.get("id") or element.get("name"))


def _is_mark(link: HtmlElement) -> bool:
    names = f"{link.get('class') or ''} {link.get('role') or ''} {link.get('rel') or ''}".lower()
    raised = any(item.tag == "sup" for item in (link.getparent(), *link.iterchildren()) if item is not None)
    return raised or "noteref" in names or "footnote" in names


def _around(link: HtmlElement) -> HtmlElement:
    """The raised element around a mark, if there is nothing else in it."""
    parent = link.getparent()
    alone = parent is not None and parent.tag == "sup" and len(parent) == 1
    return parent if alone and not ((parent.text or "") + (link.tail or "")).strip("[]() ,") else link


def _block(element: HtmlElement | None) -> HtmlElement | None:
    """The paragraph or item that an anchor is, or is in."""
    while element is not None and (element.tag not in BLOCKS):
        element = element.getparent()
    return element if element is not None and element.tag not in ("body", "html", "main", "article") else None


def _drop(element: HtmlElement) -> None:
    """Takes an element out of the tree, not the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


# --- tables -------------------------------------------------------------------------------------------------------


def give_heads(root: HtmlElement) -> None:
    """Each cell of a table with a head begins with its column's, and a row of data is one paragraph; the row of heads goes.
    What :func:`audiobuild.importers.readers.rows.blocks` does to blocks."""
    for table in list(root.iter("table")):
        if table.find(".//table") is not None:
            continue
        lines = list(_lines(table))
        texts = [[_text(cell) for cell in line] for line in lines]
        bold = [bool(line) and all(map(_is_bold, line)) for line in lines]
        headed = bool(lines) and all(cell.tag == "th" for cell in lines[0])
        found = layout(texts, headed=headed, bold=bold[:1] == [True] and not any(bold[1:]))
        head = lines[0] if found.headed else []
        if head or found.entries:
            _rewrite(head, lines[found.headed :], entries=found.entries)


def is_head_alone(element: HtmlElement) -> bool:
    """Whether an element is the head of a column whose cells were not given it."""
    return element.get(_HEAD_ALONE) is not None


def _lines(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if cells:
            yield cells


def _text(cell: HtmlElement) -> str:
    return " ".join("".join(cell.itertext()).split())


def _is_bold(cell: HtmlElement) -> bool:
    """Whether all text of a cell is in one bold element."""
    while len(cell) == 1 and not (cell.text or "").strip() and not (cell[0].tail or "").strip():
        cell = cell[0]
        if cell.tag in ("b", "strong"):
            return bool(_text(cell))
    return False


def _rewrite(head: list[HtmlElement], others: list[list[HtmlElement]], *, entries: bool) -> None:
    names = [_text(cell).rstrip(" :") for cell in head]
    names[:1] = [""] if head and entries else names[:1]
    given = {
        index for line in others for index, cell in enumerate(line) if _text(cell) and names[index : index + 1] != [""]
    }
    for line in others:
        for index, cell in enumerate(line):
            if _text(cell) and index < len(names) and names[index]:
                _prefix(cell, f"{names[index]}: ")
        if entries:
            _one(line, bracketed=bool(head))
    for index, cell in enumerate(head):
        if index in given:
            cell.clear()
        else:
            cell.set(_HEAD_ALONE, "")


def _one(line: list[HtmlElement], *, bracketed: bool) -> None:
    """The cells of a row as one paragraph: the first names it, the others stand in brackets if they are ``bracketed``."""
    for cell in line:
        etree.strip_tags(cell, *BLOCKS)
        cell.tag, cell.tail = "span", ""
    filled = [cell for cell in line if _text(cell)]
    others = [cell for cell in filled if cell is not line[0]]
    before, behind = signs(bracketed=bracketed and bool(others), several=len(filled) > 1)
    for cell in filled[:-1]:
        cell.tail = before if cell is line[0] else "; "
    if others and not _text(line[0]):
        others[0].text = before.strip(" ;") + (others[0].text or "")
    if filled:
        filled[-1].tail = behind
    row = line[0].getparent()
    if row is not None:
        row.set("class", f"{ROW} {row.get('class') or ''}".strip())


def _prefix(cell: HtmlElement, text: str) -> None:
    """Text before that of a cell, inside its first paragraph if it has one."""
    first = cell
    while not (first.text or "").strip() and len(first) and first[0].tag in ("p", "div"):
        first = first[0]
    first.text = text + (first.text or "").lstrip()
