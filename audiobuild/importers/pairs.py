"""From sides to an interview: introduction, exchanges, closing words, and what belongs to none of them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from audiobuild.importers.asides import APART, Asides
from audiobuild.importers.evidence import addresses, asks, calls, ends, first_person, puts, share, thanks, tokens
from audiobuild.importers.layout import Layout, Said
from audiobuild.importers.talk import Aside, Pair, Part, Talk, Text, heading, is_prose, paragraphs, parts
from audiobuild.importers.units import Unit
from audiobuild.importers.words import Words

_OPENED = frozenset({"class tag:button", "class tag:summary", "class tag:dt"})
"""Elements that have their answer by definition."""


def assemble(layout: Layout, words: Words, guests: Sequence[str], ends_at: Sequence[int] = ()) -> Talk:
    """The talk. ``guests`` are the people who answer: a paragraph about one of them behind the last answer is no answer.

    ``ends_at`` are the blocks that are the page's own and no part of a text: behind the talk nothing is read beyond one.
    """
    asked = next((index for index, entry in enumerate(layout.said) if entry.side == "question"), None)
    if asked is None:
        return Talk()
    builder = _builder(layout, words, guests, ends_at)
    over = _thanked(layout.said, words)
    before = list(layout.said[:asked])
    groups = _groups(layout.said[asked:over])
    behind = [*layout.said[over : over + 1], *_unspoken(layout.said[over + 1 :])]
    while len(groups[0][0]) > 1 and not puts(groups[0][0][0].text, words):
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
        asides=tuple(builder.asides),
    )


def _builder(layout: Layout, words: Words, guests: Sequence[str], ends_at: Sequence[int]) -> _Builder:
    """A builder that knows what the questions and the answers of this document look like."""
    asking = [entry.unit for entry in layout.said if entry.side == "question"]
    answering = [b.unit for a, b in itertools.pairwise(layout.said) if a.side == "question" and b.side == "answer"]
    named = Counter(name for entry in layout.said for name in entry.unit.classes)
    return _Builder(
        words=words,
        told=Asides(
            words=words,
            guests=guests,
            usual=frozenset(mark for mark in APART if share(mark in unit.marks for unit in answering) > 0.2),
            shared=_shared(answering),
            known=frozenset(name for name, count in named.items() if count > 1),
            quoted=share("quoted" in unit.marks for unit in answering) > 0.8,
            labelled=layout.kind in ("labels", "dashes"),
        ),
        container=_shared([*asking, *answering]),
        dashed=layout.kind == "dashes",
        ends_at=ends_at,
    )


def _thanked(said: Sequence[Said], words: Words) -> int:
    """Where the talk is over because somebody gives thanks for it: a unit of its own, in the last third, with no question
    behind it.
    """
    asked_last = max((index for index, entry in enumerate(said) if entry.side == "question"), default=0)
    for index in range(max(len(said) * 2 // 3, asked_last), len(said)):
        if said[index].unit.first and thanks(said[index].text, words):
            return len(said) if said[index].side == "question" and _replied(said[index + 1 :], words) else index
    return len(said)


def _replied(behind: Sequence[Said], words: Words) -> bool:
    """Whether somebody answers what begins as thanks ("Thanks to you …"), with more than "you are welcome"."""
    return bool(behind) and behind[0].opens and len(tokens(behind[0].text)) > 8 and not thanks(behind[0].text, words)


def _groups(said: Sequence[Said]) -> list[tuple[list[Said], list[Said]]]:
    """Runs of question units, each with the run of answer units behind it. ``said`` begins with a question."""
    groups: list[tuple[list[Said], list[Said]]] = []
    for entry in said:
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

    words: Words
    told: Asides
    container: frozenset[str]
    dashed: bool
    ends_at: Sequence[int]
    introduction: list[Text] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    closing: list[Part] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)

    def introduce(self, said: Sequence[Said]) -> None:
        """The introduction: what reads as text below the page's title, if it has one."""
        title = max((i for i, entry in enumerate(said) if "h1" in entry.unit.marks), default=0)
        for entry in said[:title]:
            self.leave(entry, "heading")
        for text in paragraphs(said[title:]):
            if is_prose(text):
                self.introduction.append(text)
            else:
                self.leave(text, "heading")

    def is_lead(self, questions: Sequence[Said], answers: Sequence[Said]) -> bool:
        """A title or lead that looks like a question: it asks nothing, and is no sentence, or long, or about the guest; or
        it asks, but nobody, and what follows tells of the guest.
        """
        entry = questions[-1]
        if entry.opens or "number" in entry.unit.marks:
            return False
        if puts(entry.text, self.words):
            told = any(self.told.names_guest(a.text) and not first_person(a.text, self.words) for a in answers[:2])
            about = tokens(entry.text)[0].lower() in self.words.they
            return (told or about) and not addresses(entry.text, self.words) and not calls(entry.text, self.words)
        return not ends(entry.text) or len(tokens(entry.text)) > 15 or self.told.names_guest(entry.text)

    def leave(self, text: Text | Said, reason: str) -> None:
        after = len(self.pairs)
        self.asides.append(Aside(text=text.text, line=text.unit.line, reason=reason, after=after))

    def exchange(self, questions: list[Said], answers: list[Said], *, last: bool) -> None:
        while len(questions) > 1 and self.told.is_subheading(questions[0]) and not puts(questions[0].text, self.words):
            self.leave(questions.pop(0), "subheading")
        while len(questions) > 1 and self.told.is_narration(questions[-1]) and not puts(questions[-1].text, self.words):
            self.leave(questions.pop(), "narration")
        ending = thanks(questions[-1].text, self.words) or self.is_section(questions[-1])
        if not answers or (last and ending and not answers[0].opens):
            self.close([*questions, *answers])
            return
        rest: list[Said] = []
        if last:
            end = self.end_of_talk(answers)
            answers, rest = answers[:end], _unspoken(answers[end:])
        answers, told = self.untold(answers)
        for entry in told:
            self.leave(entry, "narration")
        spoken, aside = self.sorted_out(answers, last=last)
        odds = min(entry.odds for entry in (*questions, *spoken))
        self.pairs.append(
            Pair(question=heading(questions), asked_by=questions[0].speaker, answers=parts(spoken), odds=odds)
        )
        for entry, reason in aside:
            self.leave(entry, reason)
        self.close(rest)

    def untold(self, answers: list[Said]) -> tuple[list[Said], list[Said]]:
        """The answer, and what is told between it and the question: before its dash, or of somebody doing something."""
        first = next((index for index, entry in enumerate(answers) if entry.opens), 0) if self.dashed else 0
        if len(answers) > 1 and not first and self.told.is_stage(answers[0]):
            first = 1
        return answers[first:], answers[:first]

    def close(self, said: Sequence[Said]) -> None:
        """Closing words: what still reads as text, up to the first line of the page's own. Behind the thanks, only what
        tells of a guest or is said by somebody: notices follow them, too.
        """
        start = self.block if self.pairs else 0
        limit = next((index for index in self.ends_at if index > start), None)
        said = list(said)
        over = next((i for i, entry in enumerate(said) if self.is_outside(entry.unit, limit)), len(said))
        thanked = False
        for part in parts(said[:over]):
            kept: list[Text] = []
            for text in part.texts:
                if (part.speaker and text is part.texts[0]) or self.closes(text, thanked=thanked):
                    kept.append(text)
                    thanked = thanked or thanks(text.text, self.words)
                else:
                    self.leave(text, "heading")
            if kept:
                self.closing.append(replace(part, texts=tuple(kept)))
        for text in paragraphs(said[over:]):
            self.leave(text, "heading")

    def closes(self, text: Text, *, thanked: bool) -> bool:
        if thanks(text.text, self.words):
            return True
        return is_prose(text) and not asks(text.text) and (not thanked or self.told.names_guest(text.text))

    def is_outside(self, unit: Unit, limit: int | None) -> bool:
        """Whether the page has come to something else: a line of its own stands between, or another container begins."""
        if limit is not None and unit.block > limit:
            return True
        return unit.first and not self.container <= unit.classes

    @property
    def block(self) -> int:
        """Where the last answer so far ends."""
        return max(text.unit.block for part in self.pairs[-1].answers for text in part.texts)

    def sorted_out(self, answers: Sequence[Said], *, last: bool) -> tuple[list[Said], list[tuple[Said, str]]]:
        """The units that are spoken, and those that stand among them without being said by anybody."""
        aside: dict[int, str] = {}
        for index, entry in enumerate(answers):
            if index and not entry.opens and self.told.is_subheading(entry) and not _lists(answers, index):
                aside[index] = "subheading"
            elif index and self.told.is_boxed(entry):
                aside[index] = "aside"
        end = len(answers) - 1
        while not last and end > 0:
            narrated = self.told.is_narration(answers[end])
            if not (narrated or end in aside or self.told.is_topic(answers[end])):
                break
            aside.setdefault(end, "narration" if narrated else "subheading")
            end -= 1
        spoken = [entry for index, entry in enumerate(answers) if index not in aside]
        return spoken, [(answers[index], reason) for index, reason in sorted(aside.items())]

    def is_section(self, entry: Said) -> bool:
        """Behind the last answer, a heading that asks nothing begins something else."""
        if entry.speaker or not self.pairs or entry.unit.marks & _OPENED:
            return False
        return not puts(entry.text, self.words) and not ends(entry.text)

    def end_of_talk(self, answers: Sequence[Said]) -> int:
        """How many of the units behind the last question are its answer."""
        for index, entry in enumerate(answers):
            if index and not entry.opens and self.told.coda(entry, answers[index - 1]) >= 2:
                return index
        return len(answers)


def _unspoken(said: Sequence[Said]) -> list[Said]:
    """What follows the talk is said by nobody, until a label says otherwise."""
    labelled = next((index for index, entry in enumerate(said) if entry.opens), len(said))
    return [replace(entry, speaker="") if index < labelled else entry for index, entry in enumerate(said)]


def _lists(answers: Sequence[Said], index: int) -> bool:
    """Whether a short line is one of a list: it follows a colon, or another such line."""
    before = answers[index - 1].text
    return before.endswith(":") or (index > 1 and not ends(before) and answers[index].unit.kind != "heading")
