"""A document as it is printed: its sentences that are read out, and what stands between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias
from xml.etree import ElementTree as Xml

from lxml.html import HtmlElement

Element: TypeAlias = Xml.Element | HtmlElement
LABELS = ("speaker", "hear", "unheard")
"""Classes of what is printed and not read out: names of speakers, whom a listener knows by voice, buttons, and what stands
beside the talk (notes, links)."""


class Printed:
    """The narrated sentences of a document, in order, each with the attributes of its element; and what is printed between
    them in ``scope``."""

    def __init__(
        self,
        root: Element,
        *,
        scope: Callable[[str, Mapping[str, str]], bool],
        narrated: Callable[[Mapping[str, str]], bool],
    ) -> None:
        self.sentences: list[tuple[str, Mapping[str, str]]] = []
        self.strays: list[str] = []
        self._scope, self._narrated = scope, narrated
        self._visit(root, frozenset())

    def _visit(self, element: Element, around: frozenset[str]) -> None:
        if not isinstance(element.tag, str):  # a comment
            return
        kinds = around | {self._kind(element)}
        self._take(element.text, kinds)
        for child in element:
            self._visit(child, kinds)
            self._take(child.tail, kinds)

    def _kind(self, element: Element) -> str:
        attributes = {str(name): str(value) for name, value in element.attrib.items()}
        if self._narrated(attributes):
            self.sentences.append(("", attributes))
            return "sentence"
        if self._scope(element.tag.rpartition("}")[2], attributes):
            return "scope"
        return "label" if attributes.get("class") in LABELS else ""

    def _take(self, text: str | None, kinds: frozenset[str]) -> None:
        if not text:
            return
        if "sentence" in kinds:
            before, attributes = self.sentences[-1]
            self.sentences[-1] = (before + text, attributes)
        elif "scope" in kinds and "label" not in kinds and text.strip():
            self.strays.append(text.strip())
