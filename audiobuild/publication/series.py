"""What the episodes of a show are to each other, and to what they were: told where podcast apps would mix them up."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from audiobuild.clock import instant
from audiobuild.errors import Problem
from audiobuild.messages import enumeration, msg
from audiobuild.model import Show
from audiobuild.publication import guids
from audiobuild.publication.guids import Identified

_Key = TypeVar("_Key", bound=Hashable)


def remarks(show: Show, now: Collection[Identified], before: Mapping[str, Identified]) -> Iterator[Problem]:
    """What is to be said of the episodes that are published ``now``; ``before`` are those of the last edition, by slug."""
    yield from numbered_twice(now)
    yield from at_one_time(now, before, show.timezone)
    yield from moved(show, now, before)


def numbered_twice(episodes: Iterable[Identified]) -> Iterator[Problem]:
    """Whole episodes of the same number. A trailer or bonus belongs to the episode whose number it has."""
    numbered = (
        ((one.about.season, one.about.episode), one.slug)
        for one in episodes
        if one.about.episode and one.about.type == "full"
    )
    for (season, number), slugs in _grouped(numbered):
        others = enumeration([_path(slug) for slug in slugs[1:]])
        if season:
            message = msg("is season {}, episode {}, and so is {}", season, number, others)
        else:
            message = msg("is episode {}, and so is {}", number, others)
        remedy = msg("Podcast apps show these numbers. Give each its own, or none.")
        yield Problem(place=f"{_path(slugs[0])}: episode", message=message, remedy=remedy)


def at_one_time(episodes: Iterable[Identified], before: Mapping[str, Identified], timezone: str) -> Iterator[Problem]:
    """Episodes of the same time, once: with the edition in which one of them gets it."""
    by_slug = {one.slug: one for one in episodes}
    known = {slug: instant(one.about.date, timezone) for slug, one in before.items()}
    for moment, slugs in _grouped((instant(one.about.date, timezone), slug) for slug, one in by_slug.items()):
        if all(known.get(slug) == moment for slug in slugs):
            continue
        others = enumeration([_path(slug) for slug in slugs[:-1]])
        message = msg("is the same time as in {}: podcast apps show them in any order", others)
        remedy = msg(
            "In the feed the last file name is the newest. To say it yourself, give each a time: date: {:%Y-%m-%d} 09:00:00",
            by_slug[slugs[-1]].about.date,
        )
        yield Problem(place=f"{_path(slugs[-1])}: date", message=message, remedy=remedy)


def moved(show: Show, episodes: Iterable[Identified], before: Mapping[str, Identified]) -> Iterator[Problem]:
    """Episodes that have another date or another guid than in the last edition. ``show.guid`` is assigned."""
    known = {guids.episode(show, one): one for one in before.values()}
    now = {guids.episode(show, one): one for one in episodes}
    for guid, one in now.items():
        if old := known.get(guid):
            was, written = (instant(some.about.date, show.timezone) for some in (old, one))
            if was != written:
                message = msg(
                    "is {}, and was {}: the episode moves in the lists of podcast apps, and some show it as new",
                    one.about.date,
                    old.about.date,
                )
                remedy = msg("If that is not meant, write again: date: {}", old.about.date)
                yield Problem(place=f"{_path(one.slug)}: date", message=message, remedy=remedy)
        elif (old := before.get(one.slug)) and (gone := guids.episode(show, old)) not in now:
            message = msg("is {}, and was {}: podcast apps show it as another episode", guid, gone)
            remedy = msg("If it is the same one, write into its front matter: id: {}", gone)
            yield Problem(place=f"{_path(one.slug)}: id", message=message, remedy=remedy)


def _grouped(pairs: Iterable[tuple[_Key, str]]) -> Iterator[tuple[_Key, list[str]]]:
    """What several have, with the slugs that have it, sorted."""
    by_key: dict[_Key, list[str]] = {}
    for key, slug in pairs:
        by_key.setdefault(key, []).append(slug)
    return ((key, sorted(slugs)) for key, slugs in by_key.items() if len(slugs) > 1)


def _path(slug: str) -> str:
    return f"content/{slug}.md"
