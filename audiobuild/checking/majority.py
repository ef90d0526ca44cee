"""The majority: where files differ, the one that stands alone is at fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

_T = TypeVar("_T", bound=Hashable)


def most(values: Iterable[_T]) -> _T:
    """The most frequent of these values, of which there is at least one; where several are as frequent, the first."""
    return Counter(values).most_common(1)[0][0]
