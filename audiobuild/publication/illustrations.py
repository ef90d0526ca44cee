"""What a picture in an interview may be: a file in content/, read within bounds, which everybody can open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from audiobuild.errors import ContentError, InputError, Problem
from audiobuild.inputs import files
from audiobuild.messages import NOTHING, Message, msg
from audiobuild.model import Interview, Picture
from audiobuild.text import shown

CONTENT = "content"
MOST_BYTES = 30_000_000
"""Of a picture as a camera makes it."""
MOST_PICTURES = 200
"""In one interview."""

REMEDY = msg("Save the picture in content/ and name it there, like ![What it shows](pictures/tower.jpg).")

_EXTENSIONS = (".jpg", ".jpeg", ".png", ".webp")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def fault(source: str) -> Message:
    """What keeps an address from being that of a picture in content/; empty if nothing does."""
    if _ELSEWHERE.match(source):
        return msg("lies elsewhere, where it may change or vanish, and whoever reads the page would be seen there")
    if source.startswith("/") or "\\" in source or any(part in ("", ".", "..") for part in source.split("/")):
        return msg("is not the name of a file in content/")
    if not source.isprintable():
        return msg("holds characters that nobody sees")
    return NOTHING if source.lower().endswith(_EXTENSIONS) else msg("is no JPEG, PNG or WebP by its name")


def problems(root: Path, interview: Interview) -> Iterator[Problem]:
    """What is wrong with the files of an interview's pictures, without looking into them."""
    if len(interview.pictures) > MOST_PICTURES:
        message = msg("has {} pictures; {} are allowed", len(interview.pictures), MOST_PICTURES)
        yield Problem(place=interview.path, message=message, remedy=msg("Make several interviews of it."))
        return
    for picture in interview.pictures:
        path, place = root / CONTENT / picture.source, _place(interview, picture)
        if not files.there(path):
            message = msg("there is no file {}/{}", CONTENT, shown(picture.source, 80))
            yield Problem(place=place, message=message, remedy=REMEDY)
            continue
        try:
            files.check(path, place=place, most_bytes=MOST_BYTES, inside=root / CONTENT)
        except InputError as error:
            yield from (_named(problem, picture) for problem in error.problems)


def data(root: Path, interview: Interview, picture: Picture) -> bytes:
    """The bytes of a picture's file. Raises :class:`audiobuild.errors.ContentError`."""
    content, place = root / CONTENT, _place(interview, picture)
    try:
        return files.data(content / picture.source, place=place, most_bytes=MOST_BYTES, inside=content)
    except InputError as error:
        raise ContentError(_named(problem, picture) for problem in error.problems) from error


def unusable(interview: Interview, picture: Picture, why: Message) -> Problem:
    """What to say of a file that is no picture, or none that can be published."""
    remedy = msg("Save it as JPEG, PNG or WebP, at most 32 million pixels, and name that file.")
    return _named(Problem(place=_place(interview, picture), message=why, remedy=remedy), picture)


def _place(interview: Interview, picture: Picture) -> str:
    return f"{interview.path}:{picture.line}"


def _named(problem: Problem, picture: Picture) -> Problem:
    return replace(problem, message=msg("{}/{} {}", CONTENT, shown(picture.source, 80), problem.message))
