"""Braille on pages: lines of a given number of cells, of which a page has a given number, numbered at the foot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

BLANK, HYPHEN = "⠀", "⠤"


@dataclass(frozen=True, kw_only=True, slots=True)
class CellParagraph:
    """The cells of a paragraph, and how they are set: its first line begins at ``first``, others at ``left``; or they stand
    ``centred`` between three cells at either side. ``before`` and ``after`` are empty lines; ``with_next`` keeps it on one page
    with what follows."""

    cells: str
    first: int = 0
    left: int = 0
    centred: bool = False
    before: int = 0
    after: int = 0
    with_next: bool = False


_MARGIN = 3


def folded(paragraph: CellParagraph, width: int) -> list[str]:
    """Its lines, cut between words; a word is cut where it is longer than a line, behind a hyphen of its own if it has one."""
    room = width - 2 * _MARGIN if paragraph.centred else width
    rows, row, indent = list[str](), "", 0 if paragraph.centred else paragraph.first
    for word in paragraph.cells.split(BLANK):
        for piece in _pieces(word, room - max(paragraph.first, paragraph.left)):
            if row and indent + len(row) + 1 + len(piece) > room:
                rows.append(BLANK * indent + row)
                row, indent = "", 0 if paragraph.centred else paragraph.left
            row = f"{row}{BLANK}{piece}" if row else piece
    rows.append(BLANK * indent + row)
    return [BLANK * ((width - len(row)) // 2) + row for row in rows] if paragraph.centred else rows


def _pieces(word: str, most: int) -> Iterator[str]:
    while len(word) > most:
        cut = word.rfind(HYPHEN, most // 2, most) + 1
        yield word[:cut] if cut else word[: most - 1] + HYPHEN
        word = word[cut or most - 1 :]
    if word:
        yield word


def pages(
    paragraphs: Iterable[CellParagraph], width: int, height: int, numbered: Callable[[int], str]
) -> Iterator[tuple[str, ...]]:
    """Pages of at most ``height`` lines, the last of them the page's number at the right. What must not stand alone at the foot
    of a page begins the next one."""
    most, page, number = height - 1, list[str](), 1
    for kept, group in _groups(paragraphs, width):
        if page and len(page) + min(kept, most) > most:
            yield _numbered(page, most, numbered(number), width)
            page, number = [], number + 1
        for line in group:
            if len(page) == most:
                yield _numbered(page, most, numbered(number), width)
                page, number = [], number + 1
            if page or line:
                page.append(line)
    if page:
        yield _numbered(page, most, numbered(number), width)


def _groups(paragraphs: Iterable[CellParagraph], width: int) -> Iterator[tuple[int, list[str]]]:
    """CellParagraph that begin on one page, and how many of them stay there: those of headings, and two of what follows."""
    group, gap = list[str](), 0
    for paragraph in paragraphs:
        empty, lines = max(gap, paragraph.before), folded(paragraph, width)
        kept = len(group) + empty + min(2, len(lines))
        group += [""] * empty + lines
        gap = paragraph.after
        if not paragraph.with_next:
            yield kept, group
            group = []
    if group:
        yield len(group), group


def _numbered(page: Sequence[str], most: int, number: str, width: int) -> tuple[str, ...]:
    return (*page, *[""] * (most - len(page)), BLANK * (width - len(number)) + number)
