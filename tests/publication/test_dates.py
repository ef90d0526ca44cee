"""Dates in other people's forms: which day is meant, and what is said where it may be two."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from audiobuild.languages.registry import CODES
from audiobuild.languages.words import words
from audiobuild.publication import dates

VALENTINE = date(2022, 2, 14)


@pytest.mark.parametrize(
    "text",
    [
        *("14.02.2022", "14. 2. 2022", "14.2.22", "14/02/2022", "2/14/2022", "2/14/22", "14-2-2022", "2022-2-14"),
        *("2022/02/14", "2022.02.14", "20220214", "2022-14-02", "2022-02-14T10:00", "14.02.2022, 10:30 Uhr"),
        *("14. Februar 2022", "14 Feb 2022", "Feb 14, 2022", "February 14th, 2022", "Mo, 14. Feb. 2022", "2022 Feb 14"),
        *("Mon, 14 Feb 2022 10:00:00 +0100", "14 de febrero de 2022", "14 févr. 2022", "le 14 février 2022"),
    ],
)
def test_one_day(text: str) -> None:
    assert dates.meant(text) == (VALENTINE,)
    assert dates.remedy(text) == "Write 2022-02-14."


@pytest.mark.parametrize("code", CODES)
def test_every_day_as_the_tool_itself_prints_it(code: str) -> None:
    own = words(code)
    for number in range(0, 365, 3):
        day = date(2022, 1, 1) + timedelta(number)
        first = own.first_day if day.day == 1 else str(day.day)
        printed = own.date.format(day=first, month=own.months[day.month - 1], year=day.year)
        assert dates.meant(printed) == (day,), printed


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3/1/2024", ("2024-01-03", "2024-03-01")),
        ("03-01-2024", ("2024-01-03", "2024-03-01")),
        ("4/4/2024", ("2024-04-04",)),
    ],
)
def test_two_days(text: str, days: tuple[str, ...]) -> None:
    assert dates.meant(text) == tuple(map(date.fromisoformat, days))


@pytest.mark.parametrize(
    "text",
    [
        *("", "gestern", "2022", "14.02", "Februar 2022", "31.4.2022", "13/13/2022", "22-02-14", "1.2.3", "0.0.0000"),
        *("14. Februar 2022 und 15. März 2023", "zwischen 1 und 2022", "2022-02-14 abends", "14.2.2022" * 20, "Feb 14"),
    ],
)
def test_no_day(text: str) -> None:
    assert dates.meant(text) == ()
    assert dates.remedy(text) == "Write a date such as 2024-05-01 (year, month, day)."


def test_a_day_that_its_month_has_not() -> None:
    assert dates.remedy("2022-02-30") == "That month ends on 2022-02-28."
    assert dates.remedy("2022-13-45") == "Write a date such as 2024-05-01 (year, month, day)."
