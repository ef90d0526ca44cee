"""Plain text → Document: hard-wrapped lines, texts without an empty line, replies with ``>``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from audiobuild.importers.document import Document, SourceBlock, SourceRun, bulleted, merge, parse_date, tidy
from audiobuild.importers.line_wrapping import Wrapping, join, wrapping

_RULE = re.compile(r"\s*([-–—_=~·•]\s*){5,}|\s*([*#]\s*){3,}")
_BULLET = re.compile(r"\s*[•‣▪◦●○■□·*]\s+|\s*[-–]\s+(?=\S)")
_DATE = re.compile(r"\s*date (\d{4})-(\d{2})(?:-(\d{2}))?\s+")
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_QUOTED = re.compile(r"(?:[ \t]?>){1,20}[ \t]?")
_SIGNATURE = re.compile(r"-- ?")
_ATTRIBUTION = re.compile(r"(?=.*(?:@|\d[:.h]\d\d|\b(?:19|20)\d\d\b)).*:")
"""The line above a quotation that says who wrote it, and when."""
_FEWEST_QUOTED = 2
_WRAPPED = 40
"""Mail programs wrap what they quote, however the rest is written: a line so long without an end goes on in the next."""
_SENTENCE_END = re.compile(r"[.?!…:][\"”“»')\]]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """A line without the marks of a reply; ``depth`` is how many it had."""

    text: str
    number: int
    depth: int = 0


def read(text: str) -> Document:
    """Each line is a block, unless the text is hard-wrapped: then the lines of a paragraph are joined first.

    In a reply each block says how deep it is quoted: ``quoted1`` is what is answered.
    """
    stamp = _DATE.match(text)
    if stamp:
        text = text[stamp.end() :]
    day = parse_date(stamp[0]) if stamp else None
    lines = [tidy(line) if line else "" for line in _LINE_END.split(text)]
    quoted = sum(line.lstrip().startswith(">") for line in lines) >= _FEWEST_QUOTED
    return Document(
        blocks=tuple(_reply(lines) if quoted else _Paragraphs(wrapped=wrapping(lines)).run(_plain(lines))), date=day
    )


def _plain(lines: list[str]) -> Iterator[_Line]:
    return (_Line(text=line, number=number) for number, line in enumerate(lines, start=1))


def _reply(lines: list[str]) -> Iterator[SourceBlock]:
    """The blocks of a text in which some lines are quoted. What stands behind a line of two dashes, as far as nothing
    quoted follows, is a signature; what leads to a quotation says who wrote it."""
    split = [
        _Line(text=line[match.end() :] if match else line, number=number, depth=match[0].count(">") if match else 0)
        for number, line in enumerate(lines, start=1)
        for match in [_QUOTED.match(line)]
    ]
    wrapped = wrapping([line.text for line in split])
    last = max((line.number for line in split if line.depth), default=0)
    signed = next(
        (line.number for line in split if line.number > last and _SIGNATURE.fullmatch(line.text)), len(lines) + 1
    )
    blocks = _Paragraphs(wrapped=wrapped).run(line for line in split if line.number < signed)
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        leads = following is not None and _depth(following) > _depth(block) and _ATTRIBUTION.fullmatch(block.text)
        yield replace(block, region="byline") if leads and len(block.text) < 200 else block
    for block in _Paragraphs(wrapped=Wrapping(width=0)).run(line for line in split if line.number > signed):
        yield replace(block, region="signature")


def _depth(block: SourceBlock) -> int:
    return int(block.style.removeprefix("quoted") or 0)


@dataclass(kw_only=True, slots=True)
class _Paragraphs:
    """Lines as they gather to blocks."""

    wrapped: Wrapping
    blocks: list[SourceBlock] = field(default_factory=list)
    gathered: list[_Line] = field(default_factory=list)
    apart: bool = False
    rule: bool = False

    def run(self, lines: Iterator[_Line]) -> list[SourceBlock]:
        """The blocks of the lines."""
        for line in lines:
            stripped = line.text.strip()
            empty = not stripped or bool(_RULE.fullmatch(stripped))
            if self.gathered and (empty or self._begins(line, stripped)):
                self._end()
            if empty:
                self.apart, self.rule = True, self.rule or bool(stripped)
            else:
                self.gathered.append(replace(line, text=stripped))
        if self.gathered:
            self._end()
        return self.blocks

    def _begins(self, line: _Line, stripped: str) -> bool:
        before = self.gathered[-1]
        if _BULLET.match(line.text) or line.depth != before.depth:
            return True
        if line.depth and len(before.text) >= _WRAPPED and not _SENTENCE_END.search(before.text):
            return False
        return not self.wrapped.continues(before.text, stripped)

    def _end(self) -> None:
        first = self.gathered[0]
        runs = merge([SourceRun(text=join([line.text for line in self.gathered]))])
        style = f"quoted{first.depth}" if first.depth else ""
        block = SourceBlock(runs=runs, line=first.number, apart=self.apart, rule=self.rule, style=style)
        self.blocks.append(bulleted(block))
        self.gathered, self.apart, self.rule = [], False, False
