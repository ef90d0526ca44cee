"""Labels → speakers: who is named around the talk, and whose label is whose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audiobuild.importers.document import Document
from audiobuild.importers.evidence import addresses, calls_somebody, ends_sentence, first_person, tokens
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.people import guests, names
from audiobuild.importers.talk import Judged
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


def find(judged: Sequence[Judged], document: Document, words: InterviewWords) -> People:
    """The people whom a document names."""
    around = [
        *_around([entry for entry in judged if entry.label != "page"], words),
        *(block.text for block in document.blocks if block.region in _ABOUT_PEOPLE),
    ]
    questions = [entry.turn.text for entry in judged if entry.label == "question"]
    short = [block.text for block in document.blocks if len(tokens(block.text)) <= 12]
    common = {token for block in document.blocks for token in tokens(block.text) if token.islower()}
    asking = guests.hosts([*around, *short], words, common)
    answering = guests.guests(around, questions, asking, words, title=document.title, common=common)
    named = names.every([document.title, *around, *short], words, common)
    return People(guests=answering, hosts=[name for name in asking if name not in answering], named=named)


def _around(judged: Sequence[Judged], words: InterviewWords) -> list[str]:
    """The texts before and behind the talk.

    A first question that speaks to nobody may be a title's or lead's, so what follows it counts, too, unless somebody says
    it of themselves.
    """
    asked = [index for index, entry in enumerate(judged) if entry.label == "question"]
    texts = [entry.turn.text for entry in judged]
    if not asked:
        return texts
    opening = next((index for index in asked[:_OPENING] if _speaks_to(texts[index], words)), asked[0])
    before = [
        text
        for index, text in enumerate(texts[:opening])
        if index < asked[0] or index in asked or not first_person(text, words)
    ]
    last = max(index for index, entry in enumerate(judged) if entry.label == "answer")
    return [*before, *texts[last + 1 :]]


def _speaks_to(text: str, words: InterviewWords) -> bool:
    return ends_sentence(text) and (addresses(text, words) or calls_somebody(text, words))


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """Gives each label its speaker. What the editor says goes before what the text says."""

    words: InterviewWords
    people: People
    names: Mapping[str, str]
    """The fullest name printed for the form of a label."""
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
        label = self.names.get(label, label)
        if label and label.casefold().rstrip(".0123456789 ") not in self.words.parts and len(label) > 1:
            return Speaker(name=names.fullest(label, self.people.named, self.words), role=role)
        return Speaker(name=next(filter(None, others)), role=role)
