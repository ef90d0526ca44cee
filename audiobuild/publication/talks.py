"""A talk is known again by what is answered in it, whatever its file is called by now.

Questions do not count: many shows ask the same ones of everybody.
"""

from __future__ import annotations

from collections.abc import Collection
from hashlib import blake2b

from audiobuild.model import Interview

_DIGEST_BYTES = 4


def digests(interview: Interview) -> tuple[str, ...]:
    """A digest of each paragraph that is answered, or where nobody asks, of each that is read out."""
    answers = [turn for exchange in interview.exchanges for turn in exchange.answers]
    said = (paragraph.text for turn in answers or interview.turns for paragraph in turn.paragraphs)
    return tuple(dict.fromkeys(digest(text) for text in said if text.strip()))


def is_same(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two talks, by their digests, are the same: at least half of the longer one is in both word by word."""
    return bool(one) and alike(one, other) * 2 >= max(len(one), len(other))


def alike(one: Collection[str], other: Collection[str]) -> int:
    """How many paragraphs two talks have in common."""
    return len({*one} & {*other})


def digest(text: str) -> str:
    """What stands for a paragraph, however it is broken into lines."""
    return blake2b(
        " ".join(text.split()).casefold().encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES
    ).hexdigest()
