"""From atoms and sentence boundaries to pieces: every character of the print in one piece of one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiobuild.languages.mechanism import Atom
from audiobuild.model import Inline, Piece

_SPEAKABLE = re.compile(r"[^\W_]")
_STOPS = (".", "!", "?", "…")
Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Neighbouring inlines of one language, or one that the editor said how to speak."""

    start: int
    end: int
    language: str
    say: str


def runs(inlines: Sequence[Inline], texts: Sequence[str], language: str) -> list[Run]:
    """The runs of the joined ``texts``, which are those of the inlines; ``language`` is that of unmarked ones."""
    found: list[Run] = []
    position = 0
    for inline, text in zip(inlines, texts, strict=True):
        end = position + len(text)
        own = inline.language or language
        if found and not inline.say and not found[-1].say and found[-1].language == own:
            found[-1] = Run(start=found[-1].start, end=end, language=own, say="")
        elif text:
            found.append(Run(start=position, end=end, language=own, say=inline.say))
        position = end
    return found


def stripped(text: str, start: int, end: int) -> Span:
    """The stretch without white space at its ends; empty where it is all white space."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def spans(text: str, cuts: Sequence[int], atoms: Sequence[Atom]) -> list[Span]:
    """The stretches of text between the cuts. One with nothing to say joins its neighbour."""
    audible = _audible(text, atoms)
    found: list[Span] = []
    mute = False
    for start, end in pairwise(cuts):
        start, end = stripped(text, start, end)
        if start >= end:
            continue
        speaks = bool(_SPEAKABLE.search(audible, start, end))
        if found and (mute or not speaks):
            found[-1] = found[-1][0], end
            mute = mute and not speaks
        else:
            found.append((start, end))
            mute = not speaks
    return found


def _audible(text: str, atoms: Sequence[Atom]) -> str:
    """As long as the text, with a letter where an atom says something and a space where it does not."""
    parts: list[str] = []
    position = 0
    for atom in atoms:
        letter = "x" if _SPEAKABLE.search(atom.spoken) else " "
        parts += text[position : atom.start], letter * (atom.end - atom.start)
        position = atom.end
    return "".join([*parts, text[position:]])


def covering(text: str, sentences: Sequence[Span]) -> list[Span]:
    """The sentences with what stands between them and is no white space, such as characters without width."""
    found: list[Span] = []
    for start, end in sentences:
        behind = found[-1][1] if found else 0
        left, right = stripped(text, behind, start)
        if found and left < right:
            found[-1] = found[-1][0], right
        found.append((left if not found and left < right else start, end))
    if found:
        found[-1] = found[-1][0], max(found[-1][1], stripped(text, found[-1][1], len(text))[1])
    return found


def pieces(
    text: str, sentences: Sequence[Span], some_runs: Sequence[Run], atoms: Sequence[Atom]
) -> Iterator[tuple[Piece, ...]]:
    """The sentences' pieces. Only what is spoken as printed, and white space, is cut at their ends."""
    stretches = _stretches(text, some_runs, atoms)
    stretch = next(stretches, None)
    for start, end in sentences:
        some: list[Piece] = []
        while stretch and stretch.start < end:
            if stretch.end > start:
                some.append(_piece(text, stretch, start, end))
            if stretch.end > end:
                break
            stretch = next(stretches, None)
        yield tuple(some)


def _stretches(text: str, some_runs: Sequence[Run], atoms: Sequence[Atom]) -> Iterator[Atom]:
    """The atoms, and what lies between them as atoms without a rule."""
    remaining = iter(atoms)
    atom = next(remaining, None)
    for run in some_runs:
        position = run.start
        while atom and atom.end <= run.end:
            if position < atom.start:
                yield _plain(text, position, atom.start, run)
            yield atom
            position = atom.end
            atom = next(remaining, None)
        if position < run.end:
            yield _plain(text, position, run.end, run)


def _plain(text: str, start: int, end: int, run: Run) -> Atom:
    return Atom(start=start, end=end, spoken=text[start:end], language=run.language, rule="")


def _piece(text: str, stretch: Atom, start: int, end: int) -> Piece:
    """What of the stretch is inside the sentence; an atom whose dot ends the sentence as well is spoken with a dot."""
    printed = text[max(start, stretch.start) : min(end, stretch.end)]
    if not stretch.rule:
        return Piece(text=printed, spoken=printed, language=stretch.language)
    stop = "." if stretch.end == end and printed.endswith(".") and not stretch.spoken.endswith(_STOPS) else ""
    spoken = stretch.spoken and stretch.spoken + stop
    return Piece(text=printed, spoken=spoken, language=stretch.language, rule=stretch.rule, ipa=stretch.ipa)
