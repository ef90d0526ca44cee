"""The room's answer: a printed paragraph becomes its sentences, printed beside spoken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module

from audiobuild.languages import foreign
from audiobuild.languages.cleaning import Cleaned
from audiobuild.languages.lexicon import EMPTY, Lexicon
from audiobuild.languages.mechanism import Atom, Language
from audiobuild.languages.normalise import atoms_in
from audiobuild.languages.pieces import Run, covering, pieces, runs, spans, stripped
from audiobuild.languages.registry import CODES, FALLBACK, base
from audiobuild.languages.split import Splitter
from audiobuild.model import Inline, Sentence, StageDirections


@cache
def rules_for(tag: str) -> Language:
    """The language of a BCP 47 tag (``de``, ``en-GB``); one without rules if there are none for it."""
    code = base(tag)
    if code not in CODES:
        return Language(code=code)
    language: Language = import_module(f"audiobuild.languages.{code}").LANGUAGE
    return language


def has_rules(tag: str) -> bool:
    """Whether what is printed in the language of a BCP 47 tag is made speakable here, or left to the voices."""
    return bool(rules_for(tag).rules)


def calibration_text(language: str) -> str:
    """A text of about a minute in the language, to measure how loud a voice speaks it.

    Languages without rules (:func:`has_rules`) have none and get the English one: how loud a voice is hardly depends on the
    words, if there are enough.
    """
    return rules_for(language).calibration or rules_for(FALLBACK).calibration


_COUNTING = "1, 2, 3, 4, 5. La, la, la."
"""What a voice is heard with in a language of which we have no text. Not all know numbers (Cherokee, Chuvash), and some of them
crash the Greenlandic one."""


def sample_text(language: str) -> str:
    """A line or two in the language, to hear how a voice sounds."""
    text = rules_for(language).calibration
    first = sentences((Inline(text=text),), language=language)[:2] if text else ()
    return " ".join(sentence.text for sentence in first) or _COUNTING


def sentences(
    inlines: Sequence[Inline],
    *,
    language: str,
    lexicon: Lexicon = EMPTY,
    stage_directions: StageDirections = "spoken",
    whole: bool = False,
) -> tuple[Sentence, ...]:
    """The sentences of a printed paragraph, each as pieces of printed beside spoken text, and where it begins.

    The pieces' ``text`` joins to the printed sentence, which has no white space at its ends; with the white space
    between them the sentences join to the printed paragraph, stripped. A paragraph of white space has no sentences.
    A sentence with nothing to say (an emoji alone) exists only where the whole paragraph is so: otherwise it is part
    of its neighbour.

    ``language`` (a BCP 47 tag) is the text's where an inline names none, unless it is found to be in another
    (:mod:`.foreign`); ``lexicon`` is the show's and wins over the
    language's own. ``stage_directions`` says what becomes of "(lacht)". What is to stay ``whole`` is
    one sentence, whatever stops are in it.
    """
    inlines = foreign.marked(inlines, language)
    clean = Cleaned([inline.text for inline in inlines])
    parts = runs(inlines, clean.texts, language)
    atoms = [atom for run in parts for atom in _atoms(clean.text, run, lexicon, stage_directions)]
    if clean.changed:
        atoms = clean.with_changed(atoms, lambda position: next(r.language for r in parts if position < r.end))
    cuts = () if whole else Splitter(clean.text, atoms, rules_for(language).openers).boundaries()
    places = spans(clean.text, [0, *cuts, len(clean.text)], atoms)
    if clean.changed:
        at = clean.in_print
        parts = [replace(run, start=at(run.start), end=at(run.end)) for run in parts]
        atoms = [replace(atom, start=at(atom.start), end=at(atom.end)) for atom in atoms]
        places = covering(clean.printed, [(at(start), at(end)) for start, end in places])
    cut = pieces(clean.printed, places, parts, atoms)
    return tuple(Sentence(start=start, pieces=some) for (start, _), some in zip(places, cut, strict=True))


def _atoms(text: str, run: Run, lexicon: Lexicon, stage_directions: StageDirections) -> Iterator[Atom]:
    if not run.say:
        language = rules_for(run.language)
        silent = frozenset({"stage direction"}) if stage_directions == "dropped" else frozenset[str]()
        entries = lexicon.over(language.lexicon)
        yield from atoms_in(text, run, language=language, lexicon=entries, silent=silent)
        return
    start, end = stripped(text, run.start, run.end)
    if start < end:
        yield Atom(start=start, end=end, spoken=run.say, language=run.language, rule="say", ends="capital")
