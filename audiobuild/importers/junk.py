"""What a page carries around and between the text: recognised line by line, each with its reason."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

from audiobuild.importers.evidence import asks, tokens
from audiobuild.importers.words import Words, load
from audiobuild.languages.registry import CODES

LONG = frozenset({"consent", "newsletter", "footer", "comments"})
"""Reasons that long lines may have too; a long line of any other kind is more likely to be text."""

_SEPARATORS = re.compile(r"\s*[|·•/›»>]+\s*|\s{2,}|\n")
NUMBER = re.compile(r"[(#]?\d{1,2}[.):/]?")
_BARE = re.compile(r"(https?://|www\.)\S+|\S+@\S+\.\w+|[@#]\w+(\s+[@#]\w+)*|[\W\d_]+")
_QUOTED = re.compile(r"\s*[\"„“«»].*[\"“”«»]\s*")
_SHINGLE = 4
_LONGEST = 1500
"""Characters of the longest line that is compared with anything."""


def reason(text: str, words: Words, *, edge: bool) -> str:
    """Why the line does not belong to the text; empty if it may.

    ``edge`` says that it stands before the first question or after the last answer, where weaker signs are enough.
    """
    line = text.strip()
    whole = _match(line, words, edge=edge)
    if whole:
        return whole
    parts = [part for part in _SEPARATORS.split(line) if part]
    if len(parts) > 1:
        reasons = [_match(part, words, edge=edge) for part in parts]
        if sum(map(bool, reasons)) > len(parts) / 2:
            return next(filter(None, reasons))
    names = line.split()
    if 1 < len(names) <= 12:
        reasons = [_match(name, words, edge=edge) for name in names]
        if all(reasons):
            return reasons[0]
    return ""


def by_stems(text: str, words: Words) -> str:
    """Why a line at the very edge of a page is no text: it holds two words of one kind of junk. Any wording of a consent
    banner does.
    """
    lower = text.lower()
    if len(lower.split()) > 70:
        return ""
    for code in (words.language, "en"):
        for name, stems in load(code).stems:
            if sum(stem in lower for stem in stems) >= 2:
                return name
    return ""


@lru_cache(maxsize=4096)
def _match(line: str, words: Words, *, edge: bool) -> str:
    if _BARE.fullmatch(line):
        return "" if NUMBER.fullmatch(line) else "no words"
    length = len(tokens(line[:_LONGEST]))
    if length > 80 or len(line) > _LONGEST:
        return ""
    short = length <= 25
    for code in _order(words.language):
        for name, pattern in load(code).junk:
            if (short or name in LONG) and pattern.fullmatch(line):
                return name
        if edge and short:
            for name, pattern in load(code).edge:
                if pattern.fullmatch(line):
                    return name
    return ""


@cache
def _order(language: str) -> tuple[str, ...]:
    """Foreign junk is everywhere (an English skip link, a consent tool from abroad), so all languages are asked."""
    return (language, *(code for code in CODES if code != language))


def repeated(texts: Sequence[str], set_off: Sequence[bool]) -> set[int]:
    """Which texts only repeat part of another: pull quotes, tables of contents, a teaser of what follows.

    A short text repeats a longer one if four fifths of its word sequences are in it. Of equal texts that ask, all but the
    last repeat it (a list of questions with links to them); of others all but the first. What asks repeats a longer text
    only if it is ``set_off`` as a quotation.
    """
    folded = [[token.lower() for token in tokens(text)] for text in texts]
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, found in enumerate(folded):
        for shingle in set(_shingles(found)):
            if len(where[shingle]) < 8:
                where[shingle].append(index)
    return {
        index
        for index in range(len(texts))
        if _repeats(index, texts, folded, where, asking=asks(texts[index]) and not set_off[index])
    }


def _repeats(
    index: int,
    texts: Sequence[str],
    folded: Sequence[list[str]],
    where: dict[tuple[str, ...], list[int]],
    *,
    asking: bool,
) -> bool:
    own = _shingles(folded[index])
    if len(folded[index]) < 3 or len(folded[index]) > 60:
        return False
    least = 4 if _QUOTED.fullmatch(texts[index]) else 5
    shared = Counter(other for shingle in own for other in where[shingle] if other != index)
    for other, count in shared.items():
        if folded[other] == folded[index]:
            if (other > index) if asks(texts[index]) else (other < index):
                return True
        elif len(folded[index]) >= least and len(folded[other]) > len(folded[index]) and not asking:
            much = 0.8 if len(folded[other]) > 1.2 * len(folded[index]) else 1.0
            return count >= much * len(own)
    return False


def _shingles(found: list[str]) -> list[tuple[str, ...]]:
    if len(found) <= _SHINGLE:
        return [tuple(found)]
    return [tuple(found[i : i + _SHINGLE]) for i in range(len(found) - _SHINGLE + 1)]
