"""A sentence as it is printed: its part of a paragraph, with the marks that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audiobuild.languages.registry import base
from audiobuild.model import Inline, Piece, Sentence


def marked(inlines: Sequence[Inline], sentence: Sentence, language: str) -> tuple[Inline, ...]:
    """A sentence of a paragraph with its marks; also those of languages that a lexicon knows: a screen reader must change
    its voice where ours does (WCAG 3.1.2)."""
    parts: list[Inline] = []
    start = sentence.start
    for piece in sentence.pieces:
        foreign = _foreign(piece, language)
        for inline in part(inlines, start, start + len(piece.text)):
            one = replace(inline, language=inline.language or foreign)
            if parts and replace(parts[-1], text="") == replace(one, text="", footnotes=()):
                parts[-1] = replace(one, text=parts[-1].text + one.text)
            else:
                parts.append(one)
        start += len(piece.text)
    return tuple(parts)


def _foreign(piece: Piece, language: str) -> str:
    return piece.language if base(piece.language) != base(language) else ""


def part(inlines: Sequence[Inline], start: int, end: int) -> tuple[Inline, ...]:
    """The part of a paragraph between two character positions, with its marks. The mark of a footnote goes with the character
    before it."""
    parts = []
    position = 0
    for inline in inlines:
        text = inline.text[max(0, start - position) : max(0, end - position)]
        position += len(inline.text)
        if text:
            parts.append(replace(inline, text=text, footnotes=inline.footnotes if position <= end else ()))
    return tuple(parts)
