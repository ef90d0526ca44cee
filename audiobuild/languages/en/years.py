"""English years, decades, seasons and ordinals."""

from __future__ import annotations

import re

from audiobuild.languages.en import numbers
from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("en")
_UNIT = re.compile(rf"{GAP}?(?:{any_of(_WORDS.unit_names, *_WORDS.unit_names.values())})(?!\w)")
_YEAR_BEFORE = frozenset({*_WORDS.lists["before_years"], *(month.lower() for month in _WORDS.months)})
_PLURAL = re.compile(r" (?!census|series|class|address|business|crisis|process|basis|news|was|is|has|this)[a-z]+s\b")
_DECADES = frozenset(_WORDS.lists["decades"])
_DAYS = frozenset({*_WORDS.weekdays, *_WORDS.days})
_COUNTED = frozenset(_WORDS.lists["counted"])
_COUNTING = frozenset(_WORDS.lists["counting"])


def _year(place: Place) -> Answer:
    return numbers.year(int(place[0])) if _is_year(place) else None


def _is_year(place: Place) -> bool:
    """1100 to 1999 and 2010 to 2099 without a comma, unless something is counted; 1066 behind a word such as "in"."""
    before, after = place.before.lower(), place.after
    if (
        after.lower() in _COUNTED
        or _UNIT.match(place.ahead)
        or re.match(r"\s?[€$£%°]", place.ahead)
        or re.search(r"[€$£§]\s?$", place.behind)
    ):
        return False
    if (
        (before in _YEAR_BEFORE and not (before == "and" and _PLURAL.match(place.ahead)))
        or re.search(r"\d\s?[–/-]\s?$", place.behind)
        or re.match(r"\s?[–/-]\d", place.ahead)
    ):
        return True
    return not place[0].startswith("10") and before not in _COUNTING and not _PLURAL.match(place.ahead)


def _decade(place: Place) -> Answer:
    """ "the 1930s", "the 30s" and "'30s", but "after 30s"."""
    certain = (
        len(place[1]) == 4
        or place.behind[-1:] in ("'", "’")
        or re.search(r"\d0s[–-]$", place.behind)
        or place.before.lower() in _DECADES
        or "s" not in place[0][-1:]
    )
    return numbers.decade(int(place[1])) if certain or place.opens else None


def _ordinal(place: Place) -> Answer:
    """ "the 21st century", but "13st 4lb" is a weight."""
    value = int(place[1])
    stone = place[2] == "st" and (value % 10 != 1 or re.match(r" \d{1,2} ?lbs?\b", place.ahead))
    if not value or stone:
        return None
    dated = place.before in _DAYS and place.behind.endswith(" ")
    return f"{'the ' * dated}{numbers.ordinal(value)}"


def _season(place: Place) -> Answer:
    """ "the 2023/24 season"."""
    year = int(place[1])
    if (year + 1) % 100 != int(place[2]):
        return None
    return f"{numbers.year(year)} {numbers.year(year + 1) if int(place[2]) == 0 else numbers.cardinal(int(place[2]))}"


YEARS = (
    rule(
        "year",
        "digit",
        rf"{APART}(\d\d\d0|(?<=['’])\d0|\d0)['’]?s\b",
        _decade,
        example=("in the 1990s", "in the nineteen nineties"),
    ),
    rule(
        "year",
        "digit",
        rf"{APART}((?:1[89]|20)\d\d)/([1-9]\d|00)(?![\w/])",
        _season,
        example=("the 2023/24 season", "the twenty twenty-three twenty-four season"),
    ),
    rule(
        "year",
        "digit",
        rf"{APART}(?:1\d\d\d|20[1-9]\d)(?![\d\w]|[.,:]\d)",
        _year,
        example=("in 1998, for 1998 people", "in nineteen ninety-eight, for 1998 people"),
    ),
    rule(
        "ordinal",
        "digit",
        rf"{APART}(\d{{1,3}})(st|nd|rd|th)\b",
        _ordinal,
        example=("the 21st century", "the twenty-first century"),
    ),
)
