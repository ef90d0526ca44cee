"""Spoken text without figures, for engines of which nobody knows how they read them."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from languages.tables import CODES, by_language, rows

from audiobuild.languages.figures import written_out

READ_OTHERWISE = {"1998 people", "os EUA são grandes"}
"""A number that espeak-ng reads as a year, and letters that it does not know."""


def words(text: str, code: str) -> str:
    said = " ".join(written_out(part, language) for language, part in by_language(text, code))
    return re.sub(r"[\W_]", "", said).casefold()


@pytest.mark.parametrize("code", CODES)
def test_the_tables_without_figures_are_what_a_reader_would_write(code: str) -> None:
    for row in rows(code):
        said = words(row.spoken, code)
        assert not re.search(r"\d", said), row
        assert row.spoken in READ_OTHERWISE or said == words(row.heard, code), row


@pytest.mark.parametrize(
    ("tag", "text", "said"),
    [
        ("de", "20.000 Euro, 3,05 Prozent", "zwanzigtausend Euro, drei Komma null fünf Prozent"),
        ("de-AT", "§ 12a & § 13", "Paragraf zwölf a und Paragraf dreizehn"),
        (
            "de",
            "die 2020er, A6, 5G, Version 2.10.1",
            "die zweitausendzwanziger, A sechs, fünf G, Version zwei Punkt zehn Punkt eins",
        ),
        ("de", "Telefon 0 6 3 1, 007", "Telefon null sechs drei eins, null null sieben"),
        (
            "de",
            "12345678901234567",
            "eins zwei drei vier fünf sechs sieben acht neun null eins zwei drei vier fünf sechs sieben",
        ),
        ("de", "2022, 2023.", "zweitausendzweiundzwanzig, zweitausenddreiundzwanzig."),
        ("en", "1,500 or 1.5", "one thousand five hundred or one point five"),
        ("es", "21 toneladas, 21 euros, el 21", "veintiuna toneladas, veintiún euros, el veintiuno"),
        ("fr", "1\u202f200 et 71", "mille deux cents et soixante-et-onze"),
        ("fr-BE", "71", "septante-et-un"),
        ("pt", "16", "dezasseis"),
        ("pt-BR", "16", "dezesseis"),
        ("pl", "3,05", "trzy przecinek zero pięć"),
        ("de", "٣ und ²", "drei und ²"),
        ("sv", "20 000", "20 000"),
        ("de", "", ""),
    ],
)
def test_figures_become_words(tag: str, text: str, said: str) -> None:
    assert written_out(text, tag) == said


def test_without_figures_nothing_is_loaded() -> None:
    """The package is imported where a number is met, since that takes as long as reading a page."""
    script = "import sys\nfrom audiobuild.languages.figures import written_out\nwritten_out('Guten Tag, Welt', 'de')\nprint('unicode_rbnf' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
