"""Who asks and who answers, found from the whole document: one layout per document, then applied to all of it.

Three kinds of layout are told apart. *Labels* name the speaker of each turn. *Dashes* open each turn, and the sides
alternate. Otherwise questions differ from answers by their *marks* (heading, bold, colour, number, quotation marks
…), by several of them, or by nothing but their words: which, is learnt from the document itself.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audiobuild.importers.document import Run, cut
from audiobuild.importers.evidence import asks, questionness, sentences
from audiobuild.importers.labels import Labels, Side
from audiobuild.importers.labels import find as find_labels
from audiobuild.importers.units import DASH, NUMBER, Unit
from audiobuild.importers.words import Words

ROUNDS = 8
SURE = 1.5
"""Exponent on what a mark says: one document has one layout, so a mark that most questions have, all should have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A unit with its side; ``speaker`` is the label's name, empty where none is printed; ``odds`` are log odds."""

    unit: Unit
    runs: tuple[Run, ...]
    side: Side
    speaker: str
    labelled: bool
    odds: float

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
    """The layout of the units, whatever it is; its ``said`` has one entry per unit or part of a unit."""
    labels = find_labels(units, words)
    if labels:
        if set(labels.sides.values()) == {"question", "answer"}:
            return _labelled(units, labels)
        return _half_labelled(units, labels, words)
    if _dashes_carry(units, words):
        return _dashed(units, words)
    units = _cut_inline(units, words)
    sides, odds, marks = decide(units, words)
    return Layout(kind="marks" if marks else "words", marks=marks, said=_plain(units, sides, odds))


# --- labels -------------------------------------------------------------------------------------------------------


def _labelled(units: Sequence[Unit], labels: Labels) -> Layout:
    said: list[Said] = []
    side: Side = "answer"
    speaker = ""
    for index, unit in enumerate(units):
        label = labels.units.get(index)
        if label:
            side, speaker = labels.sides[label.key], labels.names[label.key]
        runs = cut(unit.runs, label.length) if label else unit.runs
        odds = 6.0 if label else 2.0
        said.append(
            Said(
                unit=unit,
                runs=runs,
                side=side,
                speaker=speaker,
                labelled=bool(label),
                odds=odds if side == "question" else -odds,
            )
        )
    return Layout(kind="labels", marks=tuple(labels.names.values()), said=tuple(said))


def _half_labelled(units: Sequence[Unit], labels: Labels, words: Words) -> Layout:
    """Only one side has labels: they are near certain evidence for the units that have them, and good for the
    others."""
    asking = "question" in labels.sides.values()
    prior = []
    for index in range(len(units)):
        here, after = index in labels.units, index + 1 in labels.units
        if asking:
            prior.append(8.0 if here else -4.0)
        else:
            prior.append(-8.0 if here else 1.0 if after else -1.0)
    sides, odds, _ = decide(units, words, prior)
    said = _plain(units, sides, odds)
    speaker = ""
    named: list[Said] = []
    for index, entry in enumerate(said):
        label = labels.units.get(index)
        if label:
            speaker = labels.names[label.key]
        mine = (entry.side == "question") == asking
        named.append(
            Said(
                unit=entry.unit,
                runs=cut(entry.unit.runs, label.length) if label else entry.runs,
                side=entry.side,
                speaker=speaker if mine else "",
                labelled=bool(label),
                odds=entry.odds,
            )
        )
    return Layout(kind="labels", marks=tuple(labels.names.values()), said=tuple(named))


# --- dashes -------------------------------------------------------------------------------------------------------


def _dashes_carry(units: Sequence[Unit], words: Words) -> bool:
    """Whether dashes open the turns of both sides: some dashed units ask, and some of those between do not."""
    dashed = [unit for unit in units if "dash" in unit.marks]
    if len(dashed) < 4 or len(dashed) < 0.35 * len(units):
        return False
    asking = [questionness(unit.text, words) > 1 for unit in dashed]
    changes = sum(a != b for a, b in itertools.pairwise(asking))
    return 0.25 <= sum(asking) / len(asking) <= 0.7 and changes >= 0.6 * (len(asking) - 1)


def _dashed(units: Sequence[Unit], words: Words) -> Layout:
    """Sides alternate from dash to dash; two of the same side in a row only against strong evidence."""
    turns = [index for index, unit in enumerate(units) if "dash" in unit.marks]
    scores = [max(-3.0, min(3.0, questionness(_undashed(units[index]), words))) for index in turns]
    sides = dict(zip(turns, _alternating(scores), strict=True))
    said: list[Said] = []
    side: Side = "answer"
    for index, unit in enumerate(units):
        side = sides.get(index, side)
        dash = DASH.match(unit.text) if index in sides else None
        odds = 4.0 if index in sides else 2.0
        runs = cut(unit.runs, dash.end()) if dash else unit.runs
        said.append(
            Said(
                unit=unit,
                runs=runs,
                side=side,
                speaker="",
                labelled=index in sides,
                odds=odds if side == "question" else -odds,
            )
        )
    return Layout(kind="dashes", marks=(), said=tuple(said))


def _alternating(scores: Sequence[float]) -> list[Side]:
    """The likeliest sides of turns that should alternate (Viterbi; 5 is the price of not doing so)."""
    stutter = 5.0
    best = (-scores[0] - 1, scores[0])  # of a path that ends in an answer, in a question
    back: list[tuple[int, int]] = []
    for score in scores[1:]:
        stay, swap = (best[0] - stutter, best[1] - stutter), best
        to_answer, to_question = (stay[0], swap[1]), (swap[0], stay[1])
        back.append((int(to_answer[1] > to_answer[0]), int(to_question[1] > to_question[0])))
        best = (max(to_answer) - score, max(to_question) + score)
    state = int(best[1] > best[0])
    path = [state]
    for choice in reversed(back):
        state = choice[state]
        path.append(state)
    return ["question" if state else "answer" for state in reversed(path)]


def _undashed(unit: Unit) -> str:
    return DASH.sub("", unit.text, count=1)


# --- marks and words ----------------------------------------------------------------------------------------------


def decide(
    units: Sequence[Unit], words: Words, prior: Sequence[float] | None = None
) -> tuple[list[Side], list[float], tuple[str, ...]]:
    """The side of each unit, its log odds, and the marks that questions were found to have.

    Expectation maximisation over a chain of two states: language gives first odds, these show which marks questions
    have in this document, the marks better the odds. Forward-backward weighs that a question is followed by an answer.
    """
    base = [max(-4.0, min(4.5, questionness(_bare(unit), words))) for unit in units]
    if prior:
        base = [value + extra for value, extra in zip(base, prior, strict=True)]
    marks = _usable_marks(units)
    weights: dict[str, tuple[float, float]] = {}
    odds = base
    chain = _Chain()
    for _ in range(ROUNDS):
        emission = [value + _mark_odds(unit, weights) for value, unit in zip(base, units, strict=True)]
        odds = chain.posterior(emission)
        chain = chain.fitted(odds)
        weights = _weights(units, marks, odds)
    emission = [value + _mark_odds(unit, weights) for value, unit in zip(base, units, strict=True)]
    sides = chain.best(emission)
    telling = tuple(sorted(mark for mark, (with_it, _) in weights.items() if with_it > 2))
    return sides, chain.posterior(emission), telling


def _plain(units: Sequence[Unit], sides: Sequence[Side], odds: Sequence[float]) -> tuple[Said, ...]:
    return tuple(
        Said(
            unit=unit,
            runs=_unnumbered(unit) if side == "question" else unit.runs,
            side=side,
            speaker="",
            labelled=False,
            odds=value,
        )
        for unit, side, value in zip(units, sides, odds, strict=True)
    )


def _bare(unit: Unit) -> str:
    return DASH.sub("", NUMBER.sub("", unit.text, count=1), count=1)


def _unnumbered(unit: Unit) -> tuple[Run, ...]:
    number = NUMBER.match(unit.text)
    runs = cut(unit.runs, number.end()) if number else unit.runs
    dash = DASH.match("".join(run.text for run in runs))
    return cut(runs, dash.end()) if dash else runs


def _usable_marks(units: Sequence[Unit]) -> tuple[str, ...]:
    """Marks that at least two units have and not all."""
    counts: dict[str, int] = {}
    for unit in units:
        for mark in unit.marks | ({"apart"} if unit.apart else set()):
            counts[mark] = counts.get(mark, 0) + 1
    return tuple(sorted(mark for mark, count in counts.items() if 2 <= count < len(units)))


def _has(unit: Unit, mark: str) -> bool:
    return unit.apart if mark == "apart" else mark in unit.marks


def _weights(units: Sequence[Unit], marks: Sequence[str], odds: Sequence[float]) -> dict[str, tuple[float, float]]:
    """Per mark: what having it says, and what lacking it says, as log odds."""
    belief = [_sigmoid(value) for value in odds]
    asked = sum(belief)
    answered = len(units) - asked
    found: dict[str, tuple[float, float]] = {}
    for mark in marks:
        flags = [_has(unit, mark) for unit in units]
        rate = sum(flags) / len(flags)
        in_questions = (sum(b for b, f in zip(belief, flags, strict=True) if f) + rate) / (asked + 1)
        in_answers = (sum(1 - b for b, f in zip(belief, flags, strict=True) if f) + rate) / (answered + 1)
        having = SURE * math.log(in_questions / in_answers)
        lacking = SURE * math.log((1 - in_questions) / (1 - in_answers))
        found[mark] = (_clip(having, 5), _clip(lacking, 5))
    return found


def _mark_odds(unit: Unit, weights: Mapping[str, tuple[float, float]]) -> float:
    return _clip(sum(having if _has(unit, mark) else lacking for mark, (having, lacking) in weights.items()), 7)


def _clip(value: float, limit: float) -> float:
    return max(-limit, min(limit, value))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-_clip(value, 30)))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Chain:
    """How likely a question follows an answer, and a question a question."""

    answer_to_question: float = 0.35
    question_to_question: float = 0.06

    def _steps(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Log probabilities [from][to], 0 answer, 1 question."""
        a, q = self.answer_to_question, self.question_to_question
        return (math.log(1 - a), math.log(a)), (math.log(1 - q), math.log(q))

    def posterior(self, emission: Sequence[float]) -> list[float]:
        """Log odds of each unit being a question, given all of them. The last unit is no question (nothing answers
        it)."""
        step = self._steps()
        size = len(emission)
        forward = [(0.0, 0.0)] * size
        backward = [(0.0, 0.0)] * size
        for i in range(size):
            if i == 0:
                forward[i] = (math.log(0.5), math.log(0.5) + emission[i])
                continue
            a, q = forward[i - 1]
            forward[i] = (_add(a + step[0][0], q + step[1][0]), _add(a + step[0][1], q + step[1][1]) + emission[i])
        if size:
            backward[-1] = (0.0, -4.0)
        for i in range(size - 2, -1, -1):
            a, q = backward[i + 1][0], backward[i + 1][1] + emission[i + 1]
            backward[i] = (_add(step[0][0] + a, step[0][1] + q), _add(step[1][0] + a, step[1][1] + q))
        return [f[1] + b[1] - f[0] - b[0] for f, b in zip(forward, backward, strict=True)]

    def fitted(self, odds: Sequence[float]) -> _Chain:
        """The chain as this document has it."""
        belief = [_sigmoid(value) for value in odds]
        pairs = list(itertools.pairwise(belief))
        answers = sum(1 - a for a, _ in pairs)
        questions = sum(a for a, _ in pairs)
        a_to_q = (sum((1 - a) * b for a, b in pairs) + 1.4) / (answers + 4)
        q_to_q = (sum(a * b for a, b in pairs) + 0.24) / (questions + 4)
        return _Chain(answer_to_question=min(max(a_to_q, 0.02), 0.9), question_to_question=min(max(q_to_q, 0.005), 0.3))

    def best(self, emission: Sequence[float]) -> list[Side]:
        """The most likely sides as a whole (Viterbi)."""
        if not emission:
            return []
        step = self._steps()
        scores = (math.log(0.5), math.log(0.5) + emission[0])
        back: list[tuple[int, int]] = []
        for value in emission[1:]:
            options = [[scores[i] + step[i][j] for i in (0, 1)] for j in (0, 1)]
            back.append((int(options[0][1] > options[0][0]), int(options[1][1] > options[1][0])))
            scores = (max(options[0]), max(options[1]) + value)
        state = int(scores[1] - 4.0 > scores[0])
        path = [state]
        for choice in reversed(back):
            state = choice[state]
            path.append(state)
        return ["question" if state else "answer" for state in reversed(path)]


def _add(a: float, b: float) -> float:
    high = max(a, b)
    return high + math.log(math.exp(a - high) + math.exp(b - high))


# --- question and answer in one paragraph -------------------------------------------------------------------------


def _cut_inline(units: Sequence[Unit], words: Words) -> list[Unit]:
    """Units cut after the question that opens them, where that is how the document is made.

    It is where such units are more than those that ask and stop; an answer that begins with a question of its own
    ("Warum? Weil …") is found in any interview.
    """
    cuts = [_inline_question(unit, words) for unit in units]
    alone = sum(asks(unit.text) and questionness(unit.text, words) > 2 for unit in units)
    if sum(map(bool, cuts)) < 3 or sum(map(bool, cuts)) <= 1.5 * alone:
        return list(units)
    found: list[Unit] = []
    for unit, position in zip(units, cuts, strict=True):
        found.extend([unit] if not position else [_part(unit, 0, position), _part(unit, position, None)])
    return found


def _inline_question(unit: Unit, words: Words) -> int:
    """Where the question at the beginning of the unit ends; 0 if there is none with an answer behind it."""
    parts = sentences(unit.text)
    asked = next((count for count, part in enumerate(parts[:3], start=1) if asks(part)), 0)
    if not asked or asked == len(parts):
        return 0
    head = unit.text.index(parts[asked - 1]) + len(parts[asked - 1])
    return head if questionness(_bare(unit)[:head], words) > 2.5 else 0


def _part(unit: Unit, start: int, end: int | None) -> Unit:
    return Unit(
        runs=cut(unit.runs, start, end),
        block=unit.block,
        line=unit.line,
        first=unit.first and start == 0,
        kind=unit.kind,
        marks=unit.marks | ({"opening"} if start == 0 else {"rest"}),
        apart=unit.apart and start == 0,
        rule=unit.rule and start == 0,
        ordered=unit.ordered,
    )
