"""How many rows of the tables espeak-ng says as it says their written-out text: ``python -m languages.phonemes [-v]``.

A row is equal where the phonemes and pauses are the same, whatever the stress. It runs in a process of its own, since the
library keeps state. Prints ``code equal rows`` for each table, and with -v the rows that differ.
"""

from __future__ import annotations

import ctypes
import re
import sys
from functools import cache

import espeakng_loader
from languages.tables import CODES, Row, by_language, rows

VOICES = {"en": "en-us"}


@cache
def library() -> ctypes.CDLL:
    lib = ctypes.CDLL(espeakng_loader.get_library_path())
    if lib.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0) < 0:
        raise RuntimeError("espeak-ng does not start")
    lib.espeak_TextToPhonemes.restype = ctypes.c_char_p
    lib.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
    return lib


def ipa(text: str, code: str) -> str:
    lib = library()
    lib.espeak_SetVoiceByName(VOICES.get(code, code).encode())
    buffer = ctypes.create_string_buffer(text.encode())
    pointer = ctypes.c_void_p(ctypes.addressof(buffer))
    clauses = []
    while pointer.value:
        clauses.append(lib.espeak_TextToPhonemes(ctypes.byref(pointer), 1, 2).decode())
    return "|".join(clauses)


def sound(text: str, code: str) -> str:
    """The phonemes, with | for pauses, without stress and marks of a language switched to."""
    phonemes = " ".join(ipa(part, language) for language, part in by_language(text, code))
    return re.sub(r"[\sˈˌ]|\([\w-]+\)", "", phonemes)


def unequal(code: str) -> list[Row]:
    return [row for row in rows(code) if row.heard != row.spoken and sound(row.spoken, code) != sound(row.heard, code)]


def main() -> None:
    for code in CODES:
        differing, count = unequal(code), sum(1 for _ in rows(code))
        print(code, count - len(differing), count)
        for row in differing if "-v" in sys.argv else ():
            print(f"  {row.spoken!r} /{sound(row.spoken, code)}/ not {row.heard!r} /{sound(row.heard, code)}/")


if __name__ == "__main__":
    main()
