"""A text without an interview in it, as one chapter per heading."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from audiobuild.importers.talk import Judged
from audiobuild.importers.turns import Turn


def judged(turns: Sequence[Turn]) -> list[Judged]:
    """Headings as questions, what stands below each as its answer; the rest before the first is the introduction.

    Of the levels that have a text below them, the highest makes chapters; the page's title stands above all text.
    """
    texts = [turn for turn in turns if not turn.piece.region]
    level = _level(texts)
    chapters = [index for index, turn in enumerate(texts) if turn.piece.kind == "heading" and turn.piece.level == level]
    filled = {
        index
        for index, following in pairwise([*chapters, len(texts)])
        if any(turn.piece.kind != "heading" for turn in texts[index + 1 : following])
    }
    labels: dict[int, str] = {}
    begun = False
    for index, turn in enumerate(texts):
        heading = turn.piece.kind == "heading"
        begun = begun or index in filled
        before = "subheading" if heading else "introduction"
        labels[id(turn)] = "question" if index in filled else "answer" if begun else before
    return [Judged(turn=turn, label=labels.get(id(turn), "page")) for turn in turns]


def _level(turns: Sequence[Turn]) -> int:
    """The highest level of which there are at least two headings; else the highest there is."""
    levels = sorted(turn.piece.level for turn in turns if turn.piece.kind == "heading")
    return next((level for level in levels if levels.count(level) >= 2), levels[0] if levels else 0)
