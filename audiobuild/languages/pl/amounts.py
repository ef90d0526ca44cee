"""Polish amounts: four forms of every name, feminine numbers, fractions."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.pl import numbers
from audiobuild.languages.shared.text import APART, GAP, any_of, forms
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("pl")
_LARGE = forms(_WORDS.tables["large"])


def form(names: tuple[str, ...], amount: str, _between: str = "") -> str:
    """The name's form behind a number as printed."""
    return names[numbers.form(amount)]


def feminine(place: Place, name: str) -> Answer:
    """ "jedna godzina", "dwie godziny", "dwadzieścia dwie osoby"."""
    if place[0].endswith("12") or not (name in _WORDS.feminine or name in _WORDS.nouns):
        return None
    return numbers.feminine(int(place[0]))


def agreed(amount: str, name: str) -> str:
    """ "2", "godziny" → "dwie"."""
    counts = re.sub("y$", "a", name) in _WORDS.feminine and re.fullmatch(r"1|[2-9]?2", amount)
    return numbers.feminine(int(amount)) if counts else amount


def change(cents: int, coin: tuple[str, ...]) -> str:
    """ "50 groszy" behind the złote; of other currencies the number alone."""
    return f"{cents} {form(coin, str(cents))}" if coin else str(cents)


def plain(amount: str, large: str, names: tuple[str, ...], _place: Place) -> str:
    """ "5 milionów dolarów", "3 do 5 złotych"."""
    if large:
        return f"{amount} {form(_LARGE[large], amount)} {names[2]}"
    return f"{re.sub('[–-]', ' do ', amount)} {form(names, re.split('[–-]', amount)[-1])}"


def fraction(top: int, bottom: int) -> str:
    """``3, 4`` → "trzy czwarte"."""
    if bottom == 2:
        return "pół" if top == 1 else f"{numbers.cardinal(top)} drugie"
    part = numbers.ordinal(bottom, "feminine")
    count = "jedna" if top == 1 else "dwie" if top == 2 else numbers.cardinal(top)
    if top == 1:
        return f"{count} {part}"
    return f"{count} {numbers.ordinal(bottom, 'neuter')}" if top < 5 else f"{count} {numbers.ordinal(bottom)}ch"


def _large(place: Place) -> Answer:
    amount = re.search(r"([\d.,]+)[ \xa0]?$", place.behind)
    return form(_LARGE[place[0]], amount[1]) if amount else None


def _half(place: Place) -> str:
    name = _WORDS.names[place["unit"]][0] if place["unit"] else place["noun"]
    feminine = name in _WORDS.feminine if place["unit"] else name[-1] in "yi"
    return "półtorej" if feminine else "półtora"


HALF = rule(
    "number",
    "digit",
    rf"{APART}1,5(?={GAP}?(?:(?P<unit>{any_of(_WORDS.unit_names)})(?![\w²³])|(?P<noun>[a-ząćęłńóśźż]{{3,}})))",
    _half,
    example=("1,5 godziny, 1,5 km", "półtorej godziny, półtora kilometra"),
)
OVER = rule(
    "ratio",
    "digit",
    r"(?<![\w/.,])(\d{2,3})/(\d{2,3})(?= ?mm ?Hg)",
    lambda place: f"{place[1]} na {place[2]}",
    example=("140/90 mmHg", "140 na 90 milimetrów słupa rtęci"),
)
LARGE = rule("large number", "word", r"ml[nd]\b", _large, example=("5 mln osób", "5 milionów osób"))
TIMES = rule(
    "number",
    "digit",
    rf"{APART}(\d{{1,3}}) ?[x×](?![\w]| ?\d)",
    lambda place: f"{place[1]} razy",
    example=("3x dziennie", "3 razy dziennie"),
)
