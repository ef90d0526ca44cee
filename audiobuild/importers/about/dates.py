"""Dates as they are printed, in the figures and words of every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from audiobuild.importers.document import plausible
from audiobuild.languages.months import month_of
from audiobuild.languages.registry import base

_LONGEST = 400
"""Characters of a line in which dates are looked for: where one says when a text was published, there is little else."""

_YEAR = r"(?P<year>\d{4}(?=\D|$|\d{1,2}\.? ?[^\W\d_]{3})|['’´]\d{2}(?!\d))"
"""Of four digits, or of two behind an apostrophe. That of a change may follow without a space: "3. Mai 20274. Mai 2027"."""
_MONTH = r"(?P<month>[^\W\d_]{3,12}|[IVX]{1,4})"
_SMALL = r"(?:[^\W\d_]{1,3}\.?\s+|[^\W\d_]['’])?"
"""A small word between day, month and year: "de", "of", "d'"."""

_DAY_FIRST = re.compile(
    rf"(?<![\d,:])(?<!\d\.)(?P<day>\d{{1,2}})(?:[.ºª°]|[^\W\d_]{{1,3}}\b)?[\s./-]*{_SMALL}{_MONTH}\.?,?[\s./-]*{_SMALL}{_YEAR}"
)
_MONTH_FIRST = re.compile(rf"(?<!\w){_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:[^\W\d_]{{2}})?\b[.,]?\s+{_YEAR}")
_FIGURES = re.compile(
    r"(?<!\d)(?<!\d[.,:/-])(?P<first>\d{1,2})(?P<sign>\s?[./-]\s?)(?P<second>\d{1,2})(?P=sign)"
    r"(?P<year>\d{4}|\d{2})(?!\d)(?![./-]\d)"
)
_ISO = re.compile(r"(?<!\d)(?<!\d[./-])(?P<year>\d{4})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)")
_MONTH_ALONE = re.compile(rf"(?<![\w/–-])(?P<month>[^\W\d_]{{3,12}})\s+{_SMALL}(?P<year>\d{{4}})(?!\d)")
_IN_PATH = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=/|$)")


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedDate:
    """A date and where in its line it stands. Without ``exact`` only its month is printed; the day is the first."""

    day: date
    start: int
    end: int
    exact: bool = True


def printed(text: str, tag: str) -> list[PrintedDate]:
    """The dates in a line, in order. ``tag`` is the language (BCP 47) by which names and ambiguous figures are read."""
    text = text[:_LONGEST]
    found: list[PrintedDate] = []
    for one in _all(text, tag):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def in_path(address: str) -> date | None:
    """The day in an address such as ``/2027/05/03/title``."""
    match = _IN_PATH.search(address)
    return _day(match["year"], int(match["month"]), match["day"]) if match else None


def _all(text: str, tag: str) -> Iterator[PrintedDate]:
    """Every reading of every place, the surest first."""
    language = base(tag)
    for expression in (_ISO, _FIGURES, _DAY_FIRST, _MONTH_FIRST, _MONTH_ALONE):
        for match in expression.finditer(text):
            exact = expression is not _MONTH_ALONE
            if not exact and re.search(r"\d\W{0,3}$", text[: match.start()]):
                continue
            if day := _read(match, language, month_first=tag.lower().startswith("en-us")):
                yield PrintedDate(day=day, start=match.start(), end=match.end(), exact=exact)


def _read(match: re.Match[str], language: str, *, month_first: bool) -> date | None:
    """The day of a match; None if there is no such day."""
    parts = match.groupdict()
    if "first" in parts:
        if "-" in parts["sign"] and len(parts["year"]) == 2:
            return None
        first, second = int(parts["first"]), int(parts["second"])
        swapped = second > 12 or (month_first and first <= 12 and "." not in parts["sign"])
        month, day = (first, second) if swapped else (second, first)
        return _day(parts["year"], month, str(day))
    month = int(parts["month"]) if parts["month"].isdecimal() else month_of(parts["month"], language)
    return _day(parts["year"], month, parts.get("day") or "1")


def _day(year: str, month: int, day: str) -> date | None:
    digits = year.lstrip("'’´")
    number = int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 70 else 1900)
    try:
        found = date(number, month, int(day))
    except ValueError:
        return None
    return found if plausible(found) and found.year >= 1800 else None
