"""What a new import would change in a file that is there, shown to its editor."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

_LOOK_AHEAD = 3
"""Lines among which the one is looked for that a line was: comparing all with all would take minutes."""


def between(there: str, incoming: str, place: str) -> tuple[str, ...]:
    """What a new import would change in an interview that is there already: each line with its number there, its words marked
    as ``git diff --word-diff`` does, ``[-old-]{+new+}``.

    What stands in ``[-…-]`` would be lost: an editor's corrections among it.
    """
    before, after = there.splitlines(), incoming.splitlines()
    told: list[str] = []
    for kind, start, end, first, last in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            changed = _changed_lines(before[start:end], after[first:last])
            told += (f"{place}:{start + number + 1}: {text}" for number, text in changed if text)
    return tuple(told)


def _changed_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines that became others, each beside one of the next that it is like, with the number of the lines before it."""
    number = 0
    for line in after:
        alike = difflib.get_close_matches(line, before[number : number + _LOOK_AHEAD], n=1, cutoff=0.5)
        found = before.index(alike[0], number) if alike else number
        yield from ((at, _changed_words(before[at], "")) for at in range(number, found))
        yield found, _changed_words(before[found] if alike else "", line)
        number = found + len(alike)
    yield from ((at, _changed_words(before[at], "")) for at in range(number, len(before)))


def _changed_words(before: str, after: str) -> str:
    old, new = (re.findall(r"\w+|\s+|[^\w\s]+", line) for line in (before, after))
    parts: list[str] = []
    for kind, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        lost, added = "".join(old[start:end]), "".join(new[first:last])
        if kind == "equal":
            parts.append(lost)
        else:
            parts += [f"[-{lost}-]" if lost else "", f"{{+{added}+}}" if added else ""]
    return "".join(parts)
