"""Interview + show → Script: who says which sentence, in which voice, with which pause after it.

The order is that of the page: title, introduction, then for each question its announcement (if the show wants them), the
question, the answers; a heading and the closing words. Everything that is heard is printed and the other way round (WCAG
1.2.1); so the heading of the closing words, which readers need to find them, is read out like all others. The introduction's
is the title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise

from audiobuild.errors import ContentError, Problem
from audiobuild.languages.reading import sentences
from audiobuild.languages.registry import base
from audiobuild.languages.words import Words, words
from audiobuild.model import (
    Block,
    Chapter,
    ChapterKind,
    Inline,
    Interview,
    Paragraph,
    PauseKind,
    Piece,
    Script,
    Sentence,
    Source,
    Speaker,
    Turn,
    Utterance,
    Voice,
)
from audiobuild.publication import bounds, casting
from audiobuild.publication.config import Publication
from audiobuild.publication.content import narrator

Paragraphs = tuple[tuple[Utterance, ...], ...]


def write(interview: Interview, publication: Publication) -> Script:
    """The script of an interview.

    Raises :class:`audiobuild.errors.ConfigError` where a speaker has no fitting voice, and
    :class:`audiobuild.errors.ContentError` where a paragraph holds nothing that can be said, with all of them at once.
    """
    writer = _Writer(interview=interview, publication=publication, voices=casting.cast(interview, publication))
    script = Script(interview=interview, chapters=tuple(writer.chapters()))
    if writer.problems:
        raise ContentError(writer.problems)
    return script


@dataclass(frozen=True, kw_only=True, slots=True)
class _Heading:
    """What stands above a chapter: by whom it is said, in how many paragraphs."""

    speaker: Speaker
    paragraphs: tuple[Paragraph, ...]
    announcement: bool = False


@dataclass(kw_only=True, slots=True)
class _Writer:
    """One pass over an interview; what cannot be said is collected in ``problems``."""

    interview: Interview
    publication: Publication
    voices: Mapping[str, Voice]
    problems: list[Problem] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def chapters(self) -> Iterator[Chapter]:
        interview = self.interview
        own = words(interview.about.language)
        reader = narrator(interview.about.speakers, interview.about.language)
        title = _Heading(speaker=reader, paragraphs=(interview.title,))
        yield self._chapter("introduction", 0, own.introduction, (title,), interview.introduction)
        for number, exchange in enumerate(interview.exchanges, 1):
            question = exchange.question
            asked = _Heading(speaker=question.speaker, paragraphs=question.paragraphs)
            announced = self._announcement(number, reader, own) if question.speaker.role != "narrator" else ()
            headings = (*announced, asked)
            yield self._chapter("question", number, question.paragraphs[0].text, headings, exchange.answers)
        if interview.closing:
            heading = self._own_words(own.closing, own, interview.closing[0].paragraphs[0])
            headings = (_Heading(speaker=reader, paragraphs=(heading,)),)
            yield self._chapter("closing", 0, own.closing, headings, interview.closing)

    def _announcement(self, number: int, reader: Speaker, own: Words) -> Iterator[_Heading]:
        if self.publication.show.announcements == "number":
            text = own.announcement.format(number=number, count=len(self.interview.exchanges))
            question = self.interview.exchanges[number - 1].question.paragraphs[0]
            yield _Heading(speaker=reader, paragraphs=(self._own_words(text, own, question),), announcement=True)

    def _own_words(self, text: str, own: Words, near: Paragraph) -> Paragraph:
        """What the tool says itself, in front of ``near``; marked where the tool does not speak the interview's language."""
        foreign = "" if own.language == base(self.interview.about.language) else own.language
        return Paragraph(inlines=(Inline(text=text, language=foreign),), line=near.line, lines=near.lines)

    def _chapter(
        self, kind: ChapterKind, number: int, title: str, headings: Sequence[_Heading], turns: Sequence[Turn]
    ) -> Chapter:
        heading = [(part, self._heading(part)) for part in headings]
        blocks = list(self._blocks(turns, narrated=headings[-1].speaker.role == "narrator"))
        # Whoever speaks next decides the pause; the last of a chapter is followed by the next one's mark.
        speakers = [*(part.speaker for part, _ in heading), *(block.speaker for block in blocks)]
        pauses: list[PauseKind] = ["speaker" if one != other else "paragraph" for one, other in pairwise(speakers)]
        pauses.append("chapter")
        lines = [_ended(utterances, pause) for (_, utterances), pause in zip(heading, pauses, strict=False)]
        return Chapter(
            id=f"q{number}" if kind == "question" else kind,
            kind=kind,
            number=number,
            title=title,
            asked_by=heading[-1][0].speaker.name if kind == "question" and self._several_ask() else "",
            heading=tuple(utterance for utterances in lines for utterance in utterances),
            blocks=tuple(
                replace(block, paragraphs=(*block.paragraphs[:-1], _ended(block.paragraphs[-1], pause)))
                for block, pause in zip(blocks, pauses[len(heading) :], strict=True)
            ),
        )

    def _several_ask(self) -> bool:
        return sum(speaker.role == "question" for speaker in self.interview.about.speakers) > 1

    def _heading(self, heading: _Heading) -> tuple[Utterance, ...]:
        return tuple(
            utterance
            for paragraph in heading.paragraphs
            for utterance in self._utterances(paragraph, heading.speaker, announcement=heading.announcement)
        )

    def _blocks(self, turns: Iterable[Turn], *, narrated: bool) -> Iterator[Block]:
        """A block for each style of each turn. That the narrator goes on below a heading that the narrator reads goes
        without saying."""
        before: Speaker | None = None
        for turn in turns:
            for paragraphs in _by_style(turn.paragraphs):
                speaker = turn.speaker
                unsaid = speaker == before or (before is None and narrated and speaker.role == "narrator")
                before = speaker
                spoken = [self._utterances(paragraph, speaker) for paragraph in paragraphs]
                audible = [utterances for utterances in spoken if utterances]
                if audible:
                    yield Block(
                        speaker=speaker,
                        named=not unsaid,
                        style=paragraphs[0].style,
                        paragraphs=(*(_ended(utterances, "paragraph") for utterances in audible),),
                    )

    def _utterances(
        self, paragraph: Paragraph, speaker: Speaker, *, announcement: bool = False
    ) -> tuple[Utterance, ...]:
        interview = self.interview
        read = sentences(
            paragraph.inlines,
            language=interview.about.language,
            lexicon=self.publication.lexicon,
            stage_directions=self.publication.show.stage_directions,
        )
        if not any(_audible(sentence) for sentence in read):
            self.problems.append(
                Problem(
                    place=f"{interview.path}:{paragraph.line}",
                    message=f"{paragraph.text!r} holds nothing that can be read out",
                    remedy='Write what is to be said, like [– –]{say="Pause"}, or remove it.',
                )
            )
            return ()
        for sentence in read:
            length = max(len(sentence.text), len(sentence.spoken))
            self.problems += bounds.sentence(length, f"{interview.path}:{paragraph.line}")
        return tuple(
            Utterance(
                id=f"s{next(self.numbers)}",
                speaker=speaker,
                voice=self.voices[speaker.name],
                sentence=sentence,
                inlines=_marked(paragraph.inlines, sentence, interview.about.language),
                source=Source(line=paragraph.line, lines=paragraph.lines, start=sentence.start, end=sentence.end),
                pause="sentence",
                announcement=announcement,
            )
            for sentence in read
        )


def _audible(sentence: Sentence) -> bool:
    return any(character.isalnum() for character in sentence.spoken)


def _by_style(paragraphs: Iterable[Paragraph]) -> Iterator[Sequence[Paragraph]]:
    """Neighbours of one style: the items of a list, the paragraphs of a quotation."""
    same: list[Paragraph] = []
    for paragraph in paragraphs:
        if same and same[-1].style != paragraph.style:
            yield same
            same = []
        same.append(paragraph)
    if same:
        yield same


def _ended(utterances: Sequence[Utterance], pause: PauseKind) -> tuple[Utterance, ...]:
    """The utterances with ``pause`` behind the last of them."""
    return (*utterances[:-1], *(replace(last, pause=pause) for last in utterances[-1:]))


def _marked(inlines: Sequence[Inline], sentence: Sentence, language: str) -> tuple[Inline, ...]:
    """A sentence of a paragraph with its marks; also those of languages that a lexicon knows: a screen reader must change
    its voice where ours does (WCAG 3.1.2)."""
    parts: list[Inline] = []
    start = sentence.start
    for piece in sentence.pieces:
        foreign = _foreign(piece, language)
        for inline in _slice(inlines, start, start + len(piece.text)):
            part = replace(inline, language=inline.language or foreign)
            if parts and replace(parts[-1], text=part.text) == part:
                parts[-1] = replace(part, text=parts[-1].text + part.text)
            else:
                parts.append(part)
        start += len(piece.text)
    return tuple(parts)


def _foreign(piece: Piece, language: str) -> str:
    return piece.language if base(piece.language) != base(language) else ""


def _slice(inlines: Sequence[Inline], start: int, end: int) -> tuple[Inline, ...]:
    """The part of a paragraph between two character positions, with its marks."""
    parts = []
    position = 0
    for inline in inlines:
        text = inline.text[max(0, start - position) : max(0, end - position)]
        position += len(inline.text)
        if text:
            parts.append(replace(inline, text=text))
    return tuple(parts)
