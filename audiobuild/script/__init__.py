"""Interview + show → Script: who says which sentence, in which voice, with which pause after it.

The order is that of the page: title, introduction, then for each question its announcement (if the show wants them), the
question, the answers; a heading and the closing words. Everything that is heard is printed and the other way round (WCAG
1.2.1); so the heading of the closing words, which readers need to find them, is read out like all others. The introduction's
is the title. :mod:`.passages` says what becomes of all that stands below a heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from audiobuild.errors import ContentError, Problem
from audiobuild.languages.words import Words
from audiobuild.messages import msg
from audiobuild.model import (
    AnyBlock,
    Block,
    Chapter,
    ChapterKind,
    Inline,
    Interview,
    Paragraph,
    Passage,
    PauseKind,
    Recording,
    Script,
    SoundBlock,
    Speaker,
    Turn,
    Utterances,
)
from audiobuild.publication import casting
from audiobuild.publication.config import Publication
from audiobuild.publication.content import narrator
from audiobuild.script.passages import Passages
from audiobuild.script.saying import Sayer, ended


def write(interview: Interview, publication: Publication) -> Script:
    """The script of an interview.

    Raises :class:`audiobuild.errors.ConfigError` where a speaker has no fitting voice, and
    :class:`audiobuild.errors.ContentError` where a paragraph holds nothing that can be said, with all of them at once.
    """
    sayer = Sayer(interview=interview, publication=publication, voices=casting.cast(interview, publication))
    reader = narrator(interview.about.speakers, interview.about.language)
    writer = _Writer(sayer=sayer, reader=reader, passages=Passages(sayer=sayer, reader=reader))
    script = Script(interview=interview, chapters=writer.with_sounds([*writer.chapters()]))
    sayer.problems += _heard_twice(script)
    if sayer.problems:
        raise ContentError(sayer.problems)
    return script


def _heard_twice(script: Script) -> Iterator[Problem]:
    """Recordings that are heard at two places: a question and its answer may share one, others are slips."""
    heard: dict[Recording, int] = {}
    for chapter in script.chapters:
        for recording, some in groupby(chapter.utterances, key=lambda utterance: utterance.recording):
            line = next(some).source.line
            if recording and recording in heard:
                message = msg("the recording {!r} is heard before, at line {}", recording.file, heard[recording])
                remedy = msg('Name another one, or the piece of it that is meant: {{recording="…#t=12.5,48"}}')
                yield Problem(place=f"{script.interview.path}:{line}", message=message, remedy=remedy)
            elif recording:
                heard[recording] = line


@dataclass(frozen=True, kw_only=True, slots=True)
class _Heading:
    """What stands above a chapter: by whom it is said, in how many paragraphs."""

    speaker: Speaker
    paragraphs: tuple[Paragraph, ...]
    announcement: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Writer:
    """One pass over an interview. ``reader`` is its narrator."""

    sayer: Sayer
    reader: Speaker
    passages: Passages

    def chapters(self) -> Iterator[Chapter]:
        interview, own, reader = self.sayer.interview, self.sayer.own, self.reader
        title = _Heading(speaker=reader, paragraphs=(interview.title,))
        yield self._chapter("introduction", 0, own.introduction, (title,), interview.introduction)
        for number, exchange in enumerate(interview.exchanges, 1):
            question = exchange.question
            asked = _Heading(speaker=question.speaker, paragraphs=question.paragraphs)
            announced = self._announcement(number, own) if question.speaker.role != "narrator" else ()
            headings = (*announced, asked)
            yield self._chapter("question", number, question.paragraphs[0].text, headings, exchange.answers)
        if interview.closing:
            heading = self._own_words(own.closing, interview.closing[0].passages[0])
            headings = (_Heading(speaker=reader, paragraphs=(heading,)),)
            yield self._chapter("closing", 0, own.closing, headings, interview.closing)

    def with_sounds(self, chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
        """The chapters with the show's intro in front of the first and its outro behind the last."""
        sounds, interview = self.sayer.publication.show.sounds, self.sayer.interview
        first, *others = chapters
        if sounds.intro.file:
            first = replace(first, opening=(self.sayer.sound("intro", sounds.intro, interview.title, self.reader),))
        *before, last = first, *others
        if sounds.outro.file:
            end = interview.turns[-1].passages[-1] if interview.turns else interview.title
            outro = self.sayer.sound("outro", sounds.outro, end, self.reader)
            last = replace(last, blocks=(*last.blocks, SoundBlock(speaker=self.reader, paragraphs=((outro,),))))
        return (*before, last)

    def _announcement(self, number: int, own: Words) -> Iterator[_Heading]:
        interview = self.sayer.interview
        if self.sayer.publication.show.announcements == "number":
            text = own.announcement.format(number=number, count=len(interview.exchanges))
            question = interview.exchanges[number - 1].question.paragraphs[0]
            yield _Heading(speaker=self.reader, paragraphs=(self._own_words(text, question),), announcement=True)

    def _own_words(self, text: str, near: Passage) -> Paragraph:
        """What the tool says itself, in front of ``near``."""
        return Paragraph(inlines=(self.sayer.own_words(text),), line=near.line, lines=near.lines)

    def _chapter(
        self, kind: ChapterKind, number: int, title: str, headings: Sequence[_Heading], turns: Sequence[Turn]
    ) -> Chapter:
        heading = [(part, self._heading(part)) for part in headings]
        blocks = list(self.passages.blocks(turns, narrated=headings[-1].speaker.role == "narrator"))
        # Whose words come next decides the pause; the last of a chapter is followed by the next one's mark.
        heard = [index for index, block in enumerate(blocks) if block.paragraphs]
        words = [*((part.speaker, False) for part, _ in heading), *(_whose(blocks[index]) for index in heard)]
        pauses: list[PauseKind] = ["speaker" if one != other else "paragraph" for one, other in pairwise(words)]
        pauses.append("chapter")
        lines = [ended(utterances, pause) for (_, utterances), pause in zip(heading, pauses, strict=False)]
        for index, pause in zip(heard, pauses[len(heading) :], strict=True):
            *before, last = blocks[index].paragraphs
            blocks[index] = replace(blocks[index], paragraphs=(*before, ended(last, pause)))
        asked = headings[-1]
        return Chapter(
            id=f"q{number}" if kind == "question" else kind,
            kind=kind,
            number=number,
            title=title,
            asked_by=asked.speaker.name if kind == "question" and asked.speaker.role != "narrator" else "",
            heading=tuple(utterance for utterances in lines for utterance in utterances),
            blocks=tuple(blocks),
            title_runs=_languages(asked.paragraphs[0].inlines) if kind == "question" else (),
        )

    def _heading(self, heading: _Heading) -> Utterances:
        return tuple(
            utterance
            for paragraph in heading.paragraphs
            for utterance in self.sayer.paragraph(
                paragraph, heading.speaker, announcement=heading.announcement, recording=paragraph.recording
            )
        )


def _languages(inlines: Sequence[Inline]) -> tuple[tuple[str, str], ...]:
    """Runs with their languages, if any has one of its own."""
    if not any(inline.language for inline in inlines):
        return ()
    some = groupby(inlines, key=lambda inline: inline.language)
    return tuple(("".join(inline.text for inline in runs), language) for language, runs in some)


def _whose(block: AnyBlock) -> tuple[Speaker, bool]:
    """Who speaks, and whether the words are another's: a quotation."""
    around = block.places[0] if isinstance(block, Block) and block.places else ()
    return block.speaker, any(container.kind in ("quote", "quotation") for container in around[:1])
