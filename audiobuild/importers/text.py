"""Plain text → Document: encodings, hard-wrapped lines, texts without an empty line."""

from __future__ import annotations

import itertools
import re
from datetime import date

from audiobuild.importers.document import Block, Document, Run, bulleted, merge, tidy

_RULE = re.compile(r"\s*([-–—_=~·•]\s*){5,}|\s*([*#]\s*){3,}")
_BULLET = re.compile(r"\s*[•‣▪◦●○■□·*]\s+|\s*[-–]\s+(?=\S)")
_DATE = re.compile(r"\s*date (\d{4})-(\d{2})(?:-(\d{2}))?\s+")
_DIVIDED = re.compile(r"[^\W\d_]-$")
_SMALL = re.compile(r"\s*[a-zß-öø-ÿ]")
_OPEN_END = re.compile(r"[\w,;–—-]$")


def read(text: str) -> Document:
    """Each line is a block, unless the text is hard-wrapped: then the lines of a paragraph are joined first."""
    stamp = _DATE.match(text)
    if stamp:
        text = text[stamp.end() :]
    lines = [tidy(line) if line else "" for line in re.split(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]", text)]
    width = _wrap_width(lines)
    needed = _needed(lines, width)
    blocks: list[Block] = []
    gathered: list[str] = []
    apart = rule = False
    for number, line in enumerate([*lines, ""], start=1):
        stripped = line.strip()
        empty = not stripped or bool(_RULE.fullmatch(stripped))
        if gathered and (empty or _BULLET.match(line) or not _wrapped(gathered[-1], stripped, width, needed)):
            blocks.append(_block(_joined(gathered), number - len(gathered), apart=apart, rule=rule))
            gathered, apart, rule = [], False, False
        if empty:
            apart, rule = True, rule or bool(stripped)
        else:
            gathered.append(stripped)
    return Document(
        blocks=tuple(blocks), date=date(int(stamp[1]), int(stamp[2]), int(stamp[3] or 1)) if stamp else None
    )


def wrapped(text: str) -> bool:
    """Whether the lines of the text were wrapped by hand."""
    return _wrap_width(text.splitlines()) > 0


def _block(line: str, number: int, *, apart: bool, rule: bool) -> Block:
    return bulleted(Block(runs=merge([Run(text=line)]), line=number, apart=apart, rule=rule))


def _joined(lines: list[str]) -> str:
    """The lines of a wrapped paragraph as one, divided words made whole."""
    parts = [
        line[:-1] if _DIVIDED.search(line) and following[:1].islower() else f"{line} "
        for line, following in itertools.pairwise(lines)
    ]
    return "".join(parts) + lines[-1]


def _wrap_width(lines: list[str]) -> int:
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
    pairs = [(a.strip(), b.strip()) for a, b in itertools.pairwise(lines) if a.strip() and b.strip()]
    full = [(a, b) for a, b in pairs if _wrapped(a, b, width)]
    open_ends = sum(bool(_OPEN_END.search(a)) for a, _ in full)
    if pairs and len(full) >= 0.45 * len(pairs) and open_ends >= 0.6 * len(full):
        return width
    inside = [(a, b) for a, b in pairs if _OPEN_END.search(a) and _SMALL.match(b)]
    return width if len(inside) >= 6 and sum(_wrapped(a, b, width) for a, b in inside) >= 0.9 * len(inside) else 0


def _needed(lines: list[str], width: int) -> int:
    """How long a line would have become with the next one's first word, where a line was wrapped: what nine in ten reach of
    those that surely go on, in the middle of a sentence.
    """
    reached = sorted(
        len(a.strip()) + 1 + len(b.split()[0])
        for a, b in itertools.pairwise(lines)
        if a.strip() and b.strip() and _wrapped(a, b.strip(), width) and _SMALL.match(b)
    )
    return reached[len(reached) // 10] if len(reached) >= 5 else 0


def _wrapped(line: str, following: str, width: int, needed: int = 0) -> bool:
    """Whether the following line goes on with this one: its first word would not have fitted, or it is a word's other half.

    ``needed`` is what the document itself shows to be too long, and is asked for where a sentence ends with the line: there
    a turn may end, too. Elsewhere, and without it, eight characters less than the width are enough.
    """
    line = line.strip()
    word = following.split(" ", 1)[0]
    if not width or len(line) > width + 10:
        return False
    divided = _DIVIDED.search(line) and word[:1].islower()
    enough = width - 7 if _OPEN_END.search(line) else max(width - 7, needed)
    return bool(divided) or (len(line) + 1 + len(word) >= enough and len(line) >= 0.6 * width)
