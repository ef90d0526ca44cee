"""Who asks and who answers: the names that stand around the talk, given to its labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audiobuild.importers import speakers
from audiobuild.importers.document import Document
from audiobuild.importers.evidence import addresses, calls, ends, first_person, tokens
from audiobuild.importers.layout import Layout
from audiobuild.importers.words import Words
from audiobuild.model import Role, Speaker


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """Who answers and who asks, as far as the text around the talk says so, and every name in it, to complete labels."""

    guests: Sequence[str]
    hosts: Sequence[str]
    named: Sequence[str]


def _speaks_to(text: str, words: Words) -> bool:
    return ends(text) and (addresses(text, words) or calls(text, words))


def find(found: Layout, document: Document, words: Words) -> People:
    """The people. A first question that speaks to nobody may be a title's or lead's, so what follows it counts too, unless
    said by somebody of themselves.
    """
    said = found.said
    asked = [index for index, entry in enumerate(said) if entry.side == "question"] or [len(said)]
    opening = next(
        (index for index in asked[:3] if index < len(said) and _speaks_to(said[index].text, words)), asked[0]
    )
    before = [
        entry.text
        for index, entry in enumerate(said[:opening])
        if index < asked[0] or entry.side == "question" or not first_person(entry.text, words)
    ]
    behind = [entry.text for entry in said[asked[-1] + 2 :]]
    questions = [said[index].text for index in asked if index < len(said)]
    left = [block.text for block in document.blocks if block.region in ("byline", "caption", "aside", "credit")]
    around = [*before, *behind, *left]
    short = [block.text for block in document.blocks if len(tokens(block.text)) <= 12]
    common = {token for block in document.blocks for token in tokens(block.text) if token.islower()}
    hosts = speakers.hosts([*around, *short], words, common)
    guests = speakers.guests(around, questions, hosts, words, title=document.title, common=common)
    named = speakers.names([document.title, *around, *short], words, common)
    return People(guests=guests, hosts=[name for name in hosts if name not in guests], named=named)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """Gives each label its speaker. What the editor says goes before what the text says."""

    words: Words
    people: People
    question: str
    answer: str

    def asker(self, label: str) -> Speaker:
        """Who asks under the label, which may be empty."""
        return self._speaker(label, "question", self.question, self.people.hosts, self.words.question_speaker)

    def guest(self, label: str) -> Speaker:
        """Who answers under the label, which may be empty."""
        return self._speaker(label, "answer", self.answer, self.people.guests, self.words.answer_speaker)

    def _speaker(self, label: str, role: Role, wanted: str, known: Sequence[str], default: str) -> Speaker:
        if label and label.casefold().rstrip(".0123456789 ") not in self.words.parts and len(label) > 1:
            return Speaker(name=speakers.fullest(label, self.people.named, self.words), role=role)
        return Speaker(name=wanted or (known[0] if known else default), role=role)
