"""From sides to an interview: introduction, exchanges, closing words, and what belongs to none of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from audiobuild.importers import junk
from audiobuild.importers.document import Run, merge
from audiobuild.importers.evidence import addresses, asks, calls, ends, first_person, opens, share, thanks, tokens
from audiobuild.importers.layout import Layout, Said
from audiobuild.importers.speakers import surname
from audiobuild.importers.units import Unit
from audiobuild.importers.words import Words

_APART = frozenset({"strong", "emphasis", "capitals"})
_OPENED = frozenset({"class tag:button", "class tag:summary", "class tag:dt"})
"""Elements that have their answer by definition."""
_CONTACT = re.compile(
    r"https?://|www\.|\S@\S+\.\w|\b\d{3,}[ /-]\d{3,}|\b\d{1,2}[.:h]\d{2}\b|\b\d{1,2} ?(?:Uhr|h|uur|pm|am)\b"
)


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


def assemble(layout: Layout, words: Words, guests: Sequence[str], ends_at: Sequence[int] = ()) -> Talk:
    """The talk. ``guests`` are the people who answer: a paragraph about one of them behind the last answer is no answer.

    ``ends_at`` are the blocks that are the page's own and no part of a text: behind the talk nothing is read beyond one.
    """
    asked = next((index for index, entry in enumerate(layout.said) if entry.side == "question"), None)
    if asked is None:
        return Talk()
    asking = [entry.unit for entry in layout.said if entry.side == "question"]
    answering = [b.unit for a, b in itertools.pairwise(layout.said) if a.side == "question" and b.side == "answer"]
    builder = _Builder(
        words=words,
        guests=guests,
        usual=frozenset(mark for mark in _APART if share(mark in unit.marks for unit in answering) > 0.2),
        shared=_shared(answering),
        container=_shared([*asking, *answering]),
        labelled=layout.kind in ("labels", "dashes"),
        dashed=layout.kind == "dashes",
        ends_at=ends_at,
    )
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


def _thanked(said: Sequence[Said], words: Words) -> int:
    """Where the talk is over because somebody gives thanks for it: a unit of its own, in the last third, with no question
    behind it.
    """
    for index in range(len(said) * 2 // 3, len(said)):
        answered = any(entry.side == "question" for entry in said[index + 1 :])
        if said[index].unit.first and not answered and thanks(said[index].text, words):
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
    return frozenset.intersection(*map(_classes, opening)) if len(opening) >= 3 else frozenset()


def _classes(unit: Unit) -> frozenset[str]:
    return frozenset(mark for mark in unit.marks if mark.startswith("class"))


def puts(text: str, words: Words) -> bool:
    """Whether the text puts something to somebody, in whatever form."""
    if asks(text) or opens(text, words.requests):
        return True
    return ends(text) and addresses(text, words) and len(tokens(text)) <= 30


@dataclass(kw_only=True, slots=True)
class _Builder:
    """Puts each unit where it belongs, on one walk through the document."""

    words: Words
    guests: Sequence[str]
    usual: frozenset[str]
    shared: frozenset[str]
    container: frozenset[str]
    labelled: bool
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
        for text in _paragraphs(said[title:]):
            if _is_prose(text):
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
            told = any(self.names_guest(a.text) and not first_person(a.text, self.words) for a in answers[:2])
            about = tokens(entry.text)[0].lower() in self.words.they
            return (told or about) and not addresses(entry.text, self.words) and not calls(entry.text, self.words)
        return not ends(entry.text) or len(tokens(entry.text)) > 15 or self.names_guest(entry.text)

    def leave(self, text: Text | Said, reason: str) -> None:
        after = len(self.pairs)
        self.asides.append(Aside(text=text.text, line=text.unit.line, reason=reason, after=after))

    def exchange(self, questions: list[Said], answers: list[Said], *, last: bool) -> None:
        while len(questions) > 1 and self.is_subheading(questions[0]) and not puts(questions[0].text, self.words):
            self.leave(questions.pop(0), "subheading")
        while len(questions) > 1 and self.is_narration(questions[-1]) and not puts(questions[-1].text, self.words):
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
            Pair(question=_question(questions), asked_by=questions[0].speaker, answers=_parts(spoken), odds=odds)
        )
        for entry, reason in aside:
            self.leave(entry, reason)
        self.close(rest)

    def untold(self, answers: list[Said]) -> tuple[list[Said], list[Said]]:
        """The answer, and what is told between it and the question: before its dash, or of somebody doing something."""
        first = next((index for index, entry in enumerate(answers) if entry.opens), 0) if self.dashed else 0
        if len(answers) > 1 and not first and self.is_stage(answers[0]):
            first = 1
        return answers[first:], answers[:first]

    def is_stage(self, entry: Said) -> bool:
        """What somebody does, told with a pronoun: "She laughs and points at …"."""
        subject, *told = [token.lower() for token in tokens(entry.text)[:2]] or [""]
        return (
            subject in self.words.they
            and not self.words.narration.isdisjoint(told)
            and not entry.opens
            and not first_person(entry.text, self.words)
        )

    def close(self, said: Sequence[Said]) -> None:
        """Closing words: what still reads as text, up to the first line of the page's own."""
        start = self.block if self.pairs else 0
        limit = next((index for index in self.ends_at if index > start), None)
        said = list(said)
        over = next((i for i, entry in enumerate(said) if self.is_outside(entry.unit, limit)), len(said))
        for part in _parts(said[:over]):
            kept = tuple(text for text in part.texts if part.speaker or self.closes(text))
            if kept:
                self.closing.append(replace(part, texts=kept))
            for text in part.texts:
                if text not in kept:
                    self.leave(text, "heading")
        for text in _paragraphs(said[over:]):
            self.leave(text, "heading")

    def closes(self, text: Text) -> bool:
        return thanks(text.text, self.words) or (_is_prose(text) and not asks(text.text))

    def is_outside(self, unit: Unit, limit: int | None) -> bool:
        """Whether the page has come to something else: a line of its own stands between, or another container begins."""
        if limit is not None and unit.block > limit:
            return True
        return unit.first and not self.container <= _classes(unit)

    @property
    def block(self) -> int:
        """Where the last answer so far ends."""
        return max(text.unit.block for part in self.pairs[-1].answers for text in part.texts)

    def sorted_out(self, answers: Sequence[Said], *, last: bool) -> tuple[list[Said], list[tuple[Said, str]]]:
        """The units that are spoken, and those that stand among them without being said by anybody."""
        aside: dict[int, str] = {}
        for index, entry in enumerate(answers):
            if index and not entry.opens and self.is_subheading(entry) and not _lists(answers, index):
                aside[index] = "subheading"
        end = len(answers) - 1
        while not last and end > 0 and (end in aside or self.is_narration(answers[end]) or self.is_topic(answers[end])):
            aside.setdefault(end, "narration" if self.is_narration(answers[end]) else "subheading")
            end -= 1
        spoken = [entry for index, entry in enumerate(answers) if index not in aside]
        return spoken, [(answers[index], reason) for index, reason in sorted(aside.items())]

    def is_subheading(self, entry: Said) -> bool:
        """A heading, or a short line that does not end as sentences do."""
        unit = entry.unit
        if unit.kind == "heading" or (unit.marks & _APART - self.usual and not ends(entry.text)):
            return True
        if entry.text.endswith((",", ";")):
            return False
        return unit.kind == "paragraph" and unit.first and not ends(entry.text) and len(tokens(entry.text)) <= 9

    def is_topic(self, entry: Said) -> bool:
        """A subheading that asks: a short question to nobody, alone before the next question."""
        text, unit = entry.text, entry.unit
        if entry.opens or not unit.first or not asks(text) or len(tokens(text)) > 8:
            return False
        return not addresses(text, self.words) and not first_person(text, self.words)

    def is_section(self, entry: Said) -> bool:
        """Behind the last answer, a heading that asks nothing begins something else."""
        if entry.speaker or not self.pairs or entry.unit.marks & _OPENED:
            return False
        return not puts(entry.text, self.words) and not ends(entry.text)

    def is_narration(self, entry: Said) -> bool:
        """Told, not said: in italics, or ending in a colon, or about who has just spoken, or what somebody does just now."""
        text = entry.text
        if entry.opens or first_person(text, self.words) or text.startswith("("):
            return False
        if "emphasis" in entry.unit.marks - self.usual or text.endswith(":"):
            return True
        if self.names_speaker(entry):
            return True
        told = {token.lower() for token in tokens(text)}
        early = {token.lower() for token in tokens(text)[:3]} & self.words.narration
        return bool(early) or (
            bool(told & self.words.narration) and (bool(told & self.words.they) or self.names_guest(text))
        )

    def names_speaker(self, entry: Said) -> bool:
        """Whether the text has the very name of who should be saying it: then somebody else tells it."""
        own = set(tokens(entry.speaker))
        known = [name for name in self.guests if own & set(name.split())] or self.guests
        if len(known) == 1:
            own = own | {surname(known[0])}
        return any(len(name) > 2 and name in tokens(entry.text) for name in own)

    def names_guest(self, text: str) -> bool:
        return any(surname(name) in tokens(text) for name in self.guests)

    def end_of_talk(self, answers: Sequence[Said]) -> int:
        """How many of the units behind the last question are its answer."""
        for index, entry in enumerate(answers):
            if index and not entry.opens and self.coda(entry, answers[index - 1]) >= 2:
                return index
        return len(answers)

    def coda(self, entry: Said, before: Said) -> float:
        """How much a unit behind the last answer looks like what follows an interview."""
        text, unit = entry.text, entry.unit
        score = 2.0 if unit.rule or unit.kind == "heading" else 0.0
        score += 3.0 if thanks(text, self.words) or junk.reason(text, self.words, edge=True) else 0.0
        score += 2.5 if unit.marks & _APART - self.usual and not before.unit.marks & _APART else 0.0
        score += 2.0 if self.names_guest(text) else 0.0
        score += 2.0 if _CONTACT.search(text) else 0.0
        score += 2.0 if _titles(text) and unit.kind != "item" else 0.0
        score += 1.0 if self.labelled else 0.0
        score += 1.0 if _classes(unit) - before.unit.marks else 0.0
        score += 2.0 if unit.first and self.shared - _classes(unit) else 0.0
        return score - (2.5 if first_person(text, self.words) else 0.0)


def _unspoken(said: Sequence[Said]) -> list[Said]:
    """What follows the talk is said by nobody, until a label says otherwise."""
    labelled = next((index for index, entry in enumerate(said) if entry.opens), len(said))
    return [replace(entry, speaker="") if index < labelled else entry for index, entry in enumerate(said)]


def _titles(text: str) -> bool:
    """Whether a line is no sentence but a title of what follows."""
    return not ends(text) or (text.endswith(":") and len(tokens(text)) <= 6)


def _lists(answers: Sequence[Said], index: int) -> bool:
    """Whether a short line is one of a list: it follows a colon, or another such line."""
    before = answers[index - 1].text
    return before.endswith(":") or (index > 1 and not ends(before) and answers[index].unit.kind != "heading")


def _question(questions: Sequence[Said]) -> Text:
    """Several paragraphs of a question are one heading."""
    runs = merge(run for entry in questions for run in (*entry.runs, Run(text=" ")))
    if all(run.strong for run in runs):
        runs = tuple(replace(run, strong=False) for run in runs)
    if all(run.emphasis for run in runs):
        runs = tuple(replace(run, emphasis=False) for run in runs)
    return Text(runs=runs, unit=questions[0].unit)


def _parts(said: Sequence[Said]) -> tuple[Part, ...]:
    parts: list[tuple[str, list[Said]]] = []
    for entry in said:
        if not parts or (entry.opens and entry.speaker != parts[-1][0]):
            parts.append((entry.speaker, []))
        parts[-1][1].append(entry)
    return tuple(Part(speaker=speaker, texts=_paragraphs(entries)) for speaker, entries in parts)


def _paragraphs(said: Sequence[Said]) -> tuple[Text, ...]:
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


def _is_prose(text: Text) -> bool:
    return text.unit.kind != "heading" and ends(text.text) and len(tokens(text.text)) >= 4
