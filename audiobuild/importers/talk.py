"""The nouns of a talk: what is asked, answered, told before and after it, and left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from audiobuild.importers.document import Run, merge
from audiobuild.importers.evidence import ends, tokens
from audiobuild.importers.layout import Said
from audiobuild.importers.units import Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A paragraph as it will be printed."""

    runs: tuple[Run, ...]
    unit: Unit

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What one speaker says before another does; ``speaker`` as labelled, or empty."""

    speaker: str
    texts: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A question and its answers. ``odds`` are the log odds of the weakest decision in it."""

    question: Text
    asked_by: str
    answers: tuple[Part, ...]
    odds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Aside:
    """Text that is not spoken, and why; ``after`` is the number of pairs that stand before it."""

    text: str
    line: int
    reason: str
    after: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """The interview in the order of the document."""

    introduction: tuple[Text, ...] = ()
    pairs: tuple[Pair, ...] = ()
    closing: tuple[Part, ...] = ()
    asides: tuple[Aside, ...] = ()


def heading(questions: Sequence[Said]) -> Text:
    """Several paragraphs of a question are one heading."""
    runs = merge(run for entry in questions for run in (*entry.runs, Run(text=" ")))
    if all(run.strong for run in runs):
        runs = tuple(replace(run, strong=False) for run in runs)
    if all(run.emphasis for run in runs):
        runs = tuple(replace(run, emphasis=False) for run in runs)
    return Text(runs=runs, unit=questions[0].unit)


def parts(said: Sequence[Said]) -> tuple[Part, ...]:
    """What each speaker says, one after the other."""
    found: list[tuple[str, list[Said]]] = []
    for entry in said:
        if not found or (entry.opens and entry.speaker != found[-1][0]):
            found.append((entry.speaker, []))
        found[-1][1].append(entry)
    return tuple(Part(speaker=speaker, texts=paragraphs(entries)) for speaker, entries in found)


def paragraphs(said: Sequence[Said]) -> tuple[Text, ...]:
    """Units as paragraphs, the lines of one block as one again."""
    groups: list[list[Said]] = []
    for entry in said:
        if groups and entry.unit.block == groups[-1][0].unit.block and not entry.opens:
            groups[-1].append(entry)
        elif entry.runs:
            groups.append([entry])
    return tuple(
        Text(runs=merge(run for entry in group for run in (*entry.runs, Run(text=" "))), unit=group[0].unit)
        for group in groups
    )


def is_prose(text: Text) -> bool:
    """Whether it reads as text: a sentence, and no heading."""
    return text.unit.kind != "heading" and ends(text.text) and len(tokens(text.text)) >= 4
