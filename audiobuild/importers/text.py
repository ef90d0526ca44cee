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
_OPEN_END = re.compile(r"[\w,;–—-]$")


def read(text: str) -> Document:
    """Each line is a block, unless the text is hard-wrapped: then the lines of a paragraph are joined first."""
    stamp = _DATE.match(text)
    if stamp:
        text = text[stamp.end() :]
    lines = [tidy(line) for line in re.split(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]", text)]
    width = _wrap_width(lines)
    blocks: list[Block] = []
    apart = rule = False
    joinable = False
    for number, line in enumerate(lines, start=1):
        stripped = line.strip()
        if not stripped or _RULE.fullmatch(stripped):
            apart, rule, joinable = True, rule or bool(stripped), False
            continue
        if joinable and not _BULLET.match(line) and _wrapped(lines[number - 2], stripped, width):
            blocks[-1] = _append(blocks[-1], stripped)
        else:
            blocks.append(_block(stripped, number, apart=apart, rule=rule))
        apart = rule = False
        joinable = True
    return Document(
        blocks=tuple(blocks), date=date(int(stamp[1]), int(stamp[2]), int(stamp[3] or 1)) if stamp else None
    )


def wrapped(text: str) -> bool:
    """Whether the lines of the text were wrapped by hand."""
    return _wrap_width(text.splitlines()) > 0


def _block(line: str, number: int, *, apart: bool, rule: bool) -> Block:
    return bulleted(Block(runs=merge([Run(text=line)]), line=number, apart=apart, rule=rule))


def _append(block: Block, line: str) -> Block:
    divided = _DIVIDED.search(block.text) and line[:1].islower()
    text = block.text[:-1] + line if divided else f"{block.text} {line}"
    return Block(runs=(Run(text=text),), line=block.line, kind=block.kind, apart=block.apart, rule=block.rule)


def _wrap_width(lines: list[str]) -> int:
    """The column at which the text was wrapped by hand; 0 if it was not.

    A wrapped text has many lines, few longer than the width (an address, a table), and most lines end where the next word
    would not have fitted any more. Paragraphs on one line each fail the first test, verse and lists the second.
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
    return width if pairs and len(full) >= 0.45 * len(pairs) and open_ends >= 0.6 * len(full) else 0


def _wrapped(line: str, following: str, width: int) -> bool:
    """Whether the following line goes on with this one: its first word would not have fitted, or it is a word's other half."""
    line = line.strip()
    word = following.split(" ", 1)[0]
    if not width or len(line) > width + 10:
        return False
    divided = _DIVIDED.search(line) and word[:1].islower()
    return bool(divided) or (len(line) + 1 + len(word) > width - 8 and len(line) >= 0.6 * width)
