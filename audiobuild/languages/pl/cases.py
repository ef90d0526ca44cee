"""Polish numbers in the genitive: behind words that ask for it ("od 10 lat"), in ranges, and before people ("480 uczniów")."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.shared import numbers
from audiobuild.languages.shared.text import APART, GAP, any_of, forms
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("pl")
_LARGE = forms(_WORDS.tables["large"]) | {"tys.": _WORDS.counted["tys."], "tys": _WORDS.counted["tys."]}
_UNITS = {sign: names for sign, names in _WORDS.names.items() if len(names) == 4}
_BEFORE = frozenset(_WORDS.lists["before_genitives"])
_PERSON = rf"(?:{'|'.join(_WORDS.lists['persons'])})"
_FIGURES = r"\d{1,3}(?:[ \xa0.]\d{3})+|\d{1,6}"
_RANGE = re.compile(r"(?<![\w.,:/–-])\d{1,3}[–]$|(?<![\w.,:/–-])\d{1,3}-$")
_SINGULAR, _PLURAL = 3, 2
"""Of a unit's forms: that behind 1,5, which is the genitive of one, and that behind 5."""


def _genitive(place: Place) -> Answer:
    word = re.search(r"(\w+)\.?\s$", place.behind)
    if (word is None or word[1].lower() not in _BEFORE) and not _RANGE.search(place.behind):
        return None
    if re.fullmatch(r"(?:1\d|20)\d\d", place[0]):  # a year, which is an ordinal
        return None
    figures, decimals, unit = re.sub(r"\D", "", place["number"]), place["decimals"], place["unit"]
    large, cents = place["large"], bool(unit in ("zł", "PLN") and len(decimals) == 2)
    said = [_said(figures, feminine=bool(unit) and _UNITS[unit][0] in _WORDS.feminine)]
    form = _SINGULAR if (decimals and not cents) or figures == "1" else _PLURAL
    if decimals and not cents:
        said += [numbers.point("pl"), *(numbers.cardinal(int(digit), "pl") for digit in decimals)]
    if large:
        said.append(_LARGE[large][form])
    if unit:
        said.append(_UNITS[unit][_PLURAL if large else form])
    if cents and int(decimals):
        said += [_said(decimals), _WORDS.cent_names["zł"][_PLURAL]]
    return f"minus {' '.join(said)}" if place["minus"] else " ".join(said)


def _said(figures: str, *, feminine: bool = False) -> str:
    return numbers.cardinal(int(figures), "pl", f"{'feminine' if feminine else 'masculine'}-genitive")


GENITIVE = rule(
    "number",
    "digit sign",
    rf"(?P<minus>[-−])?{APART}(?P<number>{_FIGURES})(?:,(?P<decimals>\d{{1,3}}))?(?![\d:/]|[.,]\d|\.(?! ?[a-z]{{0,3}}$))"
    rf"(?:{GAP}?(?P<large>{any_of(_LARGE)})(?!\w))?(?:{GAP}?(?P<unit>{any_of(_UNITS)})(?![\w²³/]))?",
    _genitive,
    example=("od 10 lat, do 30 tys. zł", "od dziesięciu lat, do trzydziestu tysięcy złotych"),
)
PEOPLE = rule(
    "number",
    "digit",
    rf"{APART}({_FIGURES})(?= (?:[a-ząćęłńóśźż]+ych )?{_PERSON}\b)",
    lambda place: _said(re.sub(r"\D", "", place[1])),
    example=("480 uczniów i 34 strażaków", "czterystu osiemdziesięciu uczniów i trzydziestu czterech strażaków"),
)
SCORE = rule(
    "ratio",
    "digit",
    rf"{APART}(\d{{1,3}}):(\d{{1,3}})(?![\w:,.]*\d)",
    lambda place: f"{place[1]} do {_said(place[2])}" if len(place[2]) < 2 or int(place[2]) > 59 else None,
    example=("wygrali 2:1", "wygrali 2 do jednego"),
)
