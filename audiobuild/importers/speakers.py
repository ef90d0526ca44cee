"""Who talks: names that the text gives around the talk itself, where no label names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from audiobuild.importers.evidence import tokens
from audiobuild.importers.words import Words

_PART = r"[A-ZÀ-ÖØ-ÞŁŚŻŹĆ][\w’'-]*[\w]|[A-Z]\."
_PARTICLE = (
    r"von der|von dem|von|van der|van den|van de|van|vom|zu|zum|de la|de|del|della|di|da|dos|du|la|le|ten|ter|y|el"
)
_NAME = rf"(?:{_PART})(?: (?:{_PARTICLE}))?(?: (?:(?:{_PARTICLE}) )?(?:{_PART})){{1,3}}"


def name(words: Words) -> str:
    """An expression for a person's full name, with the titles before it left outside the group."""
    titles = "|".join(re.escape(title) for title in sorted(words.honorifics, key=len, reverse=True))
    return rf"(?:(?i:{titles}|dr\.|prof\.|phd)\s+)*({_NAME})"


def guests(texts: Sequence[str], hosts_found: Iterable[str], words: Words) -> list[str]:
    """The people who answer, most likely first: introduced as such, or described, or named again and again."""
    scores: Counter[str] = Counter()
    excluded = {host.casefold() for host in hosts_found}
    for text in texts:
        flat = text.replace("’", "'")
        for pattern in _templates(words.guests, words):
            for match in pattern.finditer(flat):
                scores[match[1]] += 6
        described = _described(words).match(flat)
        if described:
            scores[described[1]] += 5
        for match in _plain(words).finditer(flat):
            scores[match[1]] += 1
    return [found for found, score in scores.most_common() if score >= 4 and found.casefold() not in excluded]


def hosts(texts: Sequence[str], words: Words) -> list[str]:
    """The people who ask, where a byline or a closing line names them."""
    found: list[str] = []
    for text in texts:
        for pattern in _templates(words.hosts[:-1], words):
            found.extend(match[1] for match in pattern.finditer(text.replace("’", "'")))
    return list(dict.fromkeys(found))


@cache
def _templates(phrases: tuple[str, ...], words: Words) -> tuple[re.Pattern[str], ...]:
    return tuple(_template(phrase, words) for phrase in phrases if phrase.count("{name}") == 1)


def _template(phrase: str, words: Words) -> re.Pattern[str]:
    before, after = phrase.split("{name}")
    lead = rf"(?i:(?<!\w){re.escape(before)})" if before else r"(?<!\w)"
    return re.compile(lead + name(words) + (rf"(?i:{re.escape(after)}(?!\w))" if after else r""))


@cache
def _described(words: Words) -> re.Pattern[str]:
    verbs = "|".join(re.escape(verb) for verb in words.third_person)
    return re.compile(rf"{name(words)}(?:,? (?:\([^)]*\)|\d+),?)?,? (?:{verbs})(?!\w)")


@cache
def _plain(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){name(words)}")


def surname(full: str) -> str:
    """The last word of a name."""
    return full.split()[-1]


def mentions(text: str, full: str) -> bool:
    """Whether the text speaks of the person by surname."""
    return surname(full).casefold() in {token.casefold() for token in tokens(text)}
