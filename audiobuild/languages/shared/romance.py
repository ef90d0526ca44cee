"""What Spanish, French, Italian and their sisters share: two genders, number words made of tens and ones, "de"."""

from __future__ import annotations

from collections.abc import Callable

from audiobuild.languages.mechanism import Answer, Place, Rule, rule
from audiobuild.languages.shared import capitals
from audiobuild.languages.shared.grammar import Grammar
from audiobuild.languages.shared.vocabulary import Vocabulary

Ordinal = Callable[[int, bool], str]
"""From a number below 100 and whether it is feminine."""


def grammar(
    words: Vocabulary,
    *,
    cardinal: Callable[[int], str],
    ordinal: Ordinal,
    fraction: Callable[[int, int], str],
    regnal_ordinals: int = 10,
) -> Grammar:
    """The grammar that they share. Rulers have ordinals up to ``regnal_ordinals``, figures from there."""

    def printed(number: int, ending: str) -> Answer:
        return ordinal(number, ending[-1] in "ªa") if number < 100 else None

    def regnal(value: int, name: str) -> str:
        return ordinal(value, name in words.queens) if value <= regnal_ordinals else str(value)

    return Grammar(words=words, cardinal=cardinal, fraction=fraction, ordinal=printed, regnal=regnal)


def cardinals(words: Vocabulary) -> Callable[[int], str]:
    """ "treinta y uno", "trinta e um"; up to 99."""
    alone = len(words.ones)

    def cardinal(number: int) -> str:
        if number < alone:
            return words.ones[number]
        ten, one = words.tens[(number - alone) // 10], number % 10
        return f"{ten} {words.conjunction} {words.ones[one]}" if one else ten

    return cardinal


def ordinals(words: Vocabulary) -> Ordinal:
    """ "vigésimo primero"; up to 99. All its parts are feminine or none."""

    def ordinal(number: int, feminine: bool = False) -> str:
        tens, rest = divmod(number, 10)
        if number <= len(words.ordinals):
            parts = [words.ordinals[number - 1]]
        else:
            parts = [words.ten_ordinals[tens - 1], *([words.ordinals[rest - 1]] if rest else [])]
        return " ".join(f"{part[:-1]}a" if feminine else part for part in parts)

    return ordinal


def ordinal_numerals(ordinal: Ordinal, pattern: str, *, example: tuple[str, str]) -> Rule:
    """ "XVIIe siècle", "XXI secolo": a roman numeral, the pattern's first group, that is an ordinal."""

    def speak(place: Place) -> Answer:
        value = capitals.roman_value(place[1])
        return ordinal(value, False) if 0 < value < 100 else None

    return rule("roman numeral", "word", pattern, speak, example=example)
