"""What the rules of espeak-ng misread, spelled so that they do not. Piper has the same rules inside.

Letter for letter, so that what is heard keeps its place in the text. Pronunciations of words belong into a lexicon.
"""

from __future__ import annotations

import re

from audiobuild.languages.registry import base

_MISREAD = {"de": ((re.compile("(?:(?<=und)|(?<=hundert)|(?<=tausend))v(?=ier)"), "f"),)}
"""By language: German "neunundvierzig" and "hundertvierte" are joined as "nund-vierzig", with a w (espeak-ng 1.52)."""


def for_espeak(text: str, language: str) -> str:
    """``text`` as espeak-ng has to see it; as long as it was."""
    for pattern, letter in _MISREAD.get(base(language), ()):
        text = pattern.sub(letter, text)
    return text
