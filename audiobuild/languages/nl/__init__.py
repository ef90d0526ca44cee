"""Dutch."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared import numbers
from audiobuild.languages.shared.grammar import Grammar
from audiobuild.languages.shared.romance_rules import ordinal_numerals
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language

_WORDS = vocabulary("nl")
cardinal = numbers.cardinals("nl")
_UNITS = any_of(_WORDS.unit_names)
_BEFORE_DATES = frozenset(_WORDS.lists["before_dates"]) | set(_WORDS.weekdays)
_BEFORE_VERSES = re.compile(rf"\b(?:[Aa]rt(?:\.|ikel)|{'|'.join(map(re.escape, _WORDS.lists['books']))}) $")
_BEFORE_YEARS = frozenset(_WORDS.lists["before_years"]) | set(_WORDS.months)


def ordinal(number: int) -> str:
    """``21`` → "eenentwintigste"."""
    return numbers.spelled(number, "nl", "ordinal")["ordinal"]


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2:
        return "een half" if top == 1 else f"{cardinal(top)} halve"
    return f"{cardinal(top)} {'kwart' if bottom == 4 else ordinal(bottom)}"


def _mixed(whole: str, top: int, bottom: int) -> str:
    if bottom == 2:
        return "anderhalf" if whole == "1" else f"{whole} en een half"
    return f"{whole} en {_fraction(top, bottom)}"


def _minimum(place: Place) -> Answer:
    """ "min. 18 jaar", but "25 min." and "in de 63e min."."""
    if re.search(r"\d(?:e|de|ste)\s?$", place.behind):
        return Change(spoken="minuut", ends="opener", end=place.end)
    return None if re.search(r"\d\s?$", place.behind) else "minimaal"


def _junior(place: Place) -> str:
    """ "45 jr.", but "Jansen jr."."""
    return "jaar" if re.search(r"\d\s?$", place.behind) else "junior"


def _average_or_council(place: Place) -> str:
    """ "gem. 20 °C", but "de gem. Utrecht"."""
    return "gemeente" if place.after[:1].isupper() else "gemiddeld"


def _gram(place: Place) -> Answer:
    """ "250 gr.", but "gr. 5"."""
    if re.search(r"\d\s?$", place.behind):
        return "gram"
    return "groep" if place.after[:1].isdigit() else None


def _day_and_month(place: Place) -> Answer:
    """ "op 24/12"."""
    day, month = int(place[1]), int(place[2])
    certain = place.before.lower() in _BEFORE_DATES and 1 <= day <= 31 and 1 <= month <= 12
    return f"{day} {_WORDS.months[month - 1]}" if certain else None


def _year(place: Place) -> Answer:
    """ "in 1998" → "negentienachtennegentig", but "1998 mensen"."""
    certain = place.before.lower() in _BEFORE_YEARS or re.search(r"\($|\d[–-]$", place.behind)
    return numbers.spelled(int(place[0]), "nl", "year")["numbering-year"] if certain else None


def _street(place: Place) -> str | Change:
    return Change(spoken=f"{place[1]}straat", ends="opener")


_WEEKDAY = rule(
    "weekday",
    "word",
    r"(ma|di|wo|do|vr|za|zo)(?= (?:van |vanaf |om )?\d)",
    lambda place: (
        _WORDS.days.get(place[1]) if place.before.lower() in ("op", "van", "tot", "en", "vanaf", "per") else None
    ),
    example=("op do 12 december", "op donderdag 12 december"),
)
_ABBREVIATIONS = (
    rule("abbreviation", "word", r"t/m\b", lambda _: "tot en met", example=("1 t/m 5", "1 tot en met 5")),
    rule("abbreviation", "word", r"([A-Z]?[a-zé]{2,30})str\.", _street, example=("Hoofdstr. 12", "Hoofdstraat 12")),
    rule("abbreviation", "word", r"m/v(?!\w)", lambda _: "man of vrouw", example=("lezers m/v", "lezers man of vrouw")),
    rule("abbreviation", "word", r"A'dam\b", lambda _: "Amsterdam", example=("naar A'dam", "naar Amsterdam")),
)
_DATE = rule(
    "date",
    "digit",
    rf"{APART}(\d{{1,2}})/(\d{{1,2}})(?![\w/]|[.,]\d)",
    _day_and_month,
    example=("op 24/12", "op 24 december"),
)
_YEAR = rule(
    "year",
    "digit",
    rf"{APART}1[1-9]\d\d(?![\w]|[.,:]\d| \d)",
    _year,
    example=("in 1998, 1998 mensen", "in negentienachtennegentig, 1998 mensen"),
)
_VERSE = rule(
    "number",
    "digit",
    rf"{APART}(\d{{1,3}}):(\d{{1,4}}[a-z]?)(?![\w:])",
    lambda place: f"{place[1]} {place[2]}" if _BEFORE_VERSES.search(place.behind) else None,
    example=("Joh. 3:16 en artikel 6:162 BW", "Johannes 3 16 en artikel 6 162 BW"),
)
_POSTCODE = rule(
    "postcode",
    "digit",
    rf"{APART}([1-9]\d)(\d\d) ?([A-Z]{{2}})(?![\w.])",
    lambda place: f"{place[1]} {' '.join(place[2]) if place[2][0] == '0' else place[2]} {'-'.join(place[3])}",
    example=("1234 AB Utrecht", "12 34 A-B Utrecht"),
)
_TIMES = rule(
    "number",
    "digit",
    rf"{APART}(\d{{1,3}}(?:,\d+)?) ?[x×](?![\w]| ?\d)",
    lambda place: f"{place[1]} keer",
    example=("2x per week", "2 keer per week"),
)
_BY = rule(
    "sign",
    "word sign",
    rf"[x×](?=\s?\d{{1,6}}(?:,\d+)?(?:\s?[x×]\s?\d{{1,6}}(?:,\d+)?)?{GAP}?(?:{_UNITS})(?!\w))",
    lambda place: place.spaced("bij") if re.search(rf"\d{GAP}?$", place.behind) else None,
    example=("60 x 80 cm", "60 bij 80 centimeter"),
)
_MOBILE = rule(
    "phone number",
    "digit",
    rf"{APART}06[- ]?(\d{{4}}) ?(\d{{4}})(?!\d)",
    lambda place: ", ".join(" ".join(group) for group in ("06", place[1], place[2])),
    example=("bel 06 12345678", "bel 0 6, 1 2 3 4, 5 6 7 8"),
)
_CENTURY = ordinal_numerals(
    lambda number, _feminine: ordinal(number),
    r"([IVXL]+)e(?= eeuw)",
    example=("de XXe eeuw", "de twintigste eeuw"),
)
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
        abbreviations={
            "never": {"min.": _minimum, "gem.": _average_or_council},
            "opener": {"jr.": _junior, "gr.": _gram},
        },
        before={
            "abbreviations": (_ABBREVIATIONS[1],),
            "weekdays": (_WEEKDAY,),
            "dotted names": _ABBREVIATIONS,
            "dates": (_VERSE, _DATE, _YEAR),
            "phone": (_MOBILE,),
            "powers": (_POSTCODE, _TIMES, _BY),
            "roman numerals": (_CENTURY,),
        },
    ),
)
