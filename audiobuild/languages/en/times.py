"""English times of day, and how long something took."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("en")
_UNIT = re.compile(rf"{GAP}?(?:{any_of(_WORDS.unit_names, *_WORDS.unit_names.values())})(?!\w)")
_AT = frozenset({"at", "from", "by", "until", "till", "before", "after", "since"})


def _dotted_time(place: Place) -> Answer:
    """ "at 7.30", as it is written in Britain."""
    hour, minute = int(place[1]), place[2]
    if place.before.lower() not in _AT or hour > 23 or _UNIT.match(place.ahead):
        return None
    return (
        f"{hour} oh {int(minute)}"
        if minute[0] == "0" and minute != "00"
        else f"{hour} {minute if minute != '00' else ''}".rstrip()
    )


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
        rf"{APART}(\d{{1,2}})\.([0-5]\d)(?![\w.]|,\d| ?(?:[ap]\.?m\b|%|percent|per cent|million|billion))",
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
