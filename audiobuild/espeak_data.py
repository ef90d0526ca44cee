"""Which languages and variants the data of espeakng-loader has, read from its files without starting the library."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import espeakng_loader

from audiobuild.languages.registry import base

DEFAULT_PRIORITY = 5
LONGEST_PATH_BYTES = 159
"""espeak-ng 1.52 keeps the data's path in 160 bytes; it cuts a longer one, and then takes data from elsewhere."""

BROKEN_VARIANTS = {"robosoft2"}
"""Its ``intonation -25`` makes the library read beside a table: Spanish crashes on some sentences (1.52.0)."""


def data_path() -> Path:
    """The folder with the voices, dictionaries and phonemes."""
    return Path(espeakng_loader.get_data_path())


def length(path: Path) -> int:
    """Bytes of the path as the library gets it."""
    return len(os.fsencode(path))


@cache
def languages() -> Mapping[str, str]:
    """Language code (lower case) → voice file, such as ``{"de": "gmw/de", "en": "gmw/en", "en-us": "gmw/en-US", …}``.

    A voice file has lines ``language CODE [PRIORITY]`` (espeak-ng's voices.md). The lowest number wins; at a tie
    the voice whose earlier language it is, then the shorter name ("sit/cmn" before "sit/cmn-Latn-pinyin"). A language
    that comes only with further subtags ("chr-us-qaaa-x-west") has its bare code too.
    """
    ranks: dict[str, tuple[int, int, int, str]] = {}
    for name, codes in _voice_files():
        for index, (code, priority) in enumerate(codes):
            rank = (priority, index, len(name), name)
            ranks[code] = min(rank, ranks.get(code, rank))
    for code, rank in list(ranks.items()):
        ranks.setdefault(base(code), rank)
    return {code: rank[-1] for code, rank in sorted(ranks.items())}


@cache
def variants() -> tuple[str, ...]:
    """The names that can stand after the ``+``: ``f1`` … ``f5``, ``m1`` … ``m8``, ``whisper``, people's names."""
    names = {path.name for path in (data_path() / "voices" / "!v").iterdir()}
    return tuple(sorted(names - BROKEN_VARIANTS))


def voice_file(language: str) -> str | None:
    """The voice file for a BCP 47 tag: for the whole tag, else for the tag cut from its end (RFC 4647, 3.4, lookup)."""
    subtags = language.lower().replace("_", "-").split("-")
    candidates = ("-".join(subtags[:count]) for count in range(len(subtags), 0, -1))
    return next((languages()[code] for code in candidates if code in languages()), None)


@cache
def phonemes(voice: str) -> frozenset[str]:
    """The names of the phonemes that a voice file's table has, with those of the tables that it is built on."""
    lines = [line.split() for line in (data_path() / "lang" / voice).read_text(encoding="utf-8").splitlines()]
    named = [words[1] for key in ("phonemes", "language") for words in lines if words[:1] == [key]]
    tables = _phoneme_tables()
    number = next(
        number for name in (named[0], base(named[0])) for number, table in tables.items() if table.name == name
    )
    names: set[str] = set()
    while number:
        names |= tables[number].phonemes
        number = tables[number].built_on
    return frozenset(names)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Table:
    """A table of phonemes: its own, and the number of the table whose others it has; 0 for none."""

    name: str
    built_on: int
    phonemes: frozenset[str]


@cache
def _phoneme_tables() -> Mapping[int, _Table]:
    """The file ``phontab``, by the tables' numbers: how many there are, then of each a head (how many phonemes, built on, two
    bytes, a name of 32) and 16 bytes for each phoneme, of which four are the name (``LoadPhData`` in synthdata.c)."""
    data = (data_path() / "phontab").read_bytes()
    tables, position = {}, 4
    for number in range(1, data[0] + 1):
        count, built_on, name = struct.unpack_from("<BB2x32s", data, position)
        ends = position + 36 + 16 * count
        names = (data[start : start + 4].rstrip(b"\0").decode("latin-1") for start in range(position + 36, ends, 16))
        tables[number] = _Table(
            name=name.split(b"\0")[0].decode("latin-1"), built_on=built_on, phonemes=frozenset(names) - {""}
        )
        position = ends
    return tables


def _voice_files() -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Each voice's file name, and its language codes with their priorities.

    Voices without a dictionary (Faroese, Karakalpak and Xextan in 1.52) are left out: the library prints a
    complaint and stays silent.
    """
    root = data_path() / "lang"
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
        codes = [
            (words[1].lower(), int(words[2]) if len(words) > 2 else DEFAULT_PRIORITY)
            for words in lines
            if words[:1] == ["language"]
        ]
        dictionary = next((words[1] for words in lines if words[:1] == ["dictionary"]), base(codes[0][0]))
        if (data_path() / f"{dictionary}_dict").exists():
            yield path.relative_to(root).as_posix(), codes
