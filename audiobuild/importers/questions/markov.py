"""Which units are questions, by what each says and by how questions and answers follow each other: a hidden Markov model
of two states."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

ROUNDS = 6
_LAST_IS_ANSWER = 4.0
"""Log odds that the last unit is no question: nothing would answer it."""


def likeliest(evidence: Sequence[float]) -> list[bool]:
    """Which units are questions, given log odds for each by itself.

    How many paragraphs an answer has in this document is learnt from it (expectation maximisation over the steps), since a
    paragraph that asks nothing is a question far more likely where answers have one paragraph. Learning begins from long
    answers and from short ones; the likelier course wins.
    """
    if not evidence:
        return []
    chains = []
    for start in (0.25, 0.8):
        chain = MarkovChain(answer_to_question=start)
        for _ in range(ROUNDS):
            before, chain = chain, chain.fitted(chain.posterior(evidence))
            if chain == before:
                break
        chains.append(chain.path(evidence))
    return max(chains)[1]


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkovChain:
    """How likely a question follows an answer, and a question a question.

    Two questions in a row are rare: what looks like them is mostly an answer that asks back.
    """

    answer_to_question: float = 0.3
    question_to_question: float = 0.002

    def _steps(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Log probabilities [from][to], 0 answer, 1 question."""
        a, q = self.answer_to_question, self.question_to_question
        return (math.log(1 - a), math.log(a)), (math.log(1 - q), math.log(q))

    def posterior(self, evidence: Sequence[float]) -> list[float]:
        """How likely each unit is a question, given all of them (forward-backward)."""
        step = self._steps()
        forward: list[tuple[float, float]] = []
        for value in evidence:
            if not forward:
                forward.append((math.log(0.7), math.log(0.3) + value))
                continue
            a, q = forward[-1]
            forward.append((_add(a + step[0][0], q + step[1][0]), _add(a + step[0][1], q + step[1][1]) + value))
        backward = [(0.0, -_LAST_IS_ANSWER)]
        for value in reversed(evidence[1:]):
            a, q = backward[-1][0], backward[-1][1] + value
            backward.append((_add(step[0][0] + a, step[0][1] + q), _add(step[1][0] + a, step[1][1] + q)))
        return [sigmoid(f[1] + b[1] - f[0] - b[0]) for f, b in zip(forward, reversed(backward), strict=False)]

    def fitted(self, belief: Sequence[float]) -> MarkovChain:
        """The chain as this document has it, drawn towards the usual where the document is short.

        That a question follows a question is not learnt: two of them in a row are mostly an answer that asks back.
        """
        pairs = list(itertools.pairwise(belief))
        answers = sum(1 - a for a, _ in pairs)
        after_answer = (sum((1 - a) * b for a, b in pairs) + 1.2) / (answers + 4)
        return MarkovChain(answer_to_question=min(max(after_answer, 0.02), 0.9))

    def path(self, evidence: Sequence[float]) -> tuple[float, list[bool]]:
        """The most likely course as a whole, with its log odds (Viterbi)."""
        step = self._steps()
        scores = (math.log(0.7), math.log(0.3) + evidence[0])
        back: list[tuple[int, int]] = []
        for value in evidence[1:]:
            options = [[scores[i] + step[i][j] for i in (0, 1)] for j in (0, 1)]
            back.append((int(options[0][1] > options[0][0]), int(options[1][1] > options[1][0])))
            scores = (max(options[0]), max(options[1]) + value)
        ends = (scores[0], scores[1] - _LAST_IS_ANSWER)
        return max(ends), trace(int(ends[1] > ends[0]), back)


def alternating(evidence: Sequence[float], stutter: float = 5.0, unanswered: float = 12.0) -> list[bool]:
    """The most likely course of turns that should alternate; ``stutter`` is the price of an answer behind an answer,
    ``unanswered`` that of a question behind a question.
    """
    scores = (-evidence[0] - 1, evidence[0])  # of a path that ends in an answer, in a question
    back: list[tuple[int, int]] = []
    for value in evidence[1:]:
        to_answer, to_question = (scores[0] - stutter, scores[1]), (scores[0], scores[1] - unanswered)
        back.append((int(to_answer[1] > to_answer[0]), int(to_question[1] > to_question[0])))
        scores = (max(to_answer) - value, max(to_question) + value)
    return trace(int(scores[1] > scores[0]), back)


def trace(state: int, back: Sequence[tuple[int, int]]) -> list[bool]:
    """The path that ends in ``state``, read off the best predecessors of each step."""
    path = [state]
    for choice in reversed(back):
        state = choice[state]
        path.append(state)
    return [bool(state) for state in reversed(path)]


def sigmoid(value: float) -> float:
    """Log odds as a probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def _add(a: float, b: float) -> float:
    high = max(a, b)
    return high + math.log(math.exp(a - high) + math.exp(b - high))
