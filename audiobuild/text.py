"""Small pure helpers for text."""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"


def short_title(text: str, limit: int = 60) -> str:
    """A chapter's title as players show it: at most ``limit`` characters, an ellipsis in place of what is left out.

    It is cut between words; where there is no space, as in Japanese, between characters as people see them.
    """
    if len(text) <= limit:
        return text
    end = text.rfind(" ", 0, limit)
    if not text[: max(end, 0)].strip():
        end = limit - 1
        while end > 1 and _continues(text[end - 1], text[end]):
            end -= 1
    return text[:end].rstrip(" ,;:–—-") + "…"


def _continues(before: str, after: str) -> bool:
    """Whether the two are one character to the eye: accents, emoji with a skin tone or joined to one picture."""
    return (
        _JOINER in (before, after)
        or unicodedata.category(after).startswith("M")
        or "\U0001f3fb" <= after <= "\U0001f3ff"
    )
