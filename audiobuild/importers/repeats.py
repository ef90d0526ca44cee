"""Texts that only repeat another: pull quotes, tables of contents, a teaser of what follows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from audiobuild.importers.evidence import asks, tokens

_QUOTED = re.compile(r"\s*[\"„“«»].*[\"“”«»]\s*")
_SEQUENCE = 4
"""Words in a row that are looked up together."""
_MOST_PLACES = 8
"""Places that are remembered for each of them; what stands in more is a phrase of the page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Text:
    """A text with its words in small letters, and these in every sequence."""

    text: str
    words: tuple[str, ...]
    sequences: tuple[tuple[str, ...], ...]
    asks: bool

    @classmethod
    def of(cls, text: str) -> _Text:
        words = tuple(token.lower() for token in tokens(text))
        starts = range(max(len(words) - _SEQUENCE, 0) + 1)
        return cls(
            text=text,
            words=words,
            sequences=tuple(words[start : start + _SEQUENCE] for start in starts),
            asks=asks(text),
        )


def repeated(texts: Sequence[str], set_off: Sequence[bool]) -> set[int]:
    """Which texts only repeat part of another.

    A short text repeats a longer one if four fifths of its word sequences are in it. Of equal texts that ask, all but the
    last repeat it (a list of questions with links to them); of others all but the first. What asks repeats a longer text
    only if it is ``set_off`` as a quotation.
    """
    compared = [_Text.of(text) for text in texts]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, text in enumerate(compared):
        for sequence in set(text.sequences):
            if len(places[sequence]) < _MOST_PLACES:
                places[sequence].append(index)
    return {
        index
        for index, text in enumerate(compared)
        if 3 <= len(text.words) <= 60 and _repeats(index, compared, places, set_off=set_off[index])
    }


def _repeats(index: int, texts: Sequence[_Text], places: dict[tuple[str, ...], list[int]], *, set_off: bool) -> bool:
    own = texts[index]
    least = 4 if _QUOTED.fullmatch(own.text) else 5
    shared = Counter(other for sequence in own.sequences for other in places[sequence] if other != index)
    for other, count in shared.items():
        longer = len(texts[other].words)
        if texts[other].words == own.words:
            if (other > index) if own.asks else (other < index):
                return True
        elif least <= len(own.words) < longer and (set_off or not own.asks):
            enough = 0.8 if longer > 1.2 * len(own.words) else 1.0
            return count >= enough * len(own.sequences)
    return False
