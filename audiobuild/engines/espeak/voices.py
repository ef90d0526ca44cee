"""Which languages and variants the data of espeakng-loader has, read from its files without starting the library."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import espeakng_loader

DEFAULT_PRIORITY = 5


@cache
def languages() -> Mapping[str, str]:
    """Language code (lower case) → voice file, such as ``{"de": "gmw/de", "en": "gmw/en", "en-us": "gmw/en-US", …}``.

    A voice file has lines ``language CODE [PRIORITY]`` (espeak-ng docs/voices.md); the lowest number wins, at a tie the
    voice whose first language it is, then the shorter name ("sit/cmn" before "sit/cmn-Latn-pinyin").
    """
    root = Path(espeakng_loader.get_data_path()) / "lang"
    found: dict[str, tuple[int, int, int, str]] = {}
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        name = path.relative_to(root).as_posix()
        lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
        codes = [words[1:3] for words in lines if len(words) > 1 and words[0] == "language"]
        for index, (code, *priority) in enumerate(codes):
            rank = (int(priority[0]) if priority else DEFAULT_PRIORITY, index, len(name), name)
            found[code.lower()] = min(rank, found.get(code.lower(), rank))
    return {code: rank[-1] for code, rank in sorted(found.items())}


@cache
def variants() -> frozenset[str]:
    """The names after the ``+``: ``f1`` … ``f5``, ``m1`` … ``m8``, ``whisper``, and the names of people."""
    return frozenset(path.name for path in (Path(espeakng_loader.get_data_path()) / "voices" / "!v").iterdir())


def voice_file(language: str) -> str | None:
    """The voice file for a BCP 47 tag: the tag itself, then shortened from its end (RFC 4647, section 3.4, lookup)."""
    subtags = language.lower().replace("_", "-").split("-")
    for count in range(len(subtags), 0, -1):
        if name := languages().get("-".join(subtags[:count])):
            return name
    return None
