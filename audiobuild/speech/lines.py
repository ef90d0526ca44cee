"""What is to be spoken: each utterance as a line, cut into spans of one voice and one language.

A script's utterance has one voice. A phrase in another language may be spoken by another one, which the voice's file names.
Which engine speaks what is decided here, once for each line; everything behind it goes by the spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from audiobuild.errors import Problem
from audiobuild.languages import figures
from audiobuild.languages.registry import base
from audiobuild.model import Piece, Script, Sentence, Voice
from audiobuild.publication.voices import place
from audiobuild.speech import engines
from audiobuild.speech.about import about, ask

Voices = Mapping[str, Voice]


@dataclass(frozen=True, kw_only=True, slots=True)
class VoiceSpan:
    """A part of a sentence in one voice and one language. ``start`` is where it begins in the spoken text."""

    text: str
    language: str
    voice: Voice
    start: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One sentence to be spoken. ``id`` names it among the lines of its script; ``place`` and ``text`` are for errors."""

    id: str
    place: str
    text: str
    spans: tuple[VoiceSpan, ...]


def lines(script: Script, voices: Voices) -> tuple[Line, ...]:
    """The lines of a script, in order; their ids are those of its utterances."""
    path = script.interview.path
    speakers = {utterance.voice.name: utterance.voice for utterance in script.utterances}.values()
    ask([*speakers, *(voices[name] for speaker in speakers for name in speaker.languages.values())])
    return tuple(
        Line(
            id=utterance.id,
            place=f"{path}:{utterance.source.line}",
            text=utterance.text,
            spans=spans(utterance.sentence, utterance.voice, voices),
        )
        for utterance in script.utterances
    )


def spans(sentence: Sentence, voice: Voice, voices: Voices) -> tuple[VoiceSpan, ...]:
    """The sentence by voice and language. A phrase in another language is spoken by the voice that the speaker's voice file
    names for it, else by the same voice where its engine can, else as the speaker's own language."""
    parts: list[VoiceSpan] = []
    start = 0
    for piece in sentence.pieces:
        speaker, language = _voice_for(voice, piece.language, voices)
        text = _spoken(piece, speaker, language)
        # Punctuation alone is nobody's: a question mark behind an English phrase still ends the German question.
        silent = not _has_letters(piece.spoken)
        if parts and (silent or (parts[-1].voice.name, parts[-1].language) == (speaker.name, language)):
            parts[-1] = replace(parts[-1], text=parts[-1].text + text)
        elif parts and not _has_letters(parts[-1].text):
            parts[-1] = replace(parts[-1], text=parts[-1].text + text, voice=speaker, language=language)
        else:
            parts.append(VoiceSpan(text=text, language=language, voice=speaker, start=start))
        start += len(piece.spoken)
    return tuple(parts)


def voice_problems(some_lines: Iterable[Line]) -> Iterator[Problem]:
    """What keeps a voice that will speak from speaking here: better known before the first sentence than after the
    hundredth."""
    needed = {span.voice.name: span.voice for line in some_lines for span in line.spans}
    for voice in needed.values():
        for problem in about(voice).problems:
            yield replace(problem, place=place(voice))


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _spoken(piece: Piece, voice: Voice, language: str) -> str:
    """The text in the form that the engine reads best: phonemes, and never their brackets by accident; figures, or words."""
    before, behind = engines.IPA_BRACKETS
    known = about(voice)
    if piece.ipa and known.reads_ipa:
        return f"{before}{piece.ipa}{behind}"
    text = piece.spoken.replace(before, "[").replace(behind, "]")
    return text if known.reads_figures else figures.written_out(text, language)


def _voice_for(voice: Voice, language: str, voices: Voices) -> tuple[Voice, str]:
    if base(language) == base(voice.language):
        return voice, voice.language
    alike = (name for tag, name in voice.languages.items() if base(tag) == base(language))
    other = voice.languages.get(language) or voice.languages.get(base(language)) or next(alike, None)
    if other:
        return voices[other], voices[other].language
    return voice, language if base(language) in about(voice).languages else voice.language
