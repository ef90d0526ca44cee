"""Which of the labelled speakers ask, and which answer."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.questions.evidence import asks, questionness, share
from audiobuild.importers.questions.label_names import Side, named_side
from audiobuild.importers.questions.units import Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A label as printed, the comparison form of its speaker's name, and how many characters of the unit it takes.

    ``short`` is the comparison form of what the label says it will be shortened to: ``Schüler (S):``.
    """

    printed: str
    speaker: str
    length: int
    short: str = ""


def divide(units: Sequence[Unit], labels: Mapping[int, Label], words: InterviewWords) -> dict[str, Side]:
    """Who asks: the division of the speakers that agrees best with what they say and with their taking turns.

    One usually asks, the more so if a label says that it is their part; the first turn is more likely a question. Beyond
    eight speakers the quieter ones answer, as in a group.
    """
    turns = [labels[index].speaker for index in sorted(labels)]
    counts = Counter(turns)
    if _asked_outside(units, labels):
        return dict.fromkeys(counts, "answer")
    speakers = [speaker for speaker, _ in counts.most_common(8)]
    scores = {speaker: _side_score(units, labels, speaker, words) for speaker in speakers}
    official = frozenset(speaker for speaker in speakers if named_side(speaker, words) == "question")
    scores[turns[0]] = scores.get(turns[0], 0.0) + 1.0

    def agreement(asking: frozenset[str]) -> float:
        own = sum(score if speaker in asking else -score for speaker, score in scores.items())
        changes = sum((a in asking) != (b in asking) for a, b in itertools.pairwise(turns) if a != b)
        return own + 1.5 * changes - (3.0 if official else 1.5) * len(asking - official)

    divisions = (
        frozenset(group) for size in range(len(speakers) + 1) for group in itertools.combinations(speakers, size)
    )
    asking = max(divisions, key=agreement)
    if len(speakers) == 1 or asking == frozenset(speakers):
        asking = frozenset(speaker for speaker in speakers if scores[speaker] > 0)
    return {speaker: "question" if speaker in asking else "answer" for speaker in counts}


def _asked_outside(units: Sequence[Unit], labels: Mapping[int, Label]) -> bool:
    """Whether headings ask, and labels only name who answers below them."""
    headings = [unit for index, unit in enumerate(units) if unit.kind == "heading" and index + 1 in labels]
    labelled = [asks(units[index].text) for index in labels]
    return sum(asks(unit.text) for unit in headings) >= max(3, 0.5 * len(headings)) and share(labelled) < 0.25


def _side_score(units: Sequence[Unit], labels: Mapping[int, Label], speaker: str, words: InterviewWords) -> float:
    """How much a speaker's turns ask, summed up; a label that is a part says it outright."""
    score = 0.0
    for index, label in labels.items():
        if label.speaker == speaker:
            text = units[index].text[label.length :] or _next_text(units, index, labels)
            score += max(-2.0, min(3.0, questionness(text, words)))
    role = named_side(speaker, words)
    return score + (8.0 if role == "question" else -8.0 if role == "answer" else 0.0)


def _next_text(units: Sequence[Unit], index: int, labels: Mapping[int, Label]) -> str:
    following = index + 1
    return units[following].text if following < len(units) and following not in labels else ""
