"""What is to be spoken: each utterance as a line, cut into spans of one voice and one language.

A script's utterance has one voice. A phrase in another language may be spoken by another one, which the voice's file names.
Which engine speaks what is decided here, once for each line; everything behind it goes by the spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate

from audiobuild.errors import EngineError, Problem
from audiobuild.languages import figures
from audiobuild.languages.registry import base
from audiobuild.model import Piece, Script, Sentence, Voice, Word
from audiobuild.publication.voices import place
from audiobuild.speech import engines, espeak
from audiobuild.speech.about import about, ask

Voices = Mapping[str, Voice]
_Changes = tuple[tuple[int, int, int], ...]
_TOKENS = re.compile(r"\w+|\W")
_CLAUSE = re.compile(r"[^,;:.!?…–—()„“”\"]+")
_WORD = re.compile(r"\w(?:\S*\w)?")
_NO_PHONEME = re.compile(r"\([a-z-]+\)|-")
"""Marks in what espeak-ng writes: of a change of language, and of words that it joins."""
_CLOSED = re.compile(r"""[.!?…:;,–—。！？؟।][\s"'“”‘’„«»‹›)\]}]*$""")


@dataclass(frozen=True, kw_only=True, slots=True)
class VoiceSpan:
    """A part of a sentence in one voice and one language. ``start`` is where it begins in the spoken text.

    ``text`` is what the engine gets; ``changes`` are the places in it where it is not the spoken text, but phonemes or figures
    in words: start and end, and how many characters are spoken there.
    """

    text: str
    language: str
    voice: Voice
    start: int = 0
    changes: _Changes = ()

    def in_spoken(self, words: Iterable[Word]) -> tuple[Word, ...]:
        """The engine's words by their places in what is spoken of the span."""
        return tuple(
            replace(word, start=self._position(word.start), end=self._position(word.end, behind=True)) for word in words
        )

    def _position(self, position: int, *, behind: bool = False) -> int:
        """Within a change, the begin or the end of what is spoken there."""
        longer = 0
        for start, end, spoken in self.changes:
            if position <= start:
                break
            if position < end:
                return start - longer + (spoken if behind else 0)
            longer += end - start - spoken
        return position - longer


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One sentence to be spoken. ``id`` names it among the lines of its script; ``place`` and ``text`` are for errors. It
    may go on in the paragraph of the line before (``continues``). A ``speaker`` is made as loud as the others of the script;
    without one it is as its voice is."""

    id: str
    place: str
    text: str
    spans: tuple[VoiceSpan, ...]
    continues: bool = False
    speaker: str = ""


def lines(script: Script, voices: Voices) -> tuple[Line, ...]:
    """The lines of a script, in order: what its voices speak. Their ids are those of its utterances."""
    path = script.interview.path
    spoken = [(utterance, voice) for utterance in script.utterances if (voice := utterance.voice)]
    speakers = {voice.name: voice for _, voice in spoken}.values()
    ask([*speakers, *(voices[name] for speaker in speakers for name in speaker.languages.values())])
    return tuple(
        Line(
            id=utterance.id,
            place=f"{path}:{utterance.source.line}",
            text=utterance.text,
            spans=_closed(spans(utterance.sentence, voice, voices), "," if utterance.pause == "item" else "."),
            continues=before is not None and before[0].pause == "sentence",
            speaker=utterance.speaker.name,
        )
        for before, (utterance, voice) in zip((None, *spoken), spoken, strict=False)
    )


def _closed(parts: tuple[VoiceSpan, ...], mark: str) -> tuple[VoiceSpan, ...]:
    """Spans that end in punctuation: a heading sounds as if it broke off without (neural voices swallow its last syllable), and
    an item of a list is one of several by the comma that is heard."""
    last = parts[-1]
    if _CLOSED.search(last.text):
        return parts
    return (*parts[:-1], replace(last, text=f"{last.text.rstrip()}{mark}"))


def passages(some_lines: Iterable[Line]) -> Iterator[tuple[Line, ...]]:
    """The lines in order, those together that are spoken together: sentences of a paragraph, each by one speaker in one voice
    alone, the same, which connects them."""
    passage: list[Line] = []
    for line in some_lines:
        if passage and not (line.continues and _by_whom(line) == _by_whom(passage[-1]) is not None):
            yield tuple(passage)
            passage = []
        passage.append(line)
    if passage:
        yield tuple(passage)


def _by_whom(line: Line) -> tuple[str, str, str] | None:
    """The speaker, the voice and its language, of a line that can be spoken with others."""
    first = line.spans[0]
    return (
        (line.speaker, first.voice.name, first.language)
        if len(line.spans) == 1 and about(first.voice).connects
        else None
    )


def spans(sentence: Sentence, voice: Voice, voices: Voices) -> tuple[VoiceSpan, ...]:
    """The sentence by voice and language. A phrase in another language is spoken by the voice that the speaker's voice file
    names for it, else by the same voice where its engine can, else by its phonemes, as far as the voice has them."""
    parts: list[VoiceSpan] = []
    start = 0
    for piece in sentence.pieces:
        speaker, language = _voice_for(voice, piece.language, voices)
        text, changes = _spoken(piece, speaker, language)
        # Punctuation alone is nobody's: a question mark behind an English phrase still ends the German question.
        silent = not _has_letters(piece.spoken)
        if parts and (silent or (parts[-1].voice.name, parts[-1].language) == (speaker.name, language)):
            parts[-1] = _longer(parts[-1], text, changes)
        elif parts and not _has_letters(parts[-1].text):
            parts[-1] = replace(_longer(parts[-1], text, changes), voice=speaker, language=language)
        else:
            parts.append(VoiceSpan(text=text, language=language, voice=speaker, start=start, changes=changes))
        start += len(piece.spoken)
    return tuple(parts)


def voice_problems(some_lines: Iterable[Line]) -> Iterator[Problem]:
    """What keeps a voice that will speak from speaking here: better known before the first sentence than after the
    hundredth."""
    needed = {span.voice.name: span.voice for line in some_lines for span in line.spans}
    for voice in needed.values():
        for problem in about(voice).problems:
            yield replace(problem, place=place(voice))


def _longer(span: VoiceSpan, text: str, changes: Iterable[tuple[int, int, int]]) -> VoiceSpan:
    length = len(span.text)
    more = tuple((length + start, length + end, spoken) for start, end, spoken in changes)
    return replace(span, text=span.text + text, changes=span.changes + more)


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _spoken(piece: Piece, voice: Voice, language: str) -> tuple[str, _Changes]:
    """The text in the form that the engine reads best: phonemes, and never their brackets by accident; figures, or words."""
    before, behind = engines.IPA_BRACKETS
    text = piece.spoken.replace(before, "[").replace(behind, "]")
    known = about(voice)
    if known.reads_ipa and piece.ipa:
        return _bracketed(text, [(piece.ipa, range(len(text)))])
    foreign = known.reads_ipa and base(piece.language) != base(language)
    if foreign and (said := _foreign(text, piece.language, language)):
        return _bracketed(text, said)
    return (text, ()) if known.reads_figures else _in_words(text, figures.written_out(text, language))


def _in_words(text: str, words: str) -> tuple[str, _Changes]:
    """The text with its figures in words."""
    before, behind = _TOKENS.findall(text), _TOKENS.findall(words)
    steps = SequenceMatcher(None, before, behind, autojunk=False).get_opcodes() if text != words else ()
    length = [0, *accumulate(map(len, behind))]
    changes = (
        (length[start], length[end], sum(map(len, before[first:last])))
        for kind, first, last, start, end in steps
        if kind != "equal"
    )
    return words, tuple(changes)


def _bracketed(text: str, ipa: Iterable[tuple[str, range]]) -> tuple[str, _Changes]:
    """The text with phonemes instead of what stands at their places."""
    before, behind = engines.IPA_BRACKETS
    parts: list[str] = []
    changes: list[tuple[int, int, int]] = []
    position = length = 0
    for spelled, word in ipa:
        plain, said = text[position : word.start], f"{before}{spelled}{behind}"
        parts += plain, said
        length += len(plain) + len(said)
        changes.append((length - len(said), length, len(word)))
        position = word.stop
    return "".join((*parts, text[position:])), tuple(changes)


def _foreign(text: str, language: str, own: str) -> Sequence[tuple[str, range]]:
    """How a phrase is said in its language, in sounds that a voice of another has, and where; word by word, but for those that
    are said in one go. Nothing where espeak-ng has no voice for one of the two, or no likeness for a sound."""
    before, behind = engines.IPA_BRACKETS
    ipa: list[tuple[str, range]] = []
    try:
        for clause in _CLAUSE.finditer(text):
            words = [range(*word.span()) for word in _WORD.finditer(text, *clause.span())]
            said = _NO_PHONEME.sub("", espeak.phonemes(clause[0], language)).split() if words else []
            if len(said) == len(words):
                ipa += zip(said, words, strict=True)
            elif said:
                ipa.append((" ".join(said), range(words[0].start, words[-1].stop)))
        espeak.phonemes(f"{before}{' '.join(spelled for spelled, _ in ipa)}{behind}", own)
    except EngineError:
        return ()
    return ipa


def _voice_for(voice: Voice, language: str, voices: Voices) -> tuple[Voice, str]:
    if base(language) == base(voice.language):
        return voice, voice.language
    alike = (name for tag, name in voice.languages.items() if base(tag) == base(language))
    other = voice.languages.get(language) or voice.languages.get(base(language)) or next(alike, None)
    if other:
        return voices[other], voices[other].language
    return voice, language if base(language) in about(voice).languages else voice.language
