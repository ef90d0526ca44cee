"""English times of day, and how long something took."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("en")
_UNIT = re.compile(rf"{GAP}?(?:{any_of(_WORDS.unit_names, *_WORDS.unit_names.values())})(?!\w)")
_AT = frozenset({"at", "from", "by", "until", "till", "before", "after", "since", "between"})
_DAYS = frozenset({*_WORDS.weekdays, *_WORDS.days})
_DOTTED = r"\d{1,2}\.[0-5]\d"
_AMOUNTS = re.compile(
    rf"\s?(?:to|and|[–-])\s?\d+(?:\.\d+)?(?! ?[ap]\.?m\b)(?:{_UNIT.pattern}|\s?(?:%|per|million|billion|points))"
)
_BEGINS = re.compile(
    r"\b(?:[Dd]oors|[Ss]tarts?|[Bb]egins?|[Kk]ick-?off|[Cc]loses|[Oo]pens|[Dd]eparts|[Aa]rrives|[Ff]inish(?:es)?)(?: at)?:? $"
)
_BETWEEN = re.compile(rf"\b(?:[Bb]etween|[Ff]rom|[Aa]t|[Bb]y) {_DOTTED} (?:and|to|or|until|till) $")
_SERVICE = re.compile(
    r" (?:service|train|bus|coach|ferry|flight|sailing|departure|to|from|at|kick-?off|start|show|performance"
    r"|appointment|slot|race)\b"
)
_OPEN = re.compile(
    r"\b(?:[Oo]pen|[Hh]ours|hrs|[Dd]aily|[Nn]oon|[Cc]losed|times|on|evening|morning|afternoon|[Ll]unch|[Dd]inner"
    r"|[Bb]reakfast|weekdays|weekends|\w+day|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Tues|Thurs)s?\b[^!?]{0,60}$"
)
_RANGE_AHEAD = re.compile(rf"\s?[–-]\s?{_DOTTED}(?!\d)")
_HALF = re.compile(r"\s?(?:[–-]|to)\s?\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\b")
_TIMETABLE = re.compile(
    r"\b(?:times|timetable|schedule|departures|sailings|kick-?offs?|tides?|sunrise|sunset|showings|performances"
    r"|lessons|services)\b[^!?]{0,70}$"
)
_RANGE_BEHIND = re.compile(r"(?<![\d.])\d{1,2}(?:\.[0-5]\d)?(?: ?[ap]m)?\s?[–-]\s?$")


def _dotted_time(place: Place) -> Answer:
    """ "at 7.30", as it is written in Britain."""
    hour, minute = int(place[1]), place[2]
    if hour > 23 or _UNIT.match(place.ahead) or _AMOUNTS.match(place.ahead) or not _is_time(place):
        return None
    if minute == "00":
        return f"{hour} hundred" if hour > 12 else str(hour)
    return f"{hour} oh {int(minute)}" if minute[0] == "0" else f"{hour} {minute}"


def _is_time(place: Place) -> bool:
    """Behind "at", a weekday, "starts"; "the 17.05 service"; in "between 7.30 and 9.15" and "Open 9.30–4.30"."""
    if (
        place.before.lower() in _AT
        or place.before in _DAYS
        or _BEGINS.search(place.behind)
        or _BETWEEN.search(place.behind)
    ):
        return True
    if _HALF.match(place.ahead):
        return True
    if _TIMETABLE.search(place.behind):
        return True
    if place.before.lower() == "the":
        return bool(_SERVICE.match(place.ahead))
    return bool(_OPEN.search(place.behind)) and bool(
        _RANGE_AHEAD.match(place.ahead) or _RANGE_BEHIND.search(place.behind)
    )


def _military(place: Place) -> Answer:
    """ "at 0640" and "1830 hrs"; "from 1830" alone is a year."""
    hour, minute = place[1], place[2]
    if not _HOURS.match(place.ahead) and (
        not _SERVICE.match(place.ahead) if place.before.lower() == "the" else hour[0] != "0"
    ):
        return None
    spoken = f"oh {hour[1]}" if hour[0] == "0" else hour
    return f"{spoken} {'hundred' if minute == '00' else f'oh {minute[1]}' if minute[0] == '0' else minute}"


_HOURS = re.compile(r" ?(?:hrs?|hours|h)\b")


def _to_the_second(place: Place) -> Answer:
    """ "14:10:30" behind "at", "2:10:30 pm"."""
    hour, minute, second, half = int(place[1]), int(place[2]), int(place[3]), place[4]
    if minute > 59 or second > 59 or not (half or place.before.lower() in _AT):
        return None
    spoken = f"{hour} {f'oh {minute}' if minute < 10 else minute}" if minute else f"{hour}"
    if second or not half:
        spoken += f" and {second} second{'s' * (second != 1)}"
    return Change(spoken=f"{spoken} {half[0].lower()}-m" if half else spoken, ends="opener")


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
    return Change(spoken=f"{spoken} {half[0].lower()}-m", ends="opener") if half else spoken


TIMES = (
    rule(
        "time",
        "digit",
        rf"{APART}([01]\d|2[0-3])([0-5]\d)(?![\w-]|[.,:]\d)",
        lambda place: (
            _military(place)
            if place.before.lower() in _AT or _HOURS.match(place.ahead) or place.before.lower() == "the"
            else None
        ),
        example=("at 0640, 1830 hrs", "at oh 6 40, 18 30 hours"),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}})\.([0-5]\d)(?!\w|[.,]\d| ?(?:[ap]\.?m\b|%|percent|per cent|million|billion))",
        _dotted_time,
        example=("at 7.30 there", "at 7 30 there"),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}}):(\d\d):(\d\d)(?: ?([ap]\.?m|[AP]M)\b\.?)?(?![\w:]|\.\d)",
        _to_the_second,
        example=("at 2:10:30 pm", "at 2 10 and 30 seconds p-m"),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}})(?:[:.](\d\d))? ?([ap]\.?m|[AP]M)\b\.?",
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
)
