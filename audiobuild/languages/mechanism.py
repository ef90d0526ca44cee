"""The nouns of reading aloud: a rule, the place where it is asked, and what it says.

A language is data for one mechanism: ordered rules, tables of abbreviations, a lexicon. :mod:`.normalise` walks
over the tokens of a text, asks the lexicon, then each rule of the token's kind in order; the first answer wins and
becomes an atom, a stretch that is spoken otherwise than printed and that no sentence boundary cuts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from audiobuild.languages.lexicon import Lexicon

Kind = Literal["digit", "word", "sign"]
Ending = Literal["never", "opener", "capital"]
"""Whether a sentence can end with an atom's own dot: never (``Dr.``), before a word that opens sentences (``5 Mio.
Das``), or before any capital (``usw. Projekte``)."""

_OUTER = "„“”\"'‚‘’»«›‹()[]{}.,;:!?…–—-"
_REACH = 80
"""How far, in characters, a rule looks around for a neighbouring word: longer than any word worth knowing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What is said for a match. ``language`` is empty for the text's own; ``start`` and ``end`` shorten the match where they
    are not 0. ``ipa`` is its pronunciation, for voices that read it.
    """

    spoken: str
    language: str = ""
    ends: Ending = "never"
    start: int = 0
    end: int = 0
    ipa: str = ""


class Place:
    """A match in its surroundings: ``place[1]`` is its group 1, ``before`` and ``after`` are the neighbouring words."""

    def __init__(self, match: re.Match[str], tag: str, end: int = 0) -> None:
        self.match = match
        self.text = match.string
        self.start = match.start()
        self.end = end or match.end()
        self.tag = tag

    def __getitem__(self, group: int | str) -> str:
        """The group's text, empty where it took no part in the match."""
        return self.match[group] or ""

    def shortened(self, end: int) -> Place:
        """The same place where only what ends at ``end`` is meant."""
        return Place(self.match, self.tag, end)

    @cached_property
    def behind(self) -> str:
        """The text just before the match."""
        return self.text[max(0, self.start - _REACH) : self.start]

    @cached_property
    def ahead(self) -> str:
        """The text just behind the match."""
        return self.text[self.end : self.end + _REACH]

    @cached_property
    def before(self) -> str:
        """The word before, without the punctuation around it; empty at the beginning."""
        words = self.behind.rsplit(maxsplit=1)
        return words[-1].strip(_OUTER) if words else ""

    @cached_property
    def after(self) -> str:
        """The word behind, without the punctuation around it; empty at the end."""
        words = self.ahead.split(maxsplit=1)
        return words[0].strip(_OUTER) if words else ""

    @property
    def opens(self) -> bool:
        """Whether nothing but opening punctuation stands before it in the paragraph."""
        return not self.behind.strip(_OUTER + " \t\n\xa0")

    def spaced(self, word: str) -> str:
        """The word, with a space on each side that has none in print."""
        left = "" if not self.behind or self.behind[-1].isspace() else " "
        right = "" if not self.ahead or self.ahead[0].isspace() else " "
        return f"{left}{word}{right}"


Answer = str | Change | None
"""A rule's answer: what is spoken; None if the match is no case of the rule, so that the next one is asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """``pattern`` is tried at each token of the ``kinds``; ``speak`` answers for its matches.

    ``example`` is printed and spoken text, and the rule's test.
    """

    name: str
    kinds: frozenset[str]
    pattern: re.Pattern[str]
    speak: Callable[[Place], Answer]
    example: tuple[str, str]


def rule(name: str, kinds: str, pattern: str, speak: Callable[[Place], Answer], *, example: tuple[str, str]) -> Rule:
    """A rule with its pattern compiled; ``kinds`` are some of "digit word sign"."""
    return Rule(name=name, kinds=frozenset(kinds.split()), pattern=re.compile(pattern), speak=speak, example=example)


@dataclass(frozen=True, kw_only=True, eq=False)
class Language:
    """All that is known of how a language is read.

    ``openers`` are words that, capitalised, open a sentence; ``acronyms`` are those whose reading is certain;
    ``foreign`` finds letters in a name that show it as another language's. ``calibration`` is the text by which the
    loudness of a voice is measured.
    """

    code: str
    rules: tuple[Rule, ...] = ()
    openers: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    foreign: re.Pattern[str] | None = None
    lexicon: Lexicon = field(default_factory=Lexicon)
    calibration: str = ""

    @cached_property
    def by_kind(self) -> Mapping[Kind, tuple[Rule, ...]]:
        """The rules by the kind of token that they are tried at, in their order."""
        kinds: tuple[Kind, ...] = ("digit", "word", "sign")
        return {kind: tuple(rule for rule in self.rules if kind in rule.kinds) for kind in kinds}


@dataclass(frozen=True, kw_only=True, slots=True)
class Atom:
    """A stretch of the text that is spoken otherwise than printed, or in another language."""

    start: int
    end: int
    spoken: str
    language: str
    rule: str
    ends: Ending = "never"
    ipa: str = ""
