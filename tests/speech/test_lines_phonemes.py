"""What an engine gets for a sentence, and where its words stand in what is spoken."""

from __future__ import annotations

import re

import pytest

from audiobuild.model import Piece, Sentence, Voice, Word
from audiobuild.publication.voices import Voices
from audiobuild.speech import about
from audiobuild.speech.guard import About
from audiobuild.speech.lines import VoiceSpan, spans

GERMAN = Voice(name="guest", engine="espeak", language="de")
SILENT = Voice(name="mute", engine="silence", language="de")
PIECES = (
    Piece(text="Der ", spoken="Der ", language="de"),
    Piece(text="Beamer", spoken="Beamer", language="de", rule="loan word", ipa="bˈiːmɜ"),
    Piece(text="raum ist ", spoken="raum ist ", language="de"),
    Piece(text="live", spoken="live", language="de", rule="loan word", ipa="lˈaɪf"),
    Piece(text=".", spoken=".", language="de"),
)


def test_phonemes_go_to_a_voice_that_reads_them() -> None:
    (span,) = spans(Sentence(start=0, pieces=PIECES), GERMAN, Voices({}))
    text = "Der ⟦bˈiːmɜ⟧raum ist ⟦lˈaɪf⟧."
    assert span == VoiceSpan(text=text, language="de", voice=GERMAN, changes=((4, 12, 6), (21, 28, 4)))
    found = [Word(start=text.index(word), end=text.index(word) + len(word), time_ms=0) for word in text.split()]
    spoken = "Der Beamerraum ist live."
    assert [spoken[word.start : word.end] for word in span.in_spoken(found)] == spoken.split()
    inside = Word(start=6, end=8, time_ms=0)
    assert span.in_spoken([inside]) == (Word(start=4, end=10, time_ms=0),)


def test_another_voice_gets_the_words() -> None:
    (span,) = spans(Sentence(start=0, pieces=PIECES), SILENT, Voices({}))
    assert span == VoiceSpan(text="Der Beamerraum ist live.", language="de", voice=SILENT)


def test_a_phrase_in_another_language_is_said_by_its_phonemes_where_the_voice_speaks_one_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Word by word; where espeak-ng joins words, as a whole; where it has no voice for the language, as it is written."""
    joe, ida = (Voice(name=name, engine="piper", language=name) for name in ("en-US", "de"))
    monkeypatch.setattr(about, "_known", {repr(voice): About(reads_ipa=True) for voice in (joe, ida)})

    def said(text: str, language: str, voice: Voice = joe) -> VoiceSpan:
        pieces = (
            Piece(text="They say “", spoken="They say “", language="en"),
            Piece(text=text, spoken=text, language=language),
            Piece(text="”.", spoken="”.", language="en"),
        )
        (span,) = spans(Sentence(start=0, pieces=pieces), voice, Voices({}))
        return span

    german = said("mein Schatz", "de")
    assert (german.text, german.language) == ("They say “⟦maɪn⟧ ⟦ʃˈats⟧”.", "en-US")
    heard = [Word(start=match.start(), end=match.end(), time_ms=0) for match in re.finditer(r"[\w⟦⟧ˈ]+", german.text)]
    spoken = "They say “mein Schatz”."
    assert [spoken[word.start : word.end] for word in german.in_spoken(heard)] == ["They", "say", "mein", "Schatz"]
    assert said("je ne sais quoi", "fr").text == "They say “⟦ʒə⟧ ⟦nə⟧ ⟦sˈɛ⟧ ⟦kwˈa⟧”."
    assert said("in the end, perhaps", "en-GB", ida).text.endswith("“⟦ɪnðɪ ˈɛnd⟧, ⟦pəhˈaps⟧”.")
    assert said("wänn chunnsch", "gsw").text == "They say “wänn chunnsch”."


def test_a_phrase_that_one_s_own_rules_read_is_none_of_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    voice = Voice(name="joe", engine="piper", language="en-US")
    monkeypatch.setattr(about, "_known", {repr(voice): About(reads_ipa=True)})
    (span,) = spans(
        Sentence(start=0, pieces=(Piece(text="colour", spoken="colour", language="en-GB"),)), voice, Voices({})
    )
    assert (span.text, span.changes) == ("colour", ())


def test_figures_in_words_have_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    voice = Voice(name="heart", engine="kokoro", language="en-US")
    monkeypatch.setattr(about, "_known", {repr(voice): About()})
    text = "We saw 12 birds & 3.5 cats on A6."
    (span,) = spans(Sentence(start=0, pieces=(Piece(text=text, spoken=text, language="en"),)), voice, Voices({}))
    assert span.text == "We saw twelve birds and three point five cats on A six."
    heard = [Word(start=found.start(), end=found.end(), time_ms=0) for found in re.finditer(r"\w+", span.text)]
    assert [text[word.start : word.end] for word in span.in_spoken(heard)] == [
        *("We", "saw", "12", "birds", "&", "3.5", "3.5", "3.5", "cats", "on", "A6", "A6"),
    ]
