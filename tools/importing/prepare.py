"""Cases → examples: what the importer sees of each, and what is true of it."""

from __future__ import annotations

import numpy as np

from audiobuild.importers import described, features, pieces, recognise, turns
from audiobuild.importers.interview_words import load
from audiobuild.importers.model import STATES
from audiobuild.languages.registry import FALLBACK, base
from tools.importing import truth
from tools.importing.cases import Case, words
from tools.importing.train import Example


def seen(case: Case):
    document = described(case.source, name=case.file)
    own = load(base(recognise.language(document, "") or FALLBACK))
    found = turns.find(pieces.numbers_aside(pieces.cut(document.blocks)), own)
    return document, own, found


def gold(case: Case, found) -> np.ndarray | None:
    """Which states each turn may have, by most of its words. None where the truth cannot be found."""
    everything: list[str] = []
    of: list[int] = []
    for index, turn in enumerate(found.turns):
        own = words(turn.text)
        everything += own
        of += [index] * len(own)
    labels = truth.labels(case, everything)
    if labels is None:
        return None
    votes: list[dict] = [{} for _ in found.turns]
    for index, allowed in zip(of, labels, strict=True):
        votes[index][allowed] = votes[index].get(allowed, 0) + 1
    chosen = [max(v, key=lambda k: v[k]) if v else None for v in votes]
    asked = [i for i, c in enumerate(chosen) if c and "question" in c]
    answered = [i for i, c in enumerate(chosen) if c and "answer" in c]
    first = asked[0] if asked else len(chosen)
    last = answered[-1] if answered else -1
    table = np.zeros((len(chosen), len(STATES)), bool)
    for index, allowed in enumerate(chosen):
        phase = 0 if index < first else 2 if index > last else 1
        mine = {label for p, label in STATES if p == phase}
        if allowed is None:
            allowed = frozenset({"aside", "page", "byline", "subheading"})
        if not allowed & mine:
            allowed = frozenset({"aside", "page"}) | (
                {"introduction"} if phase == 0 else {"closing"} if phase == 2 and allowed & {"introduction"} else set()
            )
        if (
            phase == 1
            and allowed & {"either", "introduction", "closing", "biography"}
            and not allowed & {"question", "answer"}
        ):
            allowed = frozenset({"aside", "page", "subheading"})
        for s, (p, label) in enumerate(STATES):
            table[index, s] = p == phase and label in allowed
    return table


def example(case: Case) -> Example | None:
    document, own, found = seen(case)
    if not found.turns or len(found.turns) > 3000:
        return None
    table = gold(case, found)
    if table is None:
        return None
    return Example(
        name=case.name,
        evidence=features.of(document, found, own),
        edges=features.edges(found),
        gold=table,
        speakers=[turn.speaker for turn in found.turns],
    )
