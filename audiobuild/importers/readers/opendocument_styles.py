"""The named styles of OpenDocument: how text of each looks. A style has a parent, whose look counts where it says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

_NAMES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
_MOST_PARENTS = 20


def tag(name: str) -> str:
    """The name of an element or attribute as lxml gives it."""
    prefix, local = name.split(":")
    return f"{{{_NAMES[prefix]}}}{local}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How text looks, and whether it is read."""

    strong: bool = False
    emphasis: bool = False
    style: str = ""
    font: str = ""
    unread: str = ""
    """Why such text is not read: "struck", "hidden"."""

    def inside(self, own: Look) -> Look:
        """The look of text with a look of its own in text that looks so."""
        return Look(
            strong=self.strong or own.strong,
            emphasis=self.emphasis or own.emphasis,
            style=own.style or self.style,
            font=own.font or self.font,
            unread=self.unread or own.unread,
        )


@dataclass(frozen=True, slots=True)
class Styles:
    """The named styles; a look is what a style says itself, else what its parent says."""

    elements: Mapping[str, etree._Element]
    known: dict[str, Look] = field(default_factory=dict)

    def look(self, name: str) -> Look:
        """How text of that style looks."""
        if name not in self.known:
            properties = [
                found for style in self._line(name) if (found := style.find(tag("style:text-properties"))) is not None
            ]

            def first(attribute: str) -> str:
                return next((value for item in properties if (value := item.get(tag(attribute)))), "")

            struck = first("style:text-line-through-style") or first("style:text-line-through-type")
            self.known[name] = Look(
                strong=first("fo:font-weight") in ("bold", "600", "700", "800", "900"),
                emphasis=first("fo:font-style") in ("italic", "oblique"),
                style=first("fo:color"),
                font=first("style:font-name") or first("fo:font-family"),
                unread="hidden" if first("text:display") == "none" else "struck" if struck not in ("", "none") else "",
            )
        return self.known[name]

    def parent(self, name: str) -> str:
        """The style that one made for a single paragraph stands for."""
        style = self.elements.get(name)
        return "" if style is None else style.get(tag("style:parent-style-name"), "")

    def _line(self, name: str) -> Iterator[etree._Element]:
        for _ in range(_MOST_PARENTS):
            style = self.elements.get(name)
            if style is None:
                return
            yield style
            name = style.get(tag("style:parent-style-name"), "")
