"""Chapters as each format lists them, and where the lists differ.

Clients read one list or another and merge them by comparing times (AntennaPod#7688, pocket-casts-android#2093): they must
be the same to the millisecond. Where one differs, the one that stands alone is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml.etree import LxmlError
from lxml.html import HtmlElement, fromstring

from audiobuild.checking.finding import File, Finding
from audiobuild.checking.majority import most
from audiobuild.checking.reading import plain
from audiobuild.checking.statements import Fact, Statement, facts
from audiobuild.messages import msg

AGREE = facts.CHAPTERS
WHOLE = msg("Chapters begin on whole seconds: AntennaPod truncates those of JSON, gPodder those of psc")
NOTES = msg("Spotify and Apple Podcasts, chapters in show notes: a time a line, the first 00:00:00")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A chapter as one format has it; what the format does not say is ``None`` or empty. ``full`` is the whole question."""

    start_ms: int
    end_ms: int | None = None
    title: str = ""
    full: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """The chapters that one place of a file lists."""

    file: File
    what: str
    marks: Sequence[Mark]


def agreement(listings: Sequence[Listing], duration_ms: int | None) -> Iterator[Finding]:
    """Where listings have another number of chapters than most, and where one does not end where the next begins."""
    if not listings:
        return
    count = most([len(listing.marks) for listing in listings])
    for listing in listings:
        if len(listing.marks) != count:
            yield listing.file.finding(
                AGREE, msg("lists {} chapters, the others {}", len(listing.marks), count), place=listing.what
            )
    whole = [listing for listing in listings if len(listing.marks) == count]
    starts = [most([listing.marks[index].start_ms for listing in whole]) for index in range(count)]
    ends = [*starts[1:], duration_ms][:count]
    for index, end in enumerate(ends):
        rows = [(listing, listing.marks[index]) for listing in whole]
        for listing, mark in rows:
            if None not in (end, mark.end_ms) and mark.end_ms != end:
                message = msg("ends at {} ms; what follows begins at {} ms", mark.end_ms, end)
                yield listing.file.finding(AGREE, message, place=_place(listing, index))
        if starts[index] % 1000:
            listing = rows[0][0]
            yield listing.file.finding(WHOLE, msg("begins at {} ms", starts[index]), place=msg("chapter {}", index + 1))


def statements(listings: Sequence[Listing]) -> Iterator[Statement]:
    """What those listings say of each chapter that have as many as most."""
    count = most([len(listing.marks) for listing in listings]) if listings else 0
    for listing in listings:
        for index, mark in enumerate(listing.marks if len(listing.marks) == count else ()):
            said: dict[Fact, str | int] = {facts.START: mark.start_ms}
            said |= {facts.CHAPTER: plain(mark.title), facts.QUESTION: plain(mark.full)}
            said |= {facts.LEADS: facts.ascii_address(mark.url)}
            for fact, value in said.items():
                if value != "":
                    place = _place(listing, index)
                    yield Statement(fact=fact, file=listing.file, place=place, said=(value,), of=f"{index}")


def _place(listing: Listing, index: int) -> str:
    return msg("{}, chapter {}", listing.what, index + 1)


def starts(listings: Sequence[Listing]) -> tuple[int, ...]:
    """Where the chapters begin by most of the listings."""
    return most([tuple(mark.start_ms for mark in listing.marks) for listing in listings]) if listings else ()


def clock_ms(clock: str) -> int:
    """``1:02:03.456``, ``02:03`` in milliseconds (Normal Play Time, RFC 2326, 3.6). Raises ValueError for others."""
    match = re.fullmatch(r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d)(?:\.(\d{1,3}))?", clock)
    if not match:
        raise ValueError(msg("{!r} is not a time", clock))
    hours, minutes, seconds = (int(match[group] or 0) for group in (1, 2, 3))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((match[4] or "0").ljust(3, "0"))


def notes(html: str) -> tuple[Mark, ...]:
    """The chapters in show notes: lines of a paragraph that begin with a time."""
    try:
        tree: HtmlElement = fromstring(f"<div>{html}</div>")
    except (LxmlError, ValueError):
        return ()
    chapters = []
    for paragraph in tree.iter("p"):
        breaks = list(paragraph.iter("br"))
        for item in breaks:
            item.tail = "\n" + (item.tail or "")
        for line in "".join(paragraph.itertext()).split("\n") if breaks else ():
            time, _, title = line.strip().partition(" ")
            if re.fullmatch(r"\d{2,4}:[0-5]\d:[0-5]\d", time):
                chapters.append(Mark(start_ms=clock_ms(time), full=title))
    return tuple(chapters)


def ascending(marks: Sequence[Mark]) -> bool:
    """Whether the first begins at 0 and each later than the one before."""
    return bool(marks) and marks[0].start_ms == 0 and all(b.start_ms > a.start_ms for a, b in pairwise(marks))
