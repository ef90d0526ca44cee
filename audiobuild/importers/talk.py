"""Pieces with their labels → the talk: introduction, questions with answers, closing words, and all that is not spoken."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from audiobuild.importers.document import SourceRun, cut, joined_text, merge
from audiobuild.importers.pieces import DASH, Piece, number_before
from audiobuild.importers.turns import Turn

_NUMBER = re.compile(r"\d{1,3}[.):]?\s+(?=[^\s\d])")
"""A number, whatever stands behind it."""
_CAUTION = 0.88
"""The power by which probabilities become what an editor is told (:func:`_sure`)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A turn with its label (of :data:`~audiobuild.importers.model.LABELS`), how likely that is the right one, and how likely
    it asks and answers. What stands beside the text is not ``weighed``."""

    turn: Turn
    label: str
    sure: float = 1.0
    asks: float = 0.0
    answers: float = 0.0
    weighed: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class TalkParagraph:
    """A paragraph as it will be printed; ``piece`` is its first."""

    runs: tuple[SourceRun, ...]
    piece: Piece

    @property
    def text(self) -> str:
        return joined_text(self.runs)


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledTurn:
    """What one speaker says before another does; ``speaker`` is the form of the label, or empty."""

    speaker: str
    paragraphs: tuple[TalkParagraph, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A question and its answers. ``sure`` is how likely all of it is right."""

    question: TalkParagraph
    asked_by: str
    answers: tuple[LabelledTurn, ...]
    sure: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Unspoken:
    """A piece that is not spoken, by its label; ``place`` is how many spoken paragraphs stand before it; ``before`` says that
    it stands before the first question, ``inside`` between that and the last answer."""

    turn: Turn
    label: str
    place: int
    before: bool
    inside: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """The interview in the order of the document."""

    introduction: tuple[TalkParagraph, ...] = ()
    pairs: tuple[Pair, ...] = ()
    closing: tuple[LabelledTurn, ...] = ()
    unspoken: tuple[Unspoken, ...] = ()


def assemble(judged: Sequence[Judged]) -> Talk:
    """The talk, every piece of it in its place. A question that nobody answers belongs to the next one."""
    judged = _answered(judged)
    introduction = tuple(_paragraphs(entry.turn for entry in judged if entry.label == "introduction"))
    groups = _groups(judged)
    weighed = [entry for entry in judged if entry.weighed]
    before = {id(entry): other for other, entry in itertools.pairwise(weighed)}
    behind = {id(entry): other for entry, other in itertools.pairwise(weighed)}
    askers = [next((entry.turn.speaker for entry in asked if entry.turn.speaker), "") for asked, _ in groups]
    pairs = tuple(
        Pair(
            question=_question([entry.turn for entry in asked]),
            asked_by=asker,
            answers=answers,
            sure=_sure(asked, answered, before.get(id(asked[0])), behind.get(id(answered[-1]))),
        )
        for (asked, answered), answers, asker in zip(groups, _answers(groups), _carried(askers), strict=True)
    )
    pairs = _unnumbered(pairs)
    closing = tuple(_turns([entry.turn for entry in judged if entry.label == "closing"], ""))
    talk = Talk(introduction=introduction, pairs=pairs, closing=closing)
    return replace(talk, unspoken=tuple(_unspoken(judged, talk)))


def _unnumbered(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Questions without the number and the dash before them, and answers without the same number. A number without a dot
    is one where most questions have one."""
    bare = sum(bool(_NUMBER.match(pair.question.text)) for pair in pairs) >= max(3, 0.6 * len(pairs))
    return tuple(_without_number(pair, bare=bare) for pair in pairs)


def _without_number(pair: Pair, *, bare: bool) -> Pair:
    text = pair.question.text
    match = number_before().match(text) or (_NUMBER.match(text) if bare else None)
    question = _behind(pair.question, match.end()) if match else pair.question
    if dash := DASH.match(question.text):
        question = _behind(question, dash.end())
    first, *others = pair.answers
    paragraph, *rest = first.paragraphs
    own = number_before().match(paragraph.text) or _NUMBER.match(paragraph.text)
    if match and own and _digits(own[0]) == _digits(match[0]):
        paragraph = _behind(paragraph, own.end())
    if dash := DASH.match(paragraph.text):
        paragraph = _behind(paragraph, dash.end())
    return replace(pair, question=question, answers=(replace(first, paragraphs=(paragraph, *rest)), *others))


def _digits(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _behind(paragraph: TalkParagraph, position: int) -> TalkParagraph:
    """The paragraph from there on, or as it is where nothing would be left."""
    runs = cut(paragraph.runs, position)
    return replace(paragraph, runs=runs) if runs else paragraph


def _answered(judged: Sequence[Judged]) -> list[Judged]:
    """The pieces, of which a last question that nobody answers is none. What ends the last answer's paragraph is part of it."""
    last = max((index for index, entry in enumerate(judged) if entry.label == "answer"), default=-1)
    ends = judged[last].turn.piece.block if last >= 0 else None

    def settled(entry: Judged) -> Judged:
        if entry.weighed and entry.turn.piece.block == ends and not entry.turn.speaker:
            return replace(entry, label="answer")
        return replace(entry, label="aside") if entry.label == "question" else entry

    return [*judged[: last + 1], *map(settled, judged[last + 1 :])]


def _groups(judged: Sequence[Judged]) -> list[tuple[list[Judged], list[Judged]]]:
    groups: list[tuple[list[Judged], list[Judged]]] = []
    for entry in judged:
        if entry.label == "question":
            if not groups or groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append(entry)
        elif entry.label == "answer" and groups:
            groups[-1][1].append(entry)
    return groups


def _sure(asked: Sequence[Judged], answered: Sequence[Judged], before: Judged | None, behind: Judged | None) -> float:
    """How likely the question and its answer are right and whole: each of their pieces, and that what stands before is no
    part of the question, nor what stands behind of the answer.

    A piece within an answer that may be none counts half. Of pairs in documents that training had not seen, this ranks right
    before wrong better than the product of the pieces alone (AUC 0.90 and 0.85); with the power, of those at ``marks.SURE`` and
    more 97 % are right, and a seventh of the right ones are below.
    """
    sure = math.prod(entry.sure for entry in (*asked, answered[0], answered[-1]))
    sure *= math.prod(max(entry.sure, 0.5) for entry in answered[1:-1])
    sure *= (1 - before.asks if before else 1.0) * (1 - behind.answers if behind else 1.0)
    return float(sure**_CAUTION)


def _answers(groups: Sequence[tuple[list[Judged], list[Judged]]]) -> Iterator[tuple[LabelledTurn, ...]]:
    """What is answered, by speakers. An answer without a label is by who answered last, if only one has answered so far."""
    heard: set[str] = set()
    for _, answered in groups:
        turns = tuple(_turns([entry.turn for entry in answered], _only(heard)))
        heard |= {turn.speaker for turn in turns if turn.speaker}
        yield turns


def _carried(speakers: Iterable[str]) -> Iterator[str]:
    """The speakers; for one that is not named, who spoke so far, if that was always the same."""
    heard: set[str] = set()
    for speaker in speakers:
        yield speaker or _only(heard)
        heard |= {speaker} if speaker else set()


def _only(speakers: Collection[str]) -> str:
    """The speaker, if there is one only."""
    return next(iter(speakers)) if len(speakers) == 1 else ""


def _turns(turns: Sequence[Turn], speaker: str) -> Iterator[LabelledTurn]:
    own: list[Turn] = []
    for turn in turns:
        if turn.speaker and turn.speaker != speaker and own:
            yield LabelledTurn(speaker=speaker, paragraphs=tuple(_paragraphs(own)))
            own = []
        speaker = turn.speaker or speaker
        own.append(turn)
    if own:
        yield LabelledTurn(speaker=speaker, paragraphs=tuple(_paragraphs(own)))


def _question(turns: Sequence[Turn]) -> TalkParagraph:
    """Several paragraphs of a question as one, which is not all bold or all in italics: a heading is set off by itself."""
    runs = _as_one(turns)
    worded = [run for run in runs if not run.text.isspace()]
    if all(run.strong for run in worded):
        runs = tuple(replace(run, strong=False) for run in runs)
    if all(run.emphasis for run in worded):
        runs = tuple(replace(run, emphasis=False) for run in runs)
    return TalkParagraph(runs=merge(runs), piece=turns[0].piece)


def _paragraphs(turns: Iterable[Turn]) -> Iterator[TalkParagraph]:
    """The pieces of one block as one again."""
    own: list[Turn] = []
    for turn in turns:
        if own and (turn.piece.block != own[0].piece.block or turn.speaker):
            yield TalkParagraph(runs=_as_one(own), piece=own[0].piece)
            own = []
        own.append(turn)
    if own:
        yield TalkParagraph(runs=_as_one(own), piece=own[0].piece)


def _as_one(turns: Sequence[Turn]) -> tuple[SourceRun, ...]:
    return merge(run for turn in turns for run in (*turn.runs, SourceRun(text=" ")))


def _unspoken(judged: Sequence[Judged], talk: Talk) -> Iterator[Unspoken]:
    """What is left, with its place among what is spoken. Spoken pieces of one paragraph count once, at its first."""
    spoken = [id(paragraph.piece) for paragraph in talk.introduction]
    for pair in talk.pairs:
        spoken.append(id(pair.question.piece))
        spoken += [id(paragraph.piece) for turn in pair.answers for paragraph in turn.paragraphs]
    spoken += [id(paragraph.piece) for turn in talk.closing for paragraph in turn.paragraphs]
    firsts = {piece: number for number, piece in enumerate(spoken, start=1)}
    questions = {id(pair.question.piece) for pair in talk.pairs}
    last = max((index for index, entry in enumerate(judged) if entry.label == "answer"), default=-1)
    place, after = 0, False
    for index, entry in enumerate(judged):
        piece = id(entry.turn.piece)
        place, after = firsts.get(piece, place), after or piece in questions
        if entry.label not in ("introduction", "question", "answer", "closing"):
            yield Unspoken(
                turn=entry.turn, label=entry.label, place=place, before=not after, inside=after and index < last
            )
