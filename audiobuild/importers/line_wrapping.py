"""Lines that were wrapped by hand: whether they were, at which column, and which lines go on with the one before."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from audiobuild.importers.interview_words import abbreviates, anywhere

_DIVIDED = re.compile(r"[^\W\d_][-\u2010\u00ad]$")
_SMALL = re.compile(r"\s*[a-zß-öø-ÿ]")
_OPEN_END = re.compile(r"[\w,;–—-]$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrapping:
    """How a text was wrapped: at the column ``width``, 0 if it was not.

    ``needed`` is how long a line would have become with the next one's first word where a line was wrapped: what nine in
    ten reach of those that surely go on, in the middle of a sentence. 0 where too few lines show it.
    """

    width: int
    needed: int = 0

    def continues(self, line: str, following: str) -> bool:
        """Whether the following line goes on with this one: its first word would not have fitted, or it is a word's
        other half.

        Where a sentence ends with the line, a turn may end, too: there ``needed`` is asked for. Elsewhere, and without it,
        eight characters less than the width are enough.
        """
        line = line.strip()
        word = following.split(" ", 1)[0]
        if not self.width or len(line) > self.width + 10:
            return False
        if glued(line, following) is not None and word[:1].islower():
            return True
        enough = self.width - 7 if _OPEN_END.search(line) or abbreviates(line) else max(self.width - 7, self.needed)
        return len(line) + 1 + len(word) >= enough and len(line) >= 0.6 * self.width


def wrapping(lines: Sequence[str]) -> Wrapping:
    """How the lines of a text were wrapped."""
    width = _width(lines)
    by_width = Wrapping(width=width)
    reached = sorted(
        len(line) + 1 + len(following.split()[0])
        for line, following in _neighbours(lines)
        if by_width.continues(line, following) and _SMALL.match(following)
    )
    return Wrapping(width=width, needed=reached[len(reached) // 10] if len(reached) >= 5 else 0)


def is_wrapped(text: str) -> bool:
    """Whether the lines of the text were wrapped by hand."""
    return _width(text.splitlines()) > 0


def join(lines: Sequence[str]) -> str:
    """The lines of a wrapped paragraph as one, divided words made whole."""
    parts = [
        f"{line} " if (word := glued(line, following)) is None else word
        for line, following in itertools.pairwise(lines)
    ]
    return "".join(parts) + lines[-1]


def glued(line: str, following: str) -> str | None:
    """The line as its last word goes on in the following one, None if it does not: without the hyphen that divides a word
    ("Ge-" "spräch"), with one that is part of it ("KI-" "Systeme"). "Vor-" before "und" waits for another word.
    """
    if not _DIVIDED.search(line):
        return None
    word = re.match(r"\w*", following)
    if word and word[0] in _conjunctions():
        return None
    if following[:1].islower():
        return line[:-1]
    return line if following[:1].isupper() else None


@cache
def _conjunctions() -> frozenset[str]:
    """ "And" and "or"."""
    return frozenset(anywhere("conjunctions") + anywhere("alternatives"))


def _width(lines: Sequence[str]) -> int:
    """The column at which the text was wrapped by hand; 0 if it was not.

    A wrapped text has many lines, few longer than the width (an address, a table), and most lines end where the next word
    would not have fitted any more; where turns are short, it is enough that the lines that end inside a sentence do.
    Paragraphs on one line each fail the first test, verse and lists the second.
    """
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    if len(lengths) < 6:
        return 0
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not 40 <= width <= 130:
        return 0
    wrapped = Wrapping(width=width)
    pairs = list(_neighbours(lines))
    full = [line for line, following in pairs if wrapped.continues(line, following)]
    open_ends = sum(bool(_OPEN_END.search(line)) for line in full)
    if pairs and len(full) >= 0.45 * len(pairs) and open_ends >= 0.6 * len(full):
        return width
    inside = [pair for pair in pairs if _OPEN_END.search(pair[0]) and _SMALL.match(pair[1])]
    going_on = sum(wrapped.continues(*pair) for pair in inside)
    return width if len(inside) >= 6 and going_on >= 0.9 * len(inside) else 0


def _neighbours(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Two lines with no empty one between them, without the spaces at their ends."""
    stripped = (line.strip() for line in lines)
    return ((line, following) for line, following in itertools.pairwise(stripped) if line and following)
