"""What is named by a number in Polish: school classes, verses, laws, files, and results of sports."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.pl import cases, numbers
from audiobuild.languages.shared import capitals
from audiobuild.languages.shared.text import APART, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("pl")
_CODES = _WORDS.tables["codes"]
_BOOKS = _WORDS.tables["books"]
_CLASS = {"n": "klasa", "g": "klasy", "l": "klasie"}
_PLURALS = {"klas": "", "klasy": "", "klasach": "", "klasom": "", "klasami": "", "kl.": "klas", "kl": "klas"}
_ROMAN = r"[IVXL]{1,6}"
_ORDERED = "|".join(_WORDS.lists["ordered"])


def _value(printed: str) -> int:
    return int(printed) if printed.isdecimal() else capitals.roman_value(printed)


def _classes(place: Place) -> Answer:
    """ "uczniów klas 4–6", "klasy I i II"."""
    first, last = _value(place[2]), _value(place[4])
    if not 0 < first < last < 20:
        return None
    within = place.before.lower() in {"w", "o", "po"}
    noun = "klasach" if within else _PLURALS.get(place[1].lower()) or place[1]
    if re.fullmatch(r"\s?[–-]\s?", place[3]):
        return f"{noun} od {numbers.agreed(first, 'fsg')} do {numbers.agreed(last, 'fsg')}"
    case = {"klasy": "n", "klasach": "l", "klasami": "i", "klasom": "d"}.get(noun.lower(), "g")
    return f"{noun} {numbers.agreed(first, f'fs{case}')}{place[3]}{numbers.agreed(last, f'fs{case}')}"


def _ordered(place: Place) -> Answer:
    """ "klasa VII", "w klasie 8", "tom II", "cukrzyca typu 2": an ordinal behind its noun."""
    value = _value(place[2])
    if place[1].lower() == "kl.":
        case = "n" if place.opens else "l" if place.before.lower() in {"w", "o", "po"} else "g"
        return f"{_CLASS[case]} {numbers.agreed(value, f'fs{case}')}{f' {place[3]}' if place[3] else ''}"
    if place[1].lower() == "klas" and 0 < value < 20:
        return f"{place[1]} {numbers.agreed(value, 'fpg')}"
    noun = cases.of_one(place[1], place.behind)
    if not (noun and 0 < value < 40) or noun[1] == "p":
        return None
    letter = f" {place[3]}" if place[3] else ""
    return f"{place[1]} {numbers.agreed(value, noun)}{letter}"


def _code(place: Place) -> str:
    return _CODES[re.sub(r"[. \xa0]", "", place[0])]


def _verse(place: Place) -> Answer:
    """ "J 3,16" → "Ewangelia Jana, rozdział trzeci, werset szesnasty"."""
    said = f"{_BOOKS[place[1]]}, rozdział {numbers.ordinal(int(place[2]))}" if int(place[2]) < 100 else ""
    if not said or not place[3]:
        return said or None
    if not 0 < int(place[3]) < 100 or not int(place[4] or 1) < 100:
        return None
    if not place[4]:
        return f"{said}, werset {numbers.ordinal(int(place[3]))}"
    return f"{said}, wersety od {numbers.ordinal(int(place[3]), 'genitive')} do {numbers.ordinal(int(place[4]), 'genitive')}"


_DOTTED = "|".join("[. ]{0,2}".join(code) + ("[.]?" if len(code) > 2 else "[.]") for code in _CODES)
CODES = rule(
    "abbreviation",
    "word",
    rf"(?:{_DOTTED}|{any_of(_CODES)})(?!\w)",
    lambda place: Change(spoken=_code(place), ends="opener") if _cited(place) else None,
    example=("art. 415 k.c. mówi", "artykuł 415 kodeksu cywilnego mówi"),
)


def _cited(place: Place) -> bool:
    """Whether it stands behind a number of an article, or has its dots."""
    return "." in place[0][:-1] or bool(re.search(r"(?:art\.|§|ust\.|pkt)[^.]{0,25}\d[a-z]?\s$", place.behind))


def _named(place: Place) -> Answer:
    value = capitals.roman_value(place[1])
    asked = cases.governed(place.behind).cases
    case = "n" if place.opens or re.search(r"[.!?]\s$", place.behind) else asked[:1] or "g"
    gender = "n" if place[2].endswith("LO") else "f"
    said = numbers.agreed(value, f"{gender}s{case}")
    return f"{said.capitalize() if case == 'n' else said} {place[2]}" if 0 < value < 100 else None


REFERENCES = (
    CODES,
    rule(
        "number",
        "word",
        rf"([kK]las(?:y|ach|om|ami)?|[kK]l\.)[ \xa0]({_ROMAN}|\d)(\s?[–-]\s?| i | oraz | lub )({_ROMAN}|\d)(?![\w:]|,\d)",
        _classes,
        example=("dzieci z klas I–III", "dzieci z klas od pierwszej do trzeciej"),
    ),
    rule(
        "number",
        "word",
        rf"({_ORDERED})[ \xa0]({_ROMAN}|\d{{1,2}}(?![ \xa0][a-z]{{3}}))(?:[ \xa0]?([a-h])(?!\w))?(?![\w/]|[.,:–-]\w)",
        _ordered,
        example=("w klasie 8, tom II", "w klasie ósmej, tom drugi"),
    ),
    rule(
        "roman numeral",
        "word",
        r"([IVX]+) (RP|LO|SLO|SP)(?!\w)",
        lambda place: _named(place),
        example=("w III RP, uczeń II LO", "w trzeciej RP, uczeń drugiego LO"),
    ),
    rule(
        "verse",
        "word digit",
        rf"({any_of(_BOOKS)})[ \xa0](\d{{1,3}})(?:,[ \xa0]?(\d{{1,3}})(?:[a-z]?[–-](\d{{1,3}}))?)(?![\w:]|,\d)",
        _verse,
        example=(
            "według św. Jana (J 3,16)",
            "według świętego Jana (Ewangelia Jana, rozdział trzeci, werset szesnasty)",
        ),
    ),
)
RESULTS = (
    rule(
        "unit",
        "digit",
        rf"{APART}(\d{{1,3}}) ?/ ?(min|h|dobę|s|mies|tydz|rok)\b",
        lambda place: f"{place[1]} na {_WORDS.divisors.get(place[2], place[2])}",
        example=("tętno 88/min", "tętno 88 na minutę"),
    ),
    rule(
        "sign",
        "sign",
        r"\+(?=\d)",
        lambda place: place.spaced(_WORDS.plus) if place.behind[-1:].isdigit() else None,
        example=("w 90+2", "w 90 plus 2"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}([12]\d{{3}})/([12]\d{{3}}|\d\d)(?![\w/])",
        lambda place: f"{place[1]} {place[2]}",
        example=("w sezonie 2023/24", "w sezonie 2023 24"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d{{1,5}}[a-zA-Z]?)/(\d{{1,5}}[a-zA-Z]?)(?![\w/])",
        lambda place: (
            f"{place[1]} {'łamane przez' if _filed(place) else 'przez'} {place[2]}" if _parts(place) else None
        ),
        example=("działka nr 112/4", "działka numer 112 łamane przez 4"),
    ),
)


def _parts(place: Place) -> bool:
    """Whether it is no fraction."""
    top, bottom = place[1], place[2]
    return _filed(place) or not (top.isdecimal() and bottom.isdecimal() and int(top) < int(bottom) <= 100)


def _filed(place: Place) -> bool:
    return bool(
        re.search(
            r"(?:\bnr|numer\w*|akt|sygn\.|poz\.|[A-Z]{1,4}|m\.|lok\.|ul\. \w+|al\. \w+|os\. \w+)\s?$", place.behind
        )
    )
