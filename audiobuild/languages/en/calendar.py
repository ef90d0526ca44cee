"""English dates, weekdays and numbered lists."""

from __future__ import annotations

import re

from audiobuild.languages.en import numbers
from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared.text import APART, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("en")
_SHORT = {month[:3]: month for month in _WORDS.months} | {"Sept": "September"}
_MONTH = rf"(?P<month>(?i:{'|'.join(_WORDS.months)}|(?:{any_of(_SHORT)})\b\.?))"
_ALSO_WORDS = frozenset({"may", "march", "mar", "dec", "jan"})
"""Months that, in small letters, are words or names as well: only beside a year."""
_YEAR = r"(?:(?:,? |-)(?P<year>[12]\d{3}))?(?!\d|,\d)"
_ON = frozenset(
    {
        "on",
        "by",
        "until",
        "till",
        "since",
        "before",
        "after",
        "dated",
        "thru",
        "through",
        "ends",
        "expires",
        "due",
        "from",
        *(day.lower() for day in _WORDS.weekdays),
    }
)
_DAY_FIRST = frozenset({"en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-za"})
_LIST = re.compile(r"\W{0,9}\d{1,2}\.\s")
_DAYS = {**_WORDS.days, "Thur": "Thursday"}
_DAY = any_of(_DAYS)


def _date(place: Place) -> Answer:
    """ "May 3, 2022" and "3 May 2022", with or without an ordinal's ending."""
    day = int(place["day"])
    if not 1 <= day <= 31 or (place["month"].rstrip(".") in _ALSO_WORDS and not place["year"]):
        return None
    month = _month(place["month"])
    year = f", {numbers.year(int(place['year']))}" if place["year"] else ""
    if place.match.start("day") > place.match.start("month"):
        return f"{month} {numbers.ordinal(day)}{year}"
    article = "" if place.before.lower() == "the" else "the "
    return f"{article}{numbers.ordinal(day)} of {month}{year.removeprefix(',')}"


def _month(printed: str) -> str:
    name = printed.rstrip(".").capitalize()
    return _SHORT.get(name, name)


def _numeric_date(place: Place) -> Answer:
    """Day first where only that is possible or the language tag asks for it ("en-GB"), else month first.

    "2.6.10" is a section: with dots and a short year, a day or month of two figures shows a date.
    """
    first, second, year = int(place[1]), int(place[3]), place[4]
    day_first = first > 12 or (second <= 12 and place.tag.lower() in _DAY_FIRST)
    day, month = (first, second) if day_first else (second, first)
    section = place[2] == "." and len(year) == 2 and len(place[1]) + len(place[3]) < 4
    if not (1 <= day <= 31 and 1 <= month <= 12) or section or (place[2] == "-" and len(year) == 2):
        return None
    spoken_year = numbers.year(_whole_year(year))
    if day_first:
        return f"the {numbers.ordinal(day)} of {_WORDS.months[month - 1]} {spoken_year}"
    return f"{_WORDS.months[month - 1]} {numbers.ordinal(day)}, {spoken_year}"


def _whole_year(printed: str) -> int:
    """A year of two figures is of the last seventy or the next thirty."""
    year = int(printed)
    return year if len(printed) == 4 else year + (2000 if year < 55 else 1900)


def _day_and_month(place: Place) -> Answer:
    """ "on 2/22", "Tue 22/7"."""
    first, second = int(place[1]), int(place[2])
    if place.before.lower() not in _ON and place.before not in _DAYS:
        return None
    if place.before == "by" and _part(first, second):
        return None
    day_first = first > 12 or (second <= 12 and place.tag.lower() in _DAY_FIRST)
    day, month = (first, second) if day_first else (second, first)
    if not (1 <= day <= 31 and 1 <= month <= 12) or (first, second) == (24, 7):
        return None
    return f"{_WORDS.months[month - 1]} {numbers.ordinal(day)}"


def _months(place: Place) -> str:
    return f"{_month(place['month'])} to {_month(place['last'])}"


def _quarter(place: Place) -> Answer:
    return f"the {numbers.ordinal(int(place[1]))} quarter of {numbers.year(_whole_year(place[2]))}"


def _iso_date(place: Place) -> Answer:
    month, day = int(place[3]), int(place[4])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return f"{_WORDS.months[month - 1]} {numbers.ordinal(day)}, {numbers.year(int(place[1]))}"


def _list_mark(place: Place) -> Answer:
    """ "1. Boil water. 2. Add salt.": numbers in a paragraph that begins with one, each a part of the sentence behind it."""
    listed = place.opens or (_LIST.match(place.text) and re.search(r"[.!?][\"”')]?\s$", place.behind))
    return f"{place[1]}." if listed else None


def _days(place: Place) -> Answer:
    """ "13-16 May", "May 13–16"."""
    first, last = int(place["first"]), int(place["day"])
    if not 1 <= first < last <= 31:
        return None
    year = f", {numbers.year(int(place['year']))}" if place["year"] else ""
    month = _month(place["month"])
    if place.match.start("first") > place.match.start("month"):
        return f"{month} {numbers.ordinal(first)} to {numbers.ordinal(last)}{year}"
    article = "" if place.before.lower() == "the" else "the "
    return f"{article}{numbers.ordinal(first)} to the {numbers.ordinal(last)} of {month}{year.removeprefix(',')}"


def _weekday(place: Place) -> Answer:
    """ "Mon–Fri", "Sat, Sun": beside another one or a time."""
    near = re.match(rf"\.?(?:\s?(?:[–/&,+-]|to|and)\s?(?:{_DAY})\b|,? ?\d)", place.ahead)
    if not near and not re.search(rf"\b(?:{_DAY})\.?\s?(?:[–/&,+-]|to|and)\s?$", place.behind):
        return None
    return Change(spoken=_DAYS[place[1]], ends="opener") if place[0].endswith(".") else _DAYS[place[1]]


_SUFFIX = "(?:st|nd|rd|th)?"
_JOINT = (
    rf"(?:\s?[–-]\s?|, | ?& ?| and | to | or |, and |, or )(?:(?:{_DAY}|{'|'.join(_WORDS.weekdays)})\.? )?(?:the )?"
)
_BEFORE_DAY = rf"(?:(?:{_DAY}|{'|'.join(_WORDS.weekdays)})\.? )?\d{{1,2}}{_SUFFIX} "


def _listed_day(place: Place) -> Answer:
    """ "Sat 8–Sun 9 Feb", "5 and 6 April": the days before the last, which stands beside the month."""
    day = int(place["day"])
    if not 1 <= day <= 31 or place["month"].rstrip(".") in _ALSO_WORDS:
        return None
    return f"{'' if place.before.lower() == 'the' else 'the '}{numbers.ordinal(day)}"


def _two_days(place: Place) -> Answer:
    """ "the night of 5/6 April"."""
    first, last = int(place["first"]), int(place["day"])
    if last != first + 1 or last > 31:
        return None
    article = "" if place.before.lower() == "the" else "the "
    return f"{article}{numbers.ordinal(first)} and {numbers.ordinal(last)} of {_month(place['month'])}"


_ANY_MONTH = f"(?:{'|'.join(_WORDS.months)}|(?:{any_of(_SHORT)})\\b\\.?)"
_DASHED = (
    (rf"{_ANY_MONTH}(?: [12]\d{{3}})?\s?$|\d{_SUFFIX}\s?$", rf"\s?{_BEFORE_DAY}{_ANY_MONTH}|\s?{_ANY_MONTH} \d"),
    (rf"\d{_SUFFIX}\s?$", rf"\s?(?:{_DAY}|{'|'.join(_WORDS.weekdays)})\.? \d{{1,2}}\b"),
    (r"\d(?:st|nd|rd|th)\s?$", r"\s?\d+(?:st|nd|rd|th)\b"),
    (rf"(?<![\w.])(?:{any_of(_WORDS.lists['sizes'])})\s?$", rf"\s?(?:{any_of(_WORDS.lists['sizes'])})(?!\w)"),
    (r"\bc(?:a|irca)?\.?\s?\d{3,4}\s?$", r"\s?\d{3,4}\b"),
    (r"[½¼¾⅓⅔⅛⅜⅝⅞]\s?$", r"\s?\d"),
    (r"\d(?: ?[ap]\.?m\.?)?\s?$", r"\s?(?:noon|midnight|late|close|dusk|sunset|present)\b"),
    (r"\b[AJMY]\d{1,3}\s?$", r"\s?[AJMY]\d{1,3}\b"),
    (r"\b[Yy]ears?\s\d{1,2}$|\bReception$", r"[Yy]ear \d|Y?\d"),
)
_DASHES = tuple((re.compile(behind), re.compile(ahead)) for behind, ahead in _DASHED)


def _dash(place: Place) -> Answer:
    near = any(behind.search(place.behind) and ahead.match(place.ahead) for behind, ahead in _DASHES)
    return place.spaced("to") if near else None


def _part(first: int, second: int) -> bool:
    """ "reduced by 1/2"."""
    return (first, second) in {(1, 2), (1, 3), (2, 3), (1, 4), (3, 4)}


DATES = (
    rule(
        "range",
        "sign",
        "[–-]",
        _dash,
        example=("28 Feb–Sun 2 Mar, XS–XL", "the twenty-eighth of February to Sunday the second of March, XS to XL"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(?P<day>\d{{1,2}}){_SUFFIX}(?=(?:{_JOINT}\d{{1,2}}{_SUFFIX}){{1,5}} "
        rf"(?P<month>{_ANY_MONTH}))",
        _listed_day,
        example=("7, 14 and 21 June", "the seventh, the fourteenth and the twenty-first of June"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(?P<first>\d{{1,2}})/(?P<day>\d{{1,2}}) {_MONTH}(?!\w)",
        _two_days,
        example=("the night of 5/6 April", "the night of the fifth and sixth of April"),
    ),
    rule(
        "date",
        "word",
        rf"{_MONTH}\s?[–-]\s?(?P<last>{'|'.join(_WORDS.months)}|(?:{any_of(_SHORT)})\b\.?)(?!\w|\s?\d)",
        _months,
        example=("open Jan–Mar", "open January to March"),
    ),
    rule(
        "weekday",
        "word",
        r"M[–-]F(?![\w–-])",
        lambda _: f"{_WORDS.weekdays[0]} to {_WORDS.weekdays[4]}",
        example=("open M–F 9 to 5", "open Monday to Friday 9 to 5"),
    ),
    rule("weekday", "word", rf"({_DAY})\b\.?", _weekday, example=("open Mon–Fri", "open Monday to Friday")),
    rule(
        "date",
        "word",
        rf"{_MONTH} (?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s?[–-]\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}(?![:\d])",
        _days,
        example=("on May 13–16, 2022", "on May thirteenth to sixteenth, twenty twenty-two"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s?[–-]\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}{_YEAR}(?!\w)",
        _days,
        example=("on 13-16 May", "on the thirteenth to the sixteenth of May"),
    ),
    rule(
        "date",
        "word",
        rf"{_MONTH}[ -](?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}(?![:\d])",
        _date,
        example=("On May 3, 2022 it began.", "On May third, twenty twenty-two it began."),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}{_YEAR}(?!\w)",
        _date,
        example=("On 3 May 2022 it began.", "On the third of May twenty twenty-two it began."),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}([12]\d{{3}})([/.-])(\d\d?)\2(\d\d?)(?![\w/-]|\.\d)",
        _iso_date,
        example=("as of 2022-02-14", "as of February fourteenth, twenty twenty-two"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}|\d\d)(?![\w/-]|\.\d)",
        _numeric_date,
        example=("on 2/14/2022", "on February fourteenth, twenty twenty-two"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(\d{{1,2}})/(\d{{1,2}})(?![\w/.]\d|\w)",
        _day_and_month,
        example=("for Tuesday, on 2/22", "for Tuesday, on February twenty-second"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}([1-4])Q ?[’']?(\d{{4}}|\d\d)(?!\w)",
        _quarter,
        example=("growth in 2Q22", "growth in the second quarter of twenty twenty-two"),
    ),
    rule(
        "list mark",
        "digit",
        r"(\d{1,2})\.(?=\s+[A-Z])",
        _list_mark,
        example=("1. Boil water. 2. Add salt.", "1. Boil water. 2. Add salt."),
    ),
)
