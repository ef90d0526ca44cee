"""Turns → blocks: what becomes of paragraphs, headings, pictures, tables and footnotes, in print and in sound.

One rule for all: what is heard is printed where it is heard, and the other way round (WCAG 1.2.1), but for what the show has
printed only. So a footnote stands behind the passage that refers to it, not at the end: nobody who listens could turn back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from audiobuild.errors import Problem
from audiobuild.languages import aloud
from audiobuild.messages import msg
from audiobuild.model import (
    AnyBlock,
    Block,
    FootnoteBlock,
    Inline,
    Paragraph,
    Passage,
    PauseKind,
    Picture,
    PictureBlock,
    Recording,
    Speaker,
    Subheading,
    SubheadingBlock,
    Table,
    TableBlock,
    Turn,
    Utterances,
    printed,
)
from audiobuild.publication.nesting import Place, attributed, placed
from audiobuild.script.marks import part
from audiobuild.script.saying import Sayer, ended

Cells = tuple[tuple[Inline, ...], ...]
_Part = tuple[int, tuple[Inline, ...]]
"""Of what is said of a row: the runs of one of its cells, by its number, or others."""
_LISTS = ("bullet", "number")
_NO_CELL = -1


@dataclass(kw_only=True, slots=True)
class Passages:
    """Makes the blocks of turns. ``reader`` is the narrator, who says what nobody in the talk does."""

    sayer: Sayer
    reader: Speaker

    def blocks(self, turns: Iterable[Turn], *, narrated: bool) -> Iterator[AnyBlock]:
        """The blocks of a chapter, those footnotes first that its heading refers to. That the narrator goes on below a heading
        that the narrator reads goes without saying."""
        yield from self._footnotes()
        before: Speaker | None = None
        for turn in turns:
            recorded = self._recorded(turn.passages)
            done = 0
            for group, places in _groups(turn.passages):
                speaker = turn.speaker
                unsaid = speaker == before or (before is None and narrated and speaker.role == "narrator")
                if isinstance(group[0], Paragraph | Table):
                    before = speaker
                recordings = recorded[done : done + len(group)]
                done += len(group)
                yield from self._block(group, places, speaker, recordings, named=not unsaid)
                # Nobody speaks within a recording.
                if recordings[-1] is None or recorded[done : done + 1] != recordings[-1:]:
                    yield from self._footnotes()

    def _recorded(self, passages: Sequence[Passage]) -> list[Recording | None]:
        """In which recording each passage of a turn is heard. It ends where something else is heard, since nobody speaks within
        it; what a person goes on to say behind that is a recording as well, and no voice."""
        recorded: list[Recording | None] = []
        now, ended_by = None, None
        for passage in passages:
            if not isinstance(passage, Paragraph):
                if now and self._is_heard(passage):
                    now, ended_by = None, passage
                recorded.append(now)
                continue
            now = passage.recording or now
            if ended_by and not now:
                message = msg("who is heard in a recording before line {} goes on here without one", ended_by.line)
                remedy = msg('Name the rest of it in front of this paragraph: {{recording="…#t=12.5"}}')
                place = f"{self.sayer.interview.path}:{passage.line}"
                self.sayer.problems.append(Problem(place=place, message=message, remedy=remedy))
                ended_by = None
            recorded.append(now)
        return recorded

    def _is_heard(self, passage: Passage) -> bool:
        show = self.sayer.publication.show
        match passage:
            case Picture():
                return show.pictures == "spoken" and bool(passage.text)
            case Table():
                return show.tables == "spoken"
        return True

    def _block(
        self,
        group: Sequence[Passage],
        places: Sequence[Place],
        speaker: Speaker,
        recordings: Sequence[Recording | None],
        *,
        named: bool,
    ) -> Iterator[AnyBlock]:
        match group[0]:
            case Subheading() as heading:
                if said := self.sayer.said(heading.inlines, heading, self.reader, whole=True):
                    yield SubheadingBlock(speaker=self.reader, paragraphs=(said,))
            case Picture() as picture:
                yield self._picture(picture)
            case Table() as table:
                yield self._table(table, speaker, named=named)
            case _:
                spoken = [
                    (self.sayer.paragraph(one, speaker, recording=recording), one)
                    for one, recording in zip(group, recordings, strict=True)
                    if isinstance(one, Paragraph)
                ]
                audible = [index for index, (utterances, _) in enumerate(spoken) if utterances]
                if audible:
                    between: PauseKind = "item" if places[0] and places[0][0].kind in _LISTS else "paragraph"
                    yield Block(
                        speaker=speaker,
                        named=named,
                        paragraphs=tuple(ended(spoken[index][0], between) for index in audible),
                        places=attributed(
                            [places[index] for index in audible], [spoken[index][1] for index in audible]
                        ),
                    )

    def _picture(self, picture: Picture) -> PictureBlock:
        heard = self.sayer.publication.show.pictures == "spoken"
        description: Utterances = ()
        caption: Utterances = ()
        if heard and picture.alt:
            label = self.sayer.own_words(f"{self.sayer.own.picture} ")
            description = self.sayer.said((label, Inline(text=picture.alt)), picture, self.reader, whole=True)
        if heard and picture.caption:
            caption = self.sayer.said((Inline(text=picture.caption),), picture, self.reader)
        return PictureBlock(
            speaker=self.reader,
            picture=picture,
            heard=heard,
            described=bool(description),
            paragraphs=tuple(ended(one, "paragraph") for one in (description, caption) if one),
        )

    def _table(self, table: Table, speaker: Speaker, *, named: bool) -> TableBlock:
        heard = self.sayer.publication.show.tables == "spoken"
        rows: list[Cells] = []
        paragraphs: list[Utterances] = []
        for row in (table.head, *table.rows):
            cells = tuple(self.sayer.referred(cell) for cell in row.cells)
            said: Utterances = ()
            if heard:
                parts = self._parts(rows[0] if rows else (), cells)
                runs = [run for _, cell in parts for run in cell]
                said = self.sayer.said(runs, replace(table, line=row.line, lines=1), speaker, whole=True)
                cells = _as_said(parts, said, len(cells)) if said else cells
            rows.append(cells)
            if said:
                paragraphs.append(ended(said, "paragraph"))
        return TableBlock(
            speaker=speaker,
            named=named,
            heard=heard,
            alignments=table.alignments,
            rows=tuple(rows),
            paragraphs=tuple(paragraphs),
        )

    def _parts(self, heads: Cells, cells: Cells) -> list[_Part]:
        """A row as it is said, below ``heads`` if it is not the head itself."""
        own = [(number, cell) for number, cell in enumerate(cells)]
        if heads:
            named = [(_NO_CELL, tuple(replace(run, footnotes=()) for run in cell)) for cell in heads]
            parts = [*aloud.row(named, own, _text)]
        else:
            parts = [*aloud.head(own, _text)]
        said = [(_NO_CELL, (Inline(text=part),)) if isinstance(part, str) else part for part in parts]
        return said if heads else [(_NO_CELL, (self.sayer.own_words(f"{self.sayer.own.table} "),)), *said]

    def _footnotes(self) -> Iterator[FootnoteBlock]:
        """Those that were referred to since the last block."""
        heard = self.sayer.publication.show.footnotes == "spoken"
        for number, footnote in self.sayer.due():
            inlines = (self.sayer.own_words(f"{self.sayer.own.footnote.format(number=number)} "), *footnote.inlines)
            said = self.sayer.said(inlines, footnote, self.reader) if heard else ()
            yield FootnoteBlock(
                speaker=self.reader,
                number=number,
                heard=heard,
                inlines=inlines,
                paragraphs=(ended(said, "paragraph"),) if said else (),
            )


def _groups(passages: Sequence[Passage]) -> Iterator[tuple[list[Passage], list[Place]]]:
    """Neighbours that are one block, with what is around each: a list, a quotation, or plain paragraphs. Behind a plain
    paragraph with a footnote another block begins, where the footnote stands between."""
    group: list[Passage] = []
    places: list[Place] = []
    for passage, place in zip(passages, placed(passages), strict=True):
        if group and not (_together(group[-1], passage) and places[-1][:1] == place[:1]):
            yield group, places
            group, places = [], []
        group.append(passage)
        places.append(place)
    if group:
        yield group, places


def _together(one: Passage, other: Passage) -> bool:
    if not (isinstance(one, Paragraph) and isinstance(other, Paragraph)):
        return False
    return one.style != "plain" or not any(inline.footnotes for inline in one.inlines)


def _text(part: _Part) -> str:
    return printed(part[1])


def _as_said(parts: Sequence[_Part], said: Utterances, columns: int) -> Cells:
    """The cells as they are marked in what is said of their row: with the languages that a lexicon knows."""
    cells: list[tuple[Inline, ...]] = [()] * columns
    at = -said[0].sentence.start
    for number, inlines in parts:
        end = at + len(printed(inlines))
        if number != _NO_CELL:
            cells[number] = part(said[0].inlines, at, end)
        at = end
    return tuple(cells)
