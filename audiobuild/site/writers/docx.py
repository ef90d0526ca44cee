"""A transcript as DOCX: to read with a word processor, to print, and to quote with the page's address.

Real styles, lists, languages, notes, heads of tables and descriptions of pictures, so that whatever reads documents aloud knows
what is what: docs/standards.md#docx. It is written of templates, as books are: python-docx has no notes, links or languages.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import BinaryIO, Final, Literal

from audiobuild import clock
from audiobuild.languages.words import direction, words
from audiobuild.model import Inline, Show, Timeline
from audiobuild.publication import addresses, links
from audiobuild.site import books, templates
from audiobuild.site.books import add, entry
from audiobuild.site.illustrations import Illustration
from audiobuild.site.passages import BULLET, PrintedPassage, beside, passages

_PARTS: Final = {
    "[Content_Types].xml": "types.xml",
    "_rels/.rels": "rels.xml",
    "docProps/core.xml": "core.xml",
    "word/document.xml": "document.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/footnotes.xml": "footnotes.xml",
    "word/settings.xml": "settings.xml",
    "word/_rels/document.xml.rels": "document.rels",
    "word/_rels/footnotes.xml.rels": "document.rels",
}
_STYLES: Final = {
    "title": "Title",
    "heading": "Heading1",
    "subheading": "Heading2",
    "caption": "Caption",
    "sound": "Sound",
}
_BULLETS, _FIRST_LIST, _INDENT = 1, 2, 480


@dataclass(frozen=True, kw_only=True, slots=True)
class _Document:
    """What its runs go by: which way it is written, and the numbers of what its links lead to."""

    way: Literal["ltr", "rtl"]
    hrefs: Mapping[str, int]

    @staticmethod
    def direction(language: str) -> str:
        return direction(language)


def write(
    sink: BinaryIO,
    show: Show,
    timeline: Timeline,
    *,
    pictures: Mapping[str, Illustration] = MappingProxyType({}),
    picture_of: Callable[[Illustration], bytes] = lambda picture: b"",
) -> None:
    """Write <slug>.docx to ``sink``; ``picture_of`` gives the bytes of a picture in the text."""
    about, own = timeline.interview.about, words(timeline.interview.about.language)
    whole = (*passages(timeline), *beside(show, timeline))
    notes = {one.number: _unnumbered(one, own.footnote) for one in whole if one.kind == "footnote"}
    lists = list[tuple[int, int]]()
    shown = books.once(pictures)
    hrefs = dict.fromkeys(href for href in _hrefs(whole) if links.absolute(href) and not links.fault(href))
    document = _Document(way=_way(about.language), hrefs={href: number for number, href in enumerate(hrefs, 1)})
    facts = books.facts(show, timeline, addresses.EpisodeFiles(timeline.interview.slug).docx, None) | {
        "passages": tuple(_numbered(whole, lists)),
        "lists": lists,
        "notes": notes,
        "document": document,
        "hrefs": hrefs,
        "images": {picture.name: number for number, picture in enumerate(shown, 1)},
        "pictures": pictures,
        "created": clock.instant(about.date, show.timezone),
        "modified": max(clock.instant(date, show.timezone) for date in about.dates),
        "style_of": _style,
    }
    with zipfile.ZipFile(sink, "w") as archive:
        for name, template in _PARTS.items():
            with entry(archive, name) as file:
                templates.write(file, f"docx/{template}", notes_part="footnotes" in name, **facts)
        for picture in shown:
            add(archive, f"word/media/{picture.name}", picture_of(picture), stored=True)


def _way(language: str) -> Literal["ltr", "rtl"]:
    return "rtl" if direction(language) == "rtl" else "ltr"


def _hrefs(whole: Iterable[PrintedPassage]) -> Iterator[str]:
    for passage in whole:
        for inlines in (passage.inlines, *(cell for row in passage.rows for cell in row)):
            yield from (inline.href for inline in inlines if inline.href)


def _unnumbered(note: PrintedPassage, label: str) -> tuple[Inline, ...]:
    """The text of a note, in front of which its number stands already."""
    first, *rest = note.inlines
    return (replace(first, text=first.text.removeprefix(f"{label.format(number=note.number)} ")), *rest)


def _style(passage: PrintedPassage) -> str:
    if passage.kind == "text":
        return "Attribution" if passage.attributed else "Quote" if passage.quoted else ""
    return _STYLES.get(passage.kind, "")


def _numbered(
    whole: Sequence[PrintedPassage], lists: list[tuple[int, int]]
) -> Iterator[tuple[PrintedPassage, int, int]]:
    """What stands in the text, each with the number of its list, 0 for none, and its indent. ``lists`` are told where another
    numbered list begins: on which level, and with which number."""
    last = dict[int, tuple[int, int]]()
    for passage in whole:
        if passage.kind == "footnote":
            continue
        last = {depth: known for depth, known in last.items() if depth <= passage.depth}
        number = 0
        if passage.marker == BULLET:
            number = _BULLETS
        elif passage.marker:
            count = int(passage.marker.rstrip("."))
            number, before = last.get(passage.depth, (0, 0))
            if not number or count != before + 1:
                lists.append((passage.depth - 1, count))
                number = _FIRST_LIST + len(lists) - 1
            last[passage.depth] = (number, count)
        yield passage, number, 0 if number else _INDENT * passage.depth
