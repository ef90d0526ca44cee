"""What is heard of what is no running text: a picture, a table, a footnote. The one home of these wordings: a script says
them, and ``check`` finds them again in what is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_ENDS = (".", "!", "?", "…")
"""How a sentence ends."""


def head(cells: Sequence[T], text: Callable[[T], str]) -> Iterator[T | str]:
    """The head of a table behind the word "Tabelle:", as parts: "Ort; 2023; 2024." Cells are anything that has a ``text``."""
    named = [cell for cell in cells if text(cell)]
    yield from _listed([(cell,) for cell in named], text)
    yield from _stop(text(named[-1]) if named else "")


def row(heads: Sequence[T], cells: Sequence[T], text: Callable[[T], str]) -> Iterator[T | str]:
    """A row of a table, as parts: "Turm (2023: 380; 2024: 412)." The first cell names it. Each other is given its head, since
    nobody remembers what the third column was; empty ones are passed over.

    The brackets are there because "Turm: 380" would be the speaker Turm to podcast apps, who says 380.
    """
    name, *others = cells
    filled: list[tuple[T | str, ...]] = []
    last = ""
    for one, other in zip(heads[1:], others, strict=True):
        if text(other):
            filled.append((one, " " if _ended(text(one), (*_ENDS, ":")) else ": ", other))
            last = text(other)
    if text(name):
        yield name
        last = last or text(name)
    if text(name) and filled:
        yield " ("
        yield from _listed(filled, text)
        yield ")."
    else:
        yield from _listed(filled, text)
        yield from _stop(last)


def _listed(parts: Sequence[tuple[T | str, ...]], text: Callable[[T], str]) -> Iterator[T | str]:
    """Parts with a semicolon between, but for behind what ends by itself: "?;" is no punctuation. A full stop may be that of an
    abbreviation, so behind it there is one."""
    before = ""
    for number, part in enumerate(parts):
        if number:
            yield " " if _ended(before, ("!", "?", "…", ";")) else "; "
        yield from part
        last = part[-1]
        before = last if isinstance(last, str) else text(last)


def _stop(before: str) -> Iterator[str]:
    if not _ended(before, _ENDS):
        yield "."


def _ended(text: str, by: tuple[str, ...]) -> bool:
    """Whether a text ends so, within quotation marks or brackets too."""
    return text.rstrip(" \"'”“’»«›‹)]").endswith(by)
