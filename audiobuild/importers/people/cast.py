"""Labels → speakers: who is named around the talk, and whose label is whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audiobuild.importers.document import Document
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.people import guests, names
from audiobuild.importers.questions.evidence import addresses, calls_somebody, ends_sentence, first_person, tokens
from audiobuild.importers.questions.layouts import AttributedUnit, Layout
from audiobuild.model import Role, Speaker

_ABOUT_PEOPLE = frozenset({"byline", "caption", "aside", "credit"})
"""Regions of a page that name people."""
_OPENING = 3
"""Questions of which the first may be titles or leads."""


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """Who answers and who asks, as far as the text around the talk says so, and every name in it, to complete labels."""

    guests: Sequence[str]
    hosts: Sequence[str]
    named: Sequence[str]


def find(layout: Layout, document: Document, words: InterviewWords) -> People:
    """The people whom a document names."""
    around = [
        *_around(layout.units, words),
        *(block.text for block in document.blocks if block.region in _ABOUT_PEOPLE),
    ]
    questions = [entry.text for entry in layout.units if entry.side == "question"]
    short = [block.text for block in document.blocks if len(tokens(block.text)) <= 12]
    common = {token for block in document.blocks for token in tokens(block.text) if token.islower()}
    asking = guests.hosts([*around, *short], words, common)
    answering = guests.guests(around, questions, asking, words, title=document.title, common=common)
    named = names.every([document.title, *around, *short], words, common)
    return People(guests=answering, hosts=[name for name in asking if name not in answering], named=named)


def _around(units: Sequence[AttributedUnit], words: InterviewWords) -> list[str]:
    """The texts before and behind the talk.

    A first question that speaks to nobody may be a title's or lead's, so what follows it counts, too, unless somebody says
    it of themselves.
    """
    asked = [index for index, entry in enumerate(units) if entry.side == "question"]
    if not asked:
        return [entry.text for entry in units]
    opening = next((index for index in asked[:_OPENING] if _speaks_to(units[index].text, words)), asked[0])
    before = [
        entry.text
        for index, entry in enumerate(units[:opening])
        if index < asked[0] or entry.side == "question" or not first_person(entry.text, words)
    ]
    return [*before, *(entry.text for entry in units[asked[-1] + 2 :])]


def _speaks_to(text: str, words: InterviewWords) -> bool:
    return ends_sentence(text) and (addresses(text, words) or calls_somebody(text, words))


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """Gives each label its speaker. What the editor says goes before what the text says."""

    words: InterviewWords
    people: People
    question: str
    answer: str

    def asker(self, label: str) -> Speaker:
        """Who asks under the label, which may be empty."""
        return self._speaker(label, "question", [self.question, *self.people.hosts, self.words.question_speaker])

    def guest(self, label: str) -> Speaker:
        """Who answers under the label, which may be empty."""
        return self._speaker(label, "answer", [self.answer, *self.people.guests, self.words.answer_speaker])

    def _speaker(self, label: str, role: Role, others: Sequence[str]) -> Speaker:
        """The name that the label stands for; the first of the others for a label that names but a part, or none."""
        if label and label.casefold().rstrip(".0123456789 ") not in self.words.parts and len(label) > 1:
            return Speaker(name=names.fullest(label, self.people.named, self.words), role=role)
        return Speaker(name=next(filter(None, others)), role=role)
