"""Where several files say the same thing differently, the one that stands alone is at fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

_T = TypeVar("_T", bound=Hashable)


def most(values: Iterable[_T]) -> _T:
    """What most of at least one say; of several that are said as often, the first."""
    return Counter(values).most_common(1)[0][0]
