"""Words that voices read wrong since their letters are another language's, loan words and names: ``<code>/loans.tsv``.

The file is written by ``python -m tools.loans`` from a pronunciation dictionary. Its lines, between tabs:

``Beamer  bˈiːmɜ``     a word and how it is pronounced, which is also what compounds with it may begin or end with
``Chor  kˈoːɾ  alone``  one that stands only by itself: too much begins or ends like it
``Chef  ʃˈɛf  inside``  one that a voice reads right by itself, and wrong in compounds
``-s  s``              an ending, which any of them may have
``-te  tə  small``     one of words in small letters alone
``raum``               what a compound may have beside one of them; voices read it right
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from audiobuild.languages.mechanism import Answer, Change, Place, Rule, rule
from audiobuild.languages.registry import folder

FILE = "loans.tsv"
NAME = "loan word"
ALONE = "alone"
INSIDE = "inside"
SMALL = "small"
SHORTEST_PART = 4
LONGEST_ENDING = 4
LONGEST_WORD = 40
_SOFT = tuple("bdgvwsz")
"""Behind these the end of a word does not tell how it sounds before a vowel: "Job", "jobben"."""
_VOWELS = tuple("aeiouyəɛɪɔʊʏœøɜɐɑ")
_BEFORE_N = (*"əɜlɾr", "iː", "eː", "oː", "uː", "o", "u", "i")
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
    """What is known of a language's loan words: ``words`` by themselves, of which some stand ``alone``, in small letters, and
    words that are only ``inside`` of others.
    """

    words: Mapping[str, str]
    alone: frozenset[str]
    inside: Mapping[str, str]
    endings: Mapping[str, str]
    small_endings: Mapping[str, str]
    parts: frozenset[str]

    def find(self, word: str) -> Spoken | None:
        """How a word is pronounced, or a part of it; None where nothing is known, or the voice reads it right."""
        if ipa := self.words.get(word) or self._small(word):
            return Spoken(start=0, end=len(word), ipa=ipa)
        if len(word) > LONGEST_WORD or not word[1:].islower():
            return None
        if found := self._inflected(word, self._stem):
            return Spoken(start=0, end=len(word), ipa=found[0], known=(found[1],))
        return self._compound(word.lower()) if word[0].isupper() else None

    def _stem(self, word: str) -> str | None:
        """What may have an ending."""
        return None if word.lower() in self.alone else self.words.get(word)

    def _noun(self, word: str) -> str | None:
        """What a compound may have, with or without an ending."""
        return self._stem(word) or self.inside.get(word)

    def _small(self, word: str) -> str | None:
        """Small letters also fit a capital: at the beginning of a sentence, or of a verb that is used as a noun."""
        return self.words.get(word[0].lower() + word[1:]) if word[0].isupper() else None

    def _inflected(self, word: str, known: Callable[[str], str | None]) -> tuple[str, str] | None:
        endings = self.endings if word[0].isupper() else self.small_endings
        for length in range(1, min(LONGEST_ENDING, len(word) - 3) + 1):
            ending, stem = endings.get(word[-length:]), word[:-length]
            if ending and (len(stem) >= SHORTEST_PART or ending == "s") and (ipa := known(stem)):
                return None if _unclear(stem, ipa, ending) else (ipa + ending, stem)
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
        if ipa := self._noun(word):
            return ipa, word
        return self._inflected(word, self._noun) if len(word) > 5 else None


def _unclear(stem: str, ipa: str, ending: str) -> bool:
    """Whether the stem does not tell how it sounds before the ending."""
    return (
        (stem.endswith(_SOFT) and ending.startswith(_VOWELS))
        or (ipa.endswith(_HISSES) and ending.startswith(_HISSES))
        or (stem.endswith("e") and not ipa.endswith(_VOWELS) and ending != "s")
        or ("\u0303" in ipa[-2:] and ending != "s")
        or (ending == "n" and not ipa.endswith(_BEFORE_N))
    )


def parsed(lines: Iterable[str]) -> Loans:
    """The lines of a file."""
    rows = [(*line.split("\t"), "", "")[:3] for line in lines if not line.startswith("#")]
    endings = {text[1:]: (ipa, mark) for text, ipa, mark in rows if text[0] == "-"}
    return Loans(
        words={text: ipa for text, ipa, mark in rows if ipa and text[0] != "-" and mark != INSIDE},
        alone=frozenset(text.lower() for text, _, mark in rows if mark == ALONE),
        inside={text: ipa for text, ipa, mark in rows if mark == INSIDE},
        endings={ending: ipa for ending, (ipa, mark) in endings.items() if mark != SMALL},
        small_endings={ending: ipa for ending, (ipa, _) in endings.items()},
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
