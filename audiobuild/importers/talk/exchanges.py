"""Units with their sides → Talk: introduction, questions with their answers, closing words, and what belongs to none."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.questions.evidence import (
    addresses,
    asks,
    calls_somebody,
    ends_sentence,
    first_person,
    gives_thanks,
    share,
    tokens,
    wants_answer,
)
from audiobuild.importers.questions.layouts import AttributedUnit, Layout
from audiobuild.importers.questions.units import Unit
from audiobuild.importers.talk.model import (
    LabelledTurn,
    Pair,
    Talk,
    TalkParagraph,
    Unspoken,
    is_prose,
    paragraphs,
    question,
    turns,
)
from audiobuild.importers.talk.unspoken import APART, UnspokenSigns

_OPENED = frozenset({"class tag:button", "class tag:summary", "class tag:dt"})
"""Elements that have their answer by definition."""


def assemble(layout: Layout, words: InterviewWords, guests: Sequence[str], ends_at: Sequence[int] = ()) -> Talk:
    """The talk. ``guests`` are the people who answer: a paragraph about one of them behind the last answer is no answer.

    ``ends_at`` are the blocks that are the page's own and no part of a text: behind the talk nothing is read beyond one.
    """
    asked = next((index for index, entry in enumerate(layout.units) if entry.side == "question"), None)
    if asked is None:
        return Talk()
    builder = _builder(layout, words, guests, ends_at)
    over = _thanked(layout.units, words)
    before = list(layout.units[:asked])
    groups = _groups(layout.units[asked:over])
    behind = [*layout.units[over : over + 1], *_without_speaker(layout.units[over + 1 :])]
    while len(groups[0][0]) > 1 and not wants_answer(groups[0][0][0].text, words):
        before.append(groups[0][0].pop(0))
    if len(groups) > 2 and builder.is_lead(*groups[0]):
        questions, answers = groups.pop(0)
        before += [*questions, *answers]
    builder.introduce(before)
    for number, (questions, answers) in enumerate(groups, start=1):
        builder.exchange(questions, answers, last=number == len(groups))
    builder.close(behind)
    return Talk(
        introduction=tuple(builder.introduction),
        pairs=tuple(builder.pairs),
        closing=tuple(builder.closing),
        unspoken=tuple(builder.unspoken),
    )


def _builder(layout: Layout, words: InterviewWords, guests: Sequence[str], ends_at: Sequence[int]) -> _Builder:
    """A builder that knows what the questions and the answers of this document look like."""
    asking = [entry.unit for entry in layout.units if entry.side == "question"]
    answering = [b.unit for a, b in itertools.pairwise(layout.units) if a.side == "question" and b.side == "answer"]
    named = Counter(name for entry in layout.units for name in entry.unit.classes)
    return _Builder(
        words=words,
        signs=UnspokenSigns(
            words=words,
            guests=guests,
            usual=frozenset(mark for mark in APART if share(mark in unit.marks for unit in answering) > 0.2),
            shared=_shared(answering),
            repeated=frozenset(name for name, count in named.items() if count > 1),
            quoted=share("quoted" in unit.marks for unit in answering) > 0.8,
            labelled=layout.kind in ("labels", "dashes"),
        ),
        container=_shared([*asking, *answering]),
        dashed=layout.kind == "dashes",
        ends_at=ends_at,
    )


def _thanked(units: Sequence[AttributedUnit], words: InterviewWords) -> int:
    """Where the talk is over because somebody gives thanks for it: a unit of its own, in the last third, with no question
    behind it.
    """
    asked_last = max((index for index, entry in enumerate(units) if entry.side == "question"), default=0)
    for index in range(max(len(units) * 2 // 3, asked_last), len(units)):
        if units[index].unit.first and gives_thanks(units[index].text, words):
            return len(units) if units[index].side == "question" and _replied(units[index + 1 :], words) else index
    return len(units)


def _replied(behind: Sequence[AttributedUnit], words: InterviewWords) -> bool:
    """Whether somebody answers what begins as thanks ("Thanks to you …"), with more than "you are welcome"."""
    return (
        bool(behind) and behind[0].opens and len(tokens(behind[0].text)) > 8 and not gives_thanks(behind[0].text, words)
    )


def _groups(units: Sequence[AttributedUnit]) -> list[tuple[list[AttributedUnit], list[AttributedUnit]]]:
    """Runs of question units, each with the run of answer units behind it. ``units`` begins with a question."""
    groups: list[tuple[list[AttributedUnit], list[AttributedUnit]]] = []
    for entry in units:
        if entry.side == "question":
            if not groups or groups[-1][1] or (entry.opens and entry.speaker and not groups[-1][0][-1].runs):
                groups.append(([], []))
            groups[-1][0].append(entry)
        else:
            groups[-1][1].append(entry)
    return groups


def _shared(units: Sequence[Unit]) -> frozenset[str]:
    """The names that a page gives to all of these, directly or to what they stand in; a few could share them by chance."""
    opening = [unit for unit in units if unit.first]
    return frozenset.intersection(*(unit.classes for unit in opening)) if len(opening) >= 3 else frozenset()


@dataclass(kw_only=True, slots=True)
class _Builder:
    """Puts each unit where it belongs, on one walk through the document."""

    words: InterviewWords
    signs: UnspokenSigns
    container: frozenset[str]
    dashed: bool
    ends_at: Sequence[int]
    introduction: list[TalkParagraph] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    closing: list[LabelledTurn] = field(default_factory=list)
    unspoken: list[Unspoken] = field(default_factory=list)

    def introduce(self, units: Sequence[AttributedUnit]) -> None:
        """The introduction: what reads as text below the page's title, if it has one."""
        title = max((i for i, entry in enumerate(units) if "h1" in entry.unit.marks), default=0)
        for entry in units[:title]:
            self.leave(entry, "heading")
        for paragraph in paragraphs(units[title:]):
            if is_prose(paragraph):
                self.introduction.append(paragraph)
            else:
                self.leave(paragraph, "heading")

    def is_lead(self, questions: Sequence[AttributedUnit], answers: Sequence[AttributedUnit]) -> bool:
        """A title or lead that looks like a question: it asks nothing, and is no sentence, or long, or about the guest; or
        it asks, but nobody, and what follows tells of the guest.
        """
        entry = questions[-1]
        if entry.opens or "number" in entry.unit.marks:
            return False
        if not self.states(entry):
            if addresses(entry.text, self.words) or calls_somebody(entry.text, self.words):
                return False
            about = not self.words.they.isdisjoint(token.lower() for token in tokens(entry.text)[:1])
            return about or any(
                self.signs.names_guest(answer.text) and not first_person(answer.text, self.words)
                for answer in answers[:2]
            )
        return not ends_sentence(entry.text) or len(tokens(entry.text)) > 15 or self.signs.names_guest(entry.text)

    def leave(self, text: TalkParagraph | AttributedUnit, reason: str) -> None:
        """Note what is not spoken, behind the pairs so far."""
        after = len(self.pairs)
        self.unspoken.append(Unspoken(text=text.text, line=text.unit.line, reason=reason, after=after))

    def exchange(self, questions: list[AttributedUnit], answers: list[AttributedUnit], *, last: bool) -> None:
        """A question and its answer, without what stands between and behind them; behind the ``last`` the talk ends."""
        while len(questions) > 1 and self.states(questions[0]) and self.signs.is_subheading(questions[0]):
            self.leave(questions.pop(0), "subheading")
        while len(questions) > 1 and self.states(questions[-1]) and self.signs.is_narration(questions[-1]):
            self.leave(questions.pop(), "narration")
        ending = gives_thanks(questions[-1].text, self.words) or self.is_section(questions[-1])
        if not answers or (last and ending and not answers[0].opens):
            self.close([*questions, *answers])
            return
        rest: list[AttributedUnit] = []
        if last:
            end = self.end_of_talk(answers)
            answers, rest = answers[:end], _without_speaker(answers[end:])
        narrated, answers = self.split_narration(answers)
        for entry in narrated:
            self.leave(entry, "narration")
        spoken, left_out = self.sorted_out(answers, last=last)
        odds = min(entry.odds for entry in (*questions, *spoken))
        self.pairs.append(
            Pair(question=question(questions), asked_by=questions[0].speaker, answers=turns(spoken), odds=odds)
        )
        for entry, reason in left_out:
            self.leave(entry, reason)
        self.close(rest)

    def states(self, entry: AttributedUnit) -> bool:
        """Whether a unit wants no answer."""
        return not wants_answer(entry.text, self.words)

    def split_narration(self, answers: list[AttributedUnit]) -> tuple[list[AttributedUnit], list[AttributedUnit]]:
        """What is told between question and answer (before its dash, or of somebody doing something), and the answer."""
        first = next((index for index, entry in enumerate(answers) if entry.opens), 0) if self.dashed else 0
        if len(answers) > 1 and not first and self.signs.is_stage(answers[0]):
            first = 1
        return answers[:first], answers[first:]

    def close(self, units: Sequence[AttributedUnit]) -> None:
        """Closing words: what still reads as text, up to the first line of the page's own. Behind the thanks, only what
        tells of a guest or has a label: notices follow the thanks, too.
        """
        start = self.last_block if self.pairs else 0
        limit = next((block for block in self.ends_at if block > start), None)
        over = next((i for i, entry in enumerate(units) if self.is_outside(entry.unit, limit)), len(units))
        thanked = False
        for turn in turns(units[:over]):
            kept: list[TalkParagraph] = []
            for number, paragraph in enumerate(turn.paragraphs):
                if (turn.speaker and number == 0) or self.closes(paragraph, thanked=thanked):
                    kept.append(paragraph)
                    thanked = thanked or gives_thanks(paragraph.text, self.words)
                else:
                    self.leave(paragraph, "heading")
            if kept:
                self.closing.append(replace(turn, paragraphs=tuple(kept)))
        for paragraph in paragraphs(units[over:]):
            self.leave(paragraph, "heading")

    def closes(self, text: TalkParagraph, *, thanked: bool) -> bool:
        """Whether a paragraph behind the talk is read out with it."""
        if gives_thanks(text.text, self.words):
            return True
        return is_prose(text) and not asks(text.text) and (not thanked or self.signs.names_guest(text.text))

    def is_outside(self, unit: Unit, limit: int | None) -> bool:
        """Whether the page has come to something else: a line of its own stands between, or another container begins."""
        if limit is not None and unit.block > limit:
            return True
        return unit.first and not self.container <= unit.classes

    @property
    def last_block(self) -> int:
        """The block in which the last answer so far ends."""
        return max(paragraph.unit.block for turn in self.pairs[-1].answers for paragraph in turn.paragraphs)

    def sorted_out(
        self, answers: Sequence[AttributedUnit], *, last: bool
    ) -> tuple[list[AttributedUnit], list[tuple[AttributedUnit, str]]]:
        """The units that are spoken, and those that stand among them and belong to no turn."""
        reasons: dict[int, str] = {}
        for index, entry in enumerate(answers):
            if index and not entry.opens and self.signs.is_subheading(entry) and not _lists(answers, index):
                reasons[index] = "subheading"
            elif index and self.signs.is_boxed(entry):
                reasons[index] = "aside"
        end = len(answers) - 1
        while not last and end > 0:
            narrated = self.signs.is_narration(answers[end])
            if not (narrated or end in reasons or self.signs.is_topic(answers[end])):
                break
            reasons.setdefault(end, "narration" if narrated else "subheading")
            end -= 1
        spoken = [entry for index, entry in enumerate(answers) if index not in reasons]
        return spoken, [(answers[index], reason) for index, reason in sorted(reasons.items())]

    def is_section(self, entry: AttributedUnit) -> bool:
        """Behind the last answer, a heading that asks nothing begins something else."""
        if entry.speaker or not self.pairs or entry.unit.marks & _OPENED:
            return False
        return self.states(entry) and not ends_sentence(entry.text)

    def end_of_talk(self, answers: Sequence[AttributedUnit]) -> int:
        """How many of the units behind the last question are its answer."""
        for index, entry in enumerate(answers):
            if index and not entry.opens and self.signs.ends_talk(entry, answers[index - 1]) >= 2:
                return index
        return len(answers)


def _without_speaker(units: Sequence[AttributedUnit]) -> list[AttributedUnit]:
    """What follows the talk, which its last speaker does not say: it has no speaker until a label names one."""
    labelled = next((index for index, entry in enumerate(units) if entry.opens), len(units))
    return [replace(entry, speaker="") if index < labelled else entry for index, entry in enumerate(units)]


def _lists(answers: Sequence[AttributedUnit], index: int) -> bool:
    """Whether a short line is one of a list: it follows a colon, or another such line."""
    before = answers[index - 1].text
    return before.endswith(":") or (index > 1 and not ends_sentence(before) and answers[index].unit.kind != "heading")
