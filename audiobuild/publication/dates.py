"""Dates that somebody typed in another form than ours: which day is meant, and how to write it.

Where the figures may be two days, as in 3/1/2024, both are told and none is taken.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from audiobuild.languages.months import months_meant
from audiobuild.messages import Message, msg

EXAMPLE = msg("2024-05-01 (year, month, day)")

_LONGEST = 80
"""Characters of what may be a date, with its weekday and time."""

_TYPED = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"|(?P<first>[0-9]{1,2})\. ?(?P<middle>[0-9]{1,2})\. ?(?P<last>[0-9]{4})"
)
_ISO = re.compile(r"([1-9]\d{3})-(\d{2})-\d{2}")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<sign>[-./ ]?)(?P<first>\d{1,2})(?P=sign)(?P<second>\d{1,2})(?:T.*)?")
_YEAR_LAST = re.compile(r"(?P<first>\d{1,2})(?P<sign>[-./])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})")
_NAMED = re.compile(r"[^\W\d_]+|\d+")
"""The parts of "Montag, 14. Februar 2022", "February 14th, 2022", "14 de febrero de 2022"."""

_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "º", "ª", "o", "a", "e"})


def typed(text: str) -> date | None:
    """The day that somebody typed: year-month-day, or day.month.year, which is one day wherever points stand between them.
    Nothing where it is another form, as 05/04/2024 is two days, or no day."""
    if match := _TYPED.fullmatch(text.strip()):
        year, month, day = (
            match.group("year", "month", "day") if match["year"] else match.group("last", "middle", "first")
        )
        return next(_days(year, month, day), None)
    return None


def remedy(value: object) -> Message:
    """How to write the date that ``value`` means."""
    match meant(str(value)):
        case (day,):
            return msg("Write {}.", day.isoformat())
        case (one, other):
            return msg(
                "Write {} if the day stands first in it, {} if the month does.", one.isoformat(), other.isoformat()
            )
    if (match := _ISO.fullmatch(str(value).strip())) and 1 <= int(match[2]) <= 12:
        last = monthrange(int(match[1]), int(match[2]))[1]
        return msg("That month ends on {}-{}-{}.", match[1], match[2], last)
    return msg("Write a date such as {}.", EXAMPLE)


def meant(text: str) -> tuple[date, ...]:
    """The days that a text may mean; of two that where the day stands first comes first."""
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        return ()
    spaced = re.sub(r"(?<=[-./]) | (?=[-./])", "", re.sub(r"[,;] .*|,$| \d\d?[:.]\d\d.*", "", text))
    if match := _YEAR_FIRST.fullmatch(spaced):
        months_then_days = tuple(_days(match["year"], match["first"], match["second"]))
        return months_then_days or tuple(_days(match["year"], match["second"], match["first"]))
    if match := _YEAR_LAST.fullmatch(spaced):
        if len(match["year"]) == 2 and match["sign"] == "-":  # 22-02-14 may begin with its year
            return ()
        year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
        day_first = tuple(_days(year, match["second"], match["first"]))
        month_first = () if match["sign"] == "." and day_first else tuple(_days(year, match["first"], match["second"]))
        return tuple(dict.fromkeys((*day_first, *month_first)))
    return tuple(_named(text))


def _named(text: str) -> Iterator[date]:
    """The day of a date with the name of its month, in any language."""
    parts = _NAMED.findall(re.sub(r"\b\d{1,2}:\d{2}.*", "", text))
    figures = [part for part in parts if part.isdecimal()]
    months = [found for part in parts if len(part) > 2 and not part.isdecimal() and (found := months_meant(part))]
    if len(figures) != 2 or len(months) != 1 or len(months[0]) != 1:
        return
    year, day = sorted(figures, key=len, reverse=True)
    if len(year) == 4 and len(day) <= 2:
        (month,) = months[0]
        yield from _days(year, str(month), day)


def _days(year: str, month: str, day: str) -> Iterator[date]:
    with suppress(ValueError):
        yield date(int(year), int(month), int(day))
