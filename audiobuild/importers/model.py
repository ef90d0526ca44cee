"""Evidence → labels: the best labelling of the whole document, and how sure each is (a linear-chain conditional random field).

A label is what a piece is; a state is a label at its place: before, inside or behind the talk. The order of the three is fixed,
so a page's menu can never stand between a question and its answer as a title, nor an introduction behind the talk.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

LABELS: Final = (
    "title",
    "byline",
    "introduction",
    "question",
    "answer",
    "subheading",
    "aside",
    "page",
    "closing",
    "biography",
)
_BEFORE: Final = ("title", "byline", "introduction", "aside", "page")
_INSIDE: Final = ("question", "answer", "subheading", "aside", "page")
_BEHIND: Final = ("closing", "biography", "byline", "aside", "page")
STATES: Final = tuple((phase, label) for phase, labels in enumerate((_BEFORE, _INSIDE, _BEHIND)) for label in labels)
"""Each state: 0 before, 1 inside, 2 behind the talk; its label."""
QUESTION: Final = STATES.index((1, "question"))
ANSWER: Final = STATES.index((1, "answer"))
OF_LABEL: Final = np.array([LABELS.index(label) for _, label in STATES])
EDGES: Final = ("block", "line", "look", "sentence", "label", "label again", "no label", "dash", "no dash", "row")
"""What is seen between two pieces: at what they were cut; whether the second has a label, the same as the last one; that it has
none where turns have one; that it begins with a dash, or has none where turns do; that it is a row of a
table."""
_SOME: Final = 5
"""Paragraphs without a label that tell whether such ones ask."""
_DENSE: Final = 0.3
"""How many of the pieces of a talk have a label, where each turn has one."""
_NEVER: Final = -1e4

WEIGHTS: Final = Path(__file__).parent / "labelling.npz"
"""Written by ``tools/importing/train.py``."""

Floats = NDArray[np.float64]


def allowed() -> Floats:
    """Which state may follow which, as log weights: 0 or never."""
    table = np.full((len(STATES), len(STATES)), _NEVER)
    for i, (before, _) in enumerate(STATES):
        for j, (phase, _) in enumerate(STATES):
            stays = before == phase
            begins = before == 0 and j == QUESTION
            ends = i == ANSWER and phase == 2
            if stays or begins or ends:
                table[i, j] = 0.0
    return table


def starts() -> Floats:
    """Where a document may begin: before the talk, or with a question."""
    return np.array([0.0 if phase == 0 or index == QUESTION else _NEVER for index, (phase, _) in enumerate(STATES)])


def ends() -> Floats:
    """Where it may end: behind the talk, or with its last answer."""
    return np.array([0.0 if phase == 2 or index == ANSWER else _NEVER for index, (phase, _) in enumerate(STATES)])


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain:
    """The weights of one document: ``emissions`` [pieces, states], ``steps`` [pieces - 1, states, states]."""

    emissions: Floats
    steps: Floats

    def best(self) -> list[int]:
        """The states of the most likely labelling (Viterbi)."""
        score = starts() + self.emissions[0]
        back: list[NDArray[np.intp]] = []
        for emission, step in zip(self.emissions[1:], self.steps, strict=True):
            options = score[:, None] + step
            back.append(options.argmax(axis=0))
            score = options.max(axis=0) + emission
        state = int((score + ends()).argmax())
        path = [state]
        for choice in reversed(back):
            state = int(choice[state])
            path.append(state)
        return path[::-1]

    def without(self, pieces: Sequence[int], states: Sequence[int]) -> Chain:
        """The chain in which none of these pieces is in one of these states."""
        emissions = self.emissions.copy()
        emissions[np.ix_(pieces, states)] += _NEVER
        return Chain(emissions=emissions, steps=self.steps)

    def marginals(self) -> Floats:
        """How likely each piece is in each state [pieces, states] (forward-backward)."""
        count = len(self.emissions)
        forward, backward = np.empty_like(self.emissions), np.empty_like(self.emissions)
        forward[0] = starts() + self.emissions[0]
        for index in range(1, count):
            forward[index] = _sum(forward[index - 1][:, None] + self.steps[index - 1], 0) + self.emissions[index]
        backward[-1] = ends()
        for index in range(count - 2, -1, -1):
            backward[index] = _sum(self.steps[index] + (self.emissions[index + 1] + backward[index + 1])[None, :], 1)
        both = forward + backward
        return np.exp(both - _sum(both, 1)[:, None])


def _sum(values: Floats, axis: int) -> Floats:
    high = values.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(values - high).sum(axis=axis)) + high.squeeze(axis))


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """What training found: a row of weights for each piece of evidence, and one table for each edge."""

    rows: dict[str, int]
    weights: Floats
    edges: Floats

    def chain(self, evidence: Sequence[Sequence[str]], edges: Sequence[Sequence[str]]) -> Chain:
        """The chain of a document. ``edges`` are those of :data:`EDGES` that hold between a piece and the one before it."""
        emissions = np.zeros((len(evidence), len(STATES)))
        for index, names in enumerate(evidence):
            found = [self.rows[name] for name in names if name in self.rows]
            emissions[index] = self.weights[found].sum(axis=0)
        table = allowed()
        steps = (
            np.stack([table + sum(self.edges[EDGES.index(name)] for name in names) for names in edges[1:]])
            if (len(edges) > 1)
            else np.empty((0, len(STATES), len(STATES)))
        )
        for index, names in enumerate(edges[1:]):
            if "row" in names:  # nobody takes the word in the middle of a table
                steps[index] += _NEVER * (1 - np.eye(len(STATES)))
        return Chain(emissions=emissions, steps=steps)


@cache
def trained() -> Model:
    """The model that comes with the program."""
    with np.load(WEIGHTS) as file:
        names = bytes(file["names"]).decode().split("\n")
        weights = file["weights"].astype(float) * file["scale"]
        return Model(
            rows={name: row for row, name in enumerate(names)}, weights=weights, edges=file["edges"].astype(float)
        )


def one_side(chain: Chain, speakers: Sequence[str], heads: Collection[int]) -> Chain:
    """The chain in which whoever has a label again and again either asks or answers, whichever fits all their turns better.
    Where each turn has a label, more is said by it: nothing is asked before the first, who answers goes on until the next, and
    a label that asks before one that answers is a question and its answer. ``heads`` are the pieces that begin a paragraph."""
    asking, answering = _sides(chain, speakers, heads)
    labelled = sorted(asking | answering)
    if asking and answering and len(labelled) >= _DENSE * (labelled[-1] - labelled[0]):
        pairs = [(a, b) for a, b in itertools.pairwise(labelled) if a in asking and b in answering]
        chain = chain.without(range(labelled[0]), [QUESTION, ANSWER])
        chain = chain.without([a for a, _ in pairs], [state for state in range(len(STATES)) if state != QUESTION])
        chain = chain.without([b for _, b in pairs], [state for state in range(len(STATES)) if state != ANSWER])
        answering = answering | set(_goes_on(speakers, asking, answering))
    return chain.without(sorted(asking), [ANSWER]).without(sorted(answering), [QUESTION])


def _sides(chain: Chain, speakers: Sequence[str], heads: Collection[int]) -> tuple[set[int], set[int]]:
    """The turns of those who ask, and of those who answer, of all who have a label at least twice.

    Where the paragraphs without a label ask, who has one must clearly ask to be the one who does: two guests with labels talk
    to each other. Where they do not, somebody with a label does.
    """
    marginals = chain.marginals()[:, [QUESTION, ANSWER]]
    logs = np.log(marginals + 1e-9)
    turns: dict[str, list[int]] = {}
    for index, speaker in enumerate(speakers):
        if speaker:
            turns.setdefault(speaker, []).append(index)
    bare = [index for index, speaker in enumerate(speakers) if not speaker and index in heads]
    asks, answers = marginals[bare].sum(axis=0)
    others_ask = len(bare) >= _SOME and asks > answers and asks > 0.1 * len(speakers)
    odds = {
        speaker: float((logs[indexes, 0] - logs[indexes, 1]).clip(-4, 4).mean())
        for speaker, indexes in turns.items()
        if len(indexes) >= 2
    }
    least = 1.0 if others_ask else 0.0
    if len(odds) >= 2 and not others_ask and -1 < max(odds.values()) <= least:
        least = max(odds.values()) - 1e-6
    asking = {index for speaker, own in odds.items() if own > least for index in turns[speaker]}
    return asking, {index for speaker in odds for index in turns[speaker]} - asking


def _goes_on(speakers: Sequence[str], asking: Collection[int], answering: Collection[int]) -> Iterator[int]:
    """The pieces without a label between the label of who answers and that of who asks: it is who answers that says them."""
    turn: int | None = None
    waiting: list[int] = []
    for index, speaker in enumerate(speakers):
        if not speaker:
            waiting.append(index)
            continue
        if turn in answering and index in asking:
            yield from waiting
        turn, waiting = index, []


def ended(chain: Chain, is_notice: Callable[[int], bool]) -> Chain:
    """The chain whose talk does not end with a question that is more likely none, or is a notice: what follows a talk is often
    short and then long, too ("Read more in …", and who the guest is). ``is_notice`` says of a piece that it reads as a page's.
    """
    while True:
        path = chain.best()
        asking = [index for index, state in enumerate(path) if state == QUESTION]
        run = [index for index in asking if ANSWER not in path[index : asking[-1]]]
        if len(asking) - len(run) < 2:
            return chain
        if not (all(map(is_notice, run)) or chain.marginals()[run, QUESTION].max() < 0.5):
            return chain
        chain = chain.without(run, [QUESTION])
