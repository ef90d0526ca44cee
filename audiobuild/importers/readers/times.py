"""Times in a transcript that is plain text or Markdown: taken out, who speaks set before what is said."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_TIME = r"[\[(]?\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
_DAY = r"(?:\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+)?"
_NAME = r"(?P<name>[^\W\d_][^\d:\[\]()\n?!]{0,50}?)"
_MARK = r"(?P<mark>[*_]{0,3})"
_LINES = (
    re.compile(rf"{_MARK}{_NAME}\s*[,–—-]?\s*(?P<time>{_TIME})\s*:?\s*(?P=mark):?(?:\s+(?P<text>\S.*))?"),
    re.compile(rf"{_MARK}{_DAY}(?P<time>{_TIME})\s*[,–—-]?\s*(?P=mark)\s*(?P<inner>[*_]{{0,3}}){_NAME}\s*(?P=inner):(?P=inner)(?P=mark)(?:\s+(?P<text>\S.*))?"),
    re.compile(rf"{_MARK}(?P<time>{_TIME})\s*[,–—-]?\s+{_NAME}\s*:?(?P=mark)(?P<text>)"),
)  # fmt: skip
"""``Name 00:12``, ``Name (00:12): text``; ``[00:12] Name: text`` and, of a chat, ``12.03.22, 14:05 - Name: text``;
``00:12 Name``."""
_ALONE = re.compile(rf"\s*(?P<time>{_TIME})\s*(?:[-–—]+>?\s*{_TIME}\s*)?(?P<text>.*)")
_FEWEST = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stamp:
    """A line with a time: who speaks, what is said on the same line."""

    line: int
    name: str
    mark: str
    seconds: float
    text: str


def without_times(source: str) -> str:
    """A transcript with "Name: text" for its turns, line for line; any other text as it is.

    It is one if three lines or more have a name and a time, names recur, and the times go on. A programme of the day (10:30
    Welcome) has other words each time.
    """
    lines = source.split("\n")
    stamps = [stamp for number, line in enumerate(lines) if (stamp := _stamp(number, line))]
    counts = Counter(stamp.name for stamp in stamps)
    named = [stamp for stamp in stamps if counts[stamp.name] >= 2]
    if len(named) < _FEWEST or len(named) < 0.6 * len(stamps) or not _going_on(named):
        return source
    known = {stamp.line for stamp in named}
    for stamp in named:
        _rewrite(lines, stamp, known)
    for number, line in enumerate(lines):
        if number not in known and (alone := _ALONE.fullmatch(line)) and alone["time"][0] in "[(":
            lines[number] = alone["text"]
    return "\n".join(lines)


def _stamp(number: int, line: str) -> _Stamp | None:
    stripped = line.strip()
    if not stripped[:1] or ":" not in stripped[:120]:
        return None
    for pattern in _LINES:
        match = pattern.fullmatch(stripped[:5_000])
        if match and len(match["name"].split()) <= 5:
            name = match["name"].strip(" *_,–—-")
            text = (match["text"] or "") + stripped[5_000:]
            return _Stamp(line=number, name=name, mark=match["mark"], seconds=_seconds(match["time"]), text=text)
    return None


def _seconds(time: str) -> float:
    total = 0.0
    for part in time.strip("[]()").replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def _going_on(stamps: Sequence[_Stamp]) -> bool:
    """Whether nearly all times follow the one before."""
    steps = [b.seconds >= a.seconds for a, b in itertools.pairwise(stamps)]
    return sum(steps) >= 0.9 * len(steps)


def _rewrite(lines: list[str], stamp: _Stamp, known: set[int]) -> None:
    """The name before the text, which stands on the same line or on the next that is not empty."""
    label = f"{stamp.mark}{stamp.name}:{stamp.mark}"
    if stamp.text:
        lines[stamp.line] = f"{label} {stamp.text}"
        return
    lines[stamp.line] = ""
    for number in range(stamp.line + 1, min(stamp.line + 3, len(lines))):
        if lines[number].strip() and number not in known:
            lines[number] = f"{label} {lines[number].lstrip()}"
            return
    lines[stamp.line] = label
