"""The room's answer: a printed paragraph becomes its sentences, printed beside spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Literal

from audiobuild.languages.lexicon import EMPTY, Lexicon
from audiobuild.languages.mechanism import Atom, Language
from audiobuild.languages.normalise import atoms as find_atoms
from audiobuild.languages.split import Splitter
from audiobuild.model import Inline, Piece

StageDirections = Literal["spoken", "dropped"]
_SPEAKABLE = re.compile(r"[^\W_]")
_STOPS = (".", "!", "?", "…")
CODES = ("de", "en")
"""The languages that have a module here."""


@cache
def rules_for(tag: str) -> Language:
    """The language of a BCP 47 tag (``de``, ``en-GB``); one without rules if there are none for it."""
    code = tag.lower().replace("_", "-").partition("-")[0]
    if code not in CODES:
        return Language(code=code)
    language: Language = import_module(f"audiobuild.languages.{code}").LANGUAGE
    return language


def calibration_text(language: str) -> str:
    """A text of about a minute in the language, to measure how loud a voice speaks it.

    Languages without one get the English text: loudness hardly depends on the words, as long as there are enough of
    them.
    """
    return rules_for(language).calibration or rules_for("en").calibration


def sentences(
    inlines: Sequence[Inline],
    *,
    language: str,
    lexicon: Lexicon = EMPTY,
    stage_directions: StageDirections = "spoken",
) -> tuple[tuple[Piece, ...], ...]:
    """The sentences of a printed paragraph, each as pieces of printed beside spoken text.

    The pieces' ``text`` joins to the printed sentence, which has no white space at its ends; with the white space
    between them the sentences join to the printed paragraph, stripped. A paragraph of white space has no sentences.
    A sentence whose ``spoken`` is empty or without a letter (an emoji alone) exists only where the whole paragraph
    is so: otherwise it joins its neighbour.

    ``language`` (a BCP 47 tag) is the text's where an inline names none; ``lexicon`` is the show's and wins over the
    language's own. ``stage_directions`` says what becomes of "(lacht)".
    """
    text = "".join(inline.text for inline in inlines)
    runs = _runs(inlines, language)
    atoms = [atom for run in runs for atom in _atoms(text, run, lexicon, stage_directions)]
    splitter = Splitter(text, atoms, rules_for(language).openers)
    spans = _spans(text, [0, *splitter.boundaries(), len(text)], _audible(text, atoms))
    return tuple(_cut(text, spans, _stretches(text, runs, atoms)))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Run:
    """Neighbouring inlines of one language, or one that the editor said how to speak."""

    start: int
    end: int
    language: str
    say: str


def _runs(inlines: Sequence[Inline], language: str) -> list[_Run]:
    runs: list[_Run] = []
    position = 0
    for inline in inlines:
        end = position + len(inline.text)
        own = inline.language or language
        if runs and not inline.say and not runs[-1].say and runs[-1].language == own:
            runs[-1] = _Run(start=runs[-1].start, end=end, language=own, say="")
        elif inline.text:
            runs.append(_Run(start=position, end=end, language=own, say=inline.say))
        position = end
    return runs


def _atoms(text: str, run: _Run, lexicon: Lexicon, stage_directions: StageDirections) -> Iterator[Atom]:
    if run.say:
        part = text[run.start : run.end]
        start, end = run.start + len(part) - len(part.lstrip()), run.start + len(part.rstrip())
        if start < end:
            yield Atom(start=start, end=end, spoken=run.say, language=run.language, rule="say", ends="capital")
        return
    language = rules_for(run.language)
    yield from find_atoms(
        text,
        run.start,
        run.end,
        language=language,
        tag=run.language,
        lexicon=lexicon.over(language.lexicon),
        silent=frozenset({"stage direction"}) if stage_directions == "dropped" else frozenset(),
    )


def _spans(text: str, cuts: Sequence[int], audible: str) -> list[tuple[int, int]]:
    """The stretches between the cuts, stripped; one with nothing to say joins the one before, or behind if it is
    the first.
    """
    spans: list[tuple[int, int]] = []
    mute = False
    for start, end in pairwise(cuts):
        part = text[start:end]
        if not part.strip():
            continue
        stripped = start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        speaks = bool(_SPEAKABLE.search(audible, start, end))
        if spans and (mute or not speaks):
            spans[-1] = spans[-1][0], stripped[1]
        else:
            spans.append(stripped)
        mute = (mute or len(spans) == 1) and not _SPEAKABLE.search(audible, *spans[-1])
    return spans


def _audible(text: str, atoms: Sequence[Atom]) -> str:
    """The text, as long as it was, with a letter in place of each atom that says something and a space for each
    other.
    """
    parts: list[str] = []
    position = 0
    for atom in atoms:
        letter = "x" if _SPEAKABLE.search(atom.spoken) else " "
        parts += text[position : atom.start], letter * (atom.end - atom.start)
        position = atom.end
    return "".join([*parts, text[position:]])


def _stretches(text: str, runs: Sequence[_Run], atoms: Sequence[Atom]) -> Iterator[Atom]:
    """The atoms and what lies between them, which is spoken as printed."""
    remaining = iter([*atoms, None])
    atom = next(remaining)
    for run in runs:
        position = run.start
        while atom and atom.end <= run.end:
            if position < atom.start:
                yield _plain(text, position, atom.start, run)
            yield atom
            position = atom.end
            atom = next(remaining)
        if position < run.end:
            yield _plain(text, position, run.end, run)


def _plain(text: str, start: int, end: int, run: _Run) -> Atom:
    return Atom(start=start, end=end, spoken=text[start:end], language=run.language, rule="")


def _cut(text: str, spans: Sequence[tuple[int, int]], stretches: Iterator[Atom]) -> Iterator[tuple[Piece, ...]]:
    """The stretches as pieces, sentence by sentence. Only plain ones and white space are ever cut."""
    stretch = next(stretches, None)
    for start, end in spans:
        pieces = []
        while stretch and stretch.start < end:
            if stretch.end > start:
                pieces.append(_piece(text, stretch, start, end))
            if stretch.end > end:
                break
            stretch = next(stretches, None)
        yield tuple(pieces)


def _piece(text: str, stretch: Atom, start: int, end: int) -> Piece:
    """What of the stretch is inside the sentence; an atom whose dot ends the sentence as well is spoken with a
    dot.
    """
    printed = text[max(start, stretch.start) : min(end, stretch.end)]
    if not stretch.rule:
        return Piece(text=printed, spoken=printed, language=stretch.language)
    stop = "." if stretch.end == end and printed.endswith(".") and not stretch.spoken.endswith(_STOPS) else ""
    return Piece(
        text=printed, spoken=stretch.spoken and stretch.spoken + stop, language=stretch.language, rule=stretch.rule
    )
