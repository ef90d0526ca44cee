"""Emphasis as writers meant it: ``**Anna: **Ja`` and ``**Warum?**Darum`` are bold in what they saw, and not in CommonMark."""

from __future__ import annotations

import re

_LOOSE = re.compile(
    r"(?<![\w_])(_)(?=[^\s_])([^_\n]{1,2000}?)[ \t]+_(?![\w_])|(?<![\w*])(\*)(?=[^\s*])([^*\n]{1,2000}?)[ \t]+\*(?![\w*])"
)
"""Italics with a space before their end."""
_HALF = re.compile(r"([^\W\d_][\w .'-]{0,30}:)\*\*(?=\s)")
"""A label of which only the end is bold."""


def _closed(match: re.Match[str]) -> str:
    mark, text = filter(None, match.groups())
    return f"{mark}{text}{mark} "


def mended(line: str) -> str:
    """The line with the spaces within bold and italics moved out of them, and one where CommonMark would see none of it."""
    if line.count("**") % 2 and (match := _HALF.match(line)):
        line = f"**{match[1]}**{line[match.end() :]}"
    line = _LOOSE.sub(_closed, line)
    parts = line.split("**")
    if len(parts) < 3 or len(parts) % 2 == 0:
        return line
    for inside in range(1, len(parts), 2):
        text = parts[inside].strip()
        if not text:
            return line
        before, after = parts[inside - 1], parts[inside + 1]
        loose_start, loose_end = parts[inside][0].isspace(), parts[inside][-1].isspace()
        if loose_start or (before[-1:].isalnum() and not text[0].isalnum()):
            before += " "
        if loose_end or (after[:1].isalnum() and not text[-1].isalnum()):
            after = f" {after}"
        parts[inside - 1 : inside + 2] = before, text, after
    return "**".join(parts)
