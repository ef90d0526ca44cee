"""Cues → how likely each candidate is the one who answers, or who asks, or that nobody of them is."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, Literal

Part = Literal["answer", "question"]
WEIGHTS: Final = Path(__file__).parent / "people.json"
"""Written by ``tools/importing/train_people.py``: the weight of each cue, for who answers and for who asks."""


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The weights that come with the program."""
    found: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found


def score(cues: Mapping[str, float], part: Part) -> float:
    """What speaks for a candidate: log odds against nobody. Summed in the order of names, so that sums are the same."""
    own = weights()[part]
    return sum(own.get(cue, 0.0) * value for cue, value in sorted(cues.items()))


def likely(scores: Sequence[float]) -> list[float]:
    """How likely each is the one, if at most one is."""
    top = max((0.0, *scores))
    total = math.exp(-top) + sum(math.exp(value - top) for value in scores)
    return [math.exp(value - top) / total for value in scores]
