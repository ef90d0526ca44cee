"""Talk → Interview: the only place where an import makes one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Literal

from audiobuild.importers.document import Document, SourceRun
from audiobuild.importers.evidence import tokens
from audiobuild.importers.fetch import ADDRESS
from audiobuild.importers.people.cast import Cast
from audiobuild.importers.pieces import Piece
from audiobuild.importers.result import NO_DATE
from audiobuild.importers.talk import LabelledTurn, Pair, Talk, TalkParagraph
from audiobuild.model import Exchange, FrontMatter, Inline, Interview, Link, Paragraph, Speaker, Turn
from audiobuild.network.addresses import private_by_name
from audiobuild.publication import links, slugs
from audiobuild.publication.content import narrator
from audiobuild.text import short_title

_LONGEST_TITLE = 300


def build(talk: Talk, document: Document, cast: Cast, *, name: str, language: str) -> Interview:
    """The interview that a talk is, with what the document says about itself.

    A title that nothing gives is what the language calls an interview with the guest, else the file's ``name``, or
    "Interview" where that says nothing ("-" for standard input). Where most questions are items of a list, the list is the
    page's way to set them, and answers are plain paragraphs.
    """
    flat = sum(pair.question.piece.kind == "item" for pair in talk.pairs) > len(talk.pairs) / 2
    guests = {cast.guest(label).name for label in {turn.speaker for pair in talk.pairs for turn in pair.answers}}
    exchanges = tuple(_exchange(pair, cast, guests, flat=flat) for pair in talk.pairs)
    speakers = _speakers(exchanges, talk.closing, cast)
    reads = narrator(speakers, language)
    introduction = tuple(_paragraph(paragraph) for paragraph in talk.introduction)
    stem = PurePath(name).stem
    called = _interview_with(cast) or (stem if any(map(str.isalnum, stem)) else "Interview")
    title = short_title(printed_title(talk, document) or called, _LONGEST_TITLE)
    slug = slugs.of_title(title)
    return Interview(
        slug=slug,
        path=f"content/{slug}.md",
        about=FrontMatter(
            title=title,
            date=document.date or NO_DATE,
            language=language,
            summary="" if document.summary in (pair.question.text for pair in talk.pairs) else document.summary,
            speakers=speakers,
            links=_source(name, document.window_title or title),
        ),
        title_line=1,
        introduction=(Turn(speaker=reads, passages=introduction),) if introduction else (),
        exchanges=exchanges,
        closing=tuple(
            _turn(turn, _closing_speaker(turn, speakers, cast) if turn.speaker else reads)
            for turn in talk.closing
            if turn.paragraphs
        ),
    )


def _source(name: str, title: str) -> tuple[Link, ...]:
    """The page that the text comes from, for the show notes; none where the source is no page that everybody can open."""
    if not ADDRESS.match(name) or private_by_name(name) or links.away_fault(name):
        return ()
    return (Link(title=short_title(title, _LONGEST_TITLE), url=name),)


def _exchange(pair: Pair, cast: Cast, guests: Collection[str], *, flat: bool) -> Exchange:
    """A pair with its people. Nobody asks and answers: a name that is a guest's is not the asker's."""
    asker = cast.asker(pair.asked_by)
    if asker.name in guests and asker.name != cast.question:
        asker = replace(asker, name=cast.words.question_speaker)
    return Exchange(
        question=Turn(speaker=asker, passages=(_paragraph(pair.question, flat=True),)),
        answers=tuple(_turn(turn, cast.guest(turn.speaker), flat=flat) for turn in pair.answers),
    )


def _speakers(exchanges: Sequence[Exchange], closing: Sequence[LabelledTurn], cast: Cast) -> tuple[Speaker, ...]:
    """Who asks, who answers, and who is heard only at the end."""
    asked = [exchange.question.speaker for exchange in exchanges]
    answered = [turn.speaker for exchange in exchanges for turn in exchange.answers]
    heard = tuple(dict.fromkeys((*_by_turns(asked), *_by_turns(answered))))
    closes = (_closing_speaker(turn, heard, cast) for turn in closing if turn.speaker)
    return tuple(dict.fromkeys((*heard, *closes)))


def _by_turns(speakers: Sequence[Speaker]) -> list[Speaker]:
    """Those of one side, the one that speaks most often first: the default that needs no label in the Markdown."""
    return sorted(dict.fromkeys(speakers), key=lambda speaker: -speakers.count(speaker))


def _closing_speaker(turn: LabelledTurn, speakers: Sequence[Speaker], cast: Cast) -> Speaker:
    """Whose label it is: the side on which somebody of that name has spoken."""
    candidates = (cast.asker(turn.speaker), cast.guest(turn.speaker))
    return next((speaker for speaker in candidates if speaker in speakers), candidates[0])


def printed_title(talk: Talk, document: Document) -> str:
    """The title that the document gives, or the last short line before the introduction; empty where there is none."""
    lines = [
        item.turn.text
        for item in talk.unspoken
        if item.before and item.label == "title" and len(tokens(item.turn.text)) <= 20
    ]
    return document.title or (lines[-1] if lines else "")


def _interview_with(cast: Cast) -> str:
    full = [name for name in cast.people.guests if " " in name]
    return cast.words.interview_with.format(name=full[0]) if full else ""


def _turn(turn: LabelledTurn, speaker: Speaker, *, flat: bool = False) -> Turn:
    return Turn(speaker=speaker, passages=tuple(_paragraph(paragraph, flat=flat) for paragraph in turn.paragraphs))


def _paragraph(paragraph: TalkParagraph, *, flat: bool = False) -> Paragraph:
    return Paragraph(
        inlines=_inlines(paragraph.runs),
        line=max(paragraph.piece.line, 1),
        style="plain" if flat else _style(paragraph.piece),
    )


def _style(piece: Piece) -> Literal["plain", "bullet", "number", "quote"]:
    if piece.kind == "item":
        return "number" if piece.ordered else "bullet"
    return "quote" if piece.kind == "quote" else "plain"


def _inlines(runs: Sequence[SourceRun]) -> tuple[Inline, ...]:
    """The runs as inlines. A bold beginning that ends in a colon would be read as a speaker's name, so it is not bold."""
    if runs and runs[0].strong and runs[0].text.rstrip().endswith(":"):
        runs = (replace(runs[0], strong=False), *runs[1:])
    return tuple(
        Inline(
            text=run.text.replace("\n", " "),
            href=_published(run.href),
            strong=run.strong,
            emphasis=run.emphasis,
        )
        for run in runs
    )


def _published(href: str) -> str:
    """Where a link leads, if there it may lead in a publication."""
    return "" if links.fault(href) else href
