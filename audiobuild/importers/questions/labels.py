"""Labels: a word before a turn that says who speaks (``Redaktion:``, ``IB:``, ``P.-``, ``[Name]``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from audiobuild.importers.interview_words import InterviewWords, choice
from audiobuild.importers.questions import label_sides
from audiobuild.importers.questions.evidence import asks, ends_sentence, tokens
from audiobuild.importers.questions.label_names import (
    Side,
    comparison_form,
    fullest_forms,
    is_capitalised,
    members,
    named_side,
    small_words,
)
from audiobuild.importers.questions.label_sides import Label
from audiobuild.importers.questions.units import Unit

_TIME = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s*[-–—]?\s*")
_COLON = re.compile(r"([^\W_@]?[^\W_][^:?\n\"„“«»]{0,58}?|@[^\s:?]{1,20})\s*:(?!//)\s*(?:[-–—]\s+)?")
_LETTER = re.compile(r"([A-ZÀ-Ý]{1,4})\s*(?:\.\s?[-–—]+|\.(?=\s)|\s?[-–—)](?=\s?\S)|/(?=\s))\s*(?=\S)")
_CAPITALS = re.compile(r"([A-ZÀ-Ý]{2,}(?: [A-ZÀ-Ý]{2,}){0,3})\s*(?:\.\s?[-–—]+|\.|\s[-–—])\s+(?=\S)")
_NAMED = re.compile(r"([^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_][\w'’]+){0,3})\s*\.\s?[-–—]+\s+(?=\S)")
"""A name as French prints it: "Anne Roux. – …"."""
_BRACKETS = re.compile(r"[\[<]([^\W\d_][^\]>\n]{0,40})[\]>]\s*:?\s*|\(([^\W\d_][^()\n]{0,40})\)\s*:\s*")
_ROLE_IN_BRACKETS = re.compile(r"\s*\([^)]*\)\s*")
_SHORT = re.compile(r"\(([^\W\d_]{1,4})\)")
_CLASS = re.compile(r"(?:[^\W\d_]+ )?\d{1,2}\.? ?[^\W\d_]")
"""A class of a school that asks: "4b", "Klasse 9c"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """Which units carry a label that names a speaker, and which side each speaker is on.

    ``units`` maps a unit's index to its label, ``names`` a comparison form to the fullest name printed for it,
    ``sides`` a comparison form to the side.
    """

    units: Mapping[int, Label]
    names: Mapping[str, str]
    sides: Mapping[str, Side]


def find(units: Sequence[Unit], words: InterviewWords) -> Labels | None:
    """The labels of a text; None where labels do not carry it."""
    candidates = _candidates(units, words)
    counts = Counter(label.speaker for label in candidates.values())
    labels = {
        index: label
        for index, label in candidates.items()
        if counts[label.speaker] >= 2 or named_side(label.speaker, words)
    }
    if len(labels) < 3:
        return None
    labels |= _single(units, candidates, labels, words)
    speakers = {label.speaker for label in labels.values()}
    together = {
        label.speaker: parts for label in candidates.values() if (parts := members(label.speaker, speakers, words))
    }
    sides = label_sides.divide(units, labels, words)
    sides |= {speaker: sides[parts[0]] for speaker, parts in together.items()}
    labels |= {index: label for index, label in candidates.items() if label.speaker in together}
    names: dict[str, str] = {}
    for label in labels.values():
        names[label.speaker] = max(names.get(label.speaker, ""), label.printed, key=_fullness)
    return Labels(units=labels, names=names, sides=sides)


def _candidates(units: Sequence[Unit], words: InterviewWords) -> dict[int, Label]:
    """What may be a label before a unit, each under the fullest name for its speaker."""
    marked = {index: label for index, unit in enumerate(units) if (label := _candidate(unit.text, words))}
    candidates = marked | _unmarked(units, marked, words)
    fullest = fullest_forms([label.speaker for label in candidates.values()], words)
    fullest |= {label.short: fullest[label.speaker] for label in candidates.values() if label.short}
    return {index: replace(label, speaker=fullest[label.speaker]) for index, label in candidates.items()}


def _candidate(text: str, words: InterviewWords) -> Label | None:
    time = _TIME.match(text)
    start = time.end() if time else 0
    rest = text[start:]
    for pattern in (_BRACKETS, _COLON, _LETTER, _CAPITALS, _NAMED, _part_words(words)):
        match = pattern.match(rest)
        if not match:
            continue
        before_mark = next(filter(None, match.groups()))
        printed = _ROLE_IN_BRACKETS.sub(" ", before_mark).strip(" ,*")
        speaker = comparison_form(printed, words)
        if speaker and _nameable(printed, speaker, words, colon=pattern is _COLON):
            abbreviation = _SHORT.search(before_mark)
            short = abbreviation[1].casefold() if abbreviation else ""
            return Label(printed=printed, speaker=speaker, length=start + match.end(), short=short)
    return None


@cache
def _part_words(words: InterviewWords) -> re.Pattern[str]:
    """InterviewWords like ``Pregunta.`` with a full stop, which no name has."""
    return re.compile(rf"((?i:{choice(words.parts)})(?: ?\d{{1,2}})?)\s*(?:\.\s?[-–—]+|[.)]|[-–—])\s+(?=\S)")


def _nameable(printed: str, speaker: str, words: InterviewWords, *, colon: bool) -> bool:
    """Whether the words before the mark can be a name or a part: few, and each capital where names are."""
    if named_side(speaker, words) or (colon and _CLASS.fullmatch(printed)):
        return True
    parts = printed.split()
    if not parts or len(parts) > 6 or (not colon and len(parts) > 4):
        return False
    begins = parts[0][:1].isupper() or parts[0][:1] == "@"
    return begins and all(part.lower() in small_words(words) for part in parts if part[:1].islower())


def _unmarked(units: Sequence[Unit], marked: Collection[int], words: InterviewWords) -> dict[int, Label]:
    """Labels without a colon: a name in bold before the turn, or on a line of its own above it, again and again."""
    set_off: dict[int, Label] = {}
    alone: dict[int, Label] = {}
    for index, unit in enumerate(units):
        lead = unit.runs[0]
        printed = lead.text.strip(" .–—-")
        speaker = comparison_form(printed, words)
        if index in marked or not speaker or asks(lead.text) or len(lead.text) > 40 or len(printed.split()) > 4:
            continue
        if not (named_side(speaker, words) or is_capitalised(printed, words)):
            continue
        whole = len(unit.runs) == 1
        label = Label(printed=printed, speaker=speaker, length=len(lead.text))
        if lead.strong or unit.kind == "heading" or lead.text.isupper():
            if whole or not lead.text.rstrip().endswith((",", ".")):
                set_off[index] = label
        elif whole and not ends_sentence(lead.text) and unit.kind == "paragraph":
            alone[index] = label
    again = _recurring(alone)
    return _recurring(set_off | again if len(again) >= 0.3 * len(units) else set_off)


def _recurring(labels: Mapping[int, Label]) -> dict[int, Label]:
    counts = Counter(label.speaker for label in labels.values())
    return {index: label for index, label in labels.items() if counts[label.speaker] >= 2}


def _single(
    units: Sequence[Unit], candidates: Mapping[int, Label], labels: Mapping[int, Label], words: InterviewWords
) -> dict[int, Label]:
    """Speakers who speak once, in a text where nearly every paragraph of the talk has its label, and who speaks first."""
    first, last = min(labels), max(labels)
    if len(labels) < 0.5 * (last - first + 1):
        return {}
    single = {
        index: label
        for index, label in candidates.items()
        if first <= index <= last
        and index not in labels
        and len(label.printed.split()) >= 2
        and label.length < len(units[index].text)
        and is_capitalised(label.printed, words)
    }
    return single | ({first - 1: candidates[first - 1]} if first - 1 in candidates else {})


def _fullness(printed: str) -> tuple[int, int]:
    return len(tokens(printed)), len(printed)
