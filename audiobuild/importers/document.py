"""What every source is read into: blocks of text in reading order, with the marks that a reader would see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

Kind = Literal["paragraph", "heading", "item", "quote"]

BULLET = re.compile(r"[•‣▪◦●○■□·]\s*|\*\s+")
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\x00-\x08\x0e-\x1f\x7f-\x9f\ufff9-\ufffd]"
)


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
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return re.sub(r" *\n *", "\n", _SPACES.sub(" ", text))


def merge(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbouring runs with equal marks as one, empty ones gone, no space at the ends or twice in a row."""
    merged: list[Run] = []
    for run in runs:
        text = tidy(run.text)
        if not merged or merged[-1].text[-1:] in (" ", "\n"):
            text = text.lstrip(" \n") if not merged else text.lstrip(" ")
        if not text:
            continue
        if merged and _marks(merged[-1]) == _marks(run):
            merged[-1] = _with_text(merged[-1], merged[-1].text + text)
        else:
            merged.append(_with_text(run, text))
    while merged and not (text := merged[-1].text.rstrip(" \n")):
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
    found: list[Run] = []
    position = 0
    for run in runs:
        low = max(start - position, 0)
        high = len(run.text) if end is None else min(end - position, len(run.text))
        if low < high:
            found.append(_with_text(run, run.text[low:high]))
        position += len(run.text)
    return merge(found)


def _marks(run: Run) -> tuple[bool, bool, str, str]:
    return run.strong, run.emphasis, run.href, run.style


def _with_text(run: Run, text: str) -> Run:
    return Run(text=text, strong=run.strong, emphasis=run.emphasis, href=run.href, style=run.style)
