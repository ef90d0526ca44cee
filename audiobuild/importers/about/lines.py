"""The lines of a document, each with what a reader sees in it at a glance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from audiobuild.importers.about.dates import PrintedDate
from audiobuild.importers.about.dates import printed as dates_in
from audiobuild.importers.document import Document, SourceBlock, cut, pieces
from audiobuild.importers.interview_words import InterviewWords, load
from audiobuild.languages.registry import CODES

SEPARATOR = re.compile(r"\s*[|·•›»>\n]+\s*|\s+[–—/-]\s+|\s{2,}")
"""What stands between the parts of a line that is no sentence."""

QUOTES = "\"'„“”‚‘’«»‹›"
BEFORE, BEHIND = 8, 15
"""So many lines before and behind the title may hold the date of a text and who wrote it."""
_FIRST, _LAST, _MOST = 2000, 300, 20_000
"""Blocks at the beginning and at the end that are looked at, and characters of each."""
_SHORT = 200
"""Characters of the longest line that can be a title, a date or a byline."""
_SENTENCE_END = re.compile(rf"[.!?…][{QUOTES})\]]*\s*$")
_ASKS = re.compile(rf"\?[{QUOTES})\]!?…]*\s*$")
_LABEL = re.compile(r"\W{0,3}(\w[^.!?:]{0,30}?)\W{0,3}:(?:\s|$)")
_DASH = re.compile(r"[–—-]\s?\w")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line and the block that it is in. A heading is one line, whatever breaks are in it; ``printed`` are its lines then."""

    text: str
    printed: tuple[str, ...]
    block: SourceBlock
    strong: bool
    dates: tuple[PrintedDate, ...] = ()
    spoken: bool = False
    """Whether it is a turn of a talk: other lines have the same label before a colon, or a dash stands before it."""

    @property
    def size(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def short(self) -> bool:
        return len(self.text) <= _SHORT

    @property
    def asks(self) -> bool:
        return bool(_ASKS.search(self.text))

    @property
    def reads_on(self) -> bool:
        """Whether it is a sentence or more."""
        return self.prose or (self.size >= 6 and bool(_SENTENCE_END.search(self.text)) and not self.asks)

    @property
    def prose(self) -> bool:
        """Whether it is text to read on: long, with a sentence's end."""
        return self.block.kind != "heading" and (
            self.size >= 25 or (self.size >= 10 and bool(_SENTENCE_END.search(self.text)))
        )


def of(document: Document, tag: str) -> tuple[Line, ...]:
    """The lines at both ends of a document, which is all of it unless it is long. ``tag`` is the language of its dates."""
    lines = [line for block in _ends(document.blocks) for line in _lines(block, tag)]
    labels = Counter(_label(line) for line in {line.text: line for line in lines}.values())
    return tuple(replace(line, spoken=_is_spoken(line, labels)) for line in lines)


def _ends(blocks: Sequence[SourceBlock]) -> Iterator[SourceBlock]:
    """The first blocks and the last, without what stands far inside of one that is as long as a book."""
    middle = blocks[_FIRST:-_LAST] if len(blocks) > _FIRST + _LAST else ()
    for block in (*blocks[:_FIRST], *(blocks[-_LAST:] if middle else blocks[_FIRST:])):
        yield replace(block, runs=cut(block.runs, 0, _MOST)) if len(block.text) > _MOST else block


def _is_spoken(line: Line, labels: Counter[str]) -> bool:
    if line.block.kind == "heading":
        return False
    label = _label(line)
    return bool(label and labels[label] > 1) or bool(_DASH.match(line.text))


def _label(line: Line) -> str:
    """What stands before a line's colon. "Published: 3 May" has no label."""
    match = None if line.dates else _LABEL.match(line.text)
    return match[1].lower() if match else ""


def _lines(block: SourceBlock, tag: str) -> Iterator[Line]:
    text = block.text
    breaks = [] if block.kind == "heading" else [match.start() for match in re.finditer("\n", text)]
    for runs in pieces(block.runs, breaks):
        part = "".join(run.text for run in runs).replace("\n", " ").strip()
        if part:
            strong = all(run.strong or run.emphasis for run in runs if run.text.strip())
            yield Line(
                text=part,
                printed=tuple(filter(None, (one.strip() for one in text.split("\n"))))
                if block.kind == "heading"
                else (part,),
                block=block,
                strong=strong,
                dates=tuple(dates_in(part, tag)) if len(part) <= _SHORT else (),
            )


def talk(lines: Sequence[Line], start: int, most: int) -> int:
    """Where the talk begins behind ``start``: the first line that asks or is labelled, or else ``most`` lines on.

    What stands right below the title may ask, too: the lead.
    """
    end = min(len(lines), start + most)
    for number in range(start, end):
        line = lines[number]
        lead = number == start and number > 0 and (line.block.kind == "heading" or line.prose)
        if not line.block.region and not lead and (line.asks or line.spoken) and line.block.level != 1:
            return number
    return end


def page_part(text: str, words: InterviewWords) -> str:
    """Why a line is a page's and no text, by its words alone: "credit", "navigation", "date" …; empty if it may be text."""
    return _page_part(text.strip(), words.language)


@lru_cache(maxsize=4096)
def _page_part(text: str, language: str) -> str:
    for code in (language, *(code for code in CODES if code != language)):
        words = load(code)
        patterns = {**words.junk, "date": words.edge["date"]}
        for reason, pattern in patterns.items():
            if len(text) <= _SHORT and pattern.fullmatch(text):
                return reason
    return ""
