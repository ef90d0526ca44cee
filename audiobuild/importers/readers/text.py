"""Plain text → Document: hard-wrapped lines, texts without an empty line, replies with ``>``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from audiobuild.importers.document import Document, SourceBlock, SourceRun, bulleted, merge, parse_date, tidy
from audiobuild.importers.line_wrapping import Wrapping, join, wrapping
from audiobuild.importers.readers import mail_names

_RULE = re.compile(r"\s*([-–—_=~·•]\s*){5,}|\s*([*#]\s*){3,}")
_BULLET = re.compile(r"\s*[•‣▪◦●○■□·*]\s+|\s*[-–]\s+(?=\S)")
_DATE = re.compile(r"\s*date (\d{4})-(\d{2})(?:-(\d{2}))?\s+")
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_QUOTED = re.compile(r"(?:[ \t]?>){1,20}[ \t]?")
_SIGNATURE = re.compile(r"-- ?")
_FEWEST_QUOTED = 2
_WRAPPED, _LIMIT = 40, 80
"""Mail programs wrap what they send at fewer than 80 columns, and what they quote wherever that ends: a line so long without
an end goes on in the next."""
_SENTENCE_END = re.compile(r"[.?!…:][\"”“»')\]]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """A line without the marks of a reply; ``depth`` is how many it had."""

    text: str
    number: int
    depth: int = 0


def read(text: str, *, is_message: bool = False) -> Document:
    """Each line is a block, unless the text is hard-wrapped: then the lines of a paragraph are joined first.

    In a message or a reply each block says how deep it is quoted: ``quoted1`` is what is answered.
    """
    stamp = _DATE.match(text)
    if stamp:
        text = text[stamp.end() :]
    day = parse_date(stamp[0]) if stamp else None
    lines = [tidy(line) if line else "" for line in _LINE_END.split(text)]
    quoted = sum(line.lstrip().startswith(">") for line in lines) >= _FEWEST_QUOTED
    blocks = _message(lines) if quoted or is_message else _Paragraphs(wrapped=wrapping(lines)).run(_plain(lines))
    return Document(blocks=tuple(blocks), date=day)


def _plain(lines: list[str]) -> Iterator[_Line]:
    return (_Line(text=line, number=number) for number, line in enumerate(lines, start=1))


def _message(lines: list[str]) -> Iterator[SourceBlock]:
    """The blocks of a message, in which lines may be quoted. What stands behind a line of two dashes is a signature, as far as
    it is quoted as deep."""
    split = [
        _Line(text=line[match.end() :] if match else line, number=number, depth=match[0].count(">") if match else 0)
        for number, line in enumerate(lines, start=1)
        for match in [_QUOTED.match(line)]
    ]
    wrapped = wrapping([line.text for line in split])
    sent = _is_wrapped(line.text for line in split if not line.depth)
    for signed, own in _by_signatures(split):
        if signed:
            blocks = _Paragraphs(wrapped=Wrapping(width=0)).run(iter(own))
            yield from (replace(block, region="signature") for block in blocks)
        else:
            yield from _Paragraphs(wrapped=wrapped, from_depth=0 if sent else 1).run(iter(own))


def _by_signatures(lines: Sequence[_Line]) -> Iterator[tuple[bool, list[_Line]]]:
    """The lines in stretches, each with whether it is a signature."""
    own: list[_Line] = []
    signed = -1
    """How deep the signature is quoted in which we are; less than none outside of one."""
    for line in lines:
        begins = signed < 0 and bool(_SIGNATURE.fullmatch(line.text))
        if begins or (signed >= 0 and line.depth != signed):
            yield signed >= 0, own
            own, signed = [], line.depth if begins else -1
        own += [] if begins else [line]
    yield signed >= 0, own


def _is_wrapped(lines: Iterable[str]) -> bool:
    """Whether no line is longer than mail programs make them; an address cannot be wrapped."""
    return all(len(line) <= _LIMIT or " " not in line.strip() for line in lines)


@dataclass(kw_only=True, slots=True)
class _Paragraphs:
    """Lines as they gather to blocks."""

    wrapped: Wrapping
    from_depth: int | None = None
    """How deep a line is quoted at least that a mail program has wrapped; None outside of messages."""
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
        if self.from_depth is not None:
            if mail_names.is_field(stripped):
                return True
            if line.depth >= self.from_depth and len(before.text) >= _WRAPPED and not _SENTENCE_END.search(before.text):
                return False
        return not self.wrapped.continues(before.text, stripped)

    def _end(self) -> None:
        first = self.gathered[0]
        runs = merge([SourceRun(text=join([line.text for line in self.gathered]))])
        style = f"quoted{first.depth}" if first.depth else ""
        block = SourceBlock(runs=runs, line=first.number, apart=self.apart, rule=self.rule, style=style)
        self.blocks.append(bulleted(block))
        self.gathered, self.apart, self.rule = [], False, False
