"""How much a publication may be, so that a build ends soon and in little memory; each far above what people make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from audiobuild.errors import Problem
from audiobuild.messages import msg

MOST_CHARACTERS = 1_000_000
"""Of an interview: 18 hours of speech."""

MOST_QUESTIONS = 2_000
"""In one interview. The longest in print have some hundred."""

MOST_LINES = 50_000

MOST_MARKS = 10_000
"""Of one kind in an interview. From there the time of Markdown's parser grows with their square."""

MOST_PARAGRAPH = 50_000
"""Characters of a paragraph: an hour without a pause. The time of the reading rules grows with its square."""

MOST_SENTENCE = 5_000
"""Characters of a sentence: five minutes in one breath. It is spoken, kept and sent in one piece."""

MOST_COLUMNS = 50
"""Of a table. Nobody can listen to so many."""

MOST_ROWS = 1_000
"""Of a table, below its head. Nobody can listen to so many."""

MOST_ENTRIES = 50_000
"""Of all the show's lexicons together."""

FIRST_YEAR, LAST_YEAR = 1000, 9998
"""Years of four digits, wherever on earth."""

_RULE = re.compile(r"(?=[^|]*\|)\|?\s*:?-+:?(?:\s*\|\s*:?-+:?)*\s*\|?")
_QUESTION = re.compile("^## ", re.MULTILINE)


def is_rule(line: str) -> bool:
    """Whether a line is that of dashes below the head of a table."""
    return bool(_RULE.fullmatch(line.strip()))


def size(text: str, path: str) -> Iterator[Problem]:
    """What is too large in the text of an interview, before it is read."""
    shorter = msg("Make several interviews of it.")
    if len(text) > MOST_CHARACTERS:
        message = msg("has {} characters; {} are allowed", len(text), MOST_CHARACTERS)
        yield Problem(place=path, message=message, remedy=shorter)
    if (count := len(_QUESTION.findall(text))) > MOST_QUESTIONS:
        message = msg("has {} questions; {} are allowed", count, MOST_QUESTIONS)
        yield Problem(place=path, message=message, remedy=shorter)
    if (count := text.count("\n")) > MOST_LINES:
        message = msg("has {} lines; {} are allowed", count, MOST_LINES)
        yield Problem(place=path, message=message, remedy=shorter)
    for mark, meaning in (("[", msg("brackets")), ("<", msg("angle brackets")), ("`", msg("backticks"))):
        if (count := text.count(mark)) > MOST_MARKS:
            yield Problem(
                place=path, message=msg("has {} {}", count, meaning), remedy=msg("{} are allowed.", MOST_MARKS)
            )


def paragraphs(body: str, path: str, first_line: int) -> Iterator[Problem]:
    """What is too large in what stands below the front matter, from ``first_line`` on."""
    length, begin, table = 0, first_line, False
    for number, line in enumerate((*body.split("\n"), ""), first_line):
        if line.strip(" \t>"):
            length += len(line)
            table = table or is_rule(line.lstrip(" \t>"))
            continue
        if length > MOST_PARAGRAPH and not table:
            message = msg("a paragraph of {} characters; {} are allowed", length, MOST_PARAGRAPH)
            remedy = msg("Put empty lines where the thought changes.")
            yield Problem(place=f"{path}:{begin}", message=message, remedy=remedy)
        length, begin, table = 0, number + 1, False


def sentence(length: int, place: str) -> Iterator[Problem]:
    """What is wrong with a sentence of as many characters."""
    if length > MOST_SENTENCE:
        message = msg("a sentence has {} characters; {} are allowed", length, MOST_SENTENCE)
        yield Problem(place=place, message=message, remedy=msg("End it with a full stop where a reader takes breath."))


def entries(count: int, place: str) -> Iterator[Problem]:
    """What is wrong with lexicons of as many entries."""
    if count > MOST_ENTRIES:
        message = msg("the lexicons have {} entries; {} are allowed", count, MOST_ENTRIES)
        yield Problem(place=place, message=message, remedy=msg("Keep those whose words occur."))


def day(when: date | datetime, place: str) -> Iterator[Problem]:
    """What is wrong with a date: at the ends of time it has no other time zone, and formats want four digits."""
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        message = msg("the year {} is out of bounds", when.year)
        remedy = msg("Write a date between {} and {}, like 2024-05-01.", FIRST_YEAR, LAST_YEAR)
        yield Problem(place=place, message=message, remedy=remedy)
