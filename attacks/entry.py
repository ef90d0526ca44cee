"""An entry point of the program: what comes in from outside, how it is made, and the function that takes it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An entry point. ``raises`` is what its function says that it raises besides AudiobuildErrors; ``targets`` are the
    modules, by the beginning of their path, whose lines ``--coverage`` counts."""

    name: str
    make: Callable[[random.Random], Any]
    run: Callable[[Any], object]
    targets: tuple[str, ...]
    raises: tuple[type[Exception], ...] = ()
