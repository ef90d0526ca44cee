"""Small pure helpers for text, among them the one definition of the characters that nobody sees."""

from __future__ import annotations

import re
import unicodedata

_JOINER = "\u200d"

_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters: no font has them, XML refuses most
    "\u00ad"  # soft hyphen: where a line may be broken, which no voice needs to know
    "\u200b\u2060\ufeff"  # zero-width space, word joiner, byte order mark: espeak-ng splits words at them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks of direction: pages say theirs in ``dir``, voices need none
    "\u2061-\u2065\u206a-\u206f"  # unseen operators of formulas, and what Unicode itself calls deprecated
    "\ufff9-\uffff\ud800-\udfff"  # what stands for lost text or pictures, half characters, and no characters at all
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # fillers, which join or stand for letters that are not there
    "]"
    "|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+"  # tags outside of a flag spell hidden texts
    "|(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"  # and so do rows of selectors
)
"""What is dropped everywhere: in an import, in print and in speech.

Kept is what belongs to words and pictures though it has no width. The zero-width non-joiner (U+200C) is part of the
spelling of Persian ("می‌خواهم") and of Indic scripts, the zero-width joiner (U+200D) of Indic scripts and of emoji that are
joined to one picture. A variation selector, and the tags in flags, choose the picture.
"""
_LINE_ENDS = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
"""Characters that end a line, a page or a record in old files. In a paragraph they are spaces."""
_ODD_SPACES = re.compile("[ \t\r\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
"""Spaces of a certain width, or at which no line is broken."""


def visible(text: str) -> str:
    """The text composed (NFC), without what nobody sees, and with plain spaces for odd ends of lines; ``\\n`` stays.

    Engines read decomposed umlauts as wrong vowels, and split words at characters without width
    (docs/speech.md#characters-nobody-sees).
    """
    return unicodedata.normalize("NFC", _LINE_ENDS.sub(" ", _INVISIBLE.sub("", text)))


def without_invisible(text: str) -> str:
    """The text without what nobody sees, and else as it is."""
    return _INVISIBLE.sub("", text)


HIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What an editor's file may not hold: controls, halves of characters, and what turns round the order of the letters
behind it, so that people see another text than programs do (https://trojansource.codes)."""

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180e\u200c\u200d\u2800\u3164\uffa0")
"""Letters and signs by their category that leave the paper white: fillers, a braille cell without dots, joiners alone."""


_MESSAGE = frozenset("\n\u200c\u200d")
"""What stays in a message though it has no width: line ends, and what belongs to words and pictures."""


def seen(text: str) -> bool:
    """Whether any of it leaves a mark on paper."""
    return any(unicodedata.category(letter)[0] in "LNPS" and letter not in _BLANK for letter in text)


def shown(text: object, limit: int = 200) -> str:
    """Somebody else's text in a message: one line of at most ``limit`` characters, of which none moves the cursor, turns
    the order round or cannot be seen. Those stand as Python writes them (``\\x1b``)."""
    folded = " ".join(str(text)[: 4 * limit].split())
    printed = "".join(letter if letter.isprintable() else _escaped(letter) for letter in folded)
    return printed if len(printed) <= limit else printed[: limit - 1] + "…"


def printable(text: str) -> str:
    """A message of several lines as :func:`shown` shows one: nothing in it is a command to the terminal."""
    return "".join(letter if letter.isprintable() or letter in _MESSAGE else _escaped(letter) for letter in text)


def _escaped(letter: str) -> str:
    return " " if letter.isspace() else letter.encode("unicode_escape").decode("ascii")


def plain_spaces(text: str) -> str:
    """Each run of spaces, of whatever width, as one plain space."""
    return _ODD_SPACES.sub(" ", text)


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
