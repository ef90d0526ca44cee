"""What stands among the turns of a talk and belongs to none: subheadings, narration, what follows the talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from audiobuild.importers.interview_words import InterviewWords, choice
from audiobuild.importers.junk import lines
from audiobuild.importers.people.names import surname
from audiobuild.importers.questions.evidence import addresses, asks, ends_sentence, first_person, gives_thanks, tokens
from audiobuild.importers.questions.layouts import AttributedUnit

_QUOTES = re.compile(r"[\"“”«»]")
APART = frozenset({"strong", "emphasis", "capitals"})
_CONTACT = r"https?://|www\.|\S@\S+\.\w|\b\d{3,}[ /-]\d{3,}|\b\d{1,2}[.:h]\d{2}\b"
"""An address, a number of a telephone, a time of day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnspokenSigns:
    """Tells it by what this document is like.

    ``guests`` are the names of those who answer, ``usual`` the marks that many answers have. ``shared`` are the names that
    the page gives to all answers, ``repeated`` those that it gives to more than one unit. ``quoted`` says that nearly all
    answers stand in quotation marks, ``labelled`` that turns have labels or dashes.
    """

    words: InterviewWords
    guests: Sequence[str]
    usual: frozenset[str]
    shared: frozenset[str]
    repeated: frozenset[str]
    quoted: bool
    labelled: bool

    def is_subheading(self, entry: AttributedUnit) -> bool:
        """A heading, or a short line that does not end as sentences do."""
        unit = entry.unit
        if unit.kind == "heading" or (unit.marks & APART - self.usual and not ends_sentence(entry.text)):
            return True
        if entry.text.endswith((",", ";")):
            return False
        return (
            unit.kind == "paragraph" and unit.first and not ends_sentence(entry.text) and len(tokens(entry.text)) <= 9
        )

    def is_topic(self, entry: AttributedUnit) -> bool:
        """A subheading that asks: a short question to nobody, alone before the next question."""
        text, unit = entry.text, entry.unit
        if entry.opens or not unit.first or not asks(text) or len(tokens(text)) > 8:
            return False
        return not addresses(text, self.words) and not first_person(text, self.words)

    def is_stage(self, entry: AttributedUnit) -> bool:
        """Whether a pronoun and a verb tell what somebody does: "She laughs and points at …"."""
        subject, *verb = [token.lower() for token in tokens(entry.text)[:2]] or [""]
        return (
            subject in self.words.they
            and not self.words.narration.isdisjoint(verb)
            and not entry.opens
            and not first_person(entry.text, self.words)
        )

    def is_narration(self, entry: AttributedUnit) -> bool:
        """Whether it is told about the talk, not said in it: in italics, or ending in a colon, or about who has just spoken,
        or what somebody does just now.
        """
        text = entry.text
        if entry.opens or first_person(text, self.words):
            return False
        if text.startswith("("):
            return text.endswith(")") and ")" not in text[:-1]
        if "emphasis" in entry.unit.marks - self.usual or text.endswith(":"):
            return True
        if self.names_speaker(entry) or self.is_unquoted(entry):
            return True
        words = [token.lower() for token in tokens(text)]
        if not self.words.narration.isdisjoint(words[:3]):
            return True
        about_somebody = not self.words.they.isdisjoint(words) or self.names_guest(text)
        return about_somebody and not self.words.narration.isdisjoint(words)

    def is_unquoted(self, entry: AttributedUnit) -> bool:
        """Whether it stands outside of quotation marks where answers stand in them; a last paragraph may only close them."""
        unit = entry.unit
        return self.quoted and unit.first and "quoted" not in unit.marks and not _QUOTES.search(entry.text)

    def is_boxed(self, entry: AttributedUnit) -> bool:
        """Whether the page sets a paragraph apart: it has a name of its own, and lacks one that all answers have."""
        unit = entry.unit
        own = unit.first and unit.kind == "paragraph" and not entry.opens
        return own and bool(self.shared - unit.classes) and bool(unit.classes - self.repeated)

    def names_speaker(self, entry: AttributedUnit) -> bool:
        """Whether the text names its own speaker: then somebody else tells it."""
        own = set(tokens(entry.speaker))
        guests = [name for name in self.guests if own & set(name.split())] or self.guests
        if len(guests) == 1:
            own = own | {surname(guests[0])}
        return any(len(name) > 2 and name in tokens(entry.text) for name in own)

    def names_guest(self, text: str) -> bool:
        return any(surname(name) in tokens(text) for name in self.guests)

    def ends_talk(self, entry: AttributedUnit, before: AttributedUnit) -> float:
        """How much a unit behind the last answer looks like what follows an interview; from 2 on it is believed."""
        text, unit = entry.text, entry.unit
        if unit.kind == "item" and (before.unit.kind == "item" or before.text.endswith(":")):
            return 0.0
        score = 2.0 if unit.rule or unit.kind == "heading" else 0.0
        score += 3.0 if gives_thanks(text, self.words) or lines.reason(text, self.words, edge=True) else 0.0
        score += 2.5 if unit.marks & APART - self.usual and not before.unit.marks & APART else 0.0
        score += 2.0 if self.names_guest(text) else 0.0
        score += 2.0 if _contact(self.words).search(text) else 0.0
        score += 2.0 if _is_title(text) and unit.kind != "item" else 0.0
        score += 1.0 if self.labelled else 0.0
        score += 1.0 if unit.classes - before.unit.marks else 0.0
        score += 2.0 if unit.first and self.shared - unit.classes else 0.0
        return score - (2.5 if first_person(text, self.words) else 0.0)


def _is_title(text: str) -> bool:
    """Whether a line is no sentence but a title of what follows."""
    return not ends_sentence(text) or (text.endswith(":") and len(tokens(text)) <= 6)


@cache
def _contact(words: InterviewWords) -> re.Pattern[str]:
    return re.compile(rf"{_CONTACT}|\b\d{{1,2}} ?(?:{choice(words.clock)})\b")
