"""The first names that are known, of all languages together, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from audiobuild.publication.voices import SEXES, Sex

_NAMES: Final = Path(__file__).parent / "first_names.txt"
"""Written by ``tools/importing/first_names.py``: a name a line below ``[female]``, ``[male]``, ``[both]`` or ``[unknown]``."""


@cache
def every() -> Mapping[str, Sex | None]:
    """The names, each with its sex where it has one alone."""
    known: dict[str, Sex | None] = {}
    sex: Sex | None = None
    for line in _NAMES.read_text(encoding="utf-8").split():
        if line.startswith("["):
            sex = next((one for one in SEXES if line == f"[{one}]"), None)
        else:
            known[line] = sex
    return known


def is_first_name(part: str) -> bool:
    """Whether it is known as a first name, or both halves of it are."""
    small = part.casefold()
    return small in every() or all(half in every() for half in re.split("[-‑]", small))


def sex_of(part: str) -> Sex | None:
    """Whose first name it is, if only women or only men are called so. Of two with a hyphen both must be of one sex, or the
    second of none."""
    small = part.casefold()
    if small in every():
        return every()[small]
    first, *others = (every().get(half) for half in re.split("[-‑]", small))
    return first if all(other in (first, None) for other in others) else None
