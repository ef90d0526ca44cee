"""Blocks → pieces: the smallest parts that can be a turn, or a part of one, by themselves.

They are cut too small rather than too large: pieces that get one label are put together again, a piece that holds a question
and its answer is lost. So a paragraph is cut at each of its lines, where its typography changes between two sentences, and
behind the question that opens it and before the one that ends it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from audiobuild.importers.document import ROW, Kind, SourceBlock, SourceRun, joined_text, pieces
from audiobuild.importers.evidence import asks, ends_sentence, sentence_spans, tokens
from audiobuild.importers.interview_words import anywhere, choice

DASH = re.compile(r"(?:[—–―‒]|[-•‣▪◦●■·*](?!\*))\s*(?=\S)")
"""A dash, or a bullet that the source has as a character."""

_NUMBER_ALONE = re.compile(r"(?P<word>(?:[^\W\d_]+ )?)[(#]?(?P<number>\d{1,2})[.):/]?")
"""A number alone, or with the word for what it counts ("Frage 3")."""
_TIME_ALONE = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?:?")
QUOTED = re.compile(r"[\"„“”«»]|,,|‘|''")


@cache
def number_before() -> re.Pattern[str]:
    """A number before a text, with or without the abbreviation for it: "3.", "Nr. 3 –", "(3)"."""
    return re.compile(rf"[(#]?{numero()}?(\d{{1,2}})\s*(?:[.):/]|[.):]?\s+[-–—]|[-–—])\s*(?=[^\s\d])")


@cache
def numero() -> str:
    """An expression for an abbreviation or sign of "number"."""
    return rf"(?:(?i:{choice(anywhere('numero'))}|n[º°])\.? ?|№ ?)"


_GLUED = re.compile(r"(?<=[^\W\d_][?!…])(?=[^\W\d_a-zß-öø-ÿ][^\W\d_])")
"""The end of a sentence with no space behind it: "Kurdirektorin?Weil …"."""
Cut = Literal["block", "line", "look", "sentence"]
_CLOSED = re.compile(r"[.?!:…\"“”»)\]]\s*$")
_LONGEST_SENTENCE = 2000
"""Characters that are taken for one sentence; without a bound 15,000 lines that go on took five minutes."""
_CLAUSE = 4
"""Words of a line that is more than a topic, or than a short answer."""
_OPENING = 3
"""Sentences at the beginning of a paragraph of which the last may be a question that the paragraph answers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """``block`` is the index of the block that it comes from, ``part`` and ``parts`` which of its pieces it is.

    ``marks`` are what a reader's eye tells it by. ``line``, ``kind``, ``level``, ``ordered``, ``apart``, ``rule`` and
    ``region`` are those of :class:`~audiobuild.importers.document.SourceBlock`.
    """

    runs: tuple[SourceRun, ...]
    block: int
    part: int
    parts: int
    line: int
    kind: Kind
    marks: frozenset[str]
    region: str = ""
    apart: bool = False
    rule: bool = False
    level: int = 0
    ordered: bool = False
    text: str = ""
    cut: Cut = "block"
    """What it was cut at."""

    @property
    def classes(self) -> frozenset[str]:
        """The names that the page gives to it or to what it stands in."""
        return frozenset(mark for mark in self.marks if mark.startswith("class"))

    @property
    def row(self) -> bool:
        """Whether it is a row of a table of data."""
        return f"class {ROW}" in self.marks

    @property
    def first(self) -> bool:
        """Whether it begins its block."""
        return self.part == 0


def cut(blocks: Sequence[SourceBlock]) -> list[Piece]:
    """The pieces of the blocks, in order. A number on a line of its own becomes a mark of what follows."""
    found: list[Piece] = []
    for index, block in enumerate(blocks):
        for piece in _of_block(index, block):
            if found and _goes_on(found[-1], piece):
                runs = (*found[-1].runs, SourceRun(text=" "), *piece.runs)
                found[-1] = replace(found[-1], runs=runs, text=joined_text(runs))
            else:
                found.append(piece)
    return found


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Whether a paragraph goes on in the middle of the sentence of the one before, as where a page sets each line as one. What
    answers in a word or two does not: "Favourite colour", "blue"."""
    if not (before.kind == piece.kind == "paragraph" and before.region == piece.region):
        return False
    if before.marks - {"number"} != piece.marks or len(before.text) > _LONGEST_SENTENCE:
        return False
    if not piece.text[:1].islower() or ends_sentence(before.text) or len(tokens(before.text)) < _CLAUSE:
        return False
    return before.text.endswith(",") or asks(piece.text) or len(tokens(piece.text)) > _CLAUSE


def _of_block(index: int, block: SourceBlock) -> Iterator[Piece]:
    why: dict[int, Cut] = dict.fromkeys(_questions(block.text), "sentence")
    why |= dict.fromkeys(_changes(block.runs), "look")
    why |= dict.fromkeys(_line_ends(block.text), "line")
    cuts = sorted(why.keys() - {0, len(block.text)})
    cut_at: list[Cut] = ["block", *(why[position] for position in cuts)]
    parts = [(runs, cut) for runs, cut in zip(pieces(block.runs, cuts), cut_at, strict=True) if runs]
    for part, (runs, cut) in enumerate(parts):
        yield Piece(
            runs=runs,
            text=joined_text(runs),
            cut=cut,
            block=index,
            part=part,
            parts=len(parts),
            line=block.line,
            kind=block.kind,
            marks=_marks(block, runs, part == 0),
            region=block.region,
            apart=block.apart and part == 0,
            rule=block.rule and part == 0,
            level=block.level,
            ordered=block.ordered,
        )


def _line_ends(text: str) -> Iterator[int]:
    """Line ends, but not those in the middle of a sentence."""
    for match in re.finditer(r"\n+", text):
        if (
            _CLOSED.search(text[max(0, match.start() - 3) : match.start()])
            or not text[match.end() : match.end() + 1].islower()
        ):
            yield match.end()


def _changes(runs: tuple[SourceRun, ...]) -> Iterator[int]:
    """Where the typography changes between two sentences: a bold question before its answer in one paragraph.

    A change inside a sentence is emphasis, and one after a colon a label. Four bold words before a capital letter are
    taken for a question whose mark was forgotten.
    """
    position = 0
    for left, right in itertools.pairwise(runs):
        position += len(left.text)
        if (left.strong, left.emphasis, left.style) == (right.strong, right.emphasis, right.style):
            continue
        before, after = left.text.strip(), right.text.lstrip(' \n"„“«‘¿¡—–-')
        if not before or not after or before.endswith(":"):
            continue
        forgotten = left.strong and len(tokens(before)) >= 4 and after[:1].isupper()
        if (ends_sentence(before) and len(tokens(before)) >= 2) or forgotten:
            yield position


def _questions(text: str) -> Iterator[int]:
    """Behind the question that opens a paragraph, and before the one that ends it."""
    offset = 0
    for line in text.splitlines(keepends=True):
        spans = _spans(line)
        asking = [asks(line[start:end]) for start, end in spans]
        if any(asking) and not all(asking):
            opening = [n for n, flag in enumerate(asking[:_OPENING]) if flag]
            if opening and opening[-1] + 1 < len(spans):
                last = opening[-1]
                while last + 1 < len(spans) and asking[last + 1]:
                    last += 1
                if last + 1 < len(spans):
                    yield offset + spans[last + 1][0]
            if asking[-1]:
                first = len(spans) - 1
                while first and asking[first - 1]:
                    first -= 1
                if first:
                    yield offset + spans[first][0]
        offset += len(line)


def _spans(line: str) -> list[tuple[int, int]]:
    """Sentences, those with no space between them, too."""
    found: list[tuple[int, int]] = []
    for start, end in sentence_spans(line):
        at = start
        for match in _GLUED.finditer(line, start, end):
            found.append((at, match.start()))
            at = match.start()
        found.append((at, end))
    return found


def numbers_aside(found: Sequence[Piece]) -> list[Piece]:
    """Without the pieces that have no words, and those that are nothing but a number or a time by which the document counts;
    that becomes a mark of what follows. Any other number alone may be all that somebody answers."""
    counts = _counting(found)
    kept: list[Piece] = []
    numbered = False
    for index, piece in enumerate(found):
        if not any(map(str.isalnum, piece.text)):
            continue
        if index in counts:
            numbered = True
            continue
        kept.append(replace(piece, marks=piece.marks | {"number"}) if numbered else piece)
        numbered = False
    return kept


def _counting(found: Sequence[Piece]) -> set[int]:
    """The numbers alone that count on from 1 with the same word before them, those that stand before their text in one
    paragraph where others do, too, and times of which there are several."""
    numbers = {index: match for index, piece in enumerate(found) if (match := _NUMBER_ALONE.fullmatch(piece.text))}
    there = {(match["word"], int(match["number"])) for match in numbers.values()}
    counted = {(word, last) for word, last in there if all((word, number) in there for number in range(1, last))}
    counted = {(word, number) for word, number in counted if number > 1 or (word, 2) in counted}
    leading = {
        index
        for index, match in numbers.items()
        if not match["word"] and found[index].first and found[index].parts > 1 and not match[0].isdigit()
    }
    if sum("number" in piece.marks for piece in found) + len(leading) < 2:
        leading = set()
    times = {index for index, piece in enumerate(found) if _TIME_ALONE.fullmatch(piece.text)}
    series = {index for index, match in numbers.items() if (match["word"], int(match["number"])) in counted}
    return leading | series | (times if len(times) > 1 else set())


def _marks(block: SourceBlock, runs: tuple[SourceRun, ...], first: bool) -> frozenset[str]:
    text = joined_text(runs)
    worded = [run for run in runs if any(c.isalnum() for c in run.text)] or list(runs)
    marks = {
        f"h{block.level}": block.kind == "heading",
        "item": block.kind == "item",
        "quote": block.kind == "quote",
        "strong": all(run.strong for run in worded) and block.kind != "heading",
        "emphasis": all(run.emphasis for run in worded),
        "link": all(run.href for run in worded),
    }
    styles = {f"style {run.style}" for run in worded}
    seen = {name for name, present in marks.items() if present}
    classes = {f"class {name}" for name in block.style.split()} if first else set()
    return frozenset(seen | classes | printed(text) | (styles if len(styles) == 1 and worded[0].style else set()))


def printed(text: str) -> frozenset[str]:
    """The marks that the characters of a text are."""
    letters = [c for c in text if c.isalpha()]
    dash = bool(DASH.match(text))
    marks = {
        "capitals": len(letters) >= 8 and all(c.isupper() for c in letters),
        "quoted": bool(QUOTED.match(text)),
        "number": bool(number_before().match(text)),
        "dash": dash,
        f"starts {text[:1]}": dash,
    }
    return frozenset(name for name, present in marks.items() if present)
