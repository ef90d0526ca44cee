from __future__ import annotations

import pytest

from audiobuild.text import printable, seen, short_title, shown

FITS = "Wie waren die ersten Tage im neuen Amt, und wer hat geholfen"  # 60 characters


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("", 60, ""),
        (FITS, 60, FITS),
        (FITS + "?", 60, "Wie waren die ersten Tage im neuen Amt, und wer hat…"),
        (FITS[:-7] + "!" + " und warum?" * 3, 60, "Wie waren die ersten Tage im neuen Amt, und wer hat g! und…"),
        ("Eins, zwei, drei", 10, "Eins…"),
        ("Eins, zwei, drei", 12, "Eins, zwei…"),
        ("Ja – oder nein?", 8, "Ja…"),
        ("Donaudampfschifffahrt", 10, "Donaudamp…"),
        ("  Donaudampfschifffahrt", 10, "  Donauda…"),
        ("Die Donaudampfschifffahrt", 10, "Die…"),
        ("14\u00a0000 Euro", 8, "14\u00a0000…"),
        ("日本語の長い題名", 5, "日本語の…"),
        ("e\u0301e\u0301e\u0301e\u0301", 4, "e\u0301…"),
        ("👩🏽\u200d🚀👩🏽\u200d🚀", 6, "👩🏽\u200d🚀…"),
        ("👩🏽\u200d🚀" * 20, 60, "👩🏽\u200d🚀" * 14 + "…"),
    ],
)
def test_a_title_is_cut_between_words(text: str, limit: int, expected: str) -> None:
    assert short_title(text, limit) == expected
    assert len(expected) <= limit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("two\r\nlines\tand\u00a0spaces", "two lines and spaces"),
        ("\x1b[2Jred\x07", "\\x1b[2Jred\\x07"),
        ("a\u202etxt.exe\u2066", "a\\u202etxt.exe\\u2066"),
        ("half \udcff", "half \\udcff"),
        ("x" * 10_000_000, "x" * 199 + "…"),
        ("\x1b" * 1000, ("\\x1b" * 200)[:199] + "…"),
        (b"\x1b", "b'\\x1b'"),
    ],
)
def test_foreign_text_in_a_message(text: object, expected: str) -> None:
    assert shown(text) == expected


def test_a_message_holds_no_command_to_the_terminal() -> None:
    assert printable("one\ntwo\x1b]0;x\x07 می\u200cخواهم \u202e") == "one\ntwo\\x1b]0;x\\x07 می\u200cخواهم \\u202e"


@pytest.mark.parametrize("text", ["", " \t", "\u200b\u2060", "\u3164", "\u2800\ufe0f", "\u0301", "\u200d"])
def test_what_nobody_sees(text: str) -> None:
    assert not seen(text)
    assert seen(text + "?")
