"""The phrases by which a text introduces who answers and who asks, as they are looked for before and behind a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from audiobuild.importers.interview_words import InterviewWords, anywhere

_NAME: Final = "{name}"
_NEAR: Final = 6
"""Words that may stand between a phrase and the name: what somebody is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases:
    """Phrases by their words."""

    several: frozenset[tuple[str, ...]]
    """Phrases of two words or more, or with a colon."""
    single: frozenset[str]
    """The words of one: "by"."""
    first: frozenset[str]
    last: frozenset[str]
    """The first and last words of the others: "interview", "with"."""
    longest: int

    def at_end(self, before: str) -> int | None:
        """How many words stand between the phrase and the end of the text; None where there is none near."""
        found = before.replace(" :", ":").replace("…", "").split()
        for between in range(min(_NEAR, len(found)) + 1):
            end = len(found) - between
            for size in range(1, min(self.longest, end) + 1):
                if tuple(found[end - size : end]) in self.several:
                    return between
        return None

    def single_at_end(self, before: str) -> bool:
        """Whether the last word is a phrase by itself."""
        last = before.split()[-1:]
        return bool(last) and last[0] in self.single

    def at_start(self, after: str) -> bool:
        """Whether a text begins with one of the phrases."""
        found = after.lower().lstrip(" ,").split()
        return any(tuple(found[:size]) in self.several or " ".join(found[:size]) in self.single for size in (1, 2))


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """The phrases of a language, and of all: pages are met whose language has no file."""

    guests: Phrases
    hosts: Phrases
    behind_guests: Phrases
    foreign_guests: Phrases
    foreign_hosts: Phrases


@cache
def phrases(words: InterviewWords) -> Known:
    """The phrases by which a text in this language introduces people."""
    hosts = (*words.hosts, *words.bylines)
    return Known(
        guests=_phrases(words.guests),
        hosts=_phrases(hosts),
        behind_guests=_phrases(words.guests, behind=True),
        foreign_guests=_phrases(anywhere("guests")),
        foreign_hosts=_phrases((*anywhere("hosts"), *anywhere("bylines"))),
    )


def _phrases(told: Iterable[str], *, behind: bool = False) -> Phrases:
    kept = [phrase for phrase in told if phrase.startswith(_NAME) == behind]
    split = [tuple(phrase.replace(_NAME, "").replace(" :", ":").split()) for phrase in kept]
    return Phrases(
        several=frozenset(phrase for phrase in split if len(phrase) > 1 or phrase[0].endswith(":")),
        single=frozenset(phrase[0] for phrase in split if len(phrase) == 1 and not phrase[0].endswith(":")),
        first=frozenset(phrase[0].strip(":") for phrase in split if len(phrase[0]) > 5),
        last=frozenset(phrase[-1] for phrase in split if len(phrase) > 1),
        longest=max((len(phrase) for phrase in split), default=0),
    )
