"""Names in several forms, and the patterns that many rules are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

APART = r"(?<!\w)(?<!\d[.,:/'’\xa0\u2009\u202f])"
"""Stands before a number: it is not the rest of a word or of a longer number."""
GAP = "[ \xa0\u2009\u202f]"
"""A space inside an abbreviation, a number, or between number and unit."""
UPPER = "A-ZÀ-ÖØ-ÞŒŠŽĄĆĘŁŃŚŹŻ"
"""Capitals of the languages here, for a character class."""
LOWER = "a-zß-öø-ÿœšžąćęłńśźż"


Forms = Mapping[str, tuple[str, ...]]
"""What is printed, and the forms of what is spoken, of which a number chooses one."""


def forms(some: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """A table whose values are written "kilometre / kilometres"."""
    return {printed: tuple(spoken.split(" / ")) for printed, spoken in some.items()}


def any_of(*keys: Iterable[str]) -> str:
    """A pattern for any of the keys, the longest first."""
    some = {key for several in keys for key in several}
    return "|".join(re.escape(key) for key in sorted(some, key=lambda key: (-len(key), key)))
