"""Plain text → Document: hard-wrapped lines, texts without an empty line."""

from __future__ import annotations

import re

from audiobuild.importers.document import Document, SourceBlock, SourceRun, bulleted, merge, parse_date, tidy
from audiobuild.importers.line_wrapping import join, wrapping

_RULE = re.compile(r"\s*([-–—_=~·•]\s*){5,}|\s*([*#]\s*){3,}")
_BULLET = re.compile(r"\s*[•‣▪◦●○■□·*]\s+|\s*[-–]\s+(?=\S)")
_DATE = re.compile(r"\s*date (\d{4})-(\d{2})(?:-(\d{2}))?\s+")
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")


def read(text: str) -> Document:
    """Each line is a block, unless the text is hard-wrapped: then the lines of a paragraph are joined first."""
    stamp = _DATE.match(text)
    if stamp:
        text = text[stamp.end() :]
    day = parse_date(stamp[0]) if stamp else None
    return Document(blocks=tuple(_blocks([tidy(line) if line else "" for line in _LINE_END.split(text)])), date=day)


def _blocks(lines: list[str]) -> list[SourceBlock]:
    wrapped = wrapping(lines)
    blocks: list[SourceBlock] = []
    gathered: list[str] = []
    apart = rule = False
    for number, line in enumerate([*lines, ""], start=1):
        stripped = line.strip()
        empty = not stripped or bool(_RULE.fullmatch(stripped))
        if gathered and (empty or _BULLET.match(line) or not wrapped.continues(gathered[-1], stripped)):
            runs = merge([SourceRun(text=join(gathered))])
            blocks.append(bulleted(SourceBlock(runs=runs, line=number - len(gathered), apart=apart, rule=rule)))
            gathered, apart, rule = [], False, False
        if empty:
            apart, rule = True, rule or bool(stripped)
        else:
            gathered.append(stripped)
    return blocks
