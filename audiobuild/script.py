"""Interview + show → Segments: who says which sentence, in which voice, with which pause after it.

The order is that of the page: title, introduction, then for each question its announcement (if the show wants them), the
question, the answers; a heading and the closing words. Everything that is heard is printed and the other way round (WCAG
1.2.1); so the heading of the closing words, which readers need to find them, is read out like all others. The introduction's
is the title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from audiobuild.errors import ConfigError, ContentError, Problem
from audiobuild.languages.reading import sentences
from audiobuild.languages.registry import base
from audiobuild.languages.words import words
from audiobuild.model import Inline, Interview, Paragraph, PauseKind, Piece, Segment, Speaker, Turn, Voice
from audiobuild.publication.config import Publication
from audiobuild.publication.content import narrator


def write(interview: Interview, publication: Publication) -> tuple[Segment, ...]:
    """The script of an interview.

    Raises :class:`audiobuild.errors.ConfigError` where a speaker has no fitting voice, and
    :class:`audiobuild.errors.ContentError` where a paragraph holds nothing that can be said, with all of them at once.
    """
    voices = _cast(interview, publication)
    problems: list[Problem] = []
    segments = []
    for place in _places(interview, publication):
        found = _spoken(place, interview, publication, voices, problems)
        segments += found
    if problems:
        raise ContentError(problems)
    return tuple(_with_pauses(segments))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """A paragraph and where it stands."""

    kind: str
    chapter: int
    turn: int
    paragraph: int
    speaker: Speaker
    content: Paragraph


def _places(interview: Interview, publication: Publication) -> Iterator[_Place]:
    reads = narrator(interview.speakers, interview.language)
    said = words(interview.language)
    foreign = "" if said.language == base(interview.language) else said.language
    yield _Place(kind="title", chapter=0, turn=0, paragraph=0, speaker=reads, content=interview.title)
    yield from _turns(interview.introduction, 0)
    count = len(interview.exchanges)
    for number, exchange in enumerate(interview.exchanges, 1):
        question = exchange.question
        if publication.show.announcements == "number":
            text = said.announcement.format(number=number, count=count)
            content = Paragraph(inlines=(Inline(text=text, language=foreign),), line=question.paragraphs[0].line)
            yield _Place(kind="announcement", chapter=number, turn=0, paragraph=0, speaker=reads, content=content)
        for paragraph in question.paragraphs:
            yield _Place(
                kind="question", chapter=number, turn=0, paragraph=1, speaker=question.speaker, content=paragraph
            )
        yield from _turns(exchange.answers, number)
    if interview.closing:
        line = interview.closing[0].paragraphs[0].line
        heading = Paragraph(inlines=(Inline(text=said.closing, language=foreign),), line=line)
        yield _Place(kind="heading", chapter=count + 1, turn=0, paragraph=0, speaker=reads, content=heading)
        yield from _turns(interview.closing, count + 1)


def _turns(turns: Iterable[Turn], chapter: int) -> Iterator[_Place]:
    for index, turn in enumerate(turns, 1):
        for number, paragraph in enumerate(turn.paragraphs):
            yield _Place(
                kind="text", chapter=chapter, turn=index, paragraph=number, speaker=turn.speaker, content=paragraph
            )


def _spoken(
    place: _Place,
    interview: Interview,
    publication: Publication,
    voices: Mapping[str, Voice],
    problems: list[Problem],
) -> list[Segment]:
    paragraph = place.content
    read = sentences(
        paragraph.inlines,
        language=interview.language,
        lexicon=publication.lexicon,
        stage_directions=publication.show.stage_directions,
    )
    found = _sayable(read, paragraph.text)
    if not found:
        problems.append(
            Problem(
                place=f"{interview.path}:{paragraph.line}",
                message=f"{paragraph.text!r} holds nothing that can be read out",
                remedy='Write what is to be said, like [– –]{say="Pause"}, or remove it.',
            )
        )
    segments = []
    position = 0
    for pieces in found:
        text = "".join(piece.text for piece in pieces)
        position = paragraph.text.index(text, position)
        segments.append(
            Segment(
                kind=place.kind,  # type: ignore[arg-type]
                chapter=place.chapter,
                turn=place.turn,
                paragraph=place.paragraph,
                style=paragraph.style,
                speaker=place.speaker,
                voice=voices[place.speaker.name],
                inlines=_marked(paragraph.inlines, position, pieces, interview.language),
                pieces=pieces,
                pause="sentence",
                line=paragraph.line,
            )
        )
        position += len(text)
    return segments


def _sayable(found: Sequence[tuple[Piece, ...]], text: str) -> list[tuple[Piece, ...]]:
    """Sentences that have letters or digits to say; one that has none ("…", "(!)") goes with its neighbour, printed as is."""
    merged: list[tuple[Piece, ...]] = []
    position = 0
    waiting: tuple[Piece, ...] = ()
    for pieces in found:
        printed = "".join(piece.text for piece in pieces)
        start = text.index(printed, position)
        gap = text[position:start]
        joint = (Piece(text=gap, spoken=gap, language=pieces[0].language),) if gap else ()
        position = start + len(printed)
        sayable = any(character.isalnum() for piece in pieces for character in piece.spoken)
        if not sayable and merged:
            merged[-1] = (*merged[-1], *joint, *pieces)
        elif not sayable:
            waiting = (*waiting, *(joint if waiting else ()), *pieces)
        else:
            merged.append((*waiting, *joint, *pieces) if waiting else pieces)
            waiting = ()
    return merged


def _marked(inlines: Sequence[Inline], start: int, pieces: Iterable[Piece], language: str) -> tuple[Inline, ...]:
    """A sentence that begins at ``start`` of its paragraph, with its marks; also those of languages that a lexicon knows:
    a screen reader must change its voice where ours does (WCAG 3.1.2)."""
    parts: list[Inline] = []
    for piece in pieces:
        foreign = piece.language if base(piece.language) != base(language) else ""
        for inline in _slice(inlines, start, start + len(piece.text)):
            part = replace(inline, language=inline.language or foreign)
            if parts and replace(parts[-1], text=part.text) == part:
                parts[-1] = replace(part, text=parts[-1].text + part.text)
            else:
                parts.append(part)
        start += len(piece.text)
    return tuple(parts)


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


def _with_pauses(segments: Sequence[Segment]) -> Iterator[Segment]:
    for segment, after in zip(segments, (*segments[1:], None), strict=True):
        yield replace(segment, pause=_pause(segment, after))


def _pause(segment: Segment, after: Segment | None) -> PauseKind:
    if after is None or segment.chapter != after.chapter:
        return "chapter"
    if segment.speaker != after.speaker:
        return "speaker"
    if (segment.turn, segment.paragraph) != (after.turn, after.paragraph):
        return "paragraph"
    return "sentence"


def _fitting(interview: Interview, publication: Publication) -> list[str]:
    """The voices of the interview's language, the first to be proposed: embedded ones, which send no text to anybody, that
    nobody speaks with yet."""
    taken = {*(speaker.voice for speaker in interview.speakers), *publication.show.voices.values()}
    fitting = [voice for voice in publication.voices.values() if base(voice.language) == base(interview.language)]
    return [voice.name for voice in sorted(fitting, key=lambda voice: (voice.engine != "espeak", voice.name in taken))]


def _cast(interview: Interview, publication: Publication) -> dict[str, Voice]:
    """The voice of each speaker, by name. Every speaker without a fitting one is named."""
    problems: list[Problem] = []
    cast = {}
    for speaker in dict.fromkeys((*interview.speakers, narrator(interview.speakers, interview.language))):
        name = speaker.voice or publication.show.voices.get(speaker.role, "")
        voice = publication.voices.get(name)
        fitting = _fitting(interview, publication)
        if not fitting:
            remedy = f"Add a file to voices/ with language = {interview.language!r}."
        elif speaker.role == "narrator" and speaker not in interview.speakers:
            remedy = f"List one: - {{name: …, role: narrator, voice: {fitting[0]}}}"
        else:
            remedy = f"Give the speaker one of: {', '.join(fitting)}."
        place = f"{interview.path}: speakers"
        if not name:
            problems.append(Problem(place=place, message=f"{speaker.name} has no voice", remedy=remedy))
        elif not voice:
            problems.append(
                Problem(place=place, message=f"there is no voice {name!r} for {speaker.name}", remedy=remedy)
            )
        elif base(voice.language) != base(interview.language):
            message = f"the voice {name!r} of {speaker.name} speaks {voice.language}, the interview is in {interview.language}"
            problems.append(Problem(place=place, message=message, remedy=remedy))
        else:
            cast[speaker.name] = voice
    if problems:
        raise ConfigError(problems)
    return cast
