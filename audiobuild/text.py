"""Small pure helpers for text."""

from __future__ import annotations


def short_title(text: str, limit: int = 60) -> str:
    """A chapter's title as players show it: at most ``limit`` characters, cut between words and then with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    cut = cut if text[limit - 1].isspace() else cut.rpartition(" ")[0] or cut
    return cut.rstrip(" ,;:–—-") + "…"
