"""How long something took, as results of sport and recordings are printed: "1:59:34", "4:02,35", "1'59\"34", "2h22m55s"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from audiobuild.languages.mechanism import Answer, Change, Place, Rule, rule
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import Vocabulary

EXAMPLES = (
    "hours, minutes and seconds",
    "minutes and seconds",
    "minutes and seconds by letters",
    "hours and minutes",
    "minutes and seconds by signs",
)

_MINUTES = r"(?P<minutes>[0-5]?\d)"
_SECONDS = r"(?P<seconds>[0-5]\d)"
_PART = r"(?:[.,](?P<part>\d{1,3}))?"


def durations(
    words: Vocabulary,
    counted: Callable[[str, str], str],
    time: Callable[[Place, int, int], str],
    *,
    examples: Sequence[tuple[str, str]],
) -> tuple[Rule, ...]:
    """Hours, minutes and seconds: "4 minutos y 2,35 segundos". ``counted`` says an amount and the symbol of its unit.

    Minutes and seconds around a colon have a part of a second or "min" behind them: "4:02" is a time of day. Three numbers
    are one behind such words as "at" alone; ``time`` says it. Signs are feet and inches where a language has those, unless
    hours or a part of a second stand there.
    """
    half_of_the_day = re.compile(rf"{GAP}?(?:{'|'.join(words.hours) or '(?!)'})(?!\w)")
    moment = re.compile(rf"\b(?:{'|'.join(words.before_hours) or '(?!)'})\s$")
    hour = rf"{GAP}?(?:{any_of(('h', *words.unit_names['h']))})(?!\w)"
    minute = rf"{GAP}?(?:{any_of(('min.', 'min', *words.unit_names['min']))})(?!\w)"

    by_signs = rf"(?:(?P<hours>\d{{1,2}}){GAP}?h{GAP}?)?{_MINUTES}['′’]{GAP}?{_SECONDS}"
    mark = r"(?:[\"″”]|['′’]{2})(?P<part>\d{1,3})?"

    def speak(place: Place) -> str | None:
        found = place.match.groupdict(default="")
        seconds, part = found.get("seconds", "") or found.get("alone", ""), found.get("part", "")
        amounts = {"h": found.get("hours", ""), "min": found.get("minutes", ""), "s": seconds}
        amounts = {symbol: amount.lstrip("0") for symbol, amount in amounts.items()}
        if part:
            amounts["s"] = f"{amounts['s'] or 0}{words.decimal}{part}"
        said = [counted(amount, symbol) for symbol, amount in amounts.items() if amount]
        return f"{', '.join(said[:-1])} {words.conjunction} {said[-1]}" if len(said) > 1 else "".join(said) or None

    def colons(place: Place) -> Answer:
        if half_of_the_day.match(place.ahead):
            return None
        if moment.search(place.behind):
            hour, minute, second = (int(place[name]) for name in ("hours", "minutes", "seconds"))
            return f"{time(place, hour, minute)} {words.conjunction} {counted(str(second), 's')}"
        return speak(place)

    def one_colon(place: Place) -> Answer:
        said = speak(place) if place["part"] or place["unit"] else None
        return Change(spoken=said, ends="opener") if said else None

    def signs(place: Place) -> str | None:
        return None if words.feet and not place["hours"] and not place["part"] else speak(place)

    patterns = (
        (rf"(?P<hours>\d{{1,2}}):{_MINUTES}:{_SECONDS}{_PART}(?![\d:])(?:{hour})?", colons),
        (rf"{_MINUTES}:{_SECONDS}{_PART}(?![\d:])(?P<unit>{minute})?", one_colon),
        (
            rf"(?P<minutes>\d{{1,3}})min{GAP}?(?P<seconds>\d{{1,2}}){_PART}s(?!\w)",
            speak,
        ),
        (
            rf"(?P<hours>\d{{1,2}})h{GAP}?(?:(?P<minutes>\d{{1,2}})(?:m(?:in)?|['′’])(?:{GAP}?(?P<seconds>\d{{1,2}}){_PART}s)?)(?!\w)",
            speak,
        ),
        (
            rf"(?<!°)(?<!°{GAP})(?:{by_signs}|(?P<alone>\d{{1,2}})(?=[\"″”]\d)){mark}(?!\w)",
            signs,
        ),
    )
    return tuple(
        rule("duration", "digit", f"{APART}{pattern}", answer, example=example)
        for (pattern, answer), example in zip(patterns, examples, strict=True)
    )
