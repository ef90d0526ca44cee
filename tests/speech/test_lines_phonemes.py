"""What an engine gets for a sentence, and where its words stand in what is spoken."""

from __future__ import annotations

from audiobuild.model import Piece, Sentence, Voice, Word
from audiobuild.publication.voices import Voices
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
    assert span == VoiceSpan(text=text, language="de", voice=GERMAN, phonemes=((4, 12, 6), (21, 28, 4)))
    found = [Word(start=text.index(word), end=text.index(word) + len(word), time_ms=0) for word in text.split()]
    spoken = "Der Beamerraum ist live."
    assert [spoken[word.start : word.end] for word in span.in_spoken(found)] == spoken.split()
    inside = Word(start=6, end=8, time_ms=0)
    assert span.in_spoken([inside]) == (Word(start=4, end=10, time_ms=0),)


def test_another_voice_gets_the_words() -> None:
    (span,) = spans(Sentence(start=0, pieces=PIECES), SILENT, Voices({}))
    assert span == VoiceSpan(text="Der Beamerraum ist live.", language="de", voice=SILENT)
