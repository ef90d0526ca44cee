"""What stands among the turns without being said by anybody: subheadings, narration, what follows a talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audiobuild.importers import junk
from audiobuild.importers.evidence import addresses, asks, ends, first_person, thanks, tokens
from audiobuild.importers.layout import Said
from audiobuild.importers.speakers import surname
from audiobuild.importers.words import Words

_QUOTES = re.compile(r"[\"“”«»]")
APART = frozenset({"strong", "emphasis", "capitals"})
_CONTACT = re.compile(
    r"https?://|www\.|\S@\S+\.\w|\b\d{3,}[ /-]\d{3,}|\b\d{1,2}[.:h]\d{2}\b|\b\d{1,2} ?(?:Uhr|h|uur|pm|am)\b"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asides:
    """Tells by what this document is like: who its ``guests`` are; which marks are ``usual`` in its answers; which names the
    page gives to all of them (``shared``) and to more than one unit (``known``); whether nearly all are ``quoted``; whether
    turns are ``labelled``.
    """

    words: Words
    guests: Sequence[str]
    usual: frozenset[str]
    shared: frozenset[str]
    known: frozenset[str]
    quoted: bool
    labelled: bool

    def is_subheading(self, entry: Said) -> bool:
        """A heading, or a short line that does not end as sentences do."""
        unit = entry.unit
        if unit.kind == "heading" or (unit.marks & APART - self.usual and not ends(entry.text)):
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

    def is_stage(self, entry: Said) -> bool:
        """What somebody does, told with a pronoun: "She laughs and points at …"."""
        subject, *told = [token.lower() for token in tokens(entry.text)[:2]] or [""]
        return (
            subject in self.words.they
            and not self.words.narration.isdisjoint(told)
            and not entry.opens
            and not first_person(entry.text, self.words)
        )

    def is_narration(self, entry: Said) -> bool:
        """Told, not said: in italics, or ending in a colon, or about who has just spoken, or what somebody does just now."""
        text = entry.text
        if entry.opens or first_person(text, self.words):
            return False
        if text.startswith("("):
            return text.endswith(")") and ")" not in text[:-1]
        if "emphasis" in entry.unit.marks - self.usual or text.endswith(":"):
            return True
        if self.names_speaker(entry) or self.is_unquoted(entry):
            return True
        told = {token.lower() for token in tokens(text)}
        early = {token.lower() for token in tokens(text)[:3]} & self.words.narration
        return bool(early) or (
            bool(told & self.words.narration) and (bool(told & self.words.they) or self.names_guest(text))
        )

    def is_unquoted(self, entry: Said) -> bool:
        """Whether it stands outside of quotation marks where answers stand in them; a last paragraph may only close them."""
        unit = entry.unit
        return self.quoted and unit.first and "quoted" not in unit.marks and not _QUOTES.search(entry.text)

    def is_boxed(self, entry: Said) -> bool:
        """Whether the page sets a paragraph apart: it has a name of its own, and lacks one that all answers have."""
        unit = entry.unit
        own = unit.first and unit.kind == "paragraph" and not entry.opens
        return own and bool(self.shared - unit.classes) and bool(unit.classes - self.known)

    def names_speaker(self, entry: Said) -> bool:
        """Whether the text has the very name of who should be saying it: then somebody else tells it."""
        own = set(tokens(entry.speaker))
        known = [name for name in self.guests if own & set(name.split())] or self.guests
        if len(known) == 1:
            own = own | {surname(known[0])}
        return any(len(name) > 2 and name in tokens(entry.text) for name in own)

    def names_guest(self, text: str) -> bool:
        return any(surname(name) in tokens(text) for name in self.guests)

    def coda(self, entry: Said, before: Said) -> float:
        """How much a unit behind the last answer looks like what follows an interview."""
        text, unit = entry.text, entry.unit
        if unit.kind == "item" and (before.unit.kind == "item" or before.text.endswith(":")):
            return 0.0
        score = 2.0 if unit.rule or unit.kind == "heading" else 0.0
        score += 3.0 if thanks(text, self.words) or junk.reason(text, self.words, edge=True) else 0.0
        score += 2.5 if unit.marks & APART - self.usual and not before.unit.marks & APART else 0.0
        score += 2.0 if self.names_guest(text) else 0.0
        score += 2.0 if _CONTACT.search(text) else 0.0
        score += 2.0 if _titles(text) and unit.kind != "item" else 0.0
        score += 1.0 if self.labelled else 0.0
        score += 1.0 if unit.classes - before.unit.marks else 0.0
        score += 2.0 if unit.first and self.shared - unit.classes else 0.0
        return score - (2.5 if first_person(text, self.words) else 0.0)


def _titles(text: str) -> bool:
    """Whether a line is no sentence but a title of what follows."""
    return not ends(text) or (text.endswith(":") and len(tokens(text)) <= 6)
