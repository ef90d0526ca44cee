"""Braille: an episode's text on pages of cells, as BRF for embossers and displays, and as PEF, which says what it is.

docs/standards.md#braille says how it is set. The cells are liblouis's; each run of text is in the table of its language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import BinaryIO, Final

from audiobuild.languages.registry import base
from audiobuild.languages.words import words
from audiobuild.model import Inline, Show, Timeline
from audiobuild.publication import addresses
from audiobuild.site import books, louis, templates
from audiobuild.site.cells import CellParagraph, pages
from audiobuild.site.passages import BULLET, PrintedPassage, beside, passages

_ASCII: Final = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
"""North American ASCII braille: the character of each of the 64 cells, in the order of Unicode."""
_CELL: Final = {0x2800 + dots: character for dots, character in enumerate(_ASCII)}

_MARGIN, _ITEM = 4, 2

Said = Callable[[Iterable[Inline]], str]


def laid(show: Show, timeline: Timeline) -> tuple[tuple[str, ...], ...]:
    """The episode on pages, each a row of lines in Unicode braille; for languages that liblouis has a table for."""
    about, width = timeline.interview.about, show.braille.cells
    table = louis.table(about.language, show.braille.grade)
    said = partial(_said, language=about.language, table=table)
    whole = (*passages(timeline), *beside(show, timeline))
    lines = (one for passage in whole for one in _lines(passage, said, words(about.language).picture))
    return tuple(pages(lines, width, show.braille.lines, lambda number: louis.translate(str(number), table)))


def brf(sink: BinaryIO, pages: Callable[[], Iterable[Sequence[str]]]) -> None:
    """Write <slug>.brf to ``sink``: a line ends with CR LF, a page with a form feed."""
    for page in pages():
        lines = [line.translate(_CELL).rstrip() for line in page]
        sink.write("".join(f"{line}\r\n" for line in lines).encode("ascii") + b"\f")


def pef(sink: BinaryIO, show: Show, timeline: Timeline, pages: Callable[[], Iterable[Sequence[str]]]) -> None:
    """Write <slug>.pef to ``sink``: PEF 2008-1, Unicode braille with what it is of."""
    file = addresses.EpisodeFiles(timeline.interview.slug).pef
    templates.write(sink, "braille.pef", pages=pages(), **books.facts(show, timeline, file, None))


def _lines(passage: PrintedPassage, said: Said, picture: str) -> Iterator[CellParagraph]:
    """How a passage is set: headings in the middle, paragraphs with two cells in front, items hanging, quotations inwards."""
    name = (Inline(text=f"{passage.speaker}: "),) if passage.speaker else ()
    match passage.kind:
        case "title" | "heading":
            if name:
                yield CellParagraph(cells=said(name), before=1, with_next=True)
            yield CellParagraph(
                cells=said(passage.inlines), centred=True, before=0 if name else 1, after=1, with_next=True
            )
        case "subheading":
            yield CellParagraph(cells=said(passage.inlines), first=_MARGIN, left=_MARGIN, before=1, with_next=True)
        case "table":
            if name:
                yield CellParagraph(cells=said(name), with_next=True)
            yield from (CellParagraph(cells=said(row), left=_ITEM) for row in _rows(passage))
        case "picture":
            if passage.text:
                label = Inline(text=f"{picture} ")
                yield CellParagraph(cells=said((label, *passage.inlines)), first=_MARGIN, left=_MARGIN)
        case "caption" | "footnote":
            yield CellParagraph(cells=said(passage.inlines), first=_MARGIN, left=_MARGIN)
        case _:
            yield from _text(passage, name, said)


def _text(passage: PrintedPassage, name: tuple[Inline, ...], said: Said) -> Iterator[CellParagraph]:
    if name and (passage.marker or passage.quoted):
        yield CellParagraph(cells=said(name), with_next=True)
        name = ()
    margin = _MARGIN if passage.quoted or passage.attributed else 0
    if passage.depth:
        marker = "-" if passage.marker == BULLET else passage.marker
        inlines = (Inline(text=f"{marker} "), *passage.inlines) if marker else passage.inlines
        first = margin + _ITEM * (passage.depth - 1)
        yield CellParagraph(cells=said(inlines), first=first if marker else first + _ITEM, left=first + _ITEM)
    else:
        yield CellParagraph(cells=said((*name, *passage.inlines)), first=margin + _ITEM, left=margin)


def _rows(passage: PrintedPassage) -> Iterator[tuple[Inline, ...]]:
    """A table line by line: what each row is about, then each of its cells behind the head of its column."""
    heads, *rows = passage.rows
    for row in rows or [heads]:
        said = list[Inline](row[0])
        for number, (head, cell) in enumerate(zip(heads[1:], row[1:], strict=False), 1):
            if cell:
                said.append(Inline(text=("; " if number > 1 else ": ") if said else ""))
                said += [*head, Inline(text=" "), *cell] if head and rows else cell
        yield tuple(said)


def _said(inlines: Iterable[Inline], *, language: str, table: str) -> str:
    """Runs of one language and one kind of type in cells."""
    runs = list(_runs(inlines))
    whole = len({tag for (tag, _, _), text in runs if text.strip()}) == 1
    cells = []
    for (tag, emphasis, strong), text in runs:
        own = _table(text, tag, language, whole) if tag and base(tag) != base(language) else ""
        cells.append(louis.translate(text, own or table, emphasis=emphasis, strong=strong))
    return "".join(cells)


def _table(text: str, tag: str, language: str, whole: bool) -> str:
    """That of a text in another language, which is never contracted: a phrase is read with the signs of the language around it,
    where that has all its letters; a whole paragraph, and what has other letters, with its own."""
    around = louis.table(language, 0)
    return around if not whole and louis.knows(text, around) else louis.table(tag, 0)


def _runs(inlines: Iterable[Inline]) -> Iterator[tuple[tuple[str, bool, bool], str]]:
    plain = (run for inline in inlines for run in _marked(inline))
    for key, some in groupby(plain, key=lambda run: run[0]):
        yield key, "".join(text for _, text in some)


def _marked(inline: Inline) -> Iterator[tuple[tuple[str, bool, bool], str]]:
    """Its text, and the marks of footnotes behind it in plain type."""
    yield (inline.language, inline.emphasis, inline.strong), inline.text
    if inline.footnotes:
        yield ("", False, False), "".join(f"[{mark.number}]" for mark in inline.footnotes)
