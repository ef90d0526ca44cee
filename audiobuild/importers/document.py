"""What every source is read into: blocks of text in reading order, with the marks that a reader would see."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from audiobuild.publication import bounds
from audiobuild.text import plain_spaces, visible

ROW = "data:row"
"""The style of a row of a table of data. A page's own class may be called "row"."""
Kind = Literal["paragraph", "heading", "item", "quote"]

BULLET = re.compile(r"[•‣▪◦●○■□·]\s*|\*\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceRun:
    """Text with one set of marks. ``\\n`` is a line break that the source shows inside a paragraph."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    style: str = ""
    """What else sets it apart to the eye: a colour, an underline, a named style. Compared, never read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceBlock:
    """A paragraph, heading, list item or quotation.

    ``style`` is what a stylesheet would know it by (element, class, named style); ``region`` is the part of the page
    that the source itself says is not the text (``navigation``, ``footer``, ``form`` …), empty for the text. ``apart``
    says that an empty line stands before it, ``rule`` that a ruled line or row of stars does. ``line`` counts lines, or
    paragraphs where the source has no lines.
    """

    runs: tuple[SourceRun, ...]
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
        return joined_text(self.runs)


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A source as read: its blocks, and what it says about itself (empty where it says nothing).

    ``window_title`` is what a browser shows as a page's name, ``site`` the name of the site that it is on. ``changed`` is
    when it was changed last or the file was made: a date only where there is no other.
    """

    blocks: tuple[SourceBlock, ...]
    title: str = ""
    window_title: str = ""
    site: str = ""
    changed: date | datetime | None = None
    date: date | datetime | None = None
    author: str = ""
    people: str = ""
    """Who speaks, as the source declares it."""
    language: str = ""
    image: str = ""
    summary: str = ""


def joined_text(runs: Iterable[SourceRun]) -> str:
    """The text of the runs."""
    return "".join(run.text for run in runs)


def tidy(text: str) -> str:
    """Composed characters, plain spaces, nothing invisible; line breaks stay."""
    return re.sub(r" *\n *", "\n", plain_spaces(visible(text)))


def merge(runs: Iterable[SourceRun]) -> tuple[SourceRun, ...]:
    """Neighbouring runs with equal marks as one, empty ones gone, no space at the ends or twice in a row."""
    merged: list[SourceRun] = []
    for run in together(runs):
        text = tidy(run.text)
        if not merged:
            text = text.lstrip(" \n")
        elif merged[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text:
            merged.append(replace(run, text=text))
    while merged and not merged[-1].text.strip(" \n"):
        merged.pop()
    if merged:
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip(" \n"))
    return tuple(merged)


def together(runs: Iterable[SourceRun]) -> list[SourceRun]:
    """Neighbours with equal marks as one. They are joined before they are tidied: an accent may be a run of its own."""
    alike = itertools.groupby((run for run in runs if run.text), key=lambda run: replace(run, text=""))
    return [replace(look, text="".join(run.text for run in group)) for look, group in alike]


def bulleted(block: SourceBlock) -> SourceBlock:
    """A one-line paragraph that begins with a bullet as a character is a list item."""
    match = BULLET.match(block.text)
    if block.kind != "paragraph" or not match or "\n" in block.text:
        return block
    return replace(block, runs=cut(block.runs, match.end()), kind="item")


def cut(runs: tuple[SourceRun, ...], start: int, end: int | None = None) -> tuple[SourceRun, ...]:
    """The runs of ``text[start:end]``."""
    return pieces(runs, [start] if end is None else [start, end])[1]


def pieces(runs: Iterable[SourceRun], positions: Sequence[int]) -> list[tuple[SourceRun, ...]]:
    """The runs cut at each of the ascending positions in their text; one piece more than positions."""
    parts: list[list[SourceRun]] = [[]]
    ahead = iter(positions)
    following = next(ahead, None)
    position = 0
    for run in runs:
        start = 0
        while following is not None and following <= position + len(run.text):
            parts[-1].append(replace(run, text=run.text[start : following - position]))
            parts.append([])
            start = following - position
            following = next(ahead, None)
        parts[-1].append(replace(run, text=run.text[start:]))
        position += len(run.text)
    parts.extend([] for _ in range(len(positions) + 1 - len(parts)))
    return [merge(part) for part in parts]


def parse_date(text: str) -> date | None:
    """The day in an ISO 8601 date or time; None if there is none or it is no day of the calendar."""
    match = re.search(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)", text)
    try:
        day = date(int(match[1]), int(match[2]), int(match[3] or 1)) if match else None
    except ValueError:
        return None
    return day if day and plausible(day) else None


def plausible(day: date) -> bool:
    """Whether an interview of that day can be published."""
    return bounds.FIRST_YEAR <= day.year <= bounds.LAST_YEAR
