"""German amounts: "ein" and "eine", prices, fractions."""

from __future__ import annotations

import re

from audiobuild.languages.de import numbers
from audiobuild.languages.de.grammar import Gender, gender, one
from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.shared.text import APART, GAP
from audiobuild.languages.shared.vocabulary import vocabulary

_LISTS = vocabulary("de").lists
_INVARIABLE = frozenset({"Uhr", "Prozent", "Promille", "Grad"})
_GENDERS: dict[str, Gender] = {
    **dict.fromkeys(_LISTS["masculine_measures"], "m"),
    **dict.fromkeys(_LISTS["feminine_measures"], "f"),
    **dict.fromkeys(_LISTS["neuter_measures"], "n"),
}


def one_of(place: Place, name: str) -> Answer:
    """ "ein Kilometer", "seit einer Stunde", "ein Prozent"."""
    if name.split()[0] in _INVARIABLE:
        return "ein"
    tail = next((key for key in ("Meter", "Liter") if name.lower().endswith(key.lower())), name)
    return one(place.behind, _GENDERS.get(tail) or gender(name))


def plain(amount: str, large: str, names: tuple[str, ...], _place: Place) -> str:
    """ "5 bis 10 Dollar", "5 Millionen Dollar", "1 Euro"."""
    return " ".join(part for part in (re.sub("[–-]", " bis ", amount), large, names[0]) if part)


def mixed(whole: str, top: int, bottom: int) -> str:
    """ "zweieinhalb", "2 drei Viertel"."""
    if (top, bottom) == (1, 2):
        return f"{numbers.counted(int(whole))}einhalb"
    return f"{whole} {numbers.fraction(top, bottom)}"


def _hours(place: Place) -> Answer:
    spoken = {"½": "halbe Stunde", "¼": "Viertelstunde", "¾": "Dreiviertelstunde"}[place[1]]
    article = one(place.behind, "f")
    return f"{article} {'halben Stunde' if article == 'einer' and place[1] == '½' else spoken}"


HOURS = rule(
    "fraction",
    "sign word",
    rf"(?<![\d\w])(?<!\d{GAP})([½¼¾]){GAP}?(?:Stunde|Std\.|h)(?!\w)",
    _hours,
    example=("nach ¾ Stunde", "nach einer Dreiviertelstunde"),
)
TIMES = rule(
    "number",
    "digit",
    rf"{APART}(\d{{1,3}}){GAP}?[x×](?![\w]|{GAP}?\d)",
    lambda place: f"{numbers.counted(int(place[1]))}mal",
    example=("Er kam 3x.", "Er kam dreimal."),
)
