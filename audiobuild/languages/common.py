"""Rules that every language has in the same shape, built from its own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from audiobuild.languages.mechanism import Answer, Change, Ending, Place, Rule, rule

Spoken = str | Callable[[Place], Answer]
SPACES = "[ \xa0\u2009\u202f]"
"""The spaces that may stand inside an abbreviation, a number or between number and unit."""

_EMOJI = (
    "\U0001f000-\U0001faff\u2600-\u26ff\u2700-\u27bf\u2b00-\u2bff\u2300-\u23ff\ufe0e\ufe0f\u200d\U000e0020-\U000e007f"
)


def abbreviations(
    tables: Mapping[Ending, Mapping[str, Spoken]], *, example: tuple[str, str], ignore_case: bool = False
) -> Rule:
    """Words with dots, from tables by whether a sentence can end with them.

    Keys are written without inner spaces (``z.B.``); printed, their parts may stand apart. The longest known
    run of dotted parts counts. A value is what is spoken, or a function that decides by the surroundings.
    """
    known = {key: (spoken, ends) for ends, table in tables.items() for key, spoken in table.items()}
    parts = max(key.count(".") for key in known)
    pattern = rf"(?:\w+[-.]?\w*\.)(?:{SPACES}?\w{{1,5}}\.){{0,{parts - 1}}}"

    def speak(place: Place) -> Answer:
        printed = place.match[0]
        while printed:
            key = re.sub(SPACES, "", printed)
            found = known.get(key) or (known.get(key[0].lower() + key[1:]) if ignore_case or place.opens else None)
            if found:
                spoken, ends = found
                place.end = place.start + len(printed)
                return _shortened(spoken, ends, place)
            cut = printed.rstrip(".").rfind(".") + 1
            printed = printed[:cut]
        return None

    return rule("abbreviation", "word", pattern, speak, example=example)


def _shortened(spoken: Spoken, ends: Ending, place: Place) -> Answer:
    answer = spoken(place) if callable(spoken) else spoken
    if answer is None or isinstance(answer, Change):
        return answer
    if place.match[0][:1].isupper() and place.opens:
        answer = answer[:1].upper() + answer[1:]
    return Change(spoken=answer, ends=ends, end=place.end)


def table(lines: str) -> dict[str, str]:
    """A table written as lines "printed = spoken"."""
    rows = (line.split("=", 1) for line in lines.strip().splitlines() if line.strip())
    return {printed.strip(): spoken.strip() for printed, spoken in rows}


def listed(text: str) -> tuple[str, ...]:
    """The words of a text, in order."""
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """The words of a text, to look up."""
    return frozenset(text.split())


def emoji(*, example: tuple[str, str]) -> Rule:
    """Pictures are not read."""
    return rule("emoji", "sign", f"[{_EMOJI}]+", lambda place: "", example=example)


def stage_directions(words: Iterable[str], *, example: tuple[str, str]) -> Rule:
    """ "(laughs)" as printed; :func:`audiobuild.languages.sentences` drops it where the show wants that."""
    some = "|".join(words)
    return rule("stage direction", "sign", rf"[(\[](?:{some})[)\]]", lambda place: place.match[0], example=example)


def initials(*, openers: frozenset[str], example: tuple[str, str]) -> Rule:
    """The dot of "J. S. Bach" ends no sentence and is not heard; before a word that opens sentences it may be one."""

    def speak(place: Place) -> Answer:
        if place.after in openers or not place.after[:1].isupper():
            return None
        return place[1]

    return rule("initial", "word", rf"([^\W\d_])\.(?={SPACES}?[^\W\d_a-z])", speak, example=example)
