"""What is marked in the text of a page or of a book: what is strong, where links lead, what pictures show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audiobuild.checking.finding import File
from audiobuild.checking.publications import printed
from audiobuild.checking.reading import plain
from audiobuild.checking.statements import Statement, facts
from audiobuild.publication import links

_OWN = ("hear", "noteref", "back")


def statements(file: File, place: str, root: Any) -> Iterator[Statement]:
    """How each piece of the text below ``root`` is marked. A link within a publication leads elsewhere in each."""
    yield Statement(fact=facts.MARKED, file=file, place=place, said=("",))
    for tag, element in _editors(root):
        if tag in ("strong", "em"):
            yield _marked(file, place, printed.text(element), tag)
        elif tag == "a" and links.absolute(href := element.get("href") or ""):
            yield _marked(file, place, printed.text(element), href)
        elif tag == "img" and element.get("alt"):
            yield _marked(file, place, element.get("alt") or "", tag)


def _editors(element: Any) -> Iterator[tuple[str, Any]]:
    """The elements of what the editor wrote: buttons, and paragraphs that name a language, are this program's own."""
    tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if element.get("class") not in _OWN and not (tag == "p" and element.get("lang")):
        yield tag, element
        for child in element:
            yield from _editors(child)


def _marked(file: File, place: str, text: str, how: str) -> Statement:
    return Statement(fact=facts.MARKED, file=file, place=place, said=(how,), of=plain(text))
