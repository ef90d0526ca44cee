"""Lists and quotations around paragraphs: each as one, wherever its paragraphs stand.

A paragraph knows of what kinds they are, and how many it shares with the paragraph before it
(:class:`audiobuild.model.Paragraph`). So an import or an editor may take one out, and the others still fit together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, takewhile
from typing import Literal

from audiobuild.model import Container, ContainerKind, Paragraph, Passage

Place = tuple[Container, ...]
"""What is around a paragraph, outermost first."""


def kinds(passage: Passage) -> tuple[ContainerKind, ...]:
    """Of what kinds the lists, items and quotations around a passage are."""
    if not isinstance(passage, Paragraph):
        return ()
    found: list[ContainerKind] = []
    for style in (*passage.within, passage.style):
        if style in ("bullet", "number"):
            found += [style, "item"]
        elif style != "plain":
            found.append("quote")
    return tuple(found)


def common(one: Sequence[object], other: Sequence[object]) -> int:
    """How many are the same, from the first on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def usual(before: Sequence[ContainerKind], now: Sequence[ContainerKind]) -> int:
    """How many a paragraph shares with the one before it where nothing else is said: all of the same kind, but a new item."""
    shared = common(before, now)
    return shared - 1 if shared == len(now) and now and now[-1] == "item" else shared


def placed(passages: Iterable[Passage]) -> Iterator[Place]:
    """What is around each of the passages of a turn."""
    ids = count(1)
    place: Place = ()
    for passage in passages:
        now, before = kinds(passage), tuple(container.kind for container in place)
        shared, number = usual(before, now), None
        if isinstance(passage, Paragraph):
            shared = shared if passage.shared is None else min(passage.shared, common(before, now))
            number = passage.number
        new = [Container(kind=kind, id=next(ids)) for kind in now[shared:]]
        if new and number is not None and "number" in now:
            last = max(index for index, kind in enumerate(now) if kind == "number") + 1 - shared
            if last >= 0:
                new[last] = Container(kind="item", id=new[last].id, number=number)
        place = (*place[:shared], *new)
        yield place


def attributed(places: Sequence[Place], paragraphs: Sequence[Paragraph]) -> tuple[Place, ...]:
    """What is around paragraphs in print: a quotation with words that say whose it is holds these beside it."""
    whose = {
        place[-1]
        for index, place in enumerate(places)
        if paragraphs[index].style == "attribution" and any(place[-1] in other for other in places[:index])
    }
    return tuple(
        tuple(
            printed
            for one in place
            for printed in (_attributed(one, last=style == "attribution") if one in whose else (one,))
        )
        for place, style in zip(places, (paragraph.style for paragraph in paragraphs), strict=True)
    )


def _attributed(quote: Container, *, last: bool) -> Place:
    return replace(quote, kind="quotation"), replace(quote, kind="attribution") if last else quote


Step = tuple[Literal["open", "close", "paragraph"], Container | None, int]
"""What to print next: a container that begins or ends, or the paragraph of a number, with the innermost one that it begins."""


def steps(places: Sequence[Place]) -> Iterator[Step]:
    """Paragraphs with what is around each, in the order of print."""
    before: Place = ()
    for index, place in enumerate(places):
        shared = common(before, place)
        yield from (("close", one, index) for one in reversed(before[shared:]))
        yield from (("open", one, index) for one in place[shared:])
        yield "paragraph", place[-1] if len(place) > shared else None, index
        before = place
    yield from (("close", one, len(places)) for one in reversed(before))
