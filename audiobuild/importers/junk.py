"""What a page carries around and between the text: recognised line by line, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from audiobuild.importers.document import Block
from audiobuild.importers.evidence import tokens
from audiobuild.importers.words import Words, languages, load

LONG = frozenset({"consent", "newsletter", "footer", "comments"})
"""Reasons that long lines may have too; a long line of any other kind is more likely to be text."""

_SEPARATORS = re.compile(r"\s*[|·•/›»>]+\s*|\s{2,}|\n")
_BARE = re.compile(r"(https?://|www\.)\S+|\S+@\S+\.\w+|[@#]\w+(\s+[@#]\w+)*|[\W\d_]+")


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


def _match(line: str, words: Words, *, edge: bool) -> str:
    if _BARE.fullmatch(line):
        return "no words"
    length = len(tokens(line))
    if length > 80:
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
    return (language, *(code for code in languages() if code != language))


def repeated(blocks: Iterable[Block]) -> dict[int, int]:
    """Blocks, by index, that only repeat what stands in another: pull quotes, titles, tables of contents."""
    texts = [_fold(block.text) for block in blocks]
    found: dict[int, int] = {}
    for index, text in enumerate(texts):
        if len(text.split()) < 4:
            continue
        for other, longer in enumerate(texts):
            if other == index or other in found:
                continue
            if len(longer) > 1.3 * len(text) and text in longer:
                found[index] = other
                break
    return found


def _fold(text: str) -> str:
    return " ".join(tokens(text.lower()))
