"""Braille by liblouis (https://liblouis.io): a library of the system, with a table of rules for each language and grade.

It is called as C, since no package of its Python module is kept: Debian's ``liblouis20`` with ``liblouis-data``, Fedora's
``liblouis``, Homebrew's ``liblouis``. Cells come as Unicode braille, whatever alphabet a table is written in.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from audiobuild.errors import ConfigError, Missing
from audiobuild.languages.registry import base
from audiobuild.messages import msg
from audiobuild.model import Show

BLANK: Final = "⠀"
GRADES: Final[Mapping[str, tuple[tuple[int, str], ...]]] = {
    "de": ((0, "de-g0.utb"), (1, "de-g1.ctb"), (2, "de-g2.ctb")),
    "en": ((0, "en-ueb-g1.ctb"), (2, "en-ueb-g2.ctb")),
    "es": ((0, "es-g1.ctb"), (2, "es-g2.ctb")),
    "fr": ((0, "fr-bfu-comp6.utb"), (2, "fr-bfu-g2.ctb")),
    "it": ((0, "it-it-comp6.utb"),),
    "nl": ((0, "nl-NL-g0.utb"),),
    "pl": ((0, "Pl-Pl-g1.utb"),),
    "pt": ((0, "pt-pt-g1.utb"), (2, "pt-pt-g2.ctb")),
}
"""The tables of a language by how much they contract: nothing, some groups of letters (Vollschrift), also words."""
USUAL: Final = {"de": 2, "en": 2}
"""What most books are printed in; elsewhere nothing is contracted (docs/standards.md#braille)."""

_DOTS_UNICODE, _NOTHING_UNKNOWN = 4 | 64, 128
_ITALIC, _BOLD = 1, 4
_SILENT = 60000
_NAMES: Final = ("liblouis.so.20", "liblouis.20.dylib", "liblouis.dll")
_EQUIVALENTS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys("“„‟", ("“", "«", '"')),
    "”": ("»", '"'),
    **dict.fromkeys("‘‚‛", ("‘", "'")),
    "’": ("'",),
    **dict.fromkeys("-‐‑–—―−", ("—", "-", "\u00ad")),
    **dict.fromkeys("•·‣▪_", ("-", "\u00ad")),
    "…": ("...",),
    "€": ("EUR",),
    "×": ("x",),
    "№": ("No",),
    "#": ("No",),
    "§": ("par.",),
    "°": ("º", "o"),
    **dict.fromkeys("¡¿", ("",)),
    "ß": ("ss",),
    "ø": ("o",),
    "Ø": ("O",),
    "æ": ("ae",),
    "Æ": ("Ae",),
    "œ": ("oe",),
    "Œ": ("Oe",),
    "ł": ("l",),
    "Ł": ("L",),
    "đ": ("d",),
    "Đ": ("D",),
    "ð": ("d",),
    "þ": ("th",),
    "ı": ("i",),
}
"""What is written for a character that a table does not know, the first that it does; then its letter without accents. Others
it spells by their number. Table ``it-it-comp6`` of liblouis 3.24 has its hyphen at the soft one's place."""
_SPACES: Final = str.maketrans(
    {**dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a\t\n", " "), "\u00ad": None, "\ufe0e": None}
)


@cache
def library() -> ctypes.CDLL | None:
    """liblouis, where this machine has it."""
    for name in (*_NAMES, ctypes.util.find_library("louis")):
        try:
            found = ctypes.CDLL(name) if name else None
        except OSError:
            continue
        if found:
            for function in (found.lou_findTable, found.lou_getTableInfo, found.lou_version):
                function.restype = ctypes.c_char_p
            found.lou_setLogLevel(_SILENT)
            return found
    return None


def version() -> str:
    """Which one it is; empty where there is none."""
    found = library()
    return found.lou_version().decode() if found else ""


@cache
def table(language: str, grade: int | None = None) -> str:
    """The table for a BCP 47 tag, contracted no more than ``grade``, or as books usually are; empty where there is none, or
    liblouis has no tables here."""
    found, code = library(), base(language)
    if not found:
        return ""
    most = USUAL.get(code, 0) if grade is None else grade
    known = [name for least, name in GRADES.get(code, ()) if least <= most]
    name = known[-1] if known else _found(found, code)
    return name if name and found.lou_checkTable(name.encode()) else ""


def _found(library: ctypes.CDLL, code: str) -> str:
    """What liblouis finds of six dots for a language that is not in :data:`GRADES`. It may offer another language's."""
    for query in ("language:{} type:literary contraction:no dots:6", "language:{} type:literary", "language:{}"):
        name = library.lou_findTable(query.format(code).encode())
        facts = [library.lou_getTableInfo(name, fact) for fact in (b"language", b"dots")] if name else []
        if facts and (facts[0] or b"").decode().partition("-")[0] == code and facts[1] != b"8":
            return str(name.decode())
    return ""


def require(show: Show, languages: Mapping[str, str]) -> None:
    """Raise ConfigError where ``show`` wants braille, and one of the ``languages``, by the files of interviews, cannot be
    written in it here."""
    if "braille" not in show.books:
        return
    place = "content/show.toml: books"
    if not library():
        remedy = msg(
            "Install it (Debian and Ubuntu: apt install liblouis20 liblouis-data; Fedora: dnf install liblouis; macOS: brew "
            'install liblouis), or take "braille" out.'
        )
        raise ConfigError(
            Missing(message=msg("braille needs liblouis, which is not installed"), place=place, remedy=remedy)
        )
    remedy = msg('Install all its tables (Debian: liblouis-data), or take "braille" out of books in content/show.toml.')
    problems = [
        Missing(message=msg("liblouis has no table for {}", tag), place=f"{path}: language", remedy=remedy)
        for path, tag in languages.items()
        if not table(tag, show.braille.grade)
    ]
    if problems:
        raise ConfigError(problems)


def translate(text: str, table: str, *, emphasis: bool = False, strong: bool = False) -> str:
    """The cells of a text of one language. Raises ValueError where the table cannot say it."""
    text = "".join(_known(character, table) for character in text.translate(_SPACES))
    return _cells(text, table, _ITALIC * emphasis | _BOLD * strong) if text else ""


def knows(text: str, table: str) -> bool:
    """Whether the table has all characters of a text."""
    return all(_has(character, table) for character in text.translate(_SPACES))


@cache
def _has(character: str, table: str) -> bool:
    return character == " " or bool(_cells(character, table, 0, _NOTHING_UNKNOWN))


@cache
def _known(character: str, table: str) -> str:
    """A character as the table knows it, or what is written instead."""
    if _has(character, table):
        return character
    parts = unicodedata.normalize("NFKD", character)
    bare = "".join(one for one in parts if not unicodedata.combining(one))
    others = (*_EQUIVALENTS.get(character, ()), parts, *([bare] if bare else ()))
    return next((one for one in others if all(_has(sign, table) for sign in one)), character)


def _cells(text: str, table: str, form: int, mode: int = 0) -> str:
    found = library()
    if not found:
        raise ValueError(table)
    size = found.lou_charSize()
    encoding = {2: "utf-16-le", 4: "utf-32-le"}[size]
    data = text.encode(encoding, "replace")
    given, room = ctypes.c_int(len(data) // size), ctypes.c_int(len(data) // size * 16 + 64)
    forms = (ctypes.c_ushort * room.value)(*([form] * given.value)) if form else None
    cells = ctypes.create_string_buffer(room.value * size)
    length = ctypes.c_int(given.value)
    if not found.lou_translateString(
        table.encode(), data, ctypes.byref(length), cells, ctypes.byref(room), forms, None, _DOTS_UNICODE | mode
    ):
        raise ValueError(table)
    if length.value < given.value:
        raise ValueError(table, text)
    said = cells.raw[: room.value * size].decode(encoding)
    return "".join(chr(0x2800 | ord(cell) & 0x3F) for cell in said)
