"""Dutch."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.shared.grammar import Grammar
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language

_WORDS = vocabulary("nl")
_ORDINALS = {1: "eerste", 3: "derde", 8: "achtste"}


def cardinal(number: int) -> str:
    """``22`` → "tweeëntwintig"; up to 99."""
    if number < 20:
        return _WORDS.ones[number]
    tens, rest = divmod(number, 10)
    joint = "ën" if rest in {2, 3} else "en"
    return (f"{_WORDS.ones[rest]}{joint}" if rest else "") + _WORDS.tens[tens - 2]


def ordinal(number: int) -> str:
    """``21`` → "eenentwintigste"; up to 999."""
    if number >= 100:
        head = ("" if number < 200 else _WORDS.ones[number // 100]) + "honderd"
        return head + (ordinal(number % 100) if number % 100 else "ste")
    return _ORDINALS.get(number) or cardinal(number) + ("ste" if number >= 20 else "de")


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2:
        return "een half" if top == 1 else f"{cardinal(top)} halve"
    return f"{cardinal(top)} {'kwart' if bottom == 4 else ordinal(bottom)}"


def _mixed(whole: str, top: int, bottom: int) -> str:
    if bottom == 2:
        return "anderhalf" if whole == "1" else f"{whole} en een half"
    return f"{whole} en {_fraction(top, bottom)}"


def _minimum(place: Place) -> Answer:
    return None if re.search(r"\d\s?$", place.behind) else "minimaal"


_UP_TO = rule("abbreviation", "word", r"t/m\b", lambda _: "tot en met", example=("1 t/m 5", "1 tot en met 5"))
LANGUAGE = language(
    "nl",
    Grammar(
        words=_WORDS,
        cardinal=cardinal,
        ordinal=lambda number, _ending: ordinal(number) if number < 1000 else None,
        fraction=_fraction,
        mixed=_mixed,
        time=lambda _place, hour, minute: f"{hour} uur {minute or ''}".rstrip(),
        regnal=lambda value, _name: f"de {ordinal(value).capitalize()}",
        abbreviations={"never": {"min.": _minimum}},
        before={"dotted names": (_UP_TO,)},
    ),
)
