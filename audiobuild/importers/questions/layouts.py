"""Units → the same with their sides, by the one layout that a document has.

Three kinds of layout are told apart. *Labels* name the speaker of each turn, or of each answer. *Dashes* open each turn,
and the sides alternate. Otherwise questions differ from answers by a *mark* (heading, bold, colour, number, a class of the
page …), or by nothing but their *words*.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from audiobuild.importers.document import SourceRun, cut, joined_text
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.questions import labels, markov, shared_paragraphs, typography
from audiobuild.importers.questions.document_evidence import adapted, clip, evidence_of
from audiobuild.importers.questions.evidence import (
    addresses,
    asks,
    questionness,
    share,
)
from audiobuild.importers.questions.label_names import Side
from audiobuild.importers.questions.labels import Labels
from audiobuild.importers.questions.typography import TypographicMarks
from audiobuild.importers.questions.units import DASH, Unit, number_before


@dataclass(frozen=True, kw_only=True, slots=True)
class AttributedUnit:
    """A unit with its side. ``speaker`` is the label's name, empty where none is printed; ``opens`` says that the unit opens
    a turn; ``odds`` are the log odds that the side is right.
    """

    unit: Unit
    runs: tuple[SourceRun, ...]
    side: Side
    odds: float
    speaker: str = ""
    opens: bool = False

    @property
    def text(self) -> str:
        return joined_text(self.runs)


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """``kind`` and ``marks`` tell an editor what was gone by."""

    kind: str
    marks: tuple[str, ...]
    units: tuple[AttributedUnit, ...]


def find(units: Sequence[Unit], words: InterviewWords) -> Layout:
    """The layout of the units, whatever it is; the units stay in the order of the document."""
    labelling = labels.find(units, words)
    if labelling and set(labelling.sides.values()) == {"question", "answer"}:
        return _labelled(units, labelling)
    if labelling:
        return _half_labelled(units, labelling, words)
    opened = shared_paragraphs.cut_open(units, words)
    if len(opened) < len(units) + 3 and _dashes_carry(units, words):
        return _dashed(units, words)
    return _marked(opened, words)


# --- labels -------------------------------------------------------------------------------------------------------


def _labelled(units: Sequence[Unit], labelling: Labels) -> Layout:
    """A unit without a label goes on where the one before it stopped; what stands before the first belongs to no speaker."""
    attributed: list[AttributedUnit] = []
    side: Side = "answer"
    speaker, opening = "", False
    for index, unit in enumerate(units):
        label = labelling.units.get(index)
        if label:
            side, speaker, opening = labelling.sides[label.speaker], labelling.names[label.speaker], True
        runs = cut(unit.runs, label.length) if label else unit.runs
        if runs:
            attributed.append(
                AttributedUnit(
                    unit=unit, runs=runs, side=side, odds=6.0 if label else 2.5, speaker=speaker, opens=opening
                )
            )
            opening = False
    return Layout(kind="labels", marks=tuple(labelling.names.values()), units=tuple(attributed))


def _half_labelled(units: Sequence[Unit], labelling: Labels, words: InterviewWords) -> Layout:
    """Only one side has labels. If it is the answers, the question is what stands right before a label."""
    asking = "question" in labelling.sides.values()
    alone = len(labelling.sides) == 1
    evidence = []
    for index, unit in enumerate(units):
        own = evidence_of(unit, words)
        here, following = index in labelling.units, index + 1 in labelling.units
        if here:
            evidence.append(8.0 if asking else -8.0)
        elif asking:
            evidence.append(own - 4.0)
        else:
            headed = 2.0 if unit.kind == "heading" else 0.0
            evidence.append(own + headed + (4.0 if alone else 2.0) if following else own - 1.5)
    attributed: list[AttributedUnit] = []
    speaker = ""
    for index, (unit, asks_here) in enumerate(zip(units, markov.likeliest(evidence), strict=True)):
        label = labelling.units.get(index)
        speaker = labelling.names[label.speaker] if label else speaker
        side: Side = "question" if asks_here else "answer"
        runs = cut(unit.runs, label.length) if label else unit.runs
        if runs:
            mine = asks_here == asking
            odds = abs(evidence[index]) + 1
            attributed.append(
                AttributedUnit(
                    unit=unit, runs=runs, side=side, odds=odds, speaker=speaker if mine else "", opens=bool(label)
                )
            )
    return Layout(kind="labels", marks=tuple(labelling.names.values()), units=tuple(attributed))


# --- dashes -------------------------------------------------------------------------------------------------------


def _dashes_carry(units: Sequence[Unit], words: InterviewWords) -> bool:
    """Whether dashes open the turns of both sides: some dashed units ask, some do not, and they take turns.

    Where a unit without a dash follows nearly every one that has it, dashes are the mark of one side.
    """
    dashed = [unit for unit in units if "dash" in unit.marks]
    if len(dashed) < 4 or len(dashed) < 0.35 * len(units):
        return False
    if share("dash" in after.marks for unit, after in itertools.pairwise(units) if "dash" in unit.marks) < 0.2:
        return False
    asking = [evidence_of(unit, words) > 1 for unit in dashed]
    changes = share(a != b for a, b in itertools.pairwise(asking))
    return 0.2 <= share(asking) <= 0.7 and changes >= 0.4


def _dashed(units: Sequence[Unit], words: InterviewWords) -> Layout:
    """Sides alternate from dash to dash; two of the same side in a row only against strong evidence. What has no dash goes on
    with a question only if it asks, too.
    """
    turns = [index for index, unit in enumerate(units) if "dash" in unit.marks]
    course = markov.alternating([clip(evidence_of(units[index], words), 4) for index in turns])
    sides = dict(zip(turns, course, strict=True))
    attributed: list[AttributedUnit] = []
    asking = False
    for index, unit in enumerate(units):
        asking = sides.get(index, asking and evidence_of(unit, words) > 0)
        dash = DASH.match(unit.text) if index in sides else None
        side: Side = "question" if asking else "answer"
        runs = cut(unit.runs, dash.end()) if dash else unit.runs
        attributed.append(AttributedUnit(unit=unit, runs=runs, side=side, odds=4.0 if dash else 2.0, opens=bool(dash)))
    return Layout(kind="dashes", marks=(), units=tuple(attributed))


# --- marks and words ----------------------------------------------------------------------------------------------


def _marked(units: Sequence[Unit], words: InterviewWords) -> Layout:
    evidence = [clip(evidence_of(unit, words)) for unit in units]
    course = markov.likeliest(adapted(units, evidence, words))
    marks = typography.find(units, evidence)
    if marks:
        marked = marks.marked
        if "apart" in marks.names:  # what has space on both its sides has no answer
            marked = frozenset(index for index in marked if index + 1 not in marked)
        course = [index in marked or _forgotten(units, index, marks, words) for index in range(len(units))]
        evidence = [value + 4 if index in marked else value - 3 for index, value in enumerate(evidence)]
    answering = [b for (asked, _), (_, b) in itertools.pairwise(zip(course, units, strict=True)) if asked]
    dashed = share("dash" in unit.marks for unit in answering) > 0.6
    return Layout(
        kind="marks" if marks else "words",
        marks=marks.names if marks else (),
        units=tuple(
            AttributedUnit(
                unit=unit,
                runs=_unnumbered(unit) if asking else _undashed(unit) if dashed else unit.runs,
                side="question" if asking else "answer",
                odds=(value if asking else -value) + 1.5,
                opens=dashed and not asking and "dash" in unit.marks,
            )
            for unit, asking, value in zip(units, course, evidence, strict=True)
        ),
    )


def _forgotten(units: Sequence[Unit], index: int, marks: TypographicMarks, words: InterviewWords) -> bool:
    """Whether a question lacks the mark by oversight: it speaks to somebody, and an answer stands on both its sides."""
    unit = units[index]
    if index in (0, len(units) - 1) or {index - 1, index + 1} & marks.marked or min(marks.marked) > index:
        return False
    return asks(unit.text) and addresses(unit.text, words) and questionness(unit.text, words) >= 4.5


def _unnumbered(unit: Unit) -> tuple[SourceRun, ...]:
    """The runs of a question without its number and dash."""
    match = number_before().match(unit.text)
    return _undashed(replace(unit, runs=cut(unit.runs, match.end())) if match else unit)


def _undashed(unit: Unit) -> tuple[SourceRun, ...]:
    dash = DASH.match(unit.text)
    return cut(unit.runs, dash.end()) if dash else unit.runs
