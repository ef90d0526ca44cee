"""The first names that are known, of all languages together."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

_NAMES: Final = Path(__file__).parent / "first_names.txt"
"""Written by ``tools/importing/first_names.py``."""


@cache
def _known() -> frozenset[str]:
    return frozenset(_NAMES.read_text(encoding="utf-8").split())


def is_first_name(part: str) -> bool:
    """Whether it is known as a first name, or both halves of it are."""
    small = part.casefold()
    return small in _known() or all(half in _known() for half in re.split("[-‑]", small))
