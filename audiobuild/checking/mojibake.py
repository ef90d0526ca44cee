"""Text that was read in the wrong encoding: UTF-8 taken for Latin-1 or Windows-1252, which is how ``ä`` becomes ``Ã¤``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from audiobuild.checking.finding import File, Finding
from audiobuild.messages import msg

RULE = msg("RFC 3629 and W3C, Character encodings: text is read in the encoding in which it was written")

_CP1252 = "".join(chr(byte) + bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0))
_SECOND = "".join(map(re.escape, dict.fromkeys(_CP1252)))
"""The second byte of two, as a character."""

_FOLLOWS = "’‘”“»›«‹…–—•·®™°†‡¹²³\u00a0"
"""What may stand behind a letter without any mistake: „Spaß“, CAFÉ®, MAÇÃ”."""

_BROKEN = re.compile(
    "\ufffd|â€|â‚¬|â„¢|ï»¿|ðŸ"  # a lost character; quotation marks, dashes, euro, trade mark, byte order mark, emoji
    f"|[ÂÃ](?![{_FOLLOWS}])[{_SECOND}]"  # letters that few words have, and that all umlauts and accents become
    f"|(?<![A-ZÀ-ÖØ-Þ])[ÂÃ][{_FOLLOWS}]"
    rf"|[Ä-ÖØ-Þ](?![{_FOLLOWS}]|\w)[{_SECOND}]"  # MÍŠA is a name
)


def findings(file: File, texts: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """The texts, each with its place, that hold such characters; one finding a place."""
    for place, text in texts:
        if found := broken(text):
            message = msg("has {!r}, which was read in a wrong encoding", found)
            yield file.finding(RULE, message, place=place)


def broken(text: str) -> str:
    """The first word with such characters, empty where there is none."""
    match = _BROKEN.search(text)
    if not match:
        return ""
    start = max(text.rfind(" ", 0, match.start()) + 1, match.start() - 20)
    return text[start : match.end() + 20].split(" ")[0]
