"""Every engine gets what it reads best: figures where they are read right, words elsewhere (the table in docs/speech.md)."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from audiobuild.languages.reading import sentences
from audiobuild.model import Inline
from audiobuild.speech.lines import spans
from audiobuild.speech.spelling import for_espeak
from engines.test_contract import VOICES

PRINTED = "Am 3. Mai 1998 kamen 20.000 Leute, 1,5 % mehr als nach § 5 & vor 2022."
FIGURES = "Am dritten Mai neunzehnhundertachtundneunzig kamen 20.000 Leute, 1,5 Prozent mehr als nach § 5 & vor 2022."
WORDS = (
    "Am dritten Mai neunzehnhundertachtundneunzig kamen zwanzigtausend Leute, eins Komma fünf Prozent mehr als nach "
    "Paragraf fünf und vor zweitausendzweiundzwanzig."
)
READS = {"espeak": FIGURES, "gtts": WORDS, "http": WORDS, "kokoro": WORDS, "piper": FIGURES, "silence": FIGURES}


@pytest.mark.parametrize("name", VOICES)
def test_what_an_engine_is_given(name: str, openai_server: object, piper_models: Path) -> None:
    (sentence,) = sentences((Inline(text=PRINTED),), language="de")
    assert [span.text for span in spans(sentence, replace(VOICES[name], language="de"), {})] == [READS[name]]


def test_piper_reads_figures_as_words() -> None:
    """By its own espeak-ng, which is not ours: the rows of the tables, as they are spoken and as a reader would write them."""
    command = [sys.executable, "-m", "engines.piper_phonemes"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]).stdout
    assert printed == ""


@pytest.mark.parametrize(
    ("word", "seen"),
    [
        ("neunundvierzig", "neunundfierzig"),
        ("hundertvierte", "hundertfierte"),
        ("tausendvier", "tausendfier"),
        ("Klavier und vier", "Klavier und vier"),
    ],
)
def test_a_word_that_espeak_misreads(word: str, seen: str) -> None:
    assert for_espeak(word, "de-AT") == seen
    assert for_espeak(word, "nl") == word


def test_the_v_of_vier_is_an_f() -> None:
    from audiobuild.speech.espeak import phonemes

    assert re.sub("[ˈˌ]", "", phonemes("neunundvierzig", "de")) == "nɔønʊntfiːɾtsɪç"
