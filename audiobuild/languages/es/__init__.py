"""Spanish."""

from __future__ import annotations

from dataclasses import replace

from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.shared import capitals, romance
from audiobuild.languages.shared.text import GAP
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language

_WORDS = vocabulary("es")
cardinal = romance.cardinals(_WORDS)
ordinal = romance.ordinals(_WORDS)


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2:
        return "medio" if top == 1 else f"{cardinal(top)} medios"
    part = {3: "tercio"}.get(bottom) or (ordinal(bottom, False) if bottom <= 10 else f"{cardinal(bottom)}avo")
    return f"{'un' if top == 1 else cardinal(top)} {part}{'s' if top > 1 else ''}"


def _time(_place: Place, hour: int, minute: int) -> str:
    return f"{hour} {minute:02}" if minute else f"{hour} horas" if hour > 12 or not hour else f"{hour} en punto"


def _ordinal(number: int, ending: str) -> Answer:
    """ "3.er" is "tercer"."""
    if number >= romance.MOST:
        return None
    word = ordinal(number, ending[-1] in "ªa")
    return word.removesuffix("o") if ending.lstrip(".") in {"er", "ᵉʳ"} and number % 10 in {1, 3} and number != 11 else word


_NUMBER_OR_STREET = rule(
    "abbreviation",
    "word",
    rf"[nN]\.?[°º](?={GAP}?\d)|[cC]/(?= [A-ZÁÉÍÓÚÑ])",
    lambda place: "calle" if "/" in place[0] else "número",
    example=("el n.º 5", "el número 5"),
)
LANGUAGE = language(
    "es",
    replace(
        romance.grammar(_WORDS, cardinal=cardinal, ordinal=ordinal, fraction=_fraction),
        time=_time,
        ordinal=_ordinal,
        abbreviations={"never": {"s.": lambda place: "siglo" if capitals.roman_value(place.after) else None}},
        before={"dotted names": (_NUMBER_OR_STREET,)},
    ),
)
