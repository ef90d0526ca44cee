"""Words that an editor may want to look at before a voice reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from audiobuild.languages.lexicon import EMPTY, Lexicon
from audiobuild.languages.mechanism import Language
from audiobuild.languages.reading import rules_for
from audiobuild.languages.shared.text import UPPER
from audiobuild.model import Piece

Kind = Literal["acronym", "foreign name", "mixed word"]
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ACRONYM = re.compile(rf"[{UPPER}]{{2,5}}s?|[{UPPER}][a-zäöü]?[{UPPER}]{{1,4}}")
_JOINED = re.compile(r"-[^\W\d_]+")
_CAMEL = re.compile(rf"[a-zäöüß][{UPPER}](?!nnen|n\b)")


@dataclass(frozen=True, kw_only=True, slots=True)
class DoubtfulWord:
    """A word as printed and as spoken now: an acronym that is spelled or read by guess, a name that another language's
    letters show as foreign, or a word with parts of two languages.
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
            if word in language.acronyms or word.removesuffix("s") in language.acronyms:
                continue
            if _ACRONYM.fullmatch(word):
                yield DoubtfulWord(kind="acronym", text=word, spoken=word)
            elif _CAMEL.search(word):
                yield DoubtfulWord(kind="mixed word", text=word, spoken=word)
            elif word[0].isupper() and language.foreign and language.foreign.search(word):
                yield DoubtfulWord(kind="foreign name", text=word, spoken=word)
