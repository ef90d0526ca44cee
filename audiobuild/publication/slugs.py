"""What a slug may be: the name of an interview's file, of its folder on the web, and of the files in it."""

from __future__ import annotations

import re
import unicodedata

from audiobuild.messages import NOTHING, Message, msg
from audiobuild.publication import addresses

MOST_CHARACTERS = 80
"""It stands twice in ``dist/<slug>/<slug>-daisy.zip``, and Windows allows 260 for a whole path."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

RESERVED = frozenset({
    addresses.ASSETS,
    *("con", "prn", "aux", "nul"),
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
})  # fmt: skip
"""The folder of what all pages share, and names that are devices wherever they stand on Windows
(https://learn.microsoft.com/windows/win32/fileio/naming-a-file)."""

_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe"})


def fault(slug: str) -> Message:
    """What is wrong with a slug; empty if nothing is."""
    if not _SLUG.fullmatch(slug):
        return msg("cannot be part of a web address")
    if len(slug) > MOST_CHARACTERS:
        return msg("has {} characters; {} are allowed", len(slug), MOST_CHARACTERS)
    if slug in RESERVED:
        return msg("is a name with another meaning")
    return NOTHING


def free(slug: str) -> str:
    """The slug, or one like it that is not reserved."""
    return f"{slug}-interview" if slug in RESERVED else slug


def of_title(text: str) -> str:
    """The part of a web address that a title makes: small letters, digits, hyphens; at most about 60 of them."""
    folded = unicodedata.normalize("NFC", text.lower()).translate(_FOLDED)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return free((slug if len(slug) <= 60 else slug[:61].rpartition("-")[0] or slug[:60]) or "interview")
