"""How a text is set, beside its words: its headings, speakers, lists, tables, pictures, notes and links, in their order.

Page, EPUB and DAISY book are set from one text, each with the elements that its format has. What all formats can say is drawn
out of each here as a row of :class:`Trait`, so that the three can be compared, and a difference is a fault of one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from audiobuild.checking.publications.printed import Element, text
from audiobuild.checking.reading import plain
from audiobuild.publication import links

_FRAMES = frozenset(
    (
        "html",
        "body",
        "div",
        "p",
        "span",
        "section",
        "article",
        "figure",
        "figcaption",
        "aside",
        "table",
        "thead",
        "tbody",
    )
) | {"tr", "sup", "header"}
"""What only holds other things, or what formats have different elements for."""
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))

Picture = Callable[[str], str]
"""A digest of the picture with that name."""


class Trait(NamedTuple):
    """Something that can be told of a text in any format: what it is, and what is said of it."""

    what: str
    said: tuple[str, ...] = ()


def of_text(roots: Iterable[Element], picture: Picture) -> Iterator[Trait]:
    """How the talk itself is set."""
    for root in roots:
        yield from _traits(root, picture)


def of_notes(roots: Iterable[Element], picture: Picture) -> Iterator[Trait]:
    """What stands beside the talk: the episode's picture, its notes and links. Headings differ, and are left out."""
    for root in roots:
        for element in _all(root):
            tag = _tag(element)
            if tag in ("img", "a"):
                yield from _trait(element, tag, picture)
            elif tag in ("p", "li", "figcaption") and not _heads(element) and (words := _words(element)):
                yield Trait("text", (words,))


def _traits(element: Element, picture: Picture) -> Iterator[Trait]:
    if not isinstance(element.tag, str) or "hear" in _classes(element):
        return
    yield from _trait(element, _tag(element), picture)
    for child in element:
        yield from _traits(child, picture)


def _trait(element: Element, tag: str, picture: Picture) -> Iterator[Trait]:
    classes = _classes(element)
    if tag == "img":
        name = element.get("src") or ""
        yield Trait("img", (*(element.get(key) or "" for key in ("alt", "width", "height")), picture(name)))
    elif tag == "a":
        address = element.get("href") or ""
        kind = next((kind for kind in ("noteref", "back") if kind in classes), "")
        if kind:
            yield Trait(kind, (_words(element), address.rpartition("#")[2]))
        elif links.absolute(address):  # others lead nowhere from a book, and are no links there
            yield Trait("a", (address, _words(element)))
    elif "speaker" in classes:
        yield Trait("speaker", (_words(element),))
    elif "sound" in classes:
        yield Trait("sound", (plain(text(element)),))
    elif "footnote" in classes:
        yield Trait("footnote", (element.get("id") or "",))
    elif tag in ("th", "td"):
        yield Trait(tag, (element.get("scope") or "", element.get("class") or "", plain(text(element))))
    elif tag in _HEADINGS:
        yield Trait("heading")
    elif tag not in _FRAMES:
        yield Trait(tag, (element.get("value") or element.get("start") or "",))
    if "unheard" in classes:
        yield Trait("unheard", (plain(text(element)) or _words(element),))


def _heads(element: Element) -> bool:
    """Whether a paragraph is a heading where headings mean something else: all of it is strong."""
    return (
        len(element) == 1 and _tag(element[0]) == "strong" and not plain(f"{element.text or ''}{element[0].tail or ''}")
    )


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _classes(element: Element) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


def _words(element: Element) -> str:
    return plain("".join(element.itertext()))


def _all(root: Element) -> Iterator[Element]:
    return (element for element in root.iter() if isinstance(element.tag, str))
