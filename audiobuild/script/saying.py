"""Text → utterances: which sentences it is, who says them in which voice, and what has nothing to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from audiobuild.errors import Problem
from audiobuild.languages.reading import sentences
from audiobuild.languages.registry import base
from audiobuild.languages.words import Words, words
from audiobuild.messages import msg
from audiobuild.model import (
    Footnote,
    FootnoteReference,
    Inline,
    Interview,
    Paragraph,
    Passage,
    PauseKind,
    Piece,
    Recording,
    Sentence,
    Sound,
    Source,
    Speaker,
    Utterance,
    Utterances,
    Voice,
)
from audiobuild.publication import bounds
from audiobuild.publication.config import Publication
from audiobuild.script.marks import marked


@dataclass(kw_only=True, slots=True)
class Sayer:
    """One pass over an interview; what cannot be said is collected in ``problems``, and footnotes are numbered as they are
    met."""

    interview: Interview
    publication: Publication
    voices: Mapping[str, Voice]
    problems: list[Problem] = field(default_factory=list)
    _ids: Iterator[int] = field(default_factory=lambda: count(1))
    _numbers: dict[str, int] = field(default_factory=dict)
    _occurrences: dict[str, int] = field(default_factory=dict)
    _due: list[str] = field(default_factory=list)

    @property
    def own(self) -> Words:
        """What the tool says itself in the interview's language, or in English."""
        return words(self.interview.about.language)

    def own_words(self, text: str) -> Inline:
        """What the tool says itself, marked where it does not speak the interview's language."""
        foreign = "" if self.own.language == base(self.interview.about.language) else self.own.language
        return Inline(text=text, language=foreign)

    def said(
        self,
        inlines: Sequence[Inline],
        near: Passage | Footnote,
        speaker: Speaker,
        *,
        announcement: bool = False,
        whole: bool = False,
        recording: Recording | None = None,
    ) -> Utterances:
        """The utterances of a text that stands at ``near`` in the file: a sentence each, or all of it as one that is
        ``whole``. None where nothing can be heard of it, which is a problem. They are heard in the ``recording`` if there is
        one, else in the speaker's voice."""
        interview = self.interview
        referred = self.referred(inlines)
        read = sentences(
            referred,
            language=interview.about.language,
            lexicon=self.publication.lexicon,
            stage_directions=self.publication.show.stage_directions,
            whole=whole,
        )
        place = f"{interview.path}:{near.line}"
        if not any(_audible(sentence) for sentence in read):
            text = "".join(inline.text for inline in inlines)
            message = msg("{!r} holds nothing that can be read out", text)
            remedy = msg('Write what is to be said, like [– –]{{say="Pause"}}, or remove it.')
            self.problems.append(Problem(place=place, message=message, remedy=remedy))
            return ()
        for sentence in read:
            self.problems += bounds.sentence(max(len(sentence.text), len(sentence.spoken)), place)
        return tuple(
            Utterance(
                id=f"s{next(self._ids)}",
                speaker=speaker,
                sound=recording or self.voices[speaker.name],
                sentence=sentence,
                inlines=marked(referred, sentence, interview.about.language),
                source=Source(line=near.line, lines=near.lines, start=sentence.start, end=sentence.end),
                pause="sentence",
                announcement=announcement,
            )
            for sentence in read
        )

    def paragraph(
        self,
        paragraph: Paragraph,
        speaker: Speaker,
        *,
        announcement: bool = False,
        recording: Recording | None = None,
    ) -> Utterances:
        """The utterances of a paragraph."""
        return self.said(paragraph.inlines, paragraph, speaker, announcement=announcement, recording=recording)

    def sound(self, name: str, sound: Sound, near: Passage, speaker: Speaker) -> Utterance:
        """One of the show's sounds, by its ``name``, as it is described in print; ``near`` is what stands beside it."""
        described = (
            self.own_words(f"[{self.own.music}]") if not sound.description else Inline(text=f"[{sound.description}]")
        )
        language = described.language or self.interview.about.language
        piece = Piece(text=described.text, spoken="", language=language)
        return Utterance(
            id=name,
            speaker=speaker,
            sound=sound,
            sentence=Sentence(start=0, pieces=(piece,)),
            inlines=(described,),
            source=Source(line=near.line, lines=near.lines),
            pause="speaker",
        )

    def referred(self, inlines: Iterable[Inline]) -> tuple[Inline, ...]:
        """The runs with their references to footnotes numbered, in the order in which they are met."""
        return tuple(
            replace(inline, footnotes=tuple(map(self._refer, inline.footnotes))) if inline.footnotes else inline
            for inline in inlines
        )

    def _refer(self, reference: FootnoteReference) -> FootnoteReference:
        label = reference.label
        if reference.number:
            return reference
        if label not in self._numbers:
            self._numbers[label] = len(self._numbers) + 1
            self._due.append(label)
        self._occurrences[label] = self._occurrences.get(label, 0) + 1
        return replace(reference, number=self._numbers[label], occurrence=self._occurrences[label])

    def due(self) -> Iterator[tuple[int, Footnote]]:
        """The footnotes that were referred to since this was asked, with their numbers."""
        footnotes = {footnote.label: footnote for footnote in self.interview.footnotes}
        labels, self._due = self._due, []
        for label in labels:
            yield self._numbers[label], footnotes[label]


def ended(utterances: Sequence[Utterance], pause: PauseKind) -> Utterances:
    """The utterances with ``pause`` behind the last of them."""
    return (*utterances[:-1], *(replace(last, pause=pause) for last in utterances[-1:]))


def _audible(sentence: Sentence) -> bool:
    return any(character.isalnum() for character in sentence.spoken)
