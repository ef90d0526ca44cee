"""What a name or a title may be: something that is seen, on one line."""

from __future__ import annotations

from collections.abc import Iterator

from audiobuild.errors import Problem
from audiobuild.messages import msg
from audiobuild.text import HIDDEN, seen, shown

MOST_CHARACTERS = 1_000
"""Of a title; a name is shorter."""


def problems(text: str, place: str) -> Iterator[Problem]:
    """What is wrong with a text that stands for somebody or something."""
    if HIDDEN.search(text):
        message = msg("{} holds a character that nobody sees", shown(repr(text), 80))
        yield Problem(place=place, message=message, remedy=msg("Type it anew."))
    elif not seen(text):
        yield Problem(place=place, message=msg("has nothing that can be seen"), remedy=msg("Write a name."))
    elif len(text) > MOST_CHARACTERS:
        message = msg("has {} characters; {} are allowed", len(text), MOST_CHARACTERS)
        yield Problem(place=place, message=message, remedy=msg("Write a shorter one."))
