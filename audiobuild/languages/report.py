"""Words that an editor may want to look at before a voice reads them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from audiobuild.languages import frequent, letters
from audiobuild.languages.lexicon import EMPTY, Lexicon
from audiobuild.languages.mechanism import Language
from audiobuild.languages.reading import rules_for
from audiobuild.languages.registry import CODES
from audiobuild.languages.shared.text import UPPER
from audiobuild.model import Piece

Kind = Literal["abbreviation", "acronym", "foreign name", "mixed word", "number", "other script", "sign"]
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ACRONYM = re.compile(rf"[{UPPER}]{{2,5}}s?|[{UPPER}][a-zäöü]?[{UPPER}]{{1,4}}")
_JOINED = re.compile(r"-[^\W\d_]+")
_CAMEL = re.compile(rf"[a-zäöüß][{UPPER}](?!nnen|n\b)")
_ABBREVIATION = re.compile(
    r"(?<![\w.])(?:[^\W\d_]{2,}\.(?=-[^\W\d_]|\s*[,;]|\s+[^\W\d_A-ZÄÖÜ])|[^\W\d_aeiouyäöüAEIOUYÄÖÜ]{2,5}\.(?!\.))"
)
"""What goes on behind its dot, or has no vowel."""
_ODD_NUMBER = re.compile(
    r"(?<![\w.,:/-])(?:\d+(?:[.,:]\d+){3,}|\d+(?:\.\.|,,|\.,|,\.)\d+|(?=\w{3,12}\b)[^\W\d_]+\d+[^\W\d_]\w*)(?![\w/])"
)
_SIGN = re.compile(r"[^\w\s!-~]")
_READ = frozenset("§€£¥°±×÷–—‑…„“”‚‘’»«›‹·•©®™´¨¡¿‰µ")


_SHORTEST = 4
"""Shorter names have too few letters to tell."""
_ALIKE = 0.3
"""By so much, in powers of ten, may a word be rarer here than elsewhere, and is still our own."""
_NEARLY = 0.35
"""By so much more may a word look like our own, and is foreign, since another language knows it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DoubtfulWord:
    """A word as printed and as spoken now: an acronym that is spelled or read by guess, a name whose letters show it as
    foreign, a word with parts of two languages or in another script, an abbreviation, number or sign that nobody has
    taught us to read.
    """

    kind: Kind
    text: str
    spoken: str


def report(pieces: Sequence[Piece], *, language: str, lexicon: Lexicon = EMPTY) -> Iterator[DoubtfulWord]:
    """The words of a sentence that are worth a look, in order.

    What the editor has marked (``say``, ``lang``) or the show's ``lexicon`` knows is not among them.
    """
    return (
        finding
        for finding in _doubtful_words(pieces, language, rules_for(language))
        if finding.text not in lexicon.words
    )


def _doubtful_words(pieces: Sequence[Piece], tag: str, language: Language) -> Iterator[DoubtfulWord]:
    for number, piece in enumerate(pieces):
        if piece.rule == "acronym":
            if piece.text not in language.acronyms:
                yield DoubtfulWord(kind="acronym", text=piece.text, spoken=piece.spoken)
        elif piece.rule == "abbreviation":
            if piece.spoken == piece.text.rstrip("."):
                yield DoubtfulWord(kind="abbreviation", text=piece.text, spoken=piece.spoken)
        elif piece.rule == "lexicon" and piece.language != tag:
            behind = _JOINED.match(pieces[number + 1].text) if number + 1 < len(pieces) else None
            before = re.search(r"[^\W\d_]+-$", pieces[number - 1].text) if number else None
            if behind or before:
                text = f"{before[0] if before else ''}{piece.text}{behind[0] if behind else ''}"
                yield DoubtfulWord(kind="mixed word", text=text, spoken=text)
        elif not piece.rule and piece.language == tag:
            yield from _in_plain(piece.text, language)


def _in_plain(text: str, language: Language) -> Iterator[DoubtfulWord]:
    for match in _WORD.finditer(text):
        for word in match[0].split("-"):
            if kind := _kind(word, language):
                yield DoubtfulWord(kind=kind, text=word, spoken=word)
    for match in _ODD_NUMBER.finditer(text):
        yield DoubtfulWord(kind="number", text=match[0], spoken=match[0])
    for match in _ABBREVIATION.finditer(text):
        if not _is_known(match[0].removesuffix("."), language):
            yield DoubtfulWord(kind="abbreviation", text=match[0], spoken=match[0])
    for match in _SIGN.finditer(text):
        if match[0] not in _READ and unicodedata.category(match[0])[0] == "S":
            yield DoubtfulWord(kind="sign", text=match[0], spoken=match[0])


def _kind(word: str, language: Language) -> Kind | None:
    """What is doubtful about a word that no table knows."""
    if not _is_latin(word):
        return "other script"
    if word in language.acronyms or word.removesuffix("s") in language.acronyms:
        return None
    if _ACRONYM.fullmatch(word):
        return None if len(word) > 2 and _is_known(word, language) else "acronym"
    if _CAMEL.search(word):
        return "mixed word"
    return "foreign name" if word[0].isupper() and not word.isupper() and _is_foreign(word, language) else None


def _is_latin(word: str) -> bool:
    return word.isascii() or all("LATIN" in unicodedata.name(sign, "LATIN") for sign in word if sign.isalpha())


def _is_known(word: str, language: Language) -> bool:
    """Whether it is a word of the language, and no other language has it more often."""
    small = word.casefold()
    own = frequent.of(language.code).rarities.get(small) if language.code in CODES else None
    return own is not None and own <= _elsewhere(small, language.code) + _ALIKE


def _is_foreign(word: str, language: Language) -> bool:
    """Whether its letters, or that another language knows it, show a word as one that voices of the language misread."""
    if not language.foreign or _is_known(word, language):
        return False
    if language.foreign.search(word):
        return True
    return any(_looks_foreign(part, language.code) for part in re.split("['’]", word) if len(part) >= _SHORTEST)


def _looks_foreign(word: str, code: str) -> bool:
    small, looks = word.casefold(), letters.of(code)
    if frequent.of(code).knows(small):
        return False
    return looks.usual(word) < looks.least + (_NEARLY if _elsewhere(small, code) < math.inf else 0)


def _elsewhere(small: str, own: str) -> float:
    """How rare a word is where it is most frequent."""
    return min(frequent.of(code).rarities.get(small, math.inf) for code in CODES if code != own)
