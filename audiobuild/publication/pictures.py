"""Pictures that an editor names: files in content/, and nowhere else, since whatever is named is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from audiobuild.errors import InputError, Problem
from audiobuild.inputs import files
from audiobuild.messages import Message, msg
from audiobuild.text import shown

MOST_BYTES = 30_000_000
"""Of a picture."""


def problems(content: Path, name: str, *, place: str, remedy: Message) -> Iterator[Problem]:
    """What keeps the file ``name`` in the folder ``content`` from being read; ``place`` is where it is named."""
    path = content / name
    if not files.there(path):
        message = msg("there is no file {}/{}", content.name, shown(name, 80))
        yield Problem(place=place, message=message, remedy=remedy)
        return
    try:
        files.check(path, place=place, most_bytes=MOST_BYTES, inside=content)
    except InputError as error:
        yield from (replace(problem, remedy=problem.remedy or remedy) for problem in error.problems)


def data(content: Path, name: str, *, place: str) -> bytes:
    """The bytes of that file. Raises :class:`audiobuild.errors.InputError`."""
    return files.data(content / name, place=place, most_bytes=MOST_BYTES, inside=content)
