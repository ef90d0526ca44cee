"""Comments that an import leaves in the interview's own language: before a question that it is not sure of, and in place of
what is not spoken.

A comment is neither printed nor spoken, so a wrong pair would be published without anybody having looked. A mark stops
every reading of the interview until the editor has deleted it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audiobuild.errors import Problem
from audiobuild.languages.registry import CODES, FALLBACK, base
from audiobuild.languages.words import table
from audiobuild.messages import msg, verbatim
from audiobuild.text import shown

SURE = 0.9
"""From this confidence on a pair is not marked."""

_UNSURE = "|".join(re.escape(table(code)["marks"]["unsure"]) for code in CODES)
_NOT_SPOKEN = "|".join(re.escape(table(code)["marks"]["not_spoken"]) for code in CODES)
_MARK = re.compile(rf"<!--\s*((?:{_UNSURE})\s*\(\s*\d{{1,3}}\s*%\s*\))", re.IGNORECASE)
OURS = re.compile(rf"(?:{_UNSURE}) \(|(?:{_NOT_SPOKEN}): ")
"""How the comments begin that an import writes, in whatever language, and writes again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DoubtMark:
    """A mark found in a file: its line, its words, and the number of exchanges that stand before it."""

    line: int
    words: str
    after: int


def percent(confidence: float) -> int:
    """A confidence as people read it. Never rounded up: what is unsure must not look sure."""
    return min(int(confidence * 100 + 1e-9), 100)


def text(confidence: float, language: str) -> str:
    """The words of a mark, in one line, so that deleting that line deletes it."""
    said = _said(language)
    return f"{said['unsure']} ({percent(confidence)} %): {said['ask']}"


def unsure(language: str) -> str:
    """The word with which a mark begins."""
    return _said(language)["unsure"]


def not_spoken(text: str, language: str) -> str:
    """What the Markdown says of a line that is kept and not spoken."""
    return f"{_said(language)['not_spoken']}: {text}"


def guid(language: str) -> str:
    """What show.toml says of the podcast's name."""
    return _said(language)["guid"]


def _said(language: str) -> Mapping[str, str]:
    code = base(language)
    found: Mapping[str, str] = table(code if code in CODES else FALLBACK)["marks"]
    return found


def found(markup: str, line: int, after: int) -> Iterator[DoubtMark]:
    """The marks in a block of comments that begins at ``line``."""
    for match in _MARK.finditer(markup):
        yield DoubtMark(line=line + markup.count("\n", 0, match.start()), words=" ".join(match[1].split()), after=after)


def problem(mark: DoubtMark, path: str, question: str) -> Problem:
    """What to say of a mark that nobody has deleted; ``question`` stands behind it, or nothing."""
    what = verbatim(shown(repr(question))) if question else msg("what follows")
    remedy = msg("Look whether it is a question and its answer is whole; mend it if not; then delete the mark.")
    message = msg("the import was unsure of {} ({})", what, mark.words)
    return Problem(place=f"{path}:{mark.line}", message=message, remedy=remedy)
