"""Who asks and who answers, found from the whole document: one layout per document, then applied to all of it.

Three kinds of layout are told apart. *Labels* name the speaker of each turn, or of each answer. *Dashes* open each turn,
and the sides alternate. Otherwise questions differ from answers by a *mark* (heading, bold, colour, number, a class of the
page …), or by nothing but their *words*.
"""

from __future__ import annotations

import itertools
import math
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from audiobuild.importers import chain, inline, labels, marks
from audiobuild.importers.document import Run, cut
from audiobuild.importers.evidence import (
    addresses,
    asks,
    echoes,
    first_person,
    questionness,
    replies,
    sentences,
    share,
    tokens,
)
from audiobuild.importers.labels import Labels, Side
from audiobuild.importers.units import DASH, NUMBER, Unit
from audiobuild.importers.words import Words

_BROKEN = re.compile(r"(?:…|\.\.\.)\.?$")
_RESUMED = re.compile(r"…|\.\.\.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A unit with its side. ``speaker`` is the label's name, empty where none is printed; ``opens`` says that the unit opens
    a turn; ``odds`` are the log odds that the side is right.
    """

    unit: Unit
    runs: tuple[Run, ...]
    side: Side
    odds: float
    speaker: str = ""
    opens: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """``kind`` and ``marks`` tell an editor what was gone by."""

    kind: str
    marks: tuple[str, ...]
    said: tuple[Said, ...]


def find(units: Sequence[Unit], words: Words) -> Layout:
    """The layout of the units, whatever it is; ``said`` follows the order of the document."""
    found = labels.find(units, words)
    if found and set(found.sides.values()) == {"question", "answer"}:
        return _labelled(units, found)
    if found:
        return _half_labelled(units, found, words)
    opened = inline.cut_open(units, words)
    if len(opened) < len(units) + 3 and _dashes_carry(units, words):
        return _dashed(units, words)
    return _marked(opened, words)


# --- labels -------------------------------------------------------------------------------------------------------


def _labelled(units: Sequence[Unit], found: Labels) -> Layout:
    """A unit without a label goes on where the one before it stopped; what stands before the first is nobody's."""
    said: list[Said] = []
    side: Side = "answer"
    speaker, opening = "", False
    for index, unit in enumerate(units):
        label = found.units.get(index)
        if label:
            side, speaker, opening = found.sides[label.key], found.names[label.key], True
        runs = cut(unit.runs, label.length) if label else unit.runs
        if runs:
            said.append(
                Said(unit=unit, runs=runs, side=side, odds=6.0 if label else 2.5, speaker=speaker, opens=opening)
            )
            opening = False
    return Layout(kind="labels", marks=tuple(found.names.values()), said=tuple(said))


def _half_labelled(units: Sequence[Unit], found: Labels, words: Words) -> Layout:
    """Only one side has labels. If it is the answers, the question is what stands right before a label."""
    asking = "question" in found.sides.values()
    alone = len(found.sides) == 1
    evidence = []
    for index, unit in enumerate(units):
        own = _evidence(unit, words)
        here, following = index in found.units, index + 1 in found.units
        if here:
            evidence.append(8.0 if asking else -8.0)
        elif asking:
            evidence.append(own - 4.0)
        else:
            headed = 2.0 if unit.kind == "heading" else 0.0
            evidence.append(own + headed + (4.0 if alone else 2.0) if following else own - 1.5)
    said: list[Said] = []
    speaker = ""
    for index, (unit, asks_here) in enumerate(zip(units, chain.best(evidence), strict=True)):
        label = found.units.get(index)
        speaker = found.names[label.key] if label else speaker
        side: Side = "question" if asks_here else "answer"
        runs = cut(unit.runs, label.length) if label else unit.runs
        if runs:
            mine = asks_here == asking
            odds = abs(evidence[index]) + 1
            said.append(
                Said(unit=unit, runs=runs, side=side, odds=odds, speaker=speaker if mine else "", opens=bool(label))
            )
    return Layout(kind="labels", marks=tuple(found.names.values()), said=tuple(said))


# --- dashes -------------------------------------------------------------------------------------------------------


def _dashes_carry(units: Sequence[Unit], words: Words) -> bool:
    """Whether dashes open the turns of both sides: some dashed units ask, some do not, and they take turns.

    Where a unit without a dash follows nearly every one that has it, dashes are the mark of one side.
    """
    dashed = [unit for unit in units if "dash" in unit.marks]
    if len(dashed) < 4 or len(dashed) < 0.35 * len(units):
        return False
    if share("dash" in after.marks for unit, after in itertools.pairwise(units) if "dash" in unit.marks) < 0.2:
        return False
    asking = [_evidence(unit, words) > 1 for unit in dashed]
    changes = share(a != b for a, b in itertools.pairwise(asking))
    return 0.2 <= share(asking) <= 0.7 and changes >= 0.4


def _dashed(units: Sequence[Unit], words: Words) -> Layout:
    """Sides alternate from dash to dash; two of the same side in a row only against strong evidence. What has no dash goes on
    with a question only if it asks, too.
    """
    turns = [index for index, unit in enumerate(units) if "dash" in unit.marks]
    course = chain.alternating([_clip(_evidence(units[index], words), 4) for index in turns])
    sides = dict(zip(turns, course, strict=True))
    said: list[Said] = []
    asking = False
    for index, unit in enumerate(units):
        asking = sides.get(index, asking and _evidence(unit, words) > 0)
        dash = DASH.match(unit.text) if index in sides else None
        side: Side = "question" if asking else "answer"
        runs = cut(unit.runs, dash.end()) if dash else unit.runs
        said.append(Said(unit=unit, runs=runs, side=side, odds=4.0 if dash else 2.0, opens=bool(dash)))
    return Layout(kind="dashes", marks=(), said=tuple(said))


# --- marks and words ----------------------------------------------------------------------------------------------


def _marked(units: Sequence[Unit], words: Words) -> Layout:
    evidence = [_clip(_evidence(unit, words)) for unit in units]
    course = chain.best(_adapted(units, evidence, words))
    found = marks.find(units, evidence)
    if found:
        marked = found.marked
        if "apart" in found.names:  # what has space on both its sides has no answer
            marked = frozenset(index for index in marked if index + 1 not in marked)
        course = [index in marked or _forgotten(units, index, found, words) for index in range(len(units))]
        evidence = [value + 4 if index in marked else value - 3 for index, value in enumerate(evidence)]
    answering = [b for (asked, _), (_, b) in itertools.pairwise(zip(course, units, strict=True)) if asked]
    dashed = share("dash" in unit.marks for unit in answering) > 0.6
    return Layout(
        kind="marks" if found else "words",
        marks=found.names if found else (),
        said=tuple(
            Said(
                unit=unit,
                runs=_unnumbered(unit) if asking else _undashed(unit) if dashed else unit.runs,
                side="question" if asking else "answer",
                odds=(value if asking else -value) + 1.5,
                opens=dashed and not asking and "dash" in unit.marks,
            )
            for unit, asking, value in zip(units, course, evidence, strict=True)
        ),
    )


def _adapted(units: Sequence[Unit], evidence: Sequence[float], words: Words) -> list[float]:
    """The evidence, bettered by what the clear questions and answers of this document are like.

    Where nearly all questions speak to somebody, one that speaks to nobody is doubted: it may be rhetorical. Where questions
    are short and answers long, length speaks for either. A sentence broken off that the next unit ends is a question; what
    stands before a yes or no, or before its own last word again, may be one.
    """
    lengths = [math.log(1 + len(unit.text.split())) for unit in units]
    asking = [index for index, value in enumerate(evidence) if value >= 2.5]
    talk = range(asking[0], asking[-1]) if asking else range(0)
    telling = [index for index in talk if evidence[index] <= -1.0]
    found = list(evidence)
    if len(asking) >= 3 and len(telling) >= 3:
        q = _Normal.of([lengths[index] for index in asking])
        a = _Normal.of([lengths[index] for index in telling])
        found = [
            value + _clip(q.log(length) - a.log(length), 1.2) for value, length in zip(found, lengths, strict=True)
        ]
    if len(asking) >= 4 and share(addresses(units[index].text, words) for index in asking) >= 0.75:
        found = [
            value - 1.0 if asks(unit.text) and not addresses(unit.text, words) else value
            for unit, value in zip(units, found, strict=True)
        ]
    for index, (unit, following) in enumerate(itertools.pairwise(units)):
        if _BROKEN.search(unit.text) and _RESUMED.match(following.text):
            found[index] = max(found[index], 3.0)
        elif replies(following.text, words) and not replies(unit.text, words):
            found[index] += 1.0
        elif echoes(following.text, unit.text):
            found[index] += 1.5
        elif _put_to(unit.text, following.text, words):
            found[index] += 1.0
    return found


def _put_to(text: str, following: str, words: Words) -> bool:
    """Whether one short sentence speaks to somebody who then speaks of themselves, or is contradicted by somebody who does."""
    if (
        len(sentences(text)) != 1
        or len(tokens(text)) > 14
        or first_person(text, words)
        or not first_person(following, words)
    ):
        return False
    if addresses(text, words):
        return not addresses(following, words)
    return tokens(following)[0].lower() in words.contrasts


@dataclass(frozen=True, kw_only=True, slots=True)
class _Normal:
    """How long something usually is."""

    mean: float
    deviation: float

    @classmethod
    def of(cls, values: Sequence[float]) -> _Normal:
        mean = statistics.fmean(values)
        return cls(mean=mean, deviation=max(statistics.pstdev(values, mean), 0.4))

    def log(self, value: float) -> float:
        return -(((value - self.mean) / self.deviation) ** 2) / 2 - math.log(self.deviation)


def _forgotten(units: Sequence[Unit], index: int, found: marks.Marks, words: Words) -> bool:
    """Whether a question lacks the mark by oversight: it speaks to somebody, and an answer stands on both its sides."""
    unit = units[index]
    if index in (0, len(units) - 1) or {index - 1, index + 1} & found.marked or min(found.marked) > index:
        return False
    return asks(unit.text) and addresses(unit.text, words) and questionness(unit.text, words) >= 4.5


def _evidence(unit: Unit, words: Words) -> float:
    return questionness(DASH.sub("", NUMBER.sub("", unit.text, count=1), count=1), words)


def _clip(value: float, limit: float = 4.5) -> float:
    return max(-limit, min(limit, value))


def _unnumbered(unit: Unit) -> tuple[Run, ...]:
    """The runs of a question without its number and dash."""
    number = NUMBER.match(unit.text)
    return _undashed(replace(unit, runs=cut(unit.runs, number.end())) if number else unit)


def _undashed(unit: Unit) -> tuple[Run, ...]:
    dash = DASH.match(unit.text)
    return cut(unit.runs, dash.end()) if dash else unit.runs
