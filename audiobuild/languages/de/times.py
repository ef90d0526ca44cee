"""German times of day, durations, and scores, which look like them."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared.text import APART, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("de")
_LISTS = _WORDS.lists
_DAY = f"(?:{'|'.join(_WORDS.days)})"
_TO, _HOUR = r"[–-]|bis|und|u\.|oder", r"\d{1,2}(?:[:.]\d\d)?"
_OPENING = re.compile(
    rf"\b(?:{_DAY}\.?|{'|'.join(_WORDS.weekdays)}):?\s(?:\d{{1,2}}(?:\.\d\d)?\s?(?:[–,-]|u\.|und|bis)\s?){{0,3}}$"
    r"|\b(?:Einlass|Beginn|Ende|Start|Anpfiff|Abfahrt|Rückfahrt|Ankunft|Abflug|Treffpunkt|um):?\s$"
)
_MOMENT = frozenset({"um", "ab", "gegen"})
_MOMENT_BEFORE = re.compile(
    r"\b(?:[Uu]m|[Aa]b|[Gg]egen|von \d{1,2}(?:[:.]\d\d)? ?(?:h ?)?(?:bis|[–-]))\s?$"
    r"|(?:\b(?:v\.|[a-zä]+tags|[Tt]gl\.|[Tt]äglich|zwischen|zw\.|geöffnet)|[:,])\s\d{1,2}(?:[:.]\d\d)?\s?[–-]\s?$"
    rf"|\b(?:{'|'.join(_WORDS.weekdays)}|{_DAY}\.?)\s\d{{1,2}}(?:[:.]\d\d)?\s?[–-]\s?$"
    rf"|(?:\d{{1,2}}\.\d{{1,2}}\.(?:\d\d(?:\d\d)?)?|\b(?:{'|'.join((*_WORDS.weekdays, *_WORDS.months))}|{_DAY}\.?)),?\s?$"
    r"|\b(?:Beginn|Einlass|Anpfiff|Treffpunkt|Uhrzeit|Abfahrt|Ankunft|[Tt]äglich|[Tt]gl\.)[:,]?\s?$"
)
_COUNTED = re.compile(rf"\s?(?:Euro|Prozent|Millionen|Milliarden|{any_of(_WORDS.names)})(?!\w)")
_LASTING = frozenset(_LISTS["lasting"])
_SCORE = re.compile(
    r"gew[aio]nn|verlor|verlier|besieg|siegt|Sieg|Niederlage|Ergebnis|Endstand|führt|unterlag|Remis|Spielstand|Tore"
    r"|Verhältnis|Maßstab|Format|Mischung|Halbzeit|Sätze|Satz\b|Punktspiel|Stimmen|Unentschieden|geschlagen|bezwang|schlug"
)
_RATIO = re.compile(r"(?<![\d:.])(\d{1,3}):(\d{1,3})(?![\d:])")


def _time(place: Place) -> Answer:
    hour, minute = int(place[1]), int(place[2])
    if hour > 24 or minute > 59:
        return None
    return _clock(hour, minute)


def _clock(hour: int, minute: int) -> str:
    spoken = "ein Uhr" if hour == 1 else f"{hour} Uhr"
    return f"{spoken} {minute}" if minute else spoken


def _full_hour(place: Place) -> Answer:
    """ "um 19 h" and "von 10–18 h" are hours of the day, "in 20 h" is how long something takes."""
    hour = int(place[1])
    if hour >= 5 and re.search(r"(?<!\d )(?<!\d)\bbis\s?$", place.behind):
        return _clock(hour, 0) if hour <= 24 else None
    event = hour >= 6 and place.behind.rstrip()[-1:] in {":", ","} and re.match(r"\s[A-ZÄÖÜ]", place.ahead)
    return _clock(hour, 0) if hour <= 24 and (event or _MOMENT_BEFORE.search(place.behind)) else None


def _bare_time(place: Place) -> Answer:
    if place.before.lower() in _MOMENT:
        return _time(place)
    score = _SCORE.search(place.behind) or _SCORE.search(place.ahead) or _among_scores(place)
    return None if score else _time(place)


def _among_scores(place: Place) -> bool:
    """Beside what can be no time of day, or before or behind the score of a half: "27:25 (14:12)"."""
    if re.search(r"\d:\d{1,2} \($", place.behind):
        return True
    half = re.match(r" \((\d{1,2}):(\d{1,2})\)", place.ahead)
    if half and int(half[1]) <= int(place[1]) and int(half[2]) <= int(place[2]):
        return True
    around = _RATIO.findall(f"{place.behind[-30:]} | {place.ahead[:30]}")
    return any(int(first) > 24 or int(second) > 59 or len(second) == 1 for first, second in around)


def _duration(place: Place) -> Answer:
    """ "um 12:05:30 Uhr" is a moment, "1:23:45" how long something took."""
    if place["unit"] == "Uhr" or place.before.lower() in _MOMENT:
        hour, minute, second = (int(place[number]) for number in (1, 2, 3))
        if hour > 24 or max(minute, second) > 59:
            return None
        seconds = "eine Sekunde" if second == 1 else f"{second} Sekunden"
        return f"{_clock(hour, minute)} und {seconds}" if second else _clock(hour, minute)
    return _lasting(("Stunde", place[1]), ("Minute", place[2]), ("Sekunde", place[3] + place["part"]))


def _short_duration(place: Place) -> Answer:
    """ "2:08,45 min" and "3:45 Std." last; "9:05 h" does behind "in", elsewhere it is a time of day."""
    unit = place["unit"]
    if not unit and not place["part"]:
        return None
    if unit == "h" and place.before.lower() not in _LASTING:
        return None
    small = not unit or unit.lower().startswith("min")
    units = ("Minute", "Sekunde") if small else ("Stunde", "Minute")
    said = _lasting((units[0], place[1]), (units[1], place[2] + place["part"]))
    return Change(spoken=said, ends="opener") if said else None


def _lasting(*parts: tuple[str, str]) -> str | None:
    """ "eine Stunde 23 Minuten 4,5 Sekunden", without what is zero."""
    amounts = [(unit, amount.lstrip("0") or "0") for unit, amount in parts]
    amounts = [(unit, f"0{amount}" if amount.startswith(",") else amount) for unit, amount in amounts]
    said = (f"eine {unit}" if amount == "1" else f"{amount} {unit}n" for unit, amount in amounts if amount != "0")
    return " ".join(said) or None


TIMES = (
    rule(
        "duration",
        "digit",
        rf"{APART}(\d{{1,3}})['′’](\d\d)(?:[\"″”]|'')",
        lambda place: _lasting(("Minute", place[1]), ("Sekunde", place[2])),
        example=("nach 1'23\"", "nach eine Minute 23 Sekunden"),
    ),
    rule(
        "duration",
        "digit",
        rf"{APART}(\d{{1,2}}):(\d\d):(\d\d)(?P<part>(?:,\d{{1,3}})?)(?![\d:])(?:\s?(?P<unit>h|Std\.|Stunden|Uhr)(?!\w))?",
        _duration,
        example=("Die Zeit war 1:23:45.", "Die Zeit war eine Stunde 23 Minuten 45 Sekunden."),
    ),
    rule(
        "duration",
        "digit",
        rf"{APART}(\d{{1,3}}):(\d\d)(?P<part>(?:,\d{{1,3}})?)"
        rf"(?:\s?(?P<unit>min|Min\.|Minuten|h|Std\.|Stunden)(?!\w)|(?![\d:]))",
        _short_duration,
        example=("Er lief 2:08,5 min.", "Er lief 2 Minuten 8,5 Sekunden."),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}})[:.](\d\d)(?:\s?(?:Uhr|h)\b"
        rf"|(?=\s?(?:{_TO})\s?{_HOUR}(?:\s?(?:{_TO}|,)\s?{_HOUR}){{0,3}}\s?Uhr\b))",
        _time,
        example=("Von 9.30–14:30 Uhr.", "Von 9 Uhr 30 bis 14 Uhr 30."),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}}):(\d\d)(?![\d:])",
        _bare_time,
        example=("Um 14:05 ging es los.", "Um 14 Uhr 5 ging es los."),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}})\s?h\b",
        _full_hour,
        example=("Um 19 h, in 2 h", "Um 19 Uhr, in 2 Stunden"),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}})\.(\d\d)(?![\d.]*\d)",
        lambda place: _time(place) if _OPENING.search(place.behind) and not _COUNTED.match(place.ahead) else None,
        example=("Mo–Fr 9–18.30, Sa 9.30–13 Uhr", "Montag bis Freitag 9 bis 18 Uhr 30, Samstag 9 Uhr 30 bis 13 Uhr"),
    ),
)
