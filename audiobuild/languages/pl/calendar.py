"""Polish dates, times, years, centuries, rulers and other ordinals."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.pl import numbers
from audiobuild.languages.pl.numbers import Case
from audiobuild.languages.shared import capitals
from audiobuild.languages.shared.text import APART, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("pl")
_MONTH = "|".join(_WORDS.months)
_LOCATIVE = frozenset({"w", "we", "po", "na", "o", "przy"})
_GENITIVES = frozenset(f"{name.removesuffix('eł') + 'ł' if name == 'Paweł' else name}a" for name in _WORDS.rulers)


def date(place: Place, day: int, month: int, year: str) -> str:
    """ "dwunastego lutego dwa tysiące dwudziestego drugiego roku"."""
    said = f"{numbers.ordinal(day, 'genitive')} {_WORDS.months[month - 1]}"
    if len(year) < 4:
        return f"{said} {year}".rstrip()
    said += f" {numbers.year(int(year), 'genitive')}"
    return said if re.match(r"\s?(?:r\.|roku)", place.ahead) else f"{said} roku"


def _day(place: Place) -> Answer:
    day = int(place[1])
    return numbers.ordinal(day, "genitive") if 1 <= day <= 31 else None


def _year(place: Place) -> Answer:
    dotted = re.match(r"\sr\.", place.ahead)
    if dotted and place.before.lower() in {"na", "za"}:
        said = f"{numbers.year(int(place[0]), 'nominative')} rok"
        return Change(spoken=said, end=place.end + dotted.end(), ends="opener")
    if re.match(r" rok\b", place.ahead):
        return numbers.year(int(place[0]), "nominative")
    if place.before.lower() in {"w", "we", "po"}:
        return numbers.year(int(place[0]), "locative")
    if place.before in _WORDS.months or re.match(r" (?:r\.|roku)", place.ahead):
        return numbers.year(int(place[0]), "genitive")
    return None


def time(place: Place, hour: int, minute: int) -> str:
    """ "o czternastej trzydzieści", but "czternasta trzydzieści"."""
    before = place.before.lower()
    oblique = (
        re.search(r"\b[wW] godz\. ?\d{1,2}[.:]\d\d\s?[–-]\s?$", place.behind)
        or before in {"o", "od", "do", "po", "przed", "około"}
        or re.search(r"\b[oO] godz(?:inie|\.) ?$", place.behind)
    )
    said = numbers.ordinal(hour, "oblique feminine" if oblique else "feminine")
    return f"{said} {'zero ' if 0 < minute < 10 else ''}{numbers.cardinal(minute)}" if minute else said


def _hour(place: Place) -> Answer:
    hour = int(place[2])
    if hour > 24 or re.search(r"\d\s$", place.behind):  # "2 godz. 15 min"
        return None
    said, case = ("godzinie", "oblique feminine") if place.before.lower() in {"o", "po"} else ("godzina", "feminine")
    if place.before.lower() == "w":
        said, case = "godzinach od", "oblique feminine"
    if place.before.lower() in {"od", "do", "około", "ok", "przed"}:
        said, case = "godziny", "oblique feminine"
    if place[4]:
        hours = f"od {_clock(hour, int(place[3] or 0))} do {_clock(int(place[4]), int(place[5] or 0))}"
        return f"{said.split()[0]} {hours}"
    minute = f" {_minutes(int(place[3]))}" if place[3] and int(place[3]) else ""
    return f"{said} {numbers.ordinal(hour, 'feminine' if case == 'feminine' else 'oblique feminine')}{minute}"


def _hours(place: Place) -> Answer:
    """ "godz. 9-17", "sob. 10–14.30": from and to."""
    if not _OPENING.search(place.behind):
        return None
    first, last = (_clock(int(place[hour]), int(place[minute] or 0)) for hour, minute in ((1, 2), (3, 4)))
    return f"od {first} do {last}" if not place.behind.rstrip().endswith("od") else f"{first} do {last}"


def _clock(hour: int, minute: int) -> str:
    return f"{numbers.ordinal(hour, 'oblique feminine')}{f' {_minutes(minute)}' if minute else ''}"


def _at(place: Place) -> Answer:
    hour, minute = int(place[1]), int(place[2])
    return _clock(hour, minute) if place.before.lower() in _AT and hour < 25 else None


def _decade(place: Place) -> Answer:
    """ "lata 80.", "w latach 90.": the plural of an ordinal."""
    stem = numbers.ordinal(int(place[1])).removesuffix("y")
    ending = {"lata": "e", "lat": "ych", "latach": "ych", "latom": "ym", "latami": "ymi"}.get(place.before.lower())
    return Change(spoken=f"{stem}{ending}", ends="opener") if ending else None


_DAY_NAMES = "|".join({*_WORDS.weekdays, *(re.escape(short) for short in _WORDS.days)})
_OPENING = re.compile(rf"(?:\b(?:{_DAY_NAMES})\.?,?(?: w)?(?: godz\.)?|godz\.|godzinach)\s(?:od )?$")
_AT = frozenset({"o", "od", "do", "po", "przed", "około"})


def _minutes(minute: int) -> str:
    return f"{'zero ' if minute < 10 else ''}{numbers.cardinal(minute)}"


def _century(place: Place) -> Answer:
    value, noun = capitals.roman_value(place[1]), place[2]
    if not 0 < value < 100:
        return None
    locative = place.before.lower() in _LOCATIVE
    if noun == "w.":
        case: Case = "locative" if locative else "nominative" if place.opens or place.before == "" else "genitive"
        said = "wiek" if case == "nominative" else "wieku"
        return Change(spoken=f"{numbers.ordinal(value, case)} {said}", ends="opener")
    if noun == "wiekiem":
        return f"{numbers.ordinal(value, 'locative')} wiekiem"
    if noun == "wiek":
        return f"{numbers.ordinal(value)} wiek"
    return f"{numbers.ordinal(value, 'locative' if locative else 'genitive')} wieku"


def _roman(place: Place) -> Answer:
    value, before = capitals.roman_value(place[1]), place.before
    if not 0 < value < 100:
        return None
    if before in _WORDS.rulers:
        return numbers.ordinal(value).capitalize()
    if before in _GENITIVES:
        return numbers.ordinal(value, "genitive").capitalize()
    if before in _WORDS.queens:
        return numbers.ordinal(value, "feminine").capitalize()
    if place.after in {"wojna", "Wojna"}:
        return numbers.ordinal(value, "feminine")
    if place.after in {"wojny", "wojnie", "Wojny", "Wojnie"}:
        return numbers.ordinal(value, "oblique feminine")
    return str(value) if before in _WORDS.numbered_nouns else None


def _ordinal(place: Place) -> Answer:
    """Before a noun in small letters, in the nominative of its gender, or behind w, na, po in the locative."""
    number, noun = int(place[1]), place.after
    if not 0 < number < 100 or not noun[:1].islower():
        return None
    case: Case = "feminine" if noun.endswith("a") else "neuter" if noun[-1] in "oeę" else "nominative"
    if noun.endswith("em"):
        case = "locative"
    if place.before.lower() in _LOCATIVE:
        feminine = re.search(r"(?:ie|ej|cy|ce|rze|dze|min)$", noun) and not re.search(r"(?:met|pięt)rze$", noun)
        case = "oblique feminine" if feminine else "locative"
    return numbers.ordinal(number, case)


def _roman_month(place: Place) -> Answer:
    """ "3 V 1791"."""
    day, month = int(place[1]), capitals.roman_value(place[2])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return date(place, day, month, place[3])


def _weekdays(place: Place) -> Answer:
    """ "pn.–pt.": from and to, in the genitive."""
    first, last = (_WEEKDAYS[_WORDS.days.get(place[n], place[n])] for n in (1, 2))
    said = f"{first} do {last}" if place.before.lower() == "od" else f"od {first} do {last}"
    return Change(spoken=said, ends="opener")


_WEEKDAYS = _WORDS.tables["weekdays_genitive"]
_WEEKDAY = any_of(_WORDS.days, _WORDS.weekdays)
WEEKDAYS = rule(
    "weekday",
    "word",
    rf"({_WEEKDAY})\b\.?\s?[–-]\s?({_WEEKDAY})\b\.?",
    _weekdays,
    example=("Czynne pn.–pt. od ósmej", "Czynne od poniedziałku do piątku od ósmej"),
)
DATES = (
    rule(
        "date",
        "digit",
        rf"{APART}(\d{{1,2}}) ([IVX]{{1,4}}) ([12]\d{{3}})(?![\w]|[.,]\d)",
        _roman_month,
        example=("3 V 1791 r.", "trzeciego maja tysiąc siedemset dziewięćdziesiątego pierwszego roku."),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}})(?:[.:]([0-5]\d))?\s?[-–]\s?(\d{{1,2}})(?:[.:]([0-5]\d))?(?![\w.:]\d|\w)",
        _hours,
        example=("sob. 10-14", "sobota od dziesiątej do czternastej"),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}})\.([0-5]\d)(?![\w.]\d|\w|\s?(?:r\.|%|(?:godz|h|zł|mln|mld|tys|kg|km|m|cm|mm|g|l)\b))",
        _at,
        example=("odjazd o 8.42", "odjazd o ósmej czterdzieści dwa"),
    ),
    rule(
        "decade",
        "digit",
        rf"{APART}(\d0)\.",
        _decade,
        example=("w latach 90. w klubie", "w latach dziewięćdziesiątych w klubie"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(\d{{1,2}})\.?(?= (?:{_MONTH})\b|(?:[–-]| i | do | na | lub | albo | oraz )\d{{1,2}}\.? (?:{_MONTH})\b)",
        _day,
        example=("od 3 do 5 maja", "od trzeciego do piątego maja"),
    ),
    rule(
        "year",
        "digit",
        rf"{APART}[12]\d{{3}}(?![\d\w]|[.,:]\d|[–-]\d| \d{{3}})",
        _year,
        example=("w 1998 roku", "w tysiąc dziewięćset dziewięćdziesiątym ósmym roku"),
    ),
)
HOUR = rule(
    "time",
    "word",
    r"([gG]odz)\. ?(\d{1,2})(?:[.:]([0-5]\d))?(?:\s?[-–]\s?(\d{1,2})(?:[.:]([0-5]\d))?)?(?!\d)",
    _hour,
    example=("o godz. 14.30", "o godzinie czternastej trzydzieści"),
)
ORDINAL = rule(
    "ordinal",
    "digit",
    rf"{APART}(\d{{1,2}})\.(?= [a-ząćęłńóśźż])",
    _ordinal,
    example=("3. miejsce", "trzecie miejsce"),
)
NUMERALS = (
    rule(
        "century",
        "word",
        r"([IVXLC]+) (wieku|wiekiem|wiek|w\.)(?!\w)",
        _century,
        example=("w XXI wieku", "w dwudziestym pierwszym wieku"),
    ),
    rule(
        "roman numeral",
        "word",
        r"([IVXLCDM]+)(?!\w|-\w)",
        _roman,
        example=("Zygmunt III, tom IV", "Zygmunt Trzeci, tom 4"),
    ),
)
