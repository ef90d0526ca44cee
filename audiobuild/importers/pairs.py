"""From sides to an interview: introduction, exchanges, closing words, and what belongs to none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from audiobuild.importers.document import Run, merge
from audiobuild.importers.evidence import asks, ends, opens, tokens
from audiobuild.importers.layout import Layout, Said
from audiobuild.importers.units import Unit
from audiobuild.importers.words import Words


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


@dataclass(slots=True)
class _Shelf:
    """Collects the pieces on one walk through the document."""

    introduction: list[Text] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    closing: list[Text] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """The interview in the order of the document."""

    introduction: tuple[Text, ...]
    pairs: tuple[Pair, ...]
    closing: tuple[Text, ...]
    asides: tuple[Aside, ...]


def assemble(layout: Layout, words: Words, names: Sequence[str]) -> Talk:
    """The talk. ``names`` are the people known so far: a paragraph about one of them after the last answer is about
    them."""
    said = list(layout.said)
    asked = [index for index, entry in enumerate(said) if entry.side == "question"]
    shelf = _Shelf()
    if not asked:
        return Talk(introduction=(), pairs=(), closing=(), asides=())
    groups = _groups(said, asked)
    _introduce(shelf, said[: asked[0]])
    for number, (questions, answers) in enumerate(groups):
        last = number == len(groups) - 1
        _exchange(shelf, questions, answers, words, names, last=last)
    return Talk(
        introduction=tuple(shelf.introduction),
        pairs=tuple(shelf.pairs),
        closing=tuple(shelf.closing),
        asides=tuple(shelf.asides),
    )


def _groups(said: Sequence[Said], asked: Sequence[int]) -> list[tuple[list[Said], list[Said]]]:
    """Runs of question units, each with the run of answer units behind it."""
    groups: list[tuple[list[Said], list[Said]]] = []
    for entry in said[asked[0] :]:
        if entry.side == "question":
            if not groups or groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append(entry)
        else:
            groups[-1][1].append(entry)
    return groups


def _introduce(shelf: _Shelf, said: Sequence[Said]) -> None:
    for text in _paragraphs(said):
        if _is_prose(text.text):
            shelf.introduction.append(text)
        else:
            shelf.asides.append(Aside(text=text.text, line=text.unit.line, reason="heading", after=0))


def _exchange(
    shelf: _Shelf, questions: list[Said], answers: list[Said], words: Words, names: Sequence[str], *, last: bool
) -> None:
    if not answers or (last and opens(questions[-1].text, words.thanks) and not asks(questions[-1].text)):
        for entry in (*questions, *answers):
            shelf.closing.extend(text for text in _paragraphs([entry]) if _is_prose(text.text))
        return
    end = _end_of_talk(answers, words, names) if last else len(answers)
    spoken, rest = answers[:end], answers[end:]
    if not last and len(spoken) > 1 and spoken[-1].text.endswith(":"):
        narration = spoken.pop()
        shelf.asides.append(
            Aside(text=narration.text, line=narration.unit.line, reason="narration", after=len(shelf.pairs) + 1)
        )
    parts: list[Part] = []
    for entry in spoken:
        if not parts or (entry.labelled and entry.speaker != parts[-1].speaker):
            parts.append(Part(speaker=entry.speaker, texts=()))
        parts[-1] = Part(speaker=parts[-1].speaker, texts=(*parts[-1].texts, *_paragraphs([entry])))
    parts = [Part(speaker=part.speaker, texts=_joined(part.texts)) for part in parts]
    question = _question(questions)
    shelf.pairs.append(
        Pair(
            question=question,
            asked_by=questions[0].speaker,
            answers=tuple(part for part in parts if part.texts),
            odds=min(min(entry.odds for entry in questions), min(-entry.odds for entry in spoken)),
        )
    )
    for text in _paragraphs(rest):
        if _is_prose(text.text):
            shelf.closing.append(text)
        else:
            shelf.asides.append(Aside(text=text.text, line=text.unit.line, reason="heading", after=len(shelf.pairs)))


def _question(questions: Sequence[Said]) -> Text:
    """Several paragraphs of a question are one heading."""
    runs: list[Run] = []
    for entry in questions:
        runs.extend([*entry.runs, Run(text=" ")])
    return Text(runs=merge(runs), unit=questions[0].unit)


def _paragraphs(said: Sequence[Said]) -> list[Text]:
    return list(_joined([Text(runs=entry.runs, unit=entry.unit) for entry in said if entry.runs]))


def _joined(texts: Sequence[Text]) -> tuple[Text, ...]:
    """Lines of one paragraph as one again."""
    found: list[Text] = []
    for text in texts:
        if found and text.unit.block == found[-1].unit.block and not text.unit.apart:
            found[-1] = Text(runs=merge([*found[-1].runs, Run(text=" "), *text.runs]), unit=found[-1].unit)
        else:
            found.append(text)
    return tuple(found)


def _is_prose(text: str) -> bool:
    return ends(text) and len(tokens(text)) >= 4


def _end_of_talk(answers: Sequence[Said], words: Words, names: Sequence[str]) -> int:
    """How many of the units behind the last question are its answer."""
    for index, entry in enumerate(answers):
        if index == 0 and entry.labelled:
            continue
        if index and (not ends(entry.text) or _about(entry.text, words, names)):
            return index
        if index and opens(entry.text, words.thanks):
            return index
    return len(answers)


def _about(text: str, words: Words, names: Sequence[str]) -> bool:
    """Whether the paragraph tells of one of the people rather than being told by them."""
    return any(text.startswith(name) for name in names)
