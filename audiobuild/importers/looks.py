"""A document as it looks before its pieces are judged, and how numbers become names of evidence."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audiobuild.importers import evidence as say
from audiobuild.importers.document import Document
from audiobuild.importers.evidence import sigmoid
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.pieces import DASH, number_before
from audiobuild.importers.turns import Turn

Column = list[list[str]]
"""For each piece the evidence of one kind."""
_CLEAR: Final = 2.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What is known of a document before its pieces are judged."""

    document: Document
    turns: Sequence[Turn]
    words: InterviewWords
    asking: Sequence[float]
    """How much each piece asks, by its words alone: log odds."""
    lengths: Sequence[int]
    """Words of each."""

    @property
    def belief(self) -> list[float]:
        """How likely each asks, by its words alone."""
        return [sigmoid(1.2 * (value - 0.3)) for value in self.asking]

    @property
    def clear(self) -> list[int]:
        """The pieces that clearly ask."""
        return [index for index, value in enumerate(self.asking) if value >= _CLEAR and self.lengths[index] >= 3]


def look(document: Document, turns: Sequence[Turn], words: InterviewWords) -> Look:
    """What is known of a document."""
    asking = [say.questionness(DASH.sub("", number_before().sub("", t.text, count=1), count=1), words) for t in turns]
    for index, (turn, following) in enumerate(itertools.pairwise(turns)):
        if say.completes(turn.text, following.text):
            asking[index] = max(asking[index], _CLEAR)
    return Look(
        document=document,
        turns=turns,
        words=words,
        asking=asking,
        lengths=[len(say.tokens(turn.text)) for turn in turns],
    )


def rounded(value: float, steps: int, most: int = 5) -> str:
    """The value in so many steps for each whole, kept within ``most`` of nothing."""
    return str(max(-most * steps, min(most * steps, round(value * steps))) / steps)


def size(length: int) -> int:
    """Which class of length a number of words is."""
    return next(number for number, most in enumerate((0, 1, 3, 6, 12, 20, 35, 60, 100, 10**9)) if length <= most)
