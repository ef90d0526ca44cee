"""The tables: what is printed, what is spoken for it, and how a reader would write that out in words.

Lines beginning with # are comments. ``\\u00a0`` and the like stand for the character. Text in another language than the
table's is written ``{en:Social Media}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audiobuild.languages.reading import sentences
from audiobuild.model import Inline, Piece

HERE = Path(__file__).parent
CODES = sorted(path.stem for path in HERE.glob("*.tsv"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    code: str
    line: int
    printed: str
    spoken: str
    heard: str


def rows(code: str) -> Iterator[Row]:
    for number, line in enumerate((HERE / f"{code}.tsv").read_text("utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            printed, spoken, *rest = (unescaped(cell) for cell in line.split("\t"))
            yield Row(code=code, line=number, printed=printed, spoken=spoken, heard=rest[0] if rest else spoken)


def accepted(code: str) -> int:
    """How many rows espeak-ng may say otherwise: the same words, but a number in figures has other vowel lengths."""
    found = re.search(
        r"^# rows that espeak-ng may say otherwise: (\d+)$", (HERE / f"{code}.tsv").read_text("utf-8"), re.MULTILINE
    )
    return int(found[1]) if found else 0


def unescaped(cell: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), cell)


def spoken(printed: str, code: str) -> str:
    return " ".join(marked(sentence.pieces, code) for sentence in sentences([Inline(text=printed)], language=code))


def marked(pieces: Sequence[Piece], code: str) -> str:
    return "".join(
        piece.spoken if piece.language == code else f"{{{piece.language}:{piece.spoken}}}" for piece in pieces
    )


def by_language(text: str, code: str) -> Iterator[tuple[str, str]]:
    """The stretches of a marked text with their languages."""
    for match in re.finditer(r"\{(\w+):([^}]*)\}|([^{]+)", text):
        yield (match[1], match[2]) if match[1] else (code, match[3])
