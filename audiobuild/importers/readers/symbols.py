"""Fonts whose letters are pictures: Word makes a smiley of ":-)" by setting a J in Wingdings.

The pictures are those of the fonts' own tables, as Unicode 7 took them over; a smiley in the form that people send.
"""

from __future__ import annotations

import re

REGION = "symbol"
"""The region of what such a font draws and no other knows."""
_FONTS = re.compile(r"['\"\s]*(?:wingdings|webdings|zapf ?dingbats|marlett|bookshelf symbol)", re.IGNORECASE)
_WINGDINGS = re.compile(r"['\"\s]*wingdings['\"\s]*", re.IGNORECASE)
_PRIVATE = range(0xF000, 0xF100)
"""Where Word keeps the characters of such fonts."""
_DRAWN = {
    "(": "☎", "*": "✉", "A": "✌", "B": "👌", "C": "👍", "D": "👎", "E": "👈", "F": "👉", "G": "☝", "H": "👇", "I": "✋",
    "J": "😊", "K": "😐", "L": "🙁", "M": "💣", "N": "☠", "Q": "✈", "R": "☀", "T": "❄", "Y": "✡", "Z": "☪", "[": "☯",
    "l": "●", "n": "■", "q": "❑", "u": "◆", "v": "❖", "w": "◆", "x": "☒", "\x9e": "·", "\x9f": "•", "§": "▪", "¨": "◻",
    "ß": "←", "à": "→", "á": "↑", "â": "↓", "è": "➔", "é": "↑", "ê": "↓", "ð": "⇨", "û": "✗", "ü": "✓", "ý": "☒", "þ": "☑",
}  # fmt: skip


def is_font(name: str) -> bool:
    """Whether a font's letters are pictures."""
    return bool(_FONTS.match(name))


def drawn(text: str, font: str) -> tuple[str, str]:
    """The text as such a font draws it, and those of its letters for whose picture there is no character."""
    letters = "".join(chr(ord(letter) - _PRIVATE.start) if ord(letter) in _PRIVATE else letter for letter in text)
    known = _DRAWN if _WINGDINGS.fullmatch(font) else {}
    seen = "".join(known.get(letter, letter if letter.isspace() else "") for letter in letters)
    return seen, "".join(letter for letter in letters if letter not in known and not letter.isspace())
