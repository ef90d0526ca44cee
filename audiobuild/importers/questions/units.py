"""Blocks → units: the smallest pieces that can be a turn of their own, lines and runs of one typographic kind."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from audiobuild.importers.document import Kind, SourceBlock, SourceRun, joined_text, pieces
from audiobuild.importers.interview_words import anywhere, choice
from audiobuild.importers.questions.evidence import ends_sentence, tokens

DASH = re.compile(r"(?:[—–―‒]|[-•‣▪◦●■·*](?!\*))\s*(?=\S)")
"""A dash, or a bullet that the source has as a character."""

ALONE = re.compile(r"(?:[^\W\d_]+ )?[(#]?\d{1,2}[.):/]?")
"""A number alone, or with the word for what it counts ("Frage 3")."""
QUOTED = re.compile(r"[\"„“”«»]|,,|‘|''")


@cache
def number_before() -> re.Pattern[str]:
    """A number before a text, with or without the abbreviation for it: "3.", "Nr. 3 –", "(3)"."""
    return re.compile(rf"[(#]?{numero()}?(\d{{1,2}})\s*(?:[.):/]|[.):]?\s+[-–—]|[-–—])\s*(?=[^\s\d])")


@cache
def numero() -> str:
    """An expression for an abbreviation or sign of "number"."""
    return rf"(?:(?i:{choice(anywhere('numero'))}|n[º°])\.? ?|№ ?)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """The smallest piece that can be a turn.

    ``block`` is the index of the block that it comes from, ``first`` says that it is that block's beginning. ``marks`` are
    what a reader's eye tells it by: its element, bold, a class of the page, capitals, a dash. ``level`` is a heading's;
    ``apart`` and ``rule`` are those of :class:`~audiobuild.importers.document.SourceBlock`.
    """

    runs: tuple[SourceRun, ...]
    block: int
    line: int
    first: bool
    kind: Kind
    marks: frozenset[str]
    apart: bool
    rule: bool
    level: int = 0
    ordered: bool = False

    @property
    def text(self) -> str:
        return joined_text(self.runs)

    @property
    def classes(self) -> frozenset[str]:
        """The names that the page gives to it or to what it stands in."""
        return frozenset(mark for mark in self.marks if mark.startswith("class"))


def split(blocks: Iterable[tuple[int, SourceBlock]]) -> list[Unit]:
    """The units of the blocks, in order. Each comes with the index that its units remember.

    A number on a line of its own becomes a mark of what follows.
    """
    units: list[Unit] = []
    numbered = False
    for index, block in blocks:
        for unit in _units(index, block):
            if ALONE.fullmatch(unit.text):
                numbered = True
                continue
            units.append(replace(unit, marks=unit.marks | {"number"}) if numbered else unit)
            numbered = False
    return units


def _units(index: int, block: SourceBlock) -> Iterator[Unit]:
    cuts = sorted({*_line_ends(block.text), *_changes(block.runs)})
    first = True
    for runs in pieces(block.runs, cuts):
        if runs:
            yield Unit(
                runs=runs,
                block=index,
                line=block.line,
                first=first,
                kind=block.kind,
                marks=_marks(block, runs, first),
                apart=block.apart and first,
                rule=block.rule and first,
                level=block.level,
                ordered=block.ordered,
            )
            first = False


def _line_ends(text: str) -> Iterator[int]:
    return (match.end() for match in re.finditer(r"\n+", text))


def _changes(runs: tuple[SourceRun, ...]) -> Iterator[int]:
    """Where the typography changes between two sentences: a bold question before its answer in one paragraph.

    A change inside a sentence is emphasis, and one after a colon a label. Four bold words before a capital letter are
    taken for a question whose mark was forgotten.
    """
    position = 0
    for left, right in itertools.pairwise(runs):
        position += len(left.text)
        if (left.strong, left.emphasis, left.style) == (right.strong, right.emphasis, right.style):
            continue
        before, after = left.text.strip(), right.text.lstrip(' \n"„“«‘¿¡—–-')
        if not before or not after or before.endswith(":"):
            continue
        forgotten = left.strong and len(tokens(before)) >= 4 and after[:1].isupper()
        if (ends_sentence(before) and len(tokens(before)) >= 2) or forgotten:
            yield position


def _marks(block: SourceBlock, runs: tuple[SourceRun, ...], first: bool) -> frozenset[str]:
    text = joined_text(runs)
    worded = [run for run in runs if any(c.isalnum() for c in run.text)] or list(runs)
    marks = {
        f"h{block.level}": block.kind == "heading",
        "item": block.kind == "item",
        "quote": block.kind == "quote",
        "strong": all(run.strong for run in worded) and block.kind != "heading",
        "emphasis": all(run.emphasis for run in worded),
        "link": all(run.href for run in worded),
    }
    styles = {f"style {run.style}" for run in worded}
    seen = {name for name, present in marks.items() if present}
    classes = {f"class {name}" for name in block.style.split()} if first else set()
    return frozenset(seen | classes | printed(text) | (styles if len(styles) == 1 and worded[0].style else set()))


def printed(text: str) -> frozenset[str]:
    """The marks that the characters of a text are."""
    letters = [c for c in text if c.isalpha()]
    dash = bool(DASH.match(text))
    marks = {
        "capitals": len(letters) >= 8 and all(c.isupper() for c in letters),
        "quoted": bool(QUOTED.match(text)),
        "number": bool(number_before().match(text)),
        "dash": dash,
        f"starts {text[:1]}": dash,
    }
    return frozenset(name for name, present in marks.items() if present)
