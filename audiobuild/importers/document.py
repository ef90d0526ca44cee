"""What every source is read into: blocks of text in reading order, with the marks that a reader would see."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from audiobuild.text import plain_spaces, visible

Kind = Literal["paragraph", "heading", "item", "quote"]

BULLET = re.compile(r"[•‣▪◦●○■□·]\s*|\*\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Text with one set of marks. ``\\n`` is a line break that the source shows inside a paragraph."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    style: str = ""
    """What else sets it apart to the eye: a colour, an underline, a named style. Compared, never read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph, heading, list item or quotation.

    ``style`` is what a stylesheet would know it by (element, class, named style); ``region`` is the part of the page
    that the source itself says is not the text (``navigation``, ``footer``, ``form`` …), empty for the text. ``apart``
    says that an empty line stands before it, ``rule`` that a ruled line or row of stars does.
    """

    runs: tuple[Run, ...]
    line: int
    kind: Kind = "paragraph"
    level: int = 0
    ordered: bool = False
    style: str = ""
    region: str = ""
    apart: bool = False
    rule: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A source as read: its blocks, and what it says about itself (empty where it says nothing)."""

    blocks: tuple[Block, ...]
    title: str = ""
    date: date | datetime | None = None
    author: str = ""
    language: str = ""
    image: str = ""
    summary: str = ""


def tidy(text: str) -> str:
    """Composed characters, plain spaces, nothing invisible; line breaks stay."""
    return re.sub(r" *\n *", "\n", plain_spaces(visible(text)))


def merge(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbouring runs with equal marks as one, empty ones gone, no space at the ends or twice in a row."""
    merged: list[Run] = []
    for _, group in itertools.groupby((run for run in runs if run.text), key=_marks):
        alike = list(group)
        text = tidy("".join(run.text for run in alike))
        if not merged:
            text = text.lstrip(" \n")
        elif merged[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text:
            merged.append(_with_text(alike[0], text))
    while merged and not merged[-1].text.strip(" \n"):
        merged.pop()
    if merged:
        merged[-1] = _with_text(merged[-1], merged[-1].text.rstrip(" \n"))
    return tuple(merged)


def bulleted(block: Block) -> Block:
    """A one-line paragraph that begins with a bullet as a character is a list item."""
    match = BULLET.match(block.text)
    if block.kind != "paragraph" or not match or "\n" in block.text:
        return block
    return replace(block, runs=cut(block.runs, match.end()), kind="item")


def cut(runs: tuple[Run, ...], start: int, end: int | None = None) -> tuple[Run, ...]:
    """The runs of ``text[start:end]``."""
    return pieces(runs, [start] if end is None else [start, end])[1]


def pieces(runs: Iterable[Run], positions: Sequence[int]) -> list[tuple[Run, ...]]:
    """The runs cut at each of the ascending positions in their text; one piece more than positions."""
    found: list[list[Run]] = [[]]
    ahead = iter(positions)
    following = next(ahead, None)
    position = 0
    for run in runs:
        start = 0
        while following is not None and following <= position + len(run.text):
            found[-1].append(_with_text(run, run.text[start : following - position]))
            found.append([])
            start = following - position
            following = next(ahead, None)
        found[-1].append(_with_text(run, run.text[start:]))
        position += len(run.text)
    found.extend([] for _ in range(len(positions) + 1 - len(found)))
    return [merge(piece) for piece in found]


def _marks(run: Run) -> tuple[bool, bool, str, str]:
    return run.strong, run.emphasis, run.href, run.style


def _with_text(run: Run, text: str) -> Run:
    return Run(text=text, strong=run.strong, emphasis=run.emphasis, href=run.href, style=run.style)
