"""A document as it is printed: its sentences that are read out, and what stands between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html.parser import HTMLParser

LABELS = ("speaker", "hear")
"""Classes of what is printed and not read out: names of speakers, whom a listener knows by voice, and buttons."""

_VOID = frozenset(("meta", "link", "img", "br", "input", "hr", "path"))


class Printed(HTMLParser):
    """The narrated sentences of a document, in order, and what is printed between them in ``scope``."""

    def __init__(
        self,
        document: str,
        *,
        scope: Callable[[str, Mapping[str, str]], bool],
        narrated: Callable[[Mapping[str, str]], bool],
    ) -> None:
        super().__init__()
        self.sentences: list[tuple[str, dict[str, str]]] = []
        self.strays: list[str] = []
        self._scope, self._narrated = scope, narrated
        self._open: list[str] = []
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in attrs}
        if tag in _VOID:
            return
        kind = ""
        if self._scope(tag, attributes):
            kind = "scope"
        elif attributes.get("class") in LABELS:
            kind = "label"
        if self._narrated(attributes):
            kind = "sentence"
            self.sentences.append(("", attributes))
        self._open.append(kind)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if "sentence" in self._open:
            text, attributes = self.sentences[-1]
            self.sentences[-1] = (text + data, attributes)
        elif "scope" in self._open and "label" not in self._open and data.strip():
            self.strays.append(data.strip())
