"""Text on a terminal: how wide it is, and where its lines end.

Words stay whole, so that a path, an address or an option can be copied and is read out as one; what is longer than the line
stands on a line of its own. The width of characters is Unicode's (UAX 11). Python's own tables are enough: wcwidth, which
knows emoji that are joined to one picture too, takes 3.6 MB, and a line that ends a little early harms nobody.
"""

from __future__ import annotations

import re
import unicodedata

FEWEST, MOST = 40, 120
"""Columns. Narrower lines hold a word or two, and nobody finds the next of longer ones."""

USUAL = 80
"""Columns where no terminal says how many it has."""


def bounded(columns: int) -> int:
    """How wide lines are on a terminal of as many columns; 0 where it does not say."""
    return min(max(columns or USUAL, FEWEST), MOST)


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):  # marks on other letters, and what nobody sees
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def wrap(text: str, columns: int, *, first: str = "", rest: str = "") -> str:
    """A paragraph in lines of at most ``columns``, the first behind ``first`` and the others behind ``rest``."""
    lines, line, taken = [], first, width(first)
    empty = True
    for word in filter(None, text.split(" ")):
        needed = width(word)
        if not empty and taken + 1 + needed > columns:
            lines.append(line)
            line, taken, empty = rest, width(rest), True
        line += word if empty else f" {word}"
        taken += needed if empty else needed + 1
        empty = False
    return "\n".join([*lines, line])


def message(text: str, columns: int) -> str:
    """A message of several lines; what a line has too much goes on below it, at the same distance from the edge or two
    columns from it."""
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip(" "))]
        lines.append(wrap(line[len(indent) :], columns, first=indent, rest=indent or "  "))
    return "\n".join(lines)


def paragraphs(text: str, columns: int, indent: str) -> str:
    """Paragraphs between empty lines, each wrapped, however its lines ended before."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))
    return "\n\n".join(wrap(part, columns, first=indent, rest=indent) for part in parts)
