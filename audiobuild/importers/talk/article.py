"""A text without an interview in it, as one chapter per heading."""

from __future__ import annotations

from collections.abc import Sequence

from audiobuild.importers.document import SourceBlock
from audiobuild.importers.questions.units import Unit, split
from audiobuild.importers.talk.model import LabelledTurn, Pair, Talk, TalkParagraph, Unspoken

_ODDS = 4.0
"""Log odds of a chapter: a heading is one for sure."""


def chapters(blocks: list[tuple[int, SourceBlock]]) -> Talk:
    """Headings as questions, what stands below each as its answer; the rest before the first is the introduction.

    Of the levels that have a text below them, the highest makes chapters; the page's title stands above all text.
    """
    units = split(blocks)
    level = _level(units)
    introduction: list[TalkParagraph] = []
    pairs: list[Pair] = []
    unspoken: list[Unspoken] = []
    for heading, below in _sections(units, level):
        paragraphs = tuple(TalkParagraph(runs=unit.runs, unit=unit) for unit in below)
        if heading and below:
            pairs.append(
                Pair(
                    question=TalkParagraph(runs=heading.runs, unit=heading),
                    asked_by="",
                    answers=(LabelledTurn(speaker="", paragraphs=paragraphs),),
                    odds=_ODDS,
                )
            )
        elif heading:
            unspoken.append(Unspoken(text=heading.text, line=heading.line, reason="heading", after=len(pairs)))
        else:
            introduction += [paragraph for paragraph in paragraphs if paragraph.unit.kind != "heading"]
            unspoken += [
                Unspoken(text=unit.text, line=unit.line, reason="heading", after=0)
                for unit in below
                if unit.kind == "heading"
            ]
    return Talk(introduction=tuple(introduction), pairs=tuple(pairs), unspoken=tuple(unspoken))


def _sections(units: Sequence[Unit], level: int) -> list[tuple[Unit | None, list[Unit]]]:
    """Each heading that makes a chapter with the units below it; what stands before the first has none.

    A heading above that level ends a chapter, and begins one itself.
    """
    sections: list[tuple[Unit | None, list[Unit]]] = [(None, [])]
    for unit in units:
        inside = sections[-1][0] is not None
        if unit.kind == "heading" and (unit.level == level or (inside and unit.level < level)):
            sections.append((unit, []))
        else:
            sections[-1][1].append(unit)
    return sections


def _level(units: Sequence[Unit]) -> int:
    """The highest level of which there are at least two headings; else the highest there is."""
    levels = sorted(unit.level for unit in units if unit.kind == "heading")
    return next((level for level in levels if levels.count(level) >= 2), levels[0] if levels else 0)
