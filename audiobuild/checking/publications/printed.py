"""A document as it is printed: its sentences that are read out, and what stands between them.

A sentence is an element with its text. Two are no text: a picture is what it says in words (its ``alt``), and a row of a table
is what its cells say with the heads of their columns. Both are worded as :mod:`audiobuild.languages.aloud` says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeAlias
from xml.etree import ElementTree as Xml

from lxml.html import HtmlElement

from audiobuild.checking.reading import bare
from audiobuild.languages import aloud
from audiobuild.languages.words import words
from audiobuild.messages import Message, msg

Element: TypeAlias = Xml.Element | HtmlElement
LABELS = frozenset(("speaker", "docauthor", "hear", "noteref", "back", "unheard"))
"""Classes of what is printed and not read out: names of speakers, whom a listener knows by voice, buttons, the marks of
footnotes and the links back from them, what stands beside the talk (notes, links), and what a show has printed only."""


class Printed:
    """The narrated sentences of a document, in order, each with the attributes of its element; and what is printed between
    them in ``scope``. ``problems`` are tables without heads, ``phrases`` what is read out in another language, and in which."""

    def __init__(
        self,
        root: Element,
        *,
        scope: Callable[[str, Mapping[str, str]], bool],
        narrated: Callable[[Mapping[str, str]], bool],
    ) -> None:
        self.sentences: list[tuple[str, Mapping[str, str]]] = []
        self.strays: list[str] = []
        self.problems: list[Message] = []
        self.phrases: set[tuple[str, str]] = set()
        self._scope, self._narrated = scope, narrated
        self._words = words(root.get("lang") or "")
        self._heads: Sequence[str] = ()
        self._visit(root, frozenset())

    def _visit(self, element: Element, around: frozenset[str]) -> None:
        if not isinstance(element.tag, str):  # a comment
            return
        tag = _tag(element)
        if tag == "table":
            self._table(element)
        kinds = around | {self._kind(element)}
        if "sentence" in kinds:
            self._mark(element)
        if "sentence" in kinds - around and tag in ("img", "tr"):
            self._say(element)
            return
        if tag == "img":
            self._take(element.get("alt"), kinds)
        self._take(element.text, kinds)
        for child in element:
            self._visit(child, kinds)
            self._take(child.tail, kinds)

    def _kind(self, element: Element) -> str:
        attributes = {str(name): str(value) for name, value in element.attrib.items()}
        if self._narrated(attributes):
            self.sentences.append(("", attributes))
            return "sentence"
        if self._scope(_tag(element), attributes):
            return "scope"
        return "label" if LABELS.intersection(attributes.get("class", "").split()) else ""

    def _mark(self, element: Element) -> None:
        """Phrases in other languages, each once: those of a row stand in its cells."""
        marked = element.iter() if _tag(element) == "tr" else (element,)
        for phrase in marked:
            if _tag(phrase) == "span" and (language := phrase.get("lang")):
                self.phrases.add((bare(text(phrase)), language.lower()))

    def _take(self, found: str | None, kinds: frozenset[str]) -> None:
        if not found or "label" in kinds:
            return
        if "sentence" in kinds:
            before, attributes = self.sentences[-1]
            self.sentences[-1] = (before + found, attributes)
        elif "scope" in kinds and found.strip():
            self.strays.append(found.strip())

    def _table(self, table: Element) -> None:
        heads = [cell for cell in table.iter() if _tag(cell) == "th" and cell.get("scope") == "col"]
        first = next((row for row in table.iter() if _tag(row) == "tr"), None)
        self._heads = [] if first is None else [text(cell) for cell in first]
        if not heads or not all(self._heads[1:]):
            self.problems.append(msg("a table does not name its columns (th scope=col)"))

    def _say(self, element: Element) -> None:
        """A sentence that is a picture, or a row."""
        _, attributes = self.sentences[-1]
        if _tag(element) == "img":
            self.sentences[-1] = (f"{self._words.picture} {element.get('alt') or ''}", attributes)
            return
        cells = [text(cell) for cell in element]
        if all(_tag(cell) != "th" or cell.get("scope") == "col" for cell in element) and cells == self._heads:
            said = f"{self._words.table} {''.join(aloud.head(cells, str))}"
        else:
            heads = [*self._heads, *[""] * len(cells)][: len(cells)]
            said = "".join(aloud.row(heads, cells, str)) if cells else ""
        self.sentences[-1] = (said, attributes)


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text(element: Element, *, without: Collection[str] = ()) -> str:
    """The text of an element without labels in it, nor what is of the classes ``without``."""
    return "".join(_texts(element, LABELS.union(without)))


def _texts(element: Element, without: frozenset[str]) -> Iterator[str]:
    """The text of an element without its labels."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not without.intersection((child.get("class") or "").split()):
            yield from _texts(child, without)
        yield child.tail or ""
