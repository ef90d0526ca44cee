"""What a name or a title may be: something that is seen, on one line."""

from __future__ import annotations

from collections.abc import Iterator

from audiobuild.errors import Problem
from audiobuild.text import HIDDEN, seen, shown

MOST_CHARACTERS = 1_000
"""Of a title; a name is shorter."""


def problems(text: str, place: str) -> Iterator[Problem]:
    """What is wrong with a text that stands for somebody or something."""
    if HIDDEN.search(text):
        message = f"{shown(repr(text), 80)} holds a character that nobody sees"
        yield Problem(place=place, message=message, remedy="Type it anew.")
    elif not seen(text):
        yield Problem(place=place, message="has nothing that can be seen", remedy="Write a name.")
    elif len(text) > MOST_CHARACTERS:
        message = f"has {len(text)} characters; {MOST_CHARACTERS} are allowed"
        yield Problem(place=place, message=message, remedy="Write a shorter one.")
