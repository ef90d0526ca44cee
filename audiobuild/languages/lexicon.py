"""Pronunciations by word or phrase: the show's own (``content/lexicon.toml``) over the tool's, and W3C PLS files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class LexiconEntry:
    """How a word or phrase is spoken wherever it stands alone or before a hyphen.

    ``spoken`` empty means: as printed (useful with ``language``, the language in which it is spoken). ``ipa`` is its
    pronunciation in the International Phonetic Alphabet for engines that take one. ``case`` false matches any case.
    """

    text: str
    spoken: str = ""
    ipa: str = ""
    language: str = ""
    case: bool = True


@dataclass(frozen=True)
class Lexicon:
    """Entries, found by the first word of each. A later entry for the same text replaces an earlier one."""

    entries: tuple[LexiconEntry, ...] = field(default=())

    @cached_property
    def _by_word(self) -> Mapping[str, tuple[tuple[re.Pattern[str], LexiconEntry], ...]]:
        words: defaultdict[str, dict[str, LexiconEntry]] = defaultdict(dict)
        for entry in self.entries:
            if first := _FIRST_WORD.match(entry.text):
                words[first[0].casefold()][entry.text] = entry
        return {
            word: tuple((_pattern(entry), entry) for entry in sorted(found.values(), key=lambda e: -len(e.text)))
            for word, found in words.items()
        }

    def find(self, text: str, start: int, word: str) -> tuple[LexiconEntry, int] | None:
        """The longest entry that stands at ``start``, where the token ``word`` begins, and its end in ``text``."""
        for pattern, entry in self._by_word.get(word.casefold(), ()):
            if match := pattern.match(text, start):
                return entry, match.end()
        return None

    def over(self, other: Lexicon) -> Lexicon:
        """Both, where this one's entries win."""
        if not (self.entries and other.entries):
            return self if self.entries else other
        return _over(self, other)


EMPTY = Lexicon()


def read_table(code: str) -> Lexicon:
    """The tool's own lexicon of a language: lines of printed, spoken and language, between tabs."""
    lines = (Path(__file__).parent / "lexicons" / f"{code}.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return Lexicon(tuple(LexiconEntry(text=text, spoken=spoken, language=language) for text, spoken, language in rows))


@lru_cache(maxsize=64)
def _over(upper: Lexicon, lower: Lexicon) -> Lexicon:
    """Kept, since every sentence asks for the same few."""
    return Lexicon((*lower.entries, *upper.entries))


_FIRST_WORD = re.compile(r"\w+|[^\w\s]")


def _pattern(entry: LexiconEntry) -> re.Pattern[str]:
    """White space in a phrase matches any; a word ends where it does not go on as a longer word, address or file
    name.
    """
    body = r"\s+".join(re.escape(word) for word in entry.text.split())
    return re.compile(body + r"(?![\w@]|[.:]\w|://)" * entry.text[-1:].isalnum(), 0 if entry.case else re.IGNORECASE)
