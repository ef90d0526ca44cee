from __future__ import annotations

import pytest

from audiobuild.text import short_title

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
