"""Whether a word looks like one of a language, by its letters in a row: those of :mod:`.frequent` words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import log10

from audiobuild.languages import frequent

_ORDER = 3
_LETTERS = 60
"""So many there may be, about: what each would have if nothing were known."""
_SAMPLE = 4
_ODDEST = 0.003
"""The share of a language's own words that look no better than what is strange to it."""


@dataclass(frozen=True, kw_only=True)
class Letters:
    """Which letters follow which: how often a row of up to three stands in the words of a language, and how many different
    letters stand behind it."""

    rows: Mapping[str, int]
    begun: Mapping[str, int]
    followers: Mapping[str, int]
    least: float = 0.0

    def usual(self, word: str) -> float:
        """How probable each letter is behind those before it, on average, as a power of ten (Witten and Bell's estimate)."""
        text = _bounded(word)
        return sum(log10(self._probability(text, at)) for at in range(1, len(text))) / (len(text) - 1)

    def strange(self, word: str) -> bool:
        """Whether it looks odder than nearly all words of the language."""
        return self.usual(word) < self.least

    def _probability(self, text: str, at: int) -> float:
        probability = 1 / _LETTERS
        for start in range(at, max(-1, at - _ORDER), -1):
            before = text[start:at]
            if not (count := self.begun.get(before)):
                break
            others = self.followers[before]
            probability = (self.rows.get(text[start : at + 1], 0) + others * probability) / (count + others)
        return probability


@cache
def of(code: str) -> Letters:
    """Those of a language that has rules: counted when the first word is asked for, in about a fifth of a second."""
    words = frequent.of(code).rarities
    rows = Counter(row for word in words for row in _rows(_bounded(word)))
    begun, followers = Counter[str](), Counter[str]()
    for row, count in rows.items():
        begun[row[:-1]] += count
        followers[row[:-1]] += 1
    letters = Letters(rows=rows, begun=begun, followers=followers)
    some = sorted(letters.usual(word) for word in islice(words, 0, None, _SAMPLE))
    return Letters(rows=rows, begun=begun, followers=followers, least=some[int(_ODDEST * len(some))])


def _bounded(word: str) -> str:
    return f"^{word.casefold()}$"


def _rows(text: str) -> Iterator[str]:
    return (text[start : at + 1] for at in range(1, len(text)) for start in range(at, max(-1, at - _ORDER), -1))
