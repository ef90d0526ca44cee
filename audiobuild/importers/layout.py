"""What a document is like as a whole, as evidence for each of its pieces: how its questions are set, which label asks, where
its talk lies, how long its questions and answers are."""

from __future__ import annotations

import bisect
import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from audiobuild.importers import typography
from audiobuild.importers.label_names import named_side
from audiobuild.importers.looks import Column, Look, rounded

_ENOUGH: Final = 200
"""Pieces with a mark that say how much such pieces ask."""
_NEAR: Final = 6


def names(look: Look) -> Column:
    """Labels: whether this label asks, by all that stands behind it in this document."""
    words = look.words
    sums: dict[str, list[float]] = defaultdict(list)
    for index, turn in enumerate(look.turns):
        if turn.speaker:
            sums[turn.speaker].append(max(-2.0, min(3.0, look.asking[index])))
    order = {speaker: number for number, speaker in enumerate(sums)}
    count = sum(map(len, sums.values()))
    share = count / max(1, len(look.turns))
    asks = {speaker: statistics.fmean(values) for speaker, values in sums.items()}
    mean, most, least = (
        (statistics.fmean(asks.values()), max(asks.values()), min(asks.values())) if asks else (0.0,) * 3
    )
    bare = _bare(look)
    rows: Column = []
    before = ""
    inside = 0
    for turn in look.turns:
        row = [f"labels {min(4, int(share * 8))}"] if count >= 2 else ["labels none"]
        if bare is not None and turn.speaker:
            row.append(f"label asks less than what has none {rounded(bare - asks[turn.speaker], 2)}")
        elif bare is not None and turn.piece.first and mean:
            row.append(f"no label asks more {rounded(bare - most, 2)}")
        if speaker := turn.speaker:
            row.append("label")
            side = named_side(speaker, words) or "name"
            own = asks[speaker]
            row.append(f"label {side}")
            row.append(f"label asks {rounded(own, 2)}")
            row.append(f"label asks more {rounded(own - mean, 2)} {min(len(sums), 4)}")
            row.append(f"label times {min(len(sums[speaker]), 4)}")
            row.append(f"label {min(order[speaker], 3)}")
            row.append(f"label {'again' if speaker == before else 'other'}")
            if own == most and len(asks) > 1:
                row.append("label asks most")
            if own == least and len(asks) > 1:
                row.append("label asks least")
            if turn.alone:
                row.append("label alone")
            before = speaker
            inside = 0
        elif before:
            inside += 1
            row.append(f"behind label {min(inside, 3)} {rounded(asks[before] - mean, 1)} {min(4, int(share * 8))}")
        rows.append(row)
    return rows


def _bare(look: Look) -> float | None:
    """How much the paragraphs without a label ask between the first label and the last: where only guests have one, those are
    the questions. None where there are few."""
    labelled = [index for index, turn in enumerate(look.turns) if turn.speaker]
    inside = range(labelled[0], labelled[-1]) if labelled else range(0)
    own = [
        max(-2.0, min(3.0, look.asking[index]))
        for index in inside
        if look.turns[index].piece.first and not look.turns[index].speaker and not look.turns[index].piece.region
    ]
    return statistics.fmean(own) if len(own) >= 3 and len(labelled) >= 3 else None


def marks(look: Look) -> Column:
    """The document's own layout: how much the pieces that look like this one ask."""
    belief = look.belief
    by_mark: dict[str, list[int]] = defaultdict(list)
    by_look: dict[frozenset[str], list[int]] = defaultdict(list)
    for index, turn in enumerate(look.turns):
        for mark in turn.piece.marks:
            by_mark[mark].append(index)
        by_look[turn.piece.marks].append(index)
    alike = {marks: (math.fsum(belief[i] for i in own), len(own) - 1) for marks, own in by_look.items()}
    all_mean = statistics.fmean(belief) if belief else 0.0
    found = typography.find([turn.piece for turn in look.turns], look.asking) if look.turns else None
    rows: Column = []
    for index, turn in enumerate(look.turns):
        row = []
        if found:
            row.append(f"set {index in found.marked}")
            row.append(f"set {index in found.marked} {rounded(look.asking[index], 2)}")
            row.append(f"set {index in found.marked} {round(2 * found.score)}")
        else:
            row.append("set not")
        total, others = alike[turn.piece.marks]
        if others >= 2:
            mean = (total - belief[index]) / others
            row.append(f"alike {round(5 * (mean - all_mean))}")
            row.append(f"alike {rounded(mean, 8)}")
        else:
            row.append("alike few")
        means = []
        for mark in turn.piece.marks:
            others = len(by_mark[mark]) - 1
            if others >= 2 and others < len(look.turns) * 0.8:
                some = [i for i in by_mark[mark][: _ENOUGH + 1] if i != index][:_ENOUGH]
                means.append(statistics.fmean(belief[i] for i in some))
        if means:
            row.append(f"mark asks {rounded(max(means), 8)}")
            row.append(f"mark tells {rounded(min(means), 8)}")
        rows.append(row)
    return rows


def place(look: Look) -> Column:
    """Where a piece stands: to the clear questions, to the prose, in the document."""
    clear, count = look.clear, len(look.turns)
    first, last = (clear[0], clear[-1]) if clear else (count, -1)
    prose = [index for index in range(count) if look.lengths[index] >= 20]
    box = Counter(name for index in prose for name in look.turns[index].piece.classes)
    usual = {name for name, times in box.items() if times >= 0.6 * len(prose)}
    rows: Column = []
    for index in range(count):
        row = [f"tenth {index * 10 // max(1, count)}", f"questions {min(len(clear), 8) // 2}"]
        if index < first:
            row += [f"before {_steps(first - index)}", "before"]
        elif index > last:
            row += [f"after {_steps(index - last)}", "after"]
        else:
            row += ["within", f"since {_steps(index - clear[bisect.bisect_right(clear, index) - 1])}"]
        if index == 0:
            row.append("very first")
        if index == count - 1:
            row.append("very last")
        if usual:
            row.append(f"box {round(4 * len(usual & look.turns[index].piece.classes) / len(usual))}")
        at = bisect.bisect_left(prose, index)
        nearest = min((abs(index - other) for other in prose[max(0, at - 1) : at + 1]), default=_NEAR)
        row.append(f"prose {min(nearest, _NEAR)}")
        rows.append(row)
    return rows


def relative_length(look: Look) -> Column:
    """Length against that of the clear questions and of what else is said."""
    logs = [math.log(1 + length) for length in look.lengths]
    clear = [logs[index] for index in look.clear]
    told = [logs[index] for index, value in enumerate(look.asking) if value <= -1 and look.lengths[index] >= 8]

    def score(values: Sequence[float]) -> Callable[[float], str]:
        if len(values) < 3:
            return lambda _: "unknown"
        mean, deviation = statistics.fmean(values), max(statistics.pstdev(values), 0.4)
        return lambda value: rounded((value - mean) / deviation, 1, 3)

    asked, said = score(clear), score(told)
    return [[f"like questions {asked(value)}", f"like answers {said(value)}"] for value in logs]


def _steps(distance: int) -> int:
    return next(number for number, most in enumerate((0, 1, 2, 3, 5, 8, 15, 30, 10**9)) if distance <= most)
