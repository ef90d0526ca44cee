"""What is wrong in a file of TOML, in words for editors: those of Python's parser are for programmers, and English."""

from __future__ import annotations

import re
from typing import Final

from audiobuild.errors import Problem
from audiobuild.messages import Message, msg
from audiobuild.text import shown

_AT = re.compile(r" \(at line (\d+), column \d+\)")

_KEY: Final = msg('Write a key, an equals sign, and a text: title = "…"')
_QUOTES: Final = msg('Texts stand in "quotes".')
_KINDS: Final[tuple[tuple[str, Message, Message], ...]] = (
    (
        "Expected '=' after a key",
        msg("no = stands behind the key"),
        _KEY,
    ),
    ("Invalid value", msg("what stands behind the = is no value"), _QUOTES),
    ("Unterminated string", msg("a quotation mark is not closed"), msg("Close it where the text ends.")),
    ("Illegal character", msg("a quotation mark is not closed in its line"), msg("Close it where the text ends.")),
    ("Expected newline or end of document", msg("more stands behind the value"), _QUOTES),
    ("Unclosed array", msg("a bracket [ is not closed"), msg("Close it with ].")),
    ("Unclosed inline table", msg("a brace {{ is not closed"), msg("Close it with }}.")),
    ("Expected ']'", msg("the name of a table ends in ]"), msg("Write it like [voices].")),
    ("Cannot overwrite a value", msg("the key stands twice"), msg("Keep one of them.")),
    ("Duplicate inline table key", msg("the key stands twice"), msg("Keep one of them.")),
    ("Cannot declare", msg("the table stands twice"), msg("Put all its keys below one [line] in brackets.")),
    ("Cannot redefine", msg("the table stands twice"), msg("Put all its keys below one [line] in brackets.")),
    ("Cannot mutate", msg("the table stands twice"), msg("Put all its keys below one [line] in brackets.")),
    ("Unescaped '\\' in a string", msg("a text in double quotes has a backslash"), msg("Put it in single quotes: '…'")),
    ("Escaped character", msg("a text in double quotes has a backslash"), msg("Put it in single quotes: '…'")),
    ("Invalid hex value", msg("a text in double quotes has a backslash"), msg("Put it in single quotes: '…'")),
    ("Invalid statement", msg("this is no key"), _KEY),
    ("Invalid initial character", msg("this is no key"), _KEY),
    ("Invalid date or datetime", msg("there is no such day"), msg("Write it like 2024-05-01.")),
    ("Exceeds the limit", msg("a number is too long"), msg("Write a smaller one.")),
)
"""How the parser's message begins, what is wrong, and what to do."""


def problem(text: str, error: Exception, place: str) -> Problem:
    """What to say of a file that Python's parser does not take."""
    said = str(error)
    at = _AT.search(said)
    lines = text.split("\n")
    line = int(at[1]) if at else 0
    if said.startswith("Unclosed array"):
        above = lines[: line or None]
        line = max((number for number, one in enumerate(above, 1) if one.count("[") > one.count("]")), default=line)
    place = f"{place}:{line}" if line else place
    known = ((message, remedy) for begin, message, remedy in _KINDS if said.startswith(begin))
    message, remedy = next(known, (msg("this cannot be read"), _QUOTES))
    if written := lines[line - 1].strip() if line else "":
        message = msg("{}: {}", message, shown(written, 120))
    return Problem(place=place, message=msg("is not valid TOML: {}", message), remedy=remedy)
