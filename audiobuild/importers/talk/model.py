"""The nouns of a talk: what is asked, answered, told before and after it, and left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from audiobuild.importers.document import SourceRun, joined_text, merge
from audiobuild.importers.questions.evidence import ends_sentence, tokens
from audiobuild.importers.questions.layouts import AttributedUnit
from audiobuild.importers.questions.units import Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class TalkParagraph:
    """A paragraph as it will be printed."""

    runs: tuple[SourceRun, ...]
    unit: Unit

    @property
    def text(self) -> str:
        return joined_text(self.runs)


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledTurn:
    """What one speaker says before another does; ``speaker`` as labelled, or empty."""

    speaker: str
    paragraphs: tuple[TalkParagraph, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A question and its answers. ``odds`` are the log odds of the weakest decision in it."""

    question: TalkParagraph
    asked_by: str
    answers: tuple[LabelledTurn, ...]
    odds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Unspoken:
    """Text that is not spoken, and why; ``after`` is the number of pairs that stand before it."""

    text: str
    line: int
    reason: str
    after: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """The interview in the order of the document."""

    introduction: tuple[TalkParagraph, ...] = ()
    pairs: tuple[Pair, ...] = ()
    closing: tuple[LabelledTurn, ...] = ()
    unspoken: tuple[Unspoken, ...] = ()


def question(units: Sequence[AttributedUnit]) -> TalkParagraph:
    """Several paragraphs of a question as one, which is not all bold or all in italics: a heading is set off by itself."""
    runs = _as_one(units)
    if all(run.strong for run in runs):
        runs = tuple(replace(run, strong=False) for run in runs)
    if all(run.emphasis for run in runs):
        runs = tuple(replace(run, emphasis=False) for run in runs)
    return TalkParagraph(runs=runs, unit=units[0].unit)


def turns(units: Sequence[AttributedUnit]) -> tuple[LabelledTurn, ...]:
    """What each speaker says, one after the other."""
    by_speaker: list[tuple[str, list[AttributedUnit]]] = []
    for entry in units:
        if not by_speaker or (entry.opens and entry.speaker != by_speaker[-1][0]):
            by_speaker.append((entry.speaker, []))
        by_speaker[-1][1].append(entry)
    return tuple(LabelledTurn(speaker=speaker, paragraphs=paragraphs(own)) for speaker, own in by_speaker)


def paragraphs(units: Sequence[AttributedUnit]) -> tuple[TalkParagraph, ...]:
    """Units as paragraphs, the lines of one block as one again."""
    groups: list[list[AttributedUnit]] = []
    for entry in units:
        if groups and entry.unit.block == groups[-1][0].unit.block and not entry.opens:
            groups[-1].append(entry)
        elif entry.runs:
            groups.append([entry])
    return tuple(TalkParagraph(runs=_as_one(group), unit=group[0].unit) for group in groups)


def _as_one(units: Sequence[AttributedUnit]) -> tuple[SourceRun, ...]:
    return merge(run for entry in units for run in (*entry.runs, SourceRun(text=" ")))


def is_prose(paragraph: TalkParagraph) -> bool:
    """Whether it reads as text: a sentence, and no heading."""
    return paragraph.unit.kind != "heading" and ends_sentence(paragraph.text) and len(tokens(paragraph.text)) >= 4
