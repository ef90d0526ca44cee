"""Which of the dates in a document is the one on which it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from audiobuild.importers.about import bylines
from audiobuild.importers.about import lines as line_of
from audiobuild.importers.about.dates import PrintedDate
from audiobuild.importers.about.lines import BEFORE, BEHIND, SEPARATOR, Line
from audiobuild.importers.interview_words import InterviewWords, load
from audiobuild.languages.registry import FALLBACK
from audiobuild.languages.shared.vocabulary import vocabulary

_MOST_WORDS = 25
_OTHER_TEXTS = frozenset({"attribution", "teaser", "comments", "aside", "sharing", "consent", "navigation"})
"""Regions of a page whose dates are those of something else."""
_MINUTES = re.compile(r"\s\d{1,2}\s?[^\W\d_]{3,}")
_WORD = re.compile(r"[^\W_]+(?:[.'’/-][^\W_]+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """A date with what the line says of it."""

    day: date
    exact: bool
    said: str
    """"published", "updated", or "" where the line is nothing but a date, perhaps with who wrote the text and where."""


def find(lines: Sequence[Line], title: int | None, words: InterviewWords) -> date | None:
    """The day on which the text was published; None where it gives none.

    Near the title a line with nothing but a date is one, elsewhere only a line that says "published". The day of a change
    is taken where there is no other. One that asks or is spoken is never looked at, nor is what is announced.
    """
    start = max(0, (title or 0) - BEFORE)
    end = line_of.talk(lines, 0 if title is None else title + 1, BEHIND)
    head = [stamp for line in _nearest_last(lines[start:end], (title or 0) - start) for stamp in stamps(line, words)]
    others = [line for line in lines if line.dates and line.short and _may_tell(line)]
    elsewhere = [stamp for line in others for stamp in stamps(line, words) if stamp.said]
    signed = [
        one
        for line in others
        if bylines.is_byline(line, words) and not _is_announced(line, words)
        for one in line.dates
    ]
    return (
        _first(head, said="published")
        or _first(head, said="")
        or _only(elsewhere, said="published")
        or next((one.day for one in signed if one.exact), None)
        or _first(head, said="", exact=False)
        or next((one.day for one in signed), None)
        or _first(head, said="updated")
        or _last(elsewhere, said="updated")
    )


def stamps(line: Line, words: InterviewWords) -> Iterator[Stamp]:
    """The dates in a line that is a date line: short, no question, no words beside the date but those that belong there."""
    if line.size > _MOST_WORDS or line.asks:
        return
    for one in line.dates:
        before, behind = _part(line.text, one)
        told = frozenset(_told(before, behind))
        english = load(FALLBACK)
        if told & _announced(words) and not told & words.published:
            continue
        if told & (words.updated | english.updated):
            yield Stamp(day=one.day, exact=one.exact, said="updated")
        elif told & (words.published | english.published):
            yield Stamp(day=one.day, exact=one.exact, said="published")
        elif line.block.region == "byline" or (_is_bare(before, words) and _is_bare(behind, words)):
            yield Stamp(day=one.day, exact=one.exact, said="")


def _announced(words: InterviewWords) -> frozenset[str]:
    return words.announced | load(FALLBACK).announced - words.beside_dates


def _is_announced(line: Line, words: InterviewWords) -> bool:
    return bool(_announced(words).intersection(word.lower() for word in _WORD.findall(line.text)))


def _nearest_last(lines: Sequence[Line], title: int) -> list[Line]:
    """What stands behind the title first, then what stands before it, from there upwards."""
    return [*lines[title:], *reversed(lines[:title])]


def _may_tell(line: Line) -> bool:
    return line.block.region not in _OTHER_TEXTS and not line.spoken


def _part(text: str, one: PrintedDate) -> tuple[str, str]:
    """What stands before and behind a date, up to the next sign that separates, or a time of reading."""
    behind = SEPARATOR.split(text[one.end :])[0]
    return SEPARATOR.split(text[: one.start])[-1], _MINUTES.split(behind)[0]


def _told(before: str, behind: str) -> Iterator[str]:
    """The words around a date; behind it only up to a comma, for there the next thing begins."""
    yield from (word.lower() for word in _WORD.findall(before))
    yield from (word.lower() for word in _WORD.findall(re.split(r"[,(]", behind)[0])[:3])


def _is_bare(text: str, words: InterviewWords) -> bool:
    """Whether a stretch beside a date has nothing but names, figures, weekdays and the small words of dates and bylines."""
    small = words.beside_dates | load(FALLBACK).beside_dates | _days(words.language) | words.conjunctions
    unknown = [word for word in _WORD.findall(text) if not small & {word.lower(), word.lower().partition("-")[0]}]
    unknown = [word for word in unknown if not word[0].isdecimal()]
    return len(unknown) <= 6 and all(word[0].isupper() for word in unknown)


@cache
def _days(language: str) -> frozenset[str]:
    """Weekdays, in full and short."""
    own = vocabulary(language)
    return frozenset(word.lower() for word in (*own.weekdays, *own.days))


def _first(stamps: Sequence[Stamp], *, said: str, exact: bool = True) -> date | None:
    return next((stamp.day for stamp in stamps if stamp.said == said and stamp.exact == exact), None)


def _last(stamps: Sequence[Stamp], *, said: str) -> date | None:
    return _first(stamps[::-1], said=said)


def _only(stamps: Sequence[Stamp], *, said: str) -> date | None:
    """The date that all of a kind agree on: a page with several has other texts on it, too."""
    days = {stamp.day for stamp in stamps if stamp.said == said and stamp.exact}
    return days.pop() if len(days) == 1 else None
