"""Words that voices read wrong since their letters are another language's, loan words and names: ``<code>/loans.tsv``.

The file is written by ``python -m tools.loans`` from a pronunciation dictionary. Its lines, between tabs:

``Beamer  bˈiːmɜ``     a word and how it is pronounced, which is also what compounds with it may begin or end with
``Chor  kˈoːɾ  alone``  one that stands only by itself: too much begins or ends like it
``-s  s``              an ending, which any of them may have
``raum``               what a compound may have beside one of them; voices read it right
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from audiobuild.languages.mechanism import Answer, Change, Place, Rule, rule
from audiobuild.languages.registry import folder

FILE = "loans.tsv"
NAME = "loan word"
ALONE = "alone"
SHORTEST_PART = 4
LONGEST_ENDING = 4
LONGEST_WORD = 40
_SOFT = tuple("bdgvwsz")
"""Behind these the end of a word does not tell how it sounds before a vowel: "Job", "jobben"."""
_VOWELS = tuple("aeiouyəɛɪɔʊʏœøɜɐɑ")
_HISSES = tuple("szʃʒ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A part of a word, from ``start`` to ``end``, its pronunciation, and the known words in it; the rest is read right."""

    start: int
    end: int
    ipa: str
    known: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Loans:
    """What is known of a language's loan words. ``stems`` are those that compounds may have, in small letters."""

    words: Mapping[str, str]
    alone: frozenset[str]
    endings: Mapping[str, str]
    parts: frozenset[str]

    @cached_property
    def stems(self) -> Mapping[str, str]:
        """The words that may have an ending, and with a capital be a part of a compound."""
        return {word: ipa for word, ipa in self.words.items() if word.lower() not in self.alone}

    def find(self, word: str) -> Spoken | None:
        """How a word is pronounced, or a part of it; None where nothing is known, or the voice reads it right."""
        if ipa := self.words.get(word) or self._small(word):
            return Spoken(start=0, end=len(word), ipa=ipa)
        if len(word) > LONGEST_WORD or not word[1:].islower():
            return None
        if found := self._inflected(word):
            return Spoken(start=0, end=len(word), ipa=found[0], known=(found[1],))
        return self._compound(word.lower()) if word[0].isupper() else None

    def _small(self, word: str) -> str | None:
        """Small letters also fit a capital: at the beginning of a sentence, or of a verb that is used as a noun."""
        return self.words.get(word[0].lower() + word[1:]) if word[0].isupper() else None

    def _inflected(self, word: str) -> tuple[str, str] | None:
        for length in range(1, min(LONGEST_ENDING, len(word) - 3) + 1):
            ending, stem = self.endings.get(word[-length:]), word[:-length]
            if ending and (len(stem) >= SHORTEST_PART or ending == "s") and (ipa := self.stems.get(stem)):
                unclear = (stem.endswith(_SOFT) and ending.startswith(_VOWELS)) or (
                    ipa.endswith(_HISSES) and ending.startswith(_HISSES)
                )
                return None if unclear else (ipa + ending, stem)
        return None

    def _compound(self, small: str) -> Spoken | None:
        """The longest first part that is known and leaves a known one, of which one at least is a loan."""
        for at in range(len(small) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            first, last = self._part(small[:at]), self._part(small[at:])
            if first and last:
                ipa = first[0] + last[0].replace("ˈ", "ˌ")
                return Spoken(start=0, end=len(small), ipa=ipa, known=(first[1], last[1]))
            if first and small[at:] in self.parts:
                return Spoken(start=0, end=at, ipa=first[0], known=(first[1],))
            if last and small[:at] in self.parts:
                return Spoken(start=at, end=len(small), ipa=last[0].replace("ˈ", "ˌ"), known=(last[1],))
        return None

    def _part(self, small: str) -> tuple[str, str] | None:
        """A noun or a name, alone or with an ending."""
        word = small.capitalize()
        return (self.stems[word], word) if word in self.stems else self._inflected(word) if len(word) > 5 else None


def parsed(lines: Iterable[str]) -> Loans:
    """The lines of a file."""
    rows = [(*line.split("\t"), "", "")[:3] for line in lines if not line.startswith("#")]
    return Loans(
        words={text: ipa for text, ipa, _ in rows if ipa and text[0] != "-"},
        alone=frozenset(text.lower() for text, _, mark in rows if mark == ALONE),
        endings={text[1:]: ipa for text, ipa, _ in rows if text[0] == "-"},
        parts=frozenset(text for text, ipa, _ in rows if not ipa),
    )


@cache
def of(code: str) -> Loans:
    """What is known of a language's loan words: read when the first word is looked up."""
    return parsed((folder(code) / FILE).read_text("utf-8").splitlines())


@lru_cache(maxsize=20_000)
def _found(code: str, word: str) -> Spoken | None:
    """Kept, since a text says the same words again."""
    return of(code).find(word)


def loans(code: str, example: tuple[str, str] | None) -> tuple[Rule, ...]:
    """The rule of a language that has such a file, and an ``example``."""

    def speak(place: Place) -> Answer:
        found = _found(code, place[0])
        if found is None:
            return None
        start, end = place.start + found.start, place.start + found.end
        return Change(spoken=place.text[start:end], ipa=found.ipa, start=start, end=end)

    return (rule(NAME, "word", r"[^\W\d_]{2,}(?!\w)", speak, example=example),) if example else ()
