"""Which voice speaks what, in which language."""

from __future__ import annotations

import pytest

from audiobuild.languages.reading import sentences
from audiobuild.model import Inline, Voice
from audiobuild.speech import about
from audiobuild.speech.guard import About
from audiobuild.speech.lines import spans

SPEAKS_GERMAN = About()
SPEAKS_BOTH = About(languages=frozenset({"de", "en"}))
ENGLISH = Voice(name="english", engine="piper", language="en-GB")


def spoken(monkeypatch: pytest.MonkeyPatch, voice: Voice, known: About) -> list[tuple[str, str, str]]:
    """What a voice says of a sentence with a quotation that nobody marked."""
    monkeypatch.setattr(about, "_known", {repr(voice): known, repr(ENGLISH): About()})
    (sentence,) = sentences((Inline(text="Er sagt: „Never change a running system“, mehr nicht."),), language="de")
    return [(span.text, span.language, span.voice.name) for span in spans(sentence, voice, {ENGLISH.name: ENGLISH})]


def test_a_voice_that_speaks_no_other_language_says_what_is_found_in_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    voice = Voice(name="german", engine="piper", language="de")
    assert spoken(monkeypatch, voice, SPEAKS_GERMAN) == [
        ("Er sagt: „Never change a running system“, mehr nicht.", "de", "german")
    ]


def test_an_engine_that_speaks_both_changes_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    voice = Voice(name="german", engine="espeak", language="de")
    assert spoken(monkeypatch, voice, SPEAKS_BOTH) == [
        ("Er sagt: „", "de", "german"),
        ("Never change a running system", "en", "german"),
        ("“, mehr nicht.", "de", "german"),
    ]


def test_the_voice_that_the_editor_names_for_the_language_of_any_country(monkeypatch: pytest.MonkeyPatch) -> None:
    voice = Voice(name="german", engine="piper", language="de", languages={"en-GB": "english"})
    assert spoken(monkeypatch, voice, SPEAKS_GERMAN) == [
        ("Er sagt: „", "de", "german"),
        ("Never change a running system", "en-GB", "english"),
        ("“, mehr nicht.", "de", "german"),
    ]
