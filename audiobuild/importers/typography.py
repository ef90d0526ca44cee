"""The mark that sets questions apart from answers for the eye: one (bold, a heading, a class of the page), or two together."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audiobuild.importers.evidence import sigmoid
from audiobuild.importers.pieces import Piece

_MOST = 40
"""Marks that are looked at, the most frequent first; their pairs are looked at too."""

_ENOUGH = 0.5
"""The score from which marks are believed. A page whose every other question is a statement still has 0.6."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TypographicMarks:
    """``names`` are the marks (``not …`` for one that questions lack), ``marked`` the indexes of units that fit them."""

    names: tuple[str, ...]
    marked: frozenset[int]
    score: float


def find(units: Sequence[Piece], evidence: Sequence[float]) -> TypographicMarks | None:
    """The marks of the questions; None where none fits them well enough."""
    belief = [sigmoid(1.2 * (value - 0.3)) for value in evidence]
    lengths = [len(unit.text.split()) for unit in units]
    best: TypographicMarks | None = None
    for names, marked in _candidates(units):
        score = _score(marked, belief, lengths) - sum(_price(name) for name in names)
        if best is None or score > best.score + 1e-9:
            best = TypographicMarks(names=names, marked=marked, score=score)
    return best if best and best.score > _ENOUGH else None


def _score(marked: frozenset[int], belief: Sequence[float], lengths: Sequence[int]) -> float:
    """How well the marked units are the questions: the harmonic mean of how much they ask and how much of all asking is
    theirs, less what speaks against them: questions in a row, and as long as answers.
    """
    asked = sum(belief[index] for index in marked)
    purity, coverage = asked / len(marked), asked / max(sum(max(0.0, value - 0.1) for value in belief), 0.1)
    coverage = min(coverage, 1.0)
    in_a_row = sum(index + 1 in marked for index in marked) / len(marked)
    too_long = sum(lengths[index] > 60 for index in marked) / len(marked)
    score = 2 * purity * coverage / max(purity + coverage, 0.01) - 0.3 * in_a_row - 0.3 * too_long
    return score + 0.1 * (len(marked) >= 5 and _paced(marked))


def _paced(marked: frozenset[int]) -> bool:
    """Whether nearly always one to three units that lack the mark stand between two that have it."""
    steps = [b - a for a, b in itertools.pairwise(sorted(marked))]
    return sum(2 <= step <= 4 for step in steps) >= 0.8 * len(steps)


def _price(name: str) -> float:
    """A mark that is there counts for more than one that is missing, and any more than the space between lines."""
    return 0.02 + 0.04 * name.startswith("not ") + 0.15 * name.endswith("apart")


def _candidates(units: Sequence[Piece]) -> Iterator[tuple[tuple[str, ...], frozenset[int]]]:
    """Sets of units with a mark, without one, and with two; each set once, under its shortest name."""
    counts = Counter(mark for unit in units for mark in seen(unit))
    common = sorted((mark for mark, count in counts.items() if 2 <= count < len(units)), key=lambda m: (-counts[m], m))
    having = {mark: frozenset(i for i, unit in enumerate(units) if mark in seen(unit)) for mark in common[:_MOST]}
    everything = frozenset(range(len(units)))
    singles = {(mark,): members for mark, members in having.items()}
    lacking = {
        (f"not {mark}",): everything - members for mark, members in having.items() if len(members) >= 0.25 * len(units)
    }
    yielded: set[frozenset[int]] = set()
    for names, members in (singles | lacking).items():
        if len(members) >= 2 and members not in yielded:
            yielded.add(members)
            yield names, members
    for (first, one), (second, two) in itertools.combinations((singles | lacking).items(), 2):
        both = one & two
        if len(both) >= 2 and both not in yielded:
            yielded.add(both)
            yield (*first, *second), both


def seen(unit: Piece) -> frozenset[str]:
    """The marks of a unit with the space around it."""
    return unit.marks | ({"apart"} if unit.apart else frozenset())
