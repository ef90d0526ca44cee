"""Dates in figures, times of day, ordinals, for languages that put the day first."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping

from audiobuild.languages.mechanism import Answer, Change, Place, Rule, rule
from audiobuild.languages.shared.text import APART, GAP, any_of

Date = Callable[[Place, int, int, str], str]
"""What is said for a day, a month and a year as printed ("" where there is none)."""


def numeric_dates(
    speak: Date, *, separators: str, examples: tuple[tuple[str, str], tuple[str, str]]
) -> tuple[Rule, Rule]:
    """ "12/02/2022" with one of the separators, and "2022-02-12"."""

    def answer(place: Place) -> Answer:
        day, month = int(place["day"]), int(place["month"])
        return speak(place, day, month, place["year"]) if 1 <= day <= 31 and 1 <= month <= 12 else None

    sign = f"[{re.escape(separators)}]"
    printed = rf"{APART}(?P<day>\d{{1,2}})({sign})(?P<month>\d{{1,2}})\2(?P<year>\d{{4}}|\d\d)(?!\d|{sign}\d)"
    iso = rf"{APART}(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])"
    return (
        rule("date", "digit", printed, answer, example=examples[0]),
        rule("date", "digit", iso, answer, example=examples[1]),
    )


def weekdays(names: Mapping[str, str], joints: str, *, example: tuple[str, str]) -> Rule:
    """Weekdays in short ("lun.–ven.") by their names: beside another one, or with a dot before a time. ``joints`` are the
    words that join two, as a pattern."""
    names = {**names, **{short.capitalize(): day for short, day in names.items()}}
    day = f"(?:{any_of(names)})"
    either = f"(?:{any_of(names)}|{any_of(names.values())})"
    joint = rf"\s?(?:[–/&,+-]|{joints})\s?"
    ahead, behind = re.compile(rf"{joint}{either}\b"), re.compile(rf"\b{either}\.?{joint}$")

    def speak(place: Place) -> Answer:
        timed = place[2] and not re.search(r"\d\s?$", place.behind) and re.match(r",? ?(?:d\w{1,4} )?\d", place.ahead)
        if not (timed or ahead.match(place.ahead) or behind.search(place.behind)):
            return None
        return Change(spoken=names[place[1]], ends="opener") if place[2] else names[place[1]]

    return rule("weekday", "word", rf"({day})(\.?)(?!\w)", speak, example=example)


def clock(
    speak: Callable[[Place, int, int], str],
    *,
    marks: str,
    units: str,
    score: str,
    to: str = "",
    introduced: str = "",
    examples: tuple[tuple[str, str], ...],
) -> tuple[Rule, ...]:
    """ "14.30 h", with one of the ``marks`` and a word of ``units`` (a pattern) behind it or behind the range that it
    begins, and "14:30" alone; where ``introduced`` has words (a pattern), "20.15" behind one of them, too.

    Alone it is a time unless a word of ``score`` (a pattern) is near, as in "won 3:10". ``to`` (a pattern) joins the
    times of a range; a list of them has commas, too: "8.00, 10.30 and 18.00".
    """
    near = re.compile(score)
    one = rf"\d{{1,2}}(?:[{marks}]\d\d)?"
    several = rf"(?:{one}(?:,\s|\s?[–-]\s?|,?\s(?:{to})\s))"
    certain = re.compile(rf"\b(?:{introduced})\s{several}{{0,8}}$" if introduced else "(?!)")
    measured = re.compile(r"\s?(?:[€$£%]|euro|(?:k?g|c?m|km|l)\b)")

    def answer(place: Place) -> Answer:
        hour, minute = int(place["hour"]), int(place["minute"] or 0)
        return speak(place, hour, minute) if hour <= 24 and minute <= 59 else None

    def alone(place: Place) -> Answer:
        scored = near.search(place.behind) or near.search(place.ahead)
        return answer(place) if certain.search(place.behind) or not scored else None

    range_ahead = re.compile(r"\s?[–-]\s?\d{1,2}\.[0-5]\d(?!\d|,\d)")
    range_behind = re.compile(r"(?<![\d.,])\d{1,2}\.[0-5]\d\s?[–-]\s?$")

    def behind_a_word(place: Place) -> Answer:
        in_range = range_ahead.match(place.ahead) or range_behind.search(place.behind)
        return answer(place) if (in_range or certain.search(place.behind)) and not measured.match(place.ahead) else None

    hour = rf"{APART}(?P<hour>\d{{1,2}})"
    joint = rf"\s?[–-]\s?|\s(?:{to})\s" if to else r"\s?[–-]\s?"
    unit = rf"(?:[ \xa0\u202f]?(?:{units})(?!\w)|(?=(?:{joint})\d{{1,2}}(?:[{marks}]\d\d)?[ \xa0\u202f]?(?:{units})(?!\w)))"
    return (
        rule(
            "time",
            "digit",
            rf"{hour}[{marks}](?P<minute>\d\d){unit}",
            answer,
            example=examples[0],
        ),
        rule("time", "digit", rf"{hour}:(?P<minute>\d\d)(?![\d:])", alone, example=examples[1]),
        *(
            rule("time", "digit", rf"{hour}[.](?P<minute>[0-5]\d)(?!\d|[.,]\d)", behind_a_word, example=example)
            for example in examples[2:]
        ),
    )


def ordinals(
    endings: str,
    speak: Callable[[int, str], Answer],
    *,
    grouping: str = "",
    before_degrees: str = "(?!)",
    small_words: Container[str] = (),
    example: tuple[str, str],
) -> Rule:
    """ "3.º", "21e", "1.000.º": a number with one of the ``endings`` (a pattern), which may tell its gender.

    ``grouping`` are the marks between its thousands. A degree of temperature or of an angle is none: "8 ºC", and "30°" behind
    ``before_degrees`` (a pattern) where no noun follows.
    """
    above = re.compile(rf"(?:\b(?:{before_degrees}){GAP}|(?<!\w)[-−+]|\d[-−–])$")
    heat = re.compile(rf"{GAP}?[CFK](?!\.?\w)|{GAP}?\d+(?:[.,]\d+)?['’′]")
    floor = re.compile(rf"(?:\d|\d,|[Pp]\w*){GAP}$")

    def answer(place: Place) -> Answer:
        number = int(re.sub(r"\D", "", place[1]))
        degrees = "." not in place[2] and heat.match(place.ahead) and not floor.search(place.behind)
        if place[2] in "°º" and above.search(place.behind):
            degrees = (
                degrees
                or (place[2] == "°" and number > 39)
                or not place.ahead[:2].strip().isalpha()
                or re.split("['’]", place.after)[0] in small_words
            )
        return None if degrees or not number else speak(number, place[2])

    thousands = rf"(?:[{grouping}]?\d{{3}})?" if grouping else ""
    return rule("ordinal", "digit", rf"{APART}(\d{{1,3}}{thousands})({endings})(?!\w)", answer, example=example)
