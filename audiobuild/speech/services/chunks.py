"""What of a text is sent to a speech service, and in which parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category, combining

from audiobuild.text import visible

_CLAUSE_END = re.compile(r"""[,;:.!?…–—)\]][)\]"'”“’»«]*\s+|[，。；：！？、]""")
_EMOJI = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\u200d\ufe00-\ufe0f\U000e0020-\U000e007f]*"
)
"""Pictures with the characters that join and vary them; a joiner elsewhere belongs to a word."""
_VARIANTS = re.compile("[\ufe00-\ufe0f]")
"""Variation selectors: they choose between two shapes of a character, which sound the same."""
_SOUNDING_SIGNS = frozenset("%&@#§°")


def speakable(text: str) -> str:
    """``text`` without what has no sound and upsets speech services: control characters, emoji, invisible signs."""
    worded = _VARIANTS.sub("", _EMOJI.sub(" ", visible(text)))
    kept = (" " if category(c) in {"Cc", "Co"} else c for c in worded)
    return " ".join("".join(kept).split())


def has_sound(text: str) -> bool:
    """Whether there is anything to say in ``text``: letters, digits, or signs that are read out."""
    return any(c.isalnum() or c in _SOUNDING_SIGNS or category(c) in {"Sc", "Sm"} for c in text)


def chunks(text: str, longest: int) -> tuple[str, ...]:
    """What a service is asked for one after the other to speak ``text``; nothing where there is nothing to say."""
    return tuple(part.strip() for part in pack(speakable(text), longest) if has_sound(part))


def pack(text: str, longest: int) -> tuple[str, ...]:
    """``text`` in as few parts as it takes to have none longer than ``longest``: cut between clauses where that is
    possible, else between words, else (in a word that is longer itself) between characters. The parts join to ``text``."""
    parts: list[str] = []
    part = ""
    for clause in _clauses(text):
        if len((part + clause).strip()) > longest and part.strip():
            parts.append(part)
            part = ""
        part += clause
        while len(part.strip()) > longest:
            cut = _cut(part, longest)
            parts.append(part[:cut])
            part = part[cut:]
    return (*parts, part) if part else tuple(parts)


def _clauses(text: str) -> Iterator[str]:
    start = 0
    for match in _CLAUSE_END.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    yield text[start:]


def _cut(text: str, longest: int) -> int:
    """Where to cut a part that is too long: behind its last word that fits."""
    begin = len(text) - len(text.lstrip())
    most = begin + longest
    spaces = [match.end() for match in re.finditer(r"\s+", text[: most + 1]) if match.start() > begin]
    if spaces:
        return spaces[-1]
    while combining(text[most]) and most > begin + 1:  # an accent belongs to its letter
        most -= 1
    return most
