"""The words of a language by how often they are used: ``<code>/frequent.txt``, and ``others.txt`` for languages without rules.

Written by ``python -m tools.frequent_words``. A word's rank alone says how probable it is: the hundredth of a language is
ten times as frequent as the thousandth (Zipf's law).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log10

from audiobuild.languages.registry import folder

FILE = "frequent.txt"
OTHERS = "others.txt"
_HEAD = 3
"""The first words of a language are about equally frequent; Zipf's law holds from the third on (Mandelbrot)."""
_UNKNOWN = log10(50_000)
_KIN = log10(15_000)
_STEM = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Frequent:
    """What is known of a language's words, in small letters."""

    rarities: Mapping[str, float]
    """Powers of ten by which a word is rarer than the most frequent one."""
    stems: frozenset[str]
    """How its longer words begin, which other forms of them do as well."""

    def knows(self, word: str) -> bool:
        """Whether it is one of the words, or begins like one."""
        return word in self.rarities or self._is_kin(word)

    def rarity(self, word: str) -> float:
        """How rare a word is, one that is not known too."""
        known = self.rarities.get(word)
        return known if known is not None else _KIN if self._is_kin(word) else _UNKNOWN

    def _is_kin(self, word: str) -> bool:
        return len(word) > _STEM and word[:_STEM] in self.stems


@cache
def of(code: str) -> Frequent:
    """The words of a language that has rules."""
    lines = (folder(code) / FILE).read_text("utf-8").splitlines()
    return _ranked([line for line in lines if not line.startswith("#")])


@cache
def others() -> Mapping[str, Frequent]:
    """The most frequent words of languages and dialects without rules, to tell theirs from those that we know: by code."""
    lines = (files("audiobuild.languages") / OTHERS).read_text("utf-8").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {code: _ranked(words) for code, *words in rows}


def _ranked(words: list[str]) -> Frequent:
    return Frequent(
        rarities={word: log10(rank) for rank, word in enumerate(words, _HEAD)},
        stems=frozenset(word[:_STEM] for word in words if len(word) > _STEM),
    )
