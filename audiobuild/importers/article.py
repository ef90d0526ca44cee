"""A text without an interview in it, as one chapter per heading."""

from __future__ import annotations

from audiobuild.importers.document import Block
from audiobuild.importers.talk import Aside, Pair, Part, Talk, Text
from audiobuild.importers.units import Unit, split


def chapters(blocks: list[tuple[int, Block]]) -> Talk:
    """Headings as questions, what stands below each as its answer; the rest before the first is the introduction.

    Of the levels that have a text below them, the highest makes chapters; the page's title stands above all text.
    """
    units = split(blocks)
    level = _level(units)
    introduction: list[Text] = []
    pairs: list[Pair] = []
    asides: list[Aside] = []
    heading: Unit | None = None
    below: list[Text] = []
    for unit in [*units, None]:
        if unit is None or (unit.kind == "heading" and (_of(unit) == level or (heading and _of(unit) < level))):
            if heading and below:
                part = Part(speaker="", texts=tuple(below))
                pairs.append(
                    Pair(question=Text(runs=heading.runs, unit=heading), asked_by="", answers=(part,), odds=4.0)
                )
            elif heading:
                asides.append(Aside(text=heading.text, line=heading.line, reason="heading", after=len(pairs)))
            heading, below = unit, []
        elif heading:
            below.append(Text(runs=unit.runs, unit=unit))
        elif unit.kind == "heading":
            asides.append(Aside(text=unit.text, line=unit.line, reason="heading", after=0))
        else:
            introduction.append(Text(runs=unit.runs, unit=unit))
    return Talk(introduction=tuple(introduction), pairs=tuple(pairs), asides=tuple(asides))


def _level(units: list[Unit]) -> int:
    """The highest level of which there are at least two headings; else the highest there is."""
    levels = sorted(_of(unit) for unit in units if unit.kind == "heading")
    return next((level for level in levels if levels.count(level) >= 2), levels[0] if levels else 0)


def _of(unit: Unit) -> int:
    return next((int(mark[1:]) for mark in unit.marks if mark[0] == "h" and mark[1:].isdigit()), 9)
