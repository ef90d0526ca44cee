"""An episode's text as a row of passages, for writers that have no sound: braille, a document for word processors.

The tree is the timeline's, as that of page and books; here it is flat, since paper and cells are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from audiobuild.languages.registry import base
from audiobuild.languages.words import words
from audiobuild.model import (
    Alignment,
    Block,
    Chapter,
    FootnoteBlock,
    Inline,
    Picture,
    PictureBlock,
    Show,
    SubheadingBlock,
    TableBlock,
    Timeline,
    Utterance,
)
from audiobuild.publication import addresses, disclosure, nesting, show_notes
from audiobuild.site.templates import long_date

Kind = Literal["title", "heading", "subheading", "text", "picture", "caption", "table", "footnote", "sound"]
Inlines = tuple[Inline, ...]
BULLET = "•"


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedPassage:
    """What stands in a paragraph of its own. ``speaker`` is named above it, where somebody else begins. ``depth`` counts the
    lists around it, ``marker`` stands in front of an item: ``•`` or ``3.``. ``quoted`` and ``attributed`` say what of a
    quotation it is. ``number`` is a footnote's."""

    kind: Kind
    inlines: Inlines = ()
    speaker: str = ""
    depth: int = 0
    marker: str = ""
    quoted: bool = False
    attributed: bool = False
    number: int = 0
    picture: Picture | None = None
    rows: tuple[tuple[Inlines, ...], ...] = ()
    alignments: tuple[Alignment, ...] = ()

    @property
    def text(self) -> str:
        return "".join(inline.text for inline in self.inlines)


def passages(timeline: Timeline) -> Iterator[PrintedPassage]:
    """All of them, in the order in which they are read."""
    for timed in timeline.chapters:
        chapter = timed.chapter
        for sound in chapter.opening:
            yield PrintedPassage(kind="sound", inlines=sound.inlines)
        yield _heading(chapter)
        for block in (one.block for one in timed.blocks):
            match block:
                case Block():
                    yield from _texts(block)
                case SubheadingBlock():
                    yield PrintedPassage(kind="subheading", inlines=block.utterance.inlines)
                case PictureBlock():
                    yield PrintedPassage(
                        kind="picture", inlines=(Inline(text=block.picture.alt),), picture=block.picture
                    )
                    if block.picture.caption:
                        yield PrintedPassage(kind="caption", inlines=_caption(block))
                case TableBlock():
                    named = block.speaker.name if block.named else ""
                    yield PrintedPassage(kind="table", rows=block.rows, alignments=block.alignments, speaker=named)
                case FootnoteBlock():
                    yield PrintedPassage(kind="footnote", inlines=block.inlines, number=block.number)
                case _:
                    yield PrintedPassage(kind="sound", inlines=joined(block.paragraphs[0]))


def joined(utterances: tuple[Utterance, ...]) -> Inlines:
    """The sentences of a paragraph with spaces between them."""
    inlines: list[Inline] = []
    for utterance in utterances:
        inlines += [Inline(text=" "), *utterance.inlines] if inlines else utterance.inlines
    return tuple(inlines)


def _heading(chapter: Chapter) -> PrintedPassage:
    kind: Kind = "title" if chapter.kind == "introduction" else "heading"
    number = "".join(one.text for one in chapter.heading if one.announcement)
    inlines = joined(tuple(one for one in chapter.heading if not one.announcement))
    announced = (Inline(text=f"{number}: "),) if number else ()
    return PrintedPassage(kind=kind, inlines=(*announced, *inlines), speaker=chapter.asked_by)


def _caption(block: PictureBlock) -> Inlines:
    return joined(block.paragraphs[-1]) if block.heard else (Inline(text=block.picture.caption),)


def _texts(block: Block) -> Iterator[PrintedPassage]:
    """The paragraphs of a block of text; each item's first one has its marker."""
    around, counts, speaker = list[str](), list[int](), block.speaker.name if block.named else ""
    marker = ""
    for what, container, number in nesting.steps(block.places or ((),) * len(block.paragraphs)):
        if container and what == "open":
            around.append(container.kind)
            if container.kind in ("bullet", "number"):
                counts.append(0)
            elif container.kind == "item":
                counts[-1] = counts[-1] + 1 if container.number is None else container.number
                marker = BULLET if around[-2] == "bullet" else f"{counts[-1]}."
        elif container and what == "close":
            if around.pop() in ("bullet", "number"):
                counts.pop()
        else:
            yield PrintedPassage(
                kind="text",
                inlines=joined(block.paragraphs[number]),
                speaker=speaker,
                depth=len(counts),
                marker=marker,
                quoted="quote" in around,
                attributed="attribution" in around,
            )
            speaker = marker = ""


def beside(show: Show, timeline: Timeline) -> Iterator[PrintedPassage]:
    """What stands behind the talk: notes and links, and what it is that was read."""
    about, own = timeline.interview.about, words(timeline.interview.about.language)
    language = "" if base(about.language) == own.language else own.language
    yield PrintedPassage(kind="heading", inlines=(Inline(text=own.about_episode, language=language),))
    yield from (_line(text) for text in about.summary.splitlines() if text.strip())
    for block in show_notes.blocks(about.notes):
        for number, inlines in enumerate(block.paragraphs, 1):
            marker = {"bullet": BULLET, "number": f"{number}."}.get(block.style, "")
            yield PrintedPassage(kind="text", inlines=inlines, depth=bool(marker), marker=marker)
    for link in about.links:
        inlines = (Inline(text=link.title, href=link.url), Inline(text=f": {link.url}"))
        yield PrintedPassage(kind="text", inlines=inlines, depth=1, marker=BULLET)
    names = ", ".join(speaker.name for speaker in about.participants)
    yield _line(names, own.participants, language)
    yield _line(f"{show.title}, {show.author}, {long_date(about.date, own.language)}")
    for correction in about.corrected:
        told = own.corrected.format(date=long_date(correction.date, own.language))
        yield PrintedPassage(
            kind="text", inlines=(Inline(text=f"{told} ", language=language), Inline(text=correction.note))
        )
    if thanks := disclosure.of_timeline(timeline, show).credits:
        yield PrintedPassage(kind="text", inlines=(Inline(text=own.sound_credits, language=language),))
        for credit in thanks:
            yield PrintedPassage(kind="text", inlines=(Inline(text=credit),), depth=1, marker=BULLET)
    if show.licence:
        yield _line(show.licence, own.licence, language)
    yield PrintedPassage(
        kind="text", inlines=(Inline(text=(page := addresses.page(show, timeline.interview.slug)), href=page),)
    )


def _line(text: str, label: str = "", language: str = "") -> PrintedPassage:
    labelled = (Inline(text=f"{label}: ", language=language),) if label else ()
    return PrintedPassage(kind="text", inlines=(*labelled, Inline(text=text)))
