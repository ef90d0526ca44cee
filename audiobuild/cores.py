"""How many workers a command has where nobody says it."""

from __future__ import annotations

import os


def usable() -> int:
    """The cores that this process may use: a container may allow fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
