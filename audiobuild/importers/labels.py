"""Labels: who speaks, said by a word and a colon before the turn (``Redaktion:``, ``IB:``, ``P.-``, ``[Name]``)."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from audiobuild.importers.evidence import asks, ends, questionness, share, tokens
from audiobuild.importers.units import Unit
from audiobuild.importers.words import Words, load

Side = Literal["question", "answer"]

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
_NUMBER = re.compile(r"\s*(?:Nr\.? ?|n[º°]\.? ?)?\d{1,2}$")


_MOST = 300
"""Labels that are compared with each other; no talk has more speakers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A label as printed, its comparison form, and how many characters of the unit it takes.

    ``short`` is the comparison form of what the label says it will be shortened to: ``Schüler (S):``.
    """

    printed: str
    key: str
    length: int
    short: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """Which units carry a label that names a speaker, and which side each speaker is on.

    ``units`` maps a unit's index to its label, ``names`` a comparison form to the fullest name printed for it,
    ``sides`` a comparison form to the side.
    """

    units: Mapping[int, Label]
    names: Mapping[str, str]
    sides: Mapping[str, Side]


def find(units: Sequence[Unit], words: Words) -> Labels | None:
    """The labels of a text; None where labels do not carry it."""
    candidates = {index: label for index, unit in enumerate(units) if (label := _candidate(unit.text, words))}
    candidates |= _bare(units, candidates, words)
    aliases = _aliases([label.key for label in candidates.values()])
    aliases |= {label.short: aliases[label.key] for label in candidates.values() if label.short}
    candidates = {i: replace(label, key=aliases[label.key]) for i, label in candidates.items()}
    counts = Counter(label.key for label in candidates.values())
    kept = {i: c for i, c in candidates.items() if counts[c.key] >= 2 or _role(c.key, words)}
    if len(kept) < 3:
        return None
    kept |= _single(units, candidates, kept)
    known = {label.key for label in kept.values()}
    together = {label.key: members for label in candidates.values() if (members := _members(label.key, known))}
    sides = _sides(units, kept, words)
    kept |= {index: label for index, label in candidates.items() if label.key in together}
    sides |= {key: sides[members[0]] for key, members in together.items()}
    names: dict[str, str] = {}
    for label in kept.values():
        names[label.key] = max(names.get(label.key, ""), label.printed, key=_fullness)
    return Labels(units=kept, names=names, sides=sides)


def _candidate(text: str, words: Words) -> Label | None:
    time = _TIME.match(text)
    start = time.end() if time else 0
    rest = text[start:]
    for pattern in (_BRACKETS, _COLON, _LETTER, _CAPITALS, _NAMED, _part_words(words)):
        match = pattern.match(rest)
        if not match:
            continue
        words_before = next(filter(None, match.groups()))
        printed = _ROLE_IN_BRACKETS.sub(" ", words_before).strip(" ,*")
        key = _key(printed, words)
        if key and _nameable(printed, key, words, pattern is _COLON):
            short = _SHORT.search(words_before)
            return Label(
                printed=printed, key=key, length=start + match.end(), short=short[1].casefold() if short else ""
            )
    return None


@cache
def _part_words(words: Words) -> re.Pattern[str]:
    """Words like ``Pregunta.`` with a full stop, which no name has."""
    parts = "|".join(re.escape(part) for part in sorted(words.parts, key=len, reverse=True))
    return re.compile(rf"((?i:{parts})(?: ?\d{{1,2}})?)\s*(?:\.\s?[-–—]+|[.)]|[-–—])\s+(?=\S)")


def _nameable(printed: str, key: str, words: Words, colon: bool) -> bool:
    """Whether the words before the mark can be a name or a part: few, and each capital where names are."""
    if _role(key, words) or (colon and _CLASS.fullmatch(printed)):
        return True
    parts = printed.split()
    if len(parts) > 6 or (not colon and len(parts) > 4):
        return False
    small = [part for part in parts if part[:1].islower()]
    return (
        bool(parts)
        and (parts[0][:1].isupper() or parts[0][:1] == "@")
        and all(part.lower() in _PARTICLES for part in small)
    )


def _key(printed: str, words: Words) -> str:
    """The comparison form: no titles, no numbers ("Frage 3"), no case, no points."""
    bare = _NUMBER.sub("", printed)
    if not _role(bare.casefold(), words):
        bare = printed
    parts = bare.replace(".", ". ").split()
    named = [part for part in parts if part.lower() not in words.honorifics and part.lower() not in _TITLES]
    if all(len(part.rstrip(".")) == 1 for part in named):  # initials, of which the first looks like "M."
        named = parts
    return re.sub(r"[.\s]+", " ", " ".join(named)).strip().casefold()


_TITLES = frozenset(
    {"dr.", "prof.", "dr", "prof", "mr", "mrs", "ms", "mr.", "mrs.", "ms.", "dipl.-ing.", "mag.", "hon."}
)


_PARTICLES = frozenset(
    "von van de der den zu del della di la le du des y e et und and i da ter ten vom the of".split()  # noqa: SIM905
)


_JOINING = frozenset({"und", "and", "et", "y", "e", "en", "i", "&", "+"})
"""Between the names of two who speak together."""


def _role(key: str, words: Words) -> Side | None:
    """What a label that is a part, not a name, says: ``Frage`` in the text's own language, ``Q``/``A`` in any."""
    for known in (words, load("en")):
        if key in known.question_labels:
            return "question"
        if key in known.answer_labels:
            return "answer"
    return None


def _aliases(keys: Sequence[str]) -> dict[str, str]:
    """Each comparison form → that of the fullest name it abbreviates: surname, first name or initials."""
    often = [key for key, _ in Counter(keys).most_common(_MOST)]
    unique = sorted(often, key=lambda key: (-len(key.split()), -len(key), key))
    found: dict[str, str] = {key: key for key in keys}
    for key in unique:
        fuller = [other for other in unique if other != key and found[other] == other and _abbreviates(key, other)]
        found[key] = fuller[0] if len(fuller) == 1 else key
    return found


def _abbreviates(short: str, full: str) -> bool:
    parts, whole = short.split(), full.split()
    if len(whole) < 2 or len(parts) > len(whole) or not _JOINING.isdisjoint(whole):
        return False
    if len(parts) < len(whole) and all(part in whole for part in parts):
        return True
    if len(parts) == len(whole) and parts[-1] == whole[-1]:
        return all(len(p) == 1 and p == w[0] for p, w in zip(parts[:-1], whole[:-1], strict=True))
    initials = "".join(part[0] for part in whole)
    letters = "".join(parts)
    if len(letters) <= 4 and (letters == initials or letters == initials[0] + initials[-1]):
        return True
    return len(parts) == 2 and len(parts[0]) == 1 and parts[0] == whole[0][0] and parts[1] == whole[-1]


def _bare(units: Sequence[Unit], candidates: Mapping[int, Label], words: Words) -> dict[int, Label]:
    """Labels without a colon: a name in bold before the turn, or on a line of its own above it, again and again."""
    found: dict[int, Label] = {}
    alone: dict[int, Label] = {}
    for index, unit in enumerate(units):
        lead = unit.runs[0]
        printed = lead.text.strip(" .–—-")
        key = _key(printed, words)
        if index in candidates or not key or asks(lead.text) or len(lead.text) > 40 or len(printed.split()) > 4:
            continue
        if not (_role(key, words) or _capitalised(printed)):
            continue
        whole = len(unit.runs) == 1
        label = Label(printed=printed, key=key, length=len(lead.text))
        if lead.strong or unit.kind == "heading" or lead.text.isupper():
            if whole or not lead.text.rstrip().endswith((",", ".")):
                found[index] = label
        elif whole and not ends(lead.text) and unit.kind == "paragraph":
            alone[index] = label
    again = _recurring(alone)
    if len(again) >= 0.3 * len(units):
        found |= again
    return _recurring(found)


def _members(key: str, known: Collection[str]) -> list[str]:
    """The speakers whom a label names together; none if it names one, or somebody who never speaks alone."""
    parts = [part for part in key.split() if part not in _JOINING]
    return parts if len(parts) < len(key.split()) and all(part in known for part in parts) else []


def _recurring(found: Mapping[int, Label]) -> dict[int, Label]:
    counts = Counter(label.key for label in found.values())
    return {index: label for index, label in found.items() if counts[label.key] >= 2}


def _capitalised(printed: str) -> bool:
    return all(part[:1].isupper() or part.lower() in _PARTICLES or part == "&" for part in printed.split())


def _single(units: Sequence[Unit], candidates: Mapping[int, Label], kept: Mapping[int, Label]) -> dict[int, Label]:
    """Speakers who speak once, in a text where nearly every paragraph of the talk has its label, and who speaks first."""
    first, last = min(kept), max(kept)
    if len(kept) < 0.5 * (last - first + 1):
        return {}
    found = {
        index: label
        for index, label in candidates.items()
        if first <= index <= last
        and index not in kept
        and len(label.printed.split()) >= 2
        and label.length < len(units[index].text)
        and _capitalised(label.printed)
    }
    return found | ({first - 1: candidates[first - 1]} if first - 1 in candidates else {})


def _sides(units: Sequence[Unit], kept: Mapping[int, Label], words: Words) -> dict[str, Side]:
    """Who asks: the division of the speakers that agrees best with what they say and with their taking turns.

    One usually asks, the more so if a label says that it is their part; the first turn is more likely a question. Beyond
    eight speakers the quieter ones answer, as in a group.
    """
    turns = [kept[index].key for index in sorted(kept)]
    said = Counter(turns)
    if _asked_outside(units, kept):
        return dict.fromkeys(said, "answer")
    keys = [key for key, _ in said.most_common(8)]
    scores = {key: _side_score(units, kept, key, words) for key in keys}
    official = frozenset(key for key in keys if _role(key, words) == "question")
    scores[turns[0]] = scores.get(turns[0], 0.0) + 1.0

    def agreement(asking: frozenset[str]) -> float:
        own = sum(score if key in asking else -score for key, score in scores.items())
        changes = sum((a in asking) != (b in asking) for a, b in itertools.pairwise(turns) if a != b)
        return own + 1.5 * changes - (3.0 if official else 1.5) * len(asking - official)

    divisions = (frozenset(group) for size in range(len(keys) + 1) for group in itertools.combinations(keys, size))
    asking = max(divisions, key=agreement)
    if len(keys) == 1 or asking == frozenset(keys):
        asking = frozenset(key for key in keys if scores[key] > 0)
    return {key: "question" if key in asking else "answer" for key in said}


def _asked_outside(units: Sequence[Unit], kept: Mapping[int, Label]) -> bool:
    """Whether headings ask, and labels only name who answers below them."""
    headings = [unit for index, unit in enumerate(units) if unit.kind == "heading" and index + 1 in kept]
    labelled = [asks(units[index].text) for index in kept]
    return sum(asks(unit.text) for unit in headings) >= max(3, 0.5 * len(headings)) and share(labelled) < 0.25


def _side_score(units: Sequence[Unit], kept: Mapping[int, Label], key: str, words: Words) -> float:
    """How much a speaker's turns ask, summed up; a label that is a part says it outright."""
    score = 0.0
    for index, label in kept.items():
        if label.key == key:
            text = units[index].text[label.length :] or _next_text(units, index, kept)
            score += max(-2.0, min(3.0, questionness(text, words)))
    role = _role(key, words)
    return score + (8.0 if role == "question" else -8.0 if role == "answer" else 0.0)


def _next_text(units: Sequence[Unit], index: int, kept: Mapping[int, Label]) -> str:
    following = index + 1
    return units[following].text if following < len(units) and following not in kept else ""


def _fullness(printed: str) -> tuple[int, int]:
    return len(tokens(printed)), len(printed)
