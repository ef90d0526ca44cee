"""The evidence that words give, bettered by what the questions and answers of this very document are like."""

from __future__ import annotations

import itertools
import math
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.questions.evidence import (
    addresses,
    asks,
    begins_as_reply,
    first_person,
    questionness,
    sentences,
    share,
    takes_up_last_word,
    tokens,
)
from audiobuild.importers.questions.units import DASH, Unit, number_before

_BROKEN = re.compile(r"(?:…|\.\.\.)\.?$")
_RESUMED = re.compile(r"…|\.\.\.")


def adapted(units: Sequence[Unit], evidence: Sequence[float], words: InterviewWords) -> list[float]:
    """The evidence, bettered by what the clear questions and answers of this document are like.

    Where nearly all questions speak to somebody, one that speaks to nobody is doubted: it may be rhetorical. Where questions
    are short and answers long, length speaks for either.
    """
    asking = [index for index, value in enumerate(evidence) if value >= 2.5]
    talk = range(asking[0], asking[-1]) if asking else range(0)
    telling = [index for index in talk if evidence[index] <= -1.0]
    bettered = list(evidence)
    if len(asking) >= 3 and len(telling) >= 3:
        lengths = [math.log(1 + len(unit.text.split())) for unit in units]
        questions = _Normal.of([lengths[index] for index in asking])
        answers = _Normal.of([lengths[index] for index in telling])
        for index, length in enumerate(lengths):
            bettered[index] += clip(questions.log(length) - answers.log(length), 1.2)
    if len(asking) >= 4 and share(addresses(units[index].text, words) for index in asking) >= 0.75:
        for index, unit in enumerate(units):
            if asks(unit.text) and not addresses(unit.text, words):
                bettered[index] -= 1.0
    for index, (unit, following) in enumerate(itertools.pairwise(units)):
        bettered[index] = _before(unit.text, following.text, bettered[index], words)
    return bettered


def _before(text: str, following: str, value: float, words: InterviewWords) -> float:
    """The evidence for a unit, bettered by what follows it.

    A sentence broken off that the next unit ends is a question; what stands before a yes or no, or before its own last word
    again, may be one.
    """
    if _BROKEN.search(text) and _RESUMED.match(following):
        return max(value, 3.0)
    if begins_as_reply(following, words) and not begins_as_reply(text, words):
        return value + 1.0
    if takes_up_last_word(following, text):
        return value + 1.5
    return value + 1.0 if _put_to(text, following, words) else value


def _put_to(text: str, following: str, words: InterviewWords) -> bool:
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


def evidence_of(unit: Unit, words: InterviewWords) -> float:
    """What the words of a unit say, without its number and dash."""
    return questionness(DASH.sub("", number_before().sub("", unit.text, count=1), count=1), words)


def clip(value: float, limit: float = 4.5) -> float:
    """The value, kept between the limit and its negative."""
    return max(-limit, min(limit, value))
