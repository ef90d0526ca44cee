"""What an editor put between the paragraphs of a source, and what of it stays when the source is imported again: comments,
pictures, headings, tables, footnotes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from audiobuild.model import (
    Exchange,
    Footnote,
    Inline,
    Interview,
    Paragraph,
    Passage,
    Picture,
    Speaker,
    Subheading,
    Table,
    Turn,
)
from audiobuild.publication import marks
from audiobuild.publication.content import Draft
from audiobuild.text import visible


def plain(passage: Passage) -> str:
    """What is said in a passage, however it is set."""
    return " ".join(visible(passage.text).split())


def tables(interview: Interview, there: Draft) -> dict[int, Table | None]:
    """The passages of a source of which the editor made tables, since an import writes each row as a paragraph: by the place of
    the first its table, and nothing by those of the others."""
    own = [one for one in there.body.passages if isinstance(one, Table)]
    passages = [(turn.speaker.role, passage) for turn in interview.turns for passage in turn.passages]
    found: dict[int, Table | None] = {}
    for place, (role, passage) in enumerate(passages):
        if role == "question":
            continue
        if table := next((one for one in own if _is_row(passage, one)), None):
            found[place] = None if table in found.values() else table
    return found


def with_tables(interview: Interview, found: Mapping[int, Table | None]) -> Interview:
    """The interview with the tables in the places of their rows."""
    places = count()

    def turns(some: Sequence[Turn]) -> tuple[Turn, ...]:
        made = []
        for turn in some:
            passages: list[Passage | None] = [found.get(next(places), passage) for passage in turn.passages]
            if kept := [passage for passage in passages if passage is not None]:
                made.append(replace(turn, passages=tuple(kept)))
        return tuple(made)

    def exchange(one: Exchange) -> Exchange:
        question = turns([one.question])[0]
        return replace(one, question=question, answers=turns(one.answers))

    return replace(
        interview,
        introduction=turns(interview.introduction),
        exchanges=tuple(map(exchange, interview.exchanges)),
        closing=turns(interview.closing),
    )


def _is_row(passage: Passage, table: Table) -> bool:
    """Whether a paragraph says what a row of a table does, with or without the names of its columns."""
    said = _word_set(passage.text) if isinstance(passage, Paragraph) else frozenset()
    head = _word_set(table.head.text)
    rows = filter(None, (_word_set(row.text) for row in table.rows))
    return bool(said) and (said == head or any(row <= said <= row | head for row in rows))


def _word_set(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", visible(text).casefold()))


def _moved(found: Interview, there: Draft) -> Callable[[int], int]:
    """Where something stands now that stood before a passage of the file: before that passage still, or where it would be;
    both by the number of passages before it."""
    before = [plain(one) for one in there.body.passages]
    after = [plain(one) for turn in found.turns for one in turn.passages]
    steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()

    def moved(place: int) -> int:
        for _, start, end, first, last in steps:
            if start <= place < end:
                return min(first + place - start, last)
        return len(after)

    return moved


def comments(found: Interview, there: Draft) -> Mapping[int, Sequence[str]]:
    """The editor's own comments, by the number of passages before them."""
    moved = _moved(found, there)
    by_place: dict[int, list[str]] = {}
    for place, text in there.body.comments:
        if not marks.OURS.match(text):
            by_place.setdefault(moved(place), []).append(text)
    return by_place


def added(found: Interview, there: Draft) -> dict[int, list[Passage]]:
    """What the editor put between the paragraphs, and no import makes, by the number of passages of the source before it."""
    moved = _moved(found, there)
    in_place = [one for turn in found.turns for one in turn.passages if isinstance(one, Table)]
    found_at: dict[int, list[Passage]] = {}
    for place, passage in enumerate(there.body.passages):
        if isinstance(passage, Picture | Subheading | Table) and passage not in in_place:
            found_at.setdefault(moved(place), []).append(passage)
    return found_at


def shifted(place: int, found: Mapping[int, Table | None], added: Mapping[int, Sequence[Passage]]) -> int:
    """A place in the source as one in what is written: rows that a table took the place of are gone before it, and what was
    added counts, too."""
    place -= sum(table is None and before < place for before, table in found.items())
    return place + sum(len(passages) for before, passages in added.items() if before < place)


def with_added(interview: Interview, added: Mapping[int, Sequence[Passage]], reads: Speaker) -> Interview:
    """The interview with what the editor added. What would stand before a question stands at the end of what is above it."""
    sections = (
        interview.introduction,
        *((one.question, *one.answers) for one in interview.exchanges),
        interview.closing,
    )
    filled: list[tuple[Turn, ...]] = []
    begin = 0
    for number, section in enumerate(sections):
        asks = 0 < number <= len(interview.exchanges)
        ahead = added.get(begin, ()) if asks else ()
        if ahead and filled[-1]:
            *others, last = filled[-1]
            filled[-1] = (*others, replace(last, passages=(*last.passages, *ahead)))
        elif ahead:
            filled[-1] = (Turn(speaker=reads, passages=tuple(ahead)),)
        filled.append(tuple(_filled(section, added, begin, first=begin + asks)))
        begin += sum(len(turn.passages) for turn in section)
    if behind := added.get(begin, ()):
        where = -1 if filled[-1] else -2
        *others, last = filled[where]
        filled[where] = (*others, replace(last, passages=(*last.passages, *behind)))
    introduction, *talk, closing = filled
    exchanges = tuple(Exchange(question=question, answers=tuple(answers)) for question, *answers in talk)
    return replace(interview, introduction=introduction, exchanges=exchanges, closing=closing)


def _filled(
    section: Sequence[Turn], added: Mapping[int, Sequence[Passage]], begin: int, *, first: int
) -> Iterator[Turn]:
    """Turns whose passages are counted from ``begin``, with what was added before those from ``first`` on."""
    place = begin
    for turn in section:
        passages: list[Passage] = []
        for passage in turn.passages:
            passages += added.get(place, ()) if place >= first else ()
            passages.append(passage)
            place += 1
        yield replace(turn, passages=tuple(passages))


def footnotes(interview: Interview, there: Draft) -> tuple[Footnote, ...]:
    """The footnotes of the source, and those of the file to which something still refers."""
    referred = {
        reference.label
        for turn in interview.turns
        for passage in turn.passages
        for inline in _inlines(passage)
        for reference in inline.footnotes
    }
    own = {one.label for one in interview.footnotes}
    kept = (one for one in there.body.footnotes if one.label in referred - own)
    return (*interview.footnotes, *kept)


def _inlines(passage: Passage) -> tuple[Inline, ...]:
    match passage:
        case Picture():
            return ()
        case Table():
            return tuple(inline for row in (passage.head, *passage.rows) for cell in row.cells for inline in cell)
        case _:
            return passage.inlines
