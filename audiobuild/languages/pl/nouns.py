"""What Polish nouns can be: their gender, number and case, from a table, or by their ending."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_ENDINGS = (
    ("ami", "mpi"),
    ("ach", "mpl"),
    ("om", "mpd"),
    ("ów", "mpg"),
    ("owie", "ppn"),
    ("ących", "ppg"),
    ("wnuków", "ppg"),
    ("istów", "ppg"),
    ("ystów", "ppg"),
    ("latków", "ppg"),
    ("szaków", "ppg"),
    ("niu", "nsl"),
    ("ciu", "nsl"),
    ("aniem", "nsi"),
    ("eniem", "nsi"),
    ("anie", "nsn"),
    ("enie", "nsn"),
    ("ania", "nsg"),
    ("enia", "nsg"),
    ("cje", "fpn"),
    ("sje", "fpn"),
    ("zje", "fpn"),
    ("istki", "fpn"),
    ("arki", "fpn"),
    ("czki", "fpn"),
    ("ą", "fsi"),
    ("ę", "fsa"),
)
_ADJECTIVE = re.compile(r"\w{3,}(?:[yi]ch|[yi]mi|[yi]m|iego|ego|ej|[ąaeyi])")
_WORDS_AHEAD = re.compile(r"[ \xa0]([a-ząćęłńóśźż]{3,})(?!\w|\.\w)")


_OLD = {"laty": frozenset({"mpi"})}
"""Forms that the dictionary has not: "przed 5 laty"."""


@cache
def _table() -> dict[str, frozenset[str]]:
    rows = (files(__package__) / "nouns.tsv").read_text("utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if "\t" in row)
    found: dict[str, frozenset[str]] = {}
    for tags, words in pairs:
        found.update(dict.fromkeys(words.split(), frozenset(tags.split())))
    return found


def readings(word: str) -> frozenset[str]:
    """What a noun can be, as ``fpg``: gender, number (s, p) and case (n, g, d, a, i, l).

    Genders are p for persons, a for animals, m, f, n, and c for what is counted "dwoje".
    """
    return _known(word) or _by_ending(word)


def _known(word: str) -> frozenset[str]:
    return _table().get(word.lower(), _OLD.get(word.lower(), frozenset()))


def _by_ending(word: str) -> frozenset[str]:
    return frozenset({tag for ending, tag in _ENDINGS if len(word) > 5 and word.lower().endswith(ending)})


def following(ahead: str) -> frozenset[str]:
    """The readings of the noun that the text begins with, behind up to two adjectives: " nowych drzew"."""
    found: list[str] = []
    position = 0
    while len(found) < 3 and (match := _WORDS_AHEAD.match(ahead, position)):
        found.append(match[1])
        position = match.end()
    for number, word in enumerate(found):
        tags = _known(word)
        beside = readings(found[number + 1]) if number + 1 < len(found) else frozenset()
        if tags and not (_ADJECTIVE.fullmatch(word) and _agrees(word, beside)):
            return tags
        if not _ADJECTIVE.fullmatch(word) or (beside and not _agrees(word, beside)):
            found = found[: number + 1]
            break
    return next((tags for word in found[:2] if (tags := readings(word))), frozenset())


def _agrees(adjective: str, noun: frozenset[str]) -> bool:
    """Whether the ending of what looks like an adjective is that of one before the noun."""
    cases = {tag[1:] for tag in noun}
    if adjective.endswith(("ych", "ich")):
        return not cases.isdisjoint({"pg", "pl", "pa"})
    if adjective.endswith(("ymi", "imi")):
        return "pi" in cases
    if adjective.endswith(("ego", "emu")):
        return not cases.isdisjoint({"sg", "sa", "sd"})
    if adjective.endswith(("ym", "im")):
        return not cases.isdisjoint({"si", "sl", "pd"})
    if adjective.endswith("ej"):
        return not noun.isdisjoint({"fsg", "fsd", "fsl"})
    if adjective.endswith("ą"):
        return not noun.isdisjoint({"fsi", "fsa"})
    if adjective.endswith("a"):
        return "fsn" in noun
    if adjective.endswith("e"):
        return not cases.isdisjoint({"pn", "pa"}) or "nsn" in noun
    return not noun.isdisjoint({"msn", "asn", "psn", "ppn"})
