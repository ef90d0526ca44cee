"""Figures in spoken text written out as words, for voices of which nobody knows how they read figures.

espeak-ng reads the figures that :mod:`.normalise` leaves, and Piper by the same rules. A service may read "20.000" as twenty
with three decimals, or "2 0 5" as a number; words are words for all.
"""

from __future__ import annotations

import re
from functools import cache

from audiobuild.languages.registry import CODES, base
from audiobuild.languages.shared import numbers
from audiobuild.languages.shared.text import GAP, any_of
from audiobuild.languages.shared.vocabulary import Vocabulary, vocabulary

_NOUN = re.compile(r"\s+(\w+)")
_LONGEST = 15
"""More digits than that are no number that anybody says as one."""


def written_out(text: str, tag: str) -> str:
    """``text`` as spoken in the language of a BCP 47 tag, without figures and signs: "§ 5: 20.000 Euro" → "Paragraf fünf:
    zwanzigtausend Euro". As it is where the language has no rules here.

    A number that begins with 0 and one of more than 15 digits are said digit by digit, and so is what stands behind a decimal
    sign.
    """
    code = base(tag)
    if code not in CODES or text.isalpha():
        return text
    symbols = vocabulary(code).symbols
    text = _numbers(code).sub(lambda match: _apart(match, _number(match, tag)), text)
    return _symbols(code).sub(lambda match: symbols[match[0]].join(_spaces(match)), text)


@cache
def _numbers(code: str) -> re.Pattern[str]:
    """Numbers with thousands' signs and decimals as the language prints them, and the dots of "Version 2.5.1"."""
    words = vocabulary(code)
    decimal, between = re.escape(words.decimal), f"[{re.escape(words.grouping)}{GAP[1:]}"
    whole = rf"(?:[1-9]\d{{0,2}}(?:{between}\d{{3}})+(?!{between}?\d)|\d+)"
    return re.compile(rf"(?<!\d{decimal}){whole}{decimal}\d+(?!{decimal}?\d)|{whole}|(?<=\d)\.(?=\d)")


@cache
def _symbols(code: str) -> re.Pattern[str]:
    return re.compile(any_of(vocabulary(code).symbols) or "(?!)")


def _apart(match: re.Match[str], words: str) -> str:
    """With a space towards what is no ending of the number: "A6" → "A sechs", "12a" → "zwölf a", but "20er" → "zwanziger"."""
    behind = match.string[match.end() : match.end() + 2]
    left, right = _spaces(match)
    return f"{left}{words}{'' if len(behind) > 1 and behind.isalpha() and behind.islower() else right}"


def _spaces(match: re.Match[str]) -> tuple[str, str]:
    """The spaces that a word needs before and behind it in the place of the match."""
    before, behind = (
        match.string[max(0, match.start() - 1) : match.start()],
        match.string[match.end() : match.end() + 1],
    )
    return " " * before.isalnum(), " " * behind.isalnum()


def _number(match: re.Match[str], tag: str) -> str:
    words = vocabulary(base(tag))
    if match[0] == ".":
        return words.web["dot"]
    whole, _, decimals = match[0].partition(words.decimal)
    digits = "".join(filter(str.isdecimal, whole))
    if (len(digits) > 1 and digits[0] == "0") or len(digits) > _LONGEST:
        said = [numbers.cardinal(int(digit), tag) for digit in digits]
    else:
        said = [numbers.cardinal(int(digits), tag, "" if decimals else _gender(match, words))]
    if decimals:
        said += [numbers.point(tag), *(numbers.cardinal(int(digit), tag) for digit in decimals)]
    return " ".join(said)


def _gender(match: re.Match[str], words: Vocabulary) -> str:
    """The gender of what is counted, where the language's words tell it: "veintiuna horas", "veintiún euros"."""
    noun = _NOUN.match(match.string, match.end())
    names = {noun[1], noun[1].removesuffix("s")} if noun else set()
    return "feminine" if names & words.feminine else "masculine" if names & set(words.nouns) else ""
