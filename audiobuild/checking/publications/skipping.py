"""What a reading system lets its reader skip or leave: notes, tables, pictures. Sound and text say what each is."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree as Xml

from audiobuild.checking.finding import Finding
from audiobuild.checking.publications.book import Book
from audiobuild.messages import msg

RULE = msg(
    "EPUB 3.3, 9.4, and DAISY 2.02, skippable structures: a listener may skip notes and pictures, and leave a table"
)
Kinds = frozenset[str]
_OPS, _SMIL = "{http://www.idpf.org/2007/ops}", "{http://www.w3.org/ns/SMIL}"
_BY_TAG = {"table": "table", "tr": "table-row", "img": "figure"}
_REQUIRED = {"footnote": "footnote-on", "figure": "prodnote-on"}
_ENTRIES = {"footnote-on": "noteref", "prodnote-on": "optional-prodnote"}
_XHTML = "{http://www.w3.org/1999/xhtml}"


def kinds(root: Xml.Element) -> Mapping[str, Kinds]:
    """What each element of a document that has an id is, and what is around it: a note, a table, a chapter."""
    return dict(_kinds(root, frozenset()))


def epub(book: Book, name: str) -> Iterator[Finding]:
    """Where the overlay ``name`` of an EPUB says something else than the document that it makes heard."""
    yield from _compared(book, name, _overlay(book.xml(name), frozenset()), {})


def daisy(book: Book, name: str) -> Iterator[Finding]:
    """The same of a SMIL file of a DAISY book."""
    yield from _compared(book, name, _smil(book.xml(name)), _REQUIRED)


def entries(book: Book, ncc: Xml.Element, names: Iterable[str]) -> Iterator[Finding]:
    """Where ``ncc.html`` does not list what of the SMIL files ``names`` may be skipped: its counts are those of its entries."""
    pars = {
        text.get("src", "").partition("#")[2]: (par.get("system-required", ""), f"{name}#{par.get('id')}")
        for name in names
        for par in book.xml(name).iter("par")
        for text in par.iterfind("text")
    }
    meant = []
    for element in book.xml("text.html").iter():
        if element.get("class") == "footnote" or element.tag == f"{_XHTML}img":
            heard = [pars[name] for part in element.iter() if (name := part.get("id", "")) in pars]
            meant += [(_ENTRIES.get(required, ""), where) for required, where in heard[:1]]
    spans = ncc.iter(f"{_XHTML}span")
    listed = [(span.get("class"), link.get("href", "")) for span in spans for link in span.iter(f"{_XHTML}a")]
    if listed != meant:
        message = msg(
            "lists {}, to be skipped are {}", *(_listed(where for _, where in one) for one in (listed, meant))
        )
        yield book.file.finding(RULE, message, place="ncc.html")


def _kinds(element: Xml.Element, around: Kinds) -> Iterator[tuple[str, Kinds]]:
    tag = element.tag.rpartition("}")[2]
    kind = "footnote" if "footnote" in element.get("class", "").split() else _BY_TAG.get(tag, "")
    said = [kind] if kind else element.get(f"{_OPS}type", "").split() if tag == "section" else []
    inside = around.union(said)
    if name := element.get("id"):
        yield name, inside
    for child in element:
        yield from _kinds(child, inside)


def _overlay(element: Xml.Element, around: Kinds) -> Iterator[tuple[str, Kinds]]:
    """What each part of an overlay leads to, and what it says that is."""
    inside = around | set(element.get(f"{_OPS}type", "").split())
    if target := element.get(f"{_OPS}textref") or next(
        (one.get("src") for one in element.iterfind(f"{_SMIL}text")), ""
    ):
        yield target, inside
    for child in element:
        yield from _overlay(child, inside)


def _smil(root: Xml.Element) -> Iterator[tuple[str, Kinds]]:
    for par in root.iter("par"):
        for text in par.iterfind("text"):
            yield text.get("src", ""), frozenset(par.get("system-required", "").split())


def _compared(book: Book, name: str, parts: Iterable[tuple[str, Kinds]], names: Mapping[str, str]) -> Iterator[Finding]:
    """``names`` are what the sound calls some kinds, and no others; without, it calls all as the text does."""
    documents: dict[str, Mapping[str, Kinds]] = {}
    for target, said in parts:
        document, _, ident = target.partition("#")
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(name), document))
        if whole not in documents:
            documents[whole] = kinds(book.xml(whole))
        found = documents[whole].get(ident, frozenset())
        meant = frozenset(names[kind] for kind in found if kind in names) if names else found
        if said != meant:
            message = msg("{} is {} in the text, {} in the sound", target, _listed(meant), _listed(said))
            yield book.file.finding(RULE, message, place=name)


def _listed(some: Iterable[str]) -> str:
    return ", ".join(sorted(some)) or "–"
