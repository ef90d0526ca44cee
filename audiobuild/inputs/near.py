"""What somebody may have meant who named a file, a folder or one of a few names that are not there. Nothing is read."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from audiobuild.messages import NOTHING, Message, alternatives, msg
from audiobuild.text import shown

CUTOFF = 0.75
"""How alike two names are that may be one: "biuld" and "build" (0.8), "shwo" and "show" (0.75), not "status" and "start"
(0.73)."""

_MOST = 10_000
"""Names of a folder that are looked at."""


def names(word: str, there: Iterable[str], most: int = 3) -> list[str]:
    """Those of the names that look like ``word``, the likeliest first."""
    by_small = {name.casefold(): name for name in there}
    return [by_small[one] for one in difflib.get_close_matches(word[:200].casefold(), by_small, n=most, cutoff=CUTOFF)]


def paths(path: Path, *, folders: bool = False) -> list[str]:
    """Files, or ``folders``, beside ``path`` that may be meant by it: of the same name with an ending, or of one like it."""
    try:
        found = [
            one.name for one in islice(path.parent.iterdir(), _MOST) if (one.is_dir() if folders else one.is_file())
        ]
    except (OSError, ValueError):
        return []
    small = path.name.casefold()
    with_ending = [name for name in sorted(found) if name.casefold().rpartition(".")[0] == small]
    stems = [name for name in sorted(found) if small.rpartition(".")[0] == name.casefold().rpartition(".")[0] != ""]
    near = dict.fromkeys((*with_ending, *names(path.name, sorted(found)), *stems))
    return [str(path.parent / name) for name in [*near][:3]]


def remedy(meant: Iterable[str]) -> Message:
    """The question whether one of these is meant; nothing where there are none."""
    told = [shown(one, 200) for one in meant]
    return msg("Did you mean {}?", alternatives(told)) if told else NOTHING
