"""English amounts: plurals, prices, fractions, feet, telephone numbers as in America."""

from __future__ import annotations

import re

from audiobuild.languages.en import numbers
from audiobuild.languages.mechanism import Place, rule
from audiobuild.languages.shared.text import APART, GAP

_ARTICLES = frozenset({"a", "an", "another", "this", "every", "each"})


def form(names: tuple[str, ...], amount: str, between: str = "") -> str:
    """ "1 kilometre", "a 5-kilometre run", "5 kilometres"."""
    return names[0] if amount == "1" or between == "-" else names[-1]


def plain(amount: str, large: str, names: tuple[str, ...], place: Place) -> str:
    """ "1.5 million dollars", "5 to 10 dollars", but "a 5 million dollar project"."""
    attributive = place.ahead.startswith("-") or (
        place.before.lower() in _ARTICLES and re.match(" [a-z]", place.ahead) is not None
    )
    name = names[0] if attributive or (amount == "1" and not large) else names[-1]
    return " ".join(part for part in (re.sub("[–-]", " to ", amount), large, name) if part)


def change(cents: int, _coin: tuple[str, ...]) -> str:
    """ "50", "oh 5"."""
    return f"{'oh ' if cents < 10 else ''}{cents}"


def mixed(whole: str, top: int, bottom: int) -> str:
    """ "2 and a half"."""
    return f"{whole} and {numbers.fraction(top, bottom).replace('one ', 'a ', 1)}"


PHONE = rule(
    "phone number",
    "digit sign",
    r"\(?\b(\d{3})\)?[ -](\d{3})-(\d{4})\b",
    lambda place: ", ".join(" ".join(numbers.cardinal(int(d)) for d in place[n]) for n in (1, 2, 3)),
    example=("on 555-123-4567", "on five five five, one two three, four five six seven"),
)
NUMBERS = (
    rule(
        "number",
        "digit",
        rf"{APART}(\d+)/(\d+)(?![\d/])",
        lambda place: f"{place[1]} {place[2]}",
        example=("open 24/7", "open 24 7"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d+)[x×](?!\w)",
        lambda place: f"{place[1]} times",
        example=("10x faster", "10 times faster"),
    ),
    rule(
        "unit",
        "digit",
        rf"{APART}(\d)['′’](?:{GAP}?(\d{{1,2}})[\"″”])?(?!\w)",
        lambda place: f"{place[1]} foot {place[2]}".rstrip() if place[2] else None,
        example=("he is 6'2\" tall", "he is 6 foot 2 tall"),
    ),
)
