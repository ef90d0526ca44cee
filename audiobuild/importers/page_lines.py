"""Lines that a page carries around and between its text, each recognised by its words, with its reason."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from audiobuild.importers.evidence import tokens
from audiobuild.importers.interview_words import InterviewWords, load
from audiobuild.languages.registry import CODES, FALLBACK

LONG = frozenset({"consent", "newsletter", "footer", "comments"})
"""Reasons that long lines may have too; a long line of any other kind is more likely to be text."""

_SEPARATORS = re.compile(r"\s*[|·•/›»>]+\s*|\s{2,}|\n")
NUMBER = re.compile(r"[(#]?\d{1,2}[.):/]?")
_BARE = re.compile(r"(https?://|www\.)\S+|\S+@\S+\.\w+|[@#]\w+(\s+[@#]\w+)*|[\W\d_]+")
_LONGEST = 1500
"""Characters of the longest line that is compared with anything."""


def reason(text: str, words: InterviewWords, *, edge: bool) -> str:
    """Why the line does not belong to the text; empty if it may.

    ``edge`` says that it stands before the first question or after the last answer, where weaker signs are enough.
    """
    line = text.strip()
    if whole := _match(line, words, edge=edge):
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


def by_stems(text: str, words: InterviewWords) -> str:
    """Why a line at the very edge of a page is no text: it holds two words of one kind of junk. Any wording of a consent
    banner does.
    """
    lower = text.lower()
    if len(lower.split()) > 70:
        return ""
    for own in (words, load(FALLBACK)):
        for name, stems in own.stems.items():
            if sum(stem in lower for stem in stems) >= 2:
                return name
    return ""


@lru_cache(maxsize=4096)
def _match(line: str, words: InterviewWords, *, edge: bool) -> str:
    if _BARE.fullmatch(line):
        return "" if NUMBER.fullmatch(line) else "no words"
    length = len(tokens(line[:_LONGEST]))
    if length > 80 or len(line) > _LONGEST:
        return ""
    short = length <= 25
    for code in _order(words.language):
        for name, pattern in load(code).junk.items():
            if (short or name in LONG) and pattern.fullmatch(line):
                return name
        if edge and short:
            for name, pattern in load(code).edge.items():
                if pattern.fullmatch(line):
                    return name
    return ""


@cache
def _order(language: str) -> tuple[str, ...]:
    """Foreign junk is everywhere (an English skip link, a consent tool from abroad), so all languages are asked."""
    return (language, *(code for code in CODES if code != language))
