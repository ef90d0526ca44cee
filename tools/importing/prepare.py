"""Cases → examples: what the importer sees of each, and what is true of it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audiobuild.importers import Wishes, described, features, recognise
from audiobuild.importers.document import Document
from audiobuild.importers.evidence import ends_sentence, tokens
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.model import ANSWER, QUESTION, STATES
from audiobuild.importers.turns import Labelling
from tools.importing import truth
from tools.importing.cases import AFTER, BEFORE, Case, words

_LONGEST: Final = 3000
_FEW: Final = 5
"""Pairs of which a shorter talk is made."""
_NO_WORDS: Final = frozenset({"aside", "page", "byline", "subheading"})
"""What a piece without words may be."""
_BESIDE: Final = frozenset({"aside", "page"})
_NOT_INSIDE: Final = frozenset({"either", "introduction", "closing", "biography"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A document: its evidence, its edges, and for each piece which states it may have [pieces, states]."""

    name: str
    evidence: Sequence[Sequence[str]]
    edges: Sequence[Sequence[str]]
    gold: NDArray[np.bool_]


def seen(case: Case) -> tuple[Document, InterviewWords, Labelling]:
    """The case as the importer sees it."""
    document = described(case.source, name=case.file)
    _, own, found = recognise.seen(document, Wishes())
    return document, own, found


def gold(case: Case, found: Labelling) -> NDArray[np.bool_] | None:
    """Which states each turn may have. None where the truth cannot be found."""
    chosen = _chosen(case, found)
    if chosen is None:
        return None
    asked = [index for index, labels in enumerate(chosen) if labels and "question" in labels]
    answered = [index for index, labels in enumerate(chosen) if labels and "answer" in labels]
    first, last = (asked[0] if asked else len(chosen)), (answered[-1] if answered else -1)
    table = np.zeros((len(chosen), len(STATES)), np.bool_)
    for index, labels in enumerate(chosen):
        phase = 0 if index < first else 2 if index > last else 1
        own = _at(phase, _told(labels, found.turns[index].text))
        table[index] = [p == phase and label in own for p, label in STATES]
    return table


def _told(labels: frozenset[str] | None, text: str) -> frozenset[str] | None:
    """A sentence of some length that must not be left out is the introduction or the closing words, not a title or a byline."""
    prose = ends_sentence(text) and len(tokens(text)) >= 8
    return (
        {BEFORE: frozenset({"introduction"}), AFTER: frozenset({"closing", "biography"})}.get(labels, labels)
        if prose and labels
        else labels
    )


def _chosen(case: Case, found: Labelling) -> list[frozenset[str] | None] | None:
    """The labels that each turn may have, by most of its words."""
    of = [(index, word) for index, turn in enumerate(found.turns) for word in words(turn.text)]
    labels = truth.labels(case, [word for _, word in of])
    if labels is None:
        return None
    votes: list[Counter[frozenset[str]]] = [Counter() for _ in found.turns]
    for (index, _), allowed in zip(of, labels, strict=True):
        votes[index][allowed] += 1
    return [vote.most_common(1)[0][0] if vote else None for vote in votes]


def _at(phase: int, labels: frozenset[str] | None) -> frozenset[str]:
    """The labels that a piece may have at its place, where the truth says none that can stand there."""
    labels = _NO_WORDS if labels is None else labels
    if not labels & {label for p, label in STATES if p == phase}:
        unsaid = {0: {"introduction"}, 2: {"closing"} if labels & {"introduction", "closing"} else set()}
        labels = _BESIDE | unsaid.get(phase, set())
    if phase == 1 and labels & _NOT_INSIDE and not labels & {"question", "answer"}:
        return _BESIDE | {"subheading"}
    return labels


def examples(case: Case) -> Iterator[Example]:
    """The case as an example, and twice cut down to a few of its pairs: short talks are rare here, not where editors are.

    Nothing if there is nothing in it, too much, or its truth is not to be found.
    """
    document, own, found = seen(case)
    table = gold(case, found) if 0 < len(found.turns) <= _LONGEST else None
    if table is None:
        return
    for kept in (range(len(found.turns)), *_shorter(case.name, table)):
        part = replace(found, turns=tuple(found.turns[index] for index in kept))
        yield Example(
            name=case.name,
            evidence=features.of(document, part, own),
            edges=features.edges(part),
            gold=table[list(kept)],
        )


def _shorter(name: str, table: NDArray[np.bool_]) -> Iterator[list[int]]:
    """The pieces of a document with two to four of its pairs, of which the last ends with an answer."""
    asks, answers = (table[:, state] & (table.sum(axis=1) == 1) for state in (QUESTION, ANSWER))
    starts = [int(index) for index in np.flatnonzero(asks) if not index or not asks[index - 1]]
    if len(starts) < _FEW or not answers.any():
        return
    last = int(np.flatnonzero(answers)[-1])
    bounds: list[int] = [*starts, last + 1]
    chance = random.Random(name)  # noqa: S311
    for _ in range(2):
        count = chance.choice((2, 2, 3, 3, 4))
        first = chance.randrange(len(starts) - count + 1)
        inside = range(bounds[first], bounds[first + count])
        ends = [index for index in inside if answers[index]]
        if ends:
            yield [*range(starts[0]), *range(inside[0], ends[-1] + 1), *range(last + 1, len(table))]
