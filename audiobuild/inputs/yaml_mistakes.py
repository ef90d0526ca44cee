"""What an editor most likely mistyped in a block of YAML, and the line as it should be.

A parser says what it met, often a line below the mistake ("mapping values are not allowed here"). So each usual mistake is
looked for near that line and mended, and the first that makes the block readable, or readable further, is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from audiobuild.messages import Message, msg
from audiobuild.text import shown

MOST_CHARACTERS = 10_000
"""Of a block that is looked at: each try reads it again."""

_MOST_TRIES = 40
_BEFORE, _BEHIND = 6, 2
"""How many lines around the one that the parser names are looked at."""

_KEY = r"(?P<key>[ ]*(?:-[ ]+)?[A-Za-z_]+:[ ]+)"
_NO_TABLE = r"(?P<text>[^\s\[{|>'\"#][^\n]*?)[ ]*"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """A mistake in the line of that number, counted from 0; what is wrong, and the line that it should be."""

    line: int
    message: Message
    mended: str
    drops: int = -1
    """A line that is then a part of the mended one."""

    @property
    def remedy(self) -> Message:
        """What to write instead."""
        return msg("Write: {}", shown(self.mended.strip(), 200))


def found(text: str, line: int, fails_at: Callable[[str], int | None]) -> Mistake | None:
    """The mistake for which ``line`` cannot be read; ``fails_at`` says at which line a text cannot, ``None`` if it can."""
    if len(text) > MOST_CHARACTERS:
        return None
    lines = text.split("\n")
    for mistake in islice(_mistakes(lines, line), _MOST_TRIES):
        mended = list(lines)
        mended[mistake.line] = mistake.mended
        if mistake.drops >= 0:
            mended[mistake.drops] = ""
        fails = fails_at("\n".join(mended))
        if fails is None or fails > max(line, mistake.line, mistake.drops):
            return mistake
    return None


def _mistakes(lines: Sequence[str], line: int) -> Iterator[Mistake]:
    near = range(min(line, len(lines) - 1), max(line - _BEFORE, 0) - 1, -1)
    behind = range(line + 1, min(line + _BEHIND, len(lines) - 1) + 1)
    for look in _LOOKS:
        for number in (*near, *behind):
            if lines[number].strip():
                yield from look(lines, number)


def _tab(lines: Sequence[str], number: int) -> Iterator[Mistake]:
    text = lines[number]
    if re.match(r" *\t", text):
        blank = text[: len(text) - len(text.lstrip())].replace("\t", "  ")
        message = msg("a tab stands where YAML takes spaces only: {}", _line(text))
        yield Mistake(line=number, message=message, mended=blank + text.lstrip())


def _behind_braces(lines: Sequence[str], number: int) -> Iterator[Mistake]:
    match = re.fullmatch(
        r"(?P<before>[^{}#]*)\{(?P<inner>[^{}]*)\}[ ]*,?[ ]*(?P<behind>[^#\s{}][^{}]*)\}?[ ]*", lines[number]
    )
    if match:
        mended = f"{match['before']}{{{match['inner'].strip().rstrip(',')}, {match['behind'].strip().rstrip(',')}}}"
        yield Mistake(
            line=number,
            message=msg("something stands behind the closing brace: {}", _line(lines[number])),
            mended=mended,
        )


def _below_braces(lines: Sequence[str], number: int) -> Iterator[Mistake]:
    above = next((before for before in range(number - 1, -1, -1) if lines[before].strip()), -1)
    own = re.fullmatch(r"[ ]+(?:-[ ]+)?(?P<entry>[A-Za-z_]+:[ ]+[^\s{\[].*?),?[ ]*", lines[number])
    braces = re.fullmatch(r"(?P<before>[ ]*-[ ]+)\{(?P<inner>[^{}]*)\}[ ]*", lines[above]) if above >= 0 else None
    if own and braces:
        mended = f"{braces['before']}{{{braces['inner'].strip().rstrip(',')}, {own['entry']}}}"
        message = msg("a line of its own stands below the braces into which it belongs: {}", _line(lines[number]))
        yield Mistake(line=above, message=message, mended=mended, drops=number)


def _unclosed(lines: Sequence[str], number: int) -> Iterator[Mistake]:
    text = lines[number].rstrip().rstrip(",")
    for begin, end, message in (
        ("{", "}", msg("the brace {{ is not closed: {}", _line(lines[number]))),
        ("[", "]", msg("the bracket [ is not closed: {}", _line(lines[number]))),
    ):
        if text.count(begin) > text.count(end):
            yield Mistake(line=number, message=message, mended=text + end)
        if text.count(begin) < text.count(end):
            bare = re.fullmatch(r"(?P<before>[ ]*-[ ]+|[ ]*[A-Za-z_]+:[ ]+)(?P<rest>.*)", text)
            mended = f"{bare['before']}{begin}{bare['rest']}" if bare else text
            yield Mistake(
                line=number, message=msg("{} is closed and was not opened: {}", end, _line(text)), mended=mended
            )


def _no_space(lines: Sequence[str], number: int) -> Iterator[Mistake]:
    mended = re.sub(r"^([ ]*(?:-[ ]+)?[A-Za-z_]+):(?=[^\s/])", r"\1: ", lines[number])
    if mended != lines[number]:
        yield Mistake(
            line=number, message=msg("there is no space behind the colon: {}", _line(lines[number])), mended=mended
        )


def _no_colon(lines: Sequence[str], number: int) -> Iterator[Mistake]:
    if match := re.fullmatch(r"([ ]*(?:-[ ]+)?[A-Za-z_]+)(?:[ ]*=[ ]*|[ ]+:|[ ]+)(\S.*)", lines[number]):
        message = msg("a key ends in a colon and a space: {}", _line(lines[number]))
        yield Mistake(line=number, message=message, mended=f"{match[1]}: {match[2].strip()}")


def _quotes(lines: Sequence[str], number: int) -> Iterator[Mistake]:
    match = re.fullmatch(_KEY + r"(?P<sign>[\"'])(?P<text>.*?)[ ]*", lines[number])
    if not match:
        return
    sign, text = match["sign"], match["text"]
    if sign not in text:
        message = msg("the quotation mark is not closed: {}", _line(lines[number]))
        yield Mistake(line=number, message=message, mended=f"{match['key']}{sign}{text}{sign}")
    message = msg("the text goes on behind the closing quotation mark: {}", _line(lines[number]))
    whole = text.removesuffix(sign) if text.removesuffix(sign).count(sign) % 2 == 0 else f"{sign}{text}"
    yield Mistake(line=number, message=message, mended=match["key"] + quoted(whole))


def _colon(lines: Sequence[str], number: int) -> Iterator[Mistake]:
    match = re.fullmatch(_KEY + _NO_TABLE, lines[number])
    if match and re.search(r":(\s|$)", match["text"]):
        message = msg("a text that holds a colon stands in quotes: {}", _line(lines[number]))
        yield Mistake(line=number, message=message, mended=match["key"] + quoted(match["text"]))


def _sign(lines: Sequence[str], number: int) -> Iterator[Mistake]:
    if match := re.fullmatch(_KEY + r"(?P<text>(?!!!)[\[{@`%&*!|>,?-].*?)[ ]*", lines[number]):
        message = msg("a text that begins with {} stands in quotes: {}", match["text"][0], _line(lines[number]))
        yield Mistake(line=number, message=message, mended=match["key"] + quoted(match["text"]))


def _indented(lines: Sequence[str], number: int) -> Iterator[Mistake]:
    """A line that begins elsewhere than those like it."""
    text = lines[number]
    entry = text.lstrip().startswith("- ")
    alike = (one for one in reversed(lines[:number]) if one.strip() and one.lstrip().startswith("- ") == entry)
    for blank in dict.fromkeys(len(one) - len(one.lstrip()) for one in islice(alike, 3)):
        if blank != len(text) - len(text.lstrip()):
            message = msg("is indented otherwise than the lines like it: {}", _line(text))
            yield Mistake(line=number, message=message, mended=f"{' ' * blank}{text.lstrip()}")


_LOOKS = (
    _tab,
    _behind_braces,
    _below_braces,
    _unclosed,
    _no_space,
    _quotes,
    _colon,
    _sign,
    _indented,
    _no_colon,
)
"""The surer first."""


def quoted(text: str) -> str:
    """A text in quotes, as YAML reads it: those that it does not hold itself."""
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"


def _line(text: str) -> str:
    return shown(text.strip(), 120)
