"""Polish amounts: four forms of every name, feminine numbers, fractions."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.pl import cases, numbers
from audiobuild.languages.shared import numbers as cardinals
from audiobuild.languages.shared.text import APART, GAP, any_of, forms
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("pl")
_LARGE = forms(_WORDS.tables["large"])


def form(names: tuple[str, ...], amount: str, _between: str = "") -> str:
    """The name's form behind a number as printed."""
    return names[numbers.form(amount)]


def agreed(amount: str, name: str) -> str:
    """ "2", "godziny" → "dwie"."""
    counts = re.sub("y$", "a", name) in _WORDS.feminine and re.fullmatch(r"1|[2-9]?2", amount)
    return numbers.feminine_one(int(amount)) if counts else amount


def change(cents: int, coin: tuple[str, ...]) -> str:
    """ "50 groszy" behind the złote; of other currencies the number alone."""
    return f"{cents} {form(coin, str(cents))}" if coin else str(cents)


def plain(amount: str, large: str, names: tuple[str, ...], _place: Place) -> str:
    """ "5 milionów dolarów", "3 do 5 złotych"."""
    if large:
        return f"{amount} {form(_LARGE[large], amount)} {names[2]}"
    return f"{re.sub('[–-]', ' do ', amount)} {form(names, re.split('[–-]', amount)[-1])}"


def fraction(top: int, bottom: int, case: str = "n") -> str:
    """``3, 4`` → "trzy czwarte", in the genitive "trzech czwartych"."""
    if bottom == 2 and top == 1:
        return "pół"
    if top == 1:
        return f"{cardinals.cardinal(1, 'pl', f'feminine{_CLDR[case]}')} {numbers.agreed(bottom, f'fs{case}')}"
    few = top % 10 in {2, 3, 4} and top not in {12, 13, 14}
    count = cardinals.cardinal(top, "pl", f"feminine{_CLDR[case]}")
    part = case if few or case not in "na" else "g"
    return f"{count} {numbers.agreed(bottom, f'fp{part}')}"


_CLDR = {"n": "", "a": "-accusative", "g": "-genitive", "d": "-dative", "l": "-locative", "i": "-instrumental"}


def _fraction(place: Place) -> Answer:
    """ "do 1/4 finału", "o 1/3": in the case that a preposition asks for."""
    top, bottom, asked = int(place[1]), int(place[2]), cases.governed(place.behind)
    usual = 0 < top < bottom <= 10 or (top == 1 and bottom in {12, 16, 20, 32})
    if usual and top == 1 and place.after == "finału" and not (asked.preposition or place.opens):
        return fraction(top, bottom, "g")
    if usual and top == 1 and bottom > 2 and not asked.preposition and _TOLD.search(place.behind):
        return fraction(top, bottom, "a")
    if not (usual and asked.preposition):
        return None
    case = "l" if asked.preposition in {"w", "we", "po"} else asked.cases[0]
    return fraction(top, bottom, case)


def _half(place: Place) -> str:
    name = _WORDS.names[place["unit"]][0] if place["unit"] else place["noun"]
    feminine = name in _WORDS.feminine if place["unit"] else name[-1] in "yi"
    return "półtorej" if feminine else "półtora"


def _over(place: Place) -> Answer:
    """Blood pressure, of which the upper value is declined."""
    if not (80 <= int(place[1]) <= 260 and 40 <= int(place[2]) <= 150):
        return None
    if not (re.match(r" ?mm ?Hg", place.ahead) or re.search(r"(?:ciśnieni|RR)[^.]*$", place.behind)):
        return None
    asked = cases.governed(place.behind)
    genitive = asked.preposition and asked.cases == "g"
    upper = cardinals.cardinal(int(place[1]), "pl", "masculine-genitive") if genitive else place[1]
    return f"{upper} na {place[2]}"


HALF = rule(
    "number",
    "digit",
    rf"{APART}1,5(?={GAP}?(?:(?P<unit>{any_of(_WORDS.unit_names)})(?![\w²³])|(?P<noun>(?!ml[nd]\b|tys\b)[a-ząćęłńóśźż]{{3,}})))",
    _half,
    example=("1,5 godziny, 1,5 km", "półtorej godziny, półtora kilometra"),
)
OVER = rule(
    "ratio",
    "digit",
    r"(?<![\w/.,])(\d{2,3})/(\d{2,3})(?= ?mm ?Hg|[^/\d])",
    _over,
    example=("140/90 mmHg", "140 na 90 milimetrów słupa rtęci"),
)
_TOLD = re.compile(r"\b\w+(?:ać|ić|yć|eć|iść|jmy|imy|ymy|amy|emy|uj|aj)\b[^.!?]*$")
"""What is to be done with it: "dodać 1/4 szklanki"."""
FRACTION = rule(
    "fraction",
    "digit",
    rf"{APART}(\d{{1,2}})/(\d{{1,2}})(?![\d/]|[.,]\d)",
    _fraction,
    example=("do 1/8 finału, o 2/3", "do jednej ósmej finału, o dwie trzecie"),
)
TIMES = rule(
    "number",
    "digit",
    rf"{APART}(\d{{1,3}}) ?[x×](?![\w]| ?\d)",
    lambda place: f"{place[1]} razy",
    example=("3x dziennie", "3 razy dziennie"),
)
