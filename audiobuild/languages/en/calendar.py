"""English dates, times and years."""

from __future__ import annotations

import re

from audiobuild.languages.en import numbers
from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared.text import APART, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("en")
_SHORT = {month[:3]: month for month in _WORDS.months} | {"Sept": "September"}
_MONTH = rf"(?P<month>{'|'.join(_WORDS.months)}|(?:{any_of(_SHORT)})\.?)"
_YEAR = r"(?:,? (?P<year>[12]\d{3}))?(?!\d|,\d)"
_DAY_FIRST = frozenset({"en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-za"})
_YEAR_BEFORE = frozenset({*_WORDS.lists["before_years"], *(month.lower() for month in _WORDS.months)})
_COUNTED = frozenset(_WORDS.lists["counted"])
_COUNTING = frozenset(_WORDS.lists["counting"])
_DAYS = {**_WORDS.days, "Thur": "Thursday"}
_DAY = any_of(_DAYS)


def _date(place: Place) -> Answer:
    """ "May 3, 2022" and "3 May 2022", with or without an ordinal's ending."""
    day = int(place["day"])
    if not 1 <= day <= 31:
        return None
    month = _month(place["month"])
    year = f", {numbers.year(int(place['year']))}" if place["year"] else ""
    if place.match.start("day") > place.match.start("month"):
        return f"{month} {numbers.ordinal(day)}{year}"
    article = "" if place.before.lower() == "the" else "the "
    return f"{article}{numbers.ordinal(day)} of {month}{year.removeprefix(',')}"


def _month(printed: str) -> str:
    return _SHORT.get(printed.rstrip("."), printed)


def _numeric_date(place: Place) -> Answer:
    """Day first where only that is possible or the language tag asks for it ("en-GB"), else month first."""
    first, second, year = int(place[1]), int(place[2]), place[3]
    day_first = first > 12 or (second <= 12 and place.tag.lower() in _DAY_FIRST)
    day, month = (first, second) if day_first else (second, first)
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    spoken_year = numbers.year(int(year) + (2000 if len(year) == 2 else 0))
    if day_first:
        return f"the {numbers.ordinal(day)} of {_WORDS.months[month - 1]} {spoken_year}"
    return f"{_WORDS.months[month - 1]} {numbers.ordinal(day)}, {spoken_year}"


def _iso_date(place: Place) -> Answer:
    month, day = int(place[2]), int(place[3])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return f"{_WORDS.months[month - 1]} {numbers.ordinal(day)}, {numbers.year(int(place[1]))}"


def _time(place: Place) -> Answer:
    """ "9:05 am" → "9 oh 5 a-m", "9:00" → "9 o'clock"; half of the day is spelled."""
    hour, minute, half = int(place[1]), place[2], place[3]
    if hour > 24 or int(minute or 0) > 59 or (not minute and not half):
        return None
    if not minute and place.match.string[place.match.start() : place.match.end()] == place[1]:
        return None
    spoken = str(hour)
    if minute and int(minute):
        spoken += f" oh {int(minute)}" if minute.startswith("0") else f" {minute}"
    elif not half and minute:
        spoken += " o'clock" if 0 < hour <= 12 else " hundred hours" if hour else " hundred"
    return f"{spoken} {half[0].lower()}-m" if half else spoken


def _year(place: Place) -> Answer:
    return numbers.year(int(place[0])) if _is_year(place) else None


def _is_year(place: Place) -> bool:
    """1100 to 1999 and 2010 to 2099 without a comma, unless something is counted."""
    before, after = place.before.lower(), place.after
    if after.lower() in _COUNTED or re.match(r"\s?[€$£%°]", place.ahead) or re.search(r"[€$£]\s?$", place.behind):
        return False
    if before in _YEAR_BEFORE or re.search(r"\d\s?[–/-]\s?$", place.behind) or re.match(r"\s?[–/-]\d", place.ahead):
        return True
    return before not in _COUNTING and not re.match(r" [a-z]+s\b(?<! was)(?<! is)(?<! has)(?<! this)", place.ahead)


def _weekday(place: Place) -> Answer:
    """ "Mon–Fri", "Sat, Sun": beside another one or a time."""
    near = re.match(rf"\.?(?:\s?(?:[–/&,+-]|to|and)\s?(?:{_DAY})\b|,? ?\d)", place.ahead)
    if not near and not re.search(rf"\b(?:{_DAY})\.?\s?(?:[–/&,+-]|to|and)\s?$", place.behind):
        return None
    return Change(spoken=_DAYS[place[1]], ends="opener") if place[0].endswith(".") else _DAYS[place[1]]


RULES = (
    rule("weekday", "word", rf"({_DAY})\b\.?", _weekday, example=("open Mon–Fri", "open Monday to Friday")),
    rule(
        "date",
        "word",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}(?![:\d])",
        _date,
        example=("On May 3, 2022 it began.", "On May third, twenty twenty-two it began."),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}{_YEAR}(?!\w)",
        _date,
        example=("On 3 May 2022 it began.", "On the third of May twenty twenty-two it began."),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(\d{{4}})-(\d\d)-(\d\d)(?![\w-])",
        _iso_date,
        example=("as of 2022-02-14", "as of February fourteenth, twenty twenty-two"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(\d{{1,2}})[/.](\d{{1,2}})[/.](\d{{4}}|\d\d)(?![\d/])",
        _numeric_date,
        example=("on 2/14/2022", "on February fourteenth, twenty twenty-two"),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}})(?:[:.](\d\d))? ?([ap])\.?m\b(?:\.(?! ?[A-Z]|$)|)",
        _time,
        example=("at 9:30 am", "at 9 30 a-m"),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}}):(\d\d)()(?![\d:])",
        _time,
        example=("at 9:05", "at 9 oh 5"),
    ),
    rule(
        "year",
        "digit",
        rf"{APART}(\d\d\d0|(?<=['’])\d0|\d0)['’]?s\b",
        lambda place: numbers.decade(int(place[1])),
        example=("in the 1990s", "in the nineteen nineties"),
    ),
    rule(
        "year",
        "digit",
        rf"{APART}(?:1[1-9]\d\d|20[1-9]\d)(?![\d\w]|[.,:]\d)",
        _year,
        example=("in 1998, for 1998 people", "in nineteen ninety-eight, for 1998 people"),
    ),
    rule(
        "ordinal",
        "digit",
        rf"{APART}(\d{{1,3}})(?:st|nd|rd|th)\b",
        lambda place: numbers.ordinal(int(place[1])) if int(place[1]) else None,
        example=("the 21st century", "the twenty-first century"),
    ),
)
