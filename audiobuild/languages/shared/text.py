"""Tables written as text, and the patterns that many rules are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable

APART = r"(?<!\w)(?<!\d[.,:/'’\xa0\u2009\u202f])"
"""Stands before a number: it is not the rest of a word or of a longer number."""
GAP = "[ \xa0\u2009\u202f]"
"""A space inside an abbreviation, a number, or between number and unit."""
UPPER = "A-ZÀ-ÖØ-ÞŒŠŽĄĆĘŁŃŚŹŻ"
"""Capitals of the languages here, for a character class."""
LOWER = "a-zß-öø-ÿœšžąćęłńśźż"


def listed(text: str) -> tuple[str, ...]:
    """The words of a text, in order."""
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """The words of a text, to look up."""
    return frozenset(text.split())


def table(lines: str) -> dict[str, str]:
    """A table written as lines "printed = spoken"."""
    rows = (line.rpartition(" = ") for line in lines.splitlines() if line.strip())
    return {printed.strip(): spoken.strip() for printed, _, spoken in rows}


def forms(lines: str) -> dict[str, tuple[str, ...]]:
    """A table of lines "printed = one / many": what is spoken has several forms, chosen by the number before."""
    return {printed: tuple(form.strip() for form in spoken.split(" / ")) for printed, spoken in table(lines).items()}


def any_of(*keys: Iterable[str]) -> str:
    """A pattern for any of the keys, the longest first."""
    some = {key for several in keys for key in several}
    return "|".join(re.escape(key) for key in sorted(some, key=lambda key: (-len(key), key)))
