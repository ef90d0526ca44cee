"""What the episodes of a show are to each other, and to what they were: told where podcast apps would mix them up."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from audiobuild import clock
from audiobuild.clock import instant
from audiobuild.errors import Problem
from audiobuild.messages import enumeration, msg
from audiobuild.model import EarlierEpisode, Show
from audiobuild.publication import earlier, guids
from audiobuild.publication.guids import Identified
from audiobuild.text import shown

_Key = TypeVar("_Key", bound=Hashable)


def remarks(
    show: Show, now: Collection[Identified], before: Mapping[str, Identified], former: Sequence[EarlierEpisode]
) -> Iterator[Problem]:
    """What is to be said of the episodes that are published ``now``; ``before`` are those of the last edition, by slug, and
    ``former`` those from before audiobuild."""
    taken = {guids.episode(show, one) for one in now}
    stay = [episode for episode in former if episode.key not in taken]
    yield from numbered_twice(now, stay)
    yield from at_one_time(now, before, show.timezone, stay)
    yield from moved(show, now, before)
    yield from replacing(show, now, before, former)
    yield from not_come(stay)


def numbered_twice(episodes: Iterable[Identified], former: Iterable[EarlierEpisode] = ()) -> Iterator[Problem]:
    """Whole episodes of the same number. A trailer or bonus belongs to the episode whose number it has."""
    numbered = (
        ((one.about.season, one.about.episode), one.slug)
        for one in episodes
        if one.about.episode and one.about.type == "full"
    )
    from_before = (((one.season, one.episode), one) for one in former if one.whole)
    for (season, number), slugs, names in _grouped(numbered, from_before):
        others = enumeration([*map(_path, slugs[1:]), *names])
        if season:
            message = msg("is season {}, episode {}, and so is {}", season, number, others)
        else:
            message = msg("is episode {}, and so is {}", number, others)
        remedy = msg("Podcast apps show these numbers. Give each its own, or none.")
        yield Problem(place=f"{_path(slugs[0])}: episode", message=message, remedy=remedy)


def at_one_time(
    episodes: Iterable[Identified],
    before: Mapping[str, Identified],
    timezone: str,
    former: Iterable[EarlierEpisode] = (),
) -> Iterator[Problem]:
    """Episodes of the same time, once: with the edition in which one of them gets it."""
    by_slug = {one.slug: one for one in episodes}
    known = {slug: instant(one.about.date, timezone) for slug, one in before.items()}
    moments = ((instant(one.about.date, timezone), slug) for slug, one in by_slug.items())
    for moment, slugs, names in _grouped(moments, ((one.published, one) for one in former)):
        if all(known.get(slug) == moment for slug in slugs):
            continue
        others = enumeration([*map(_path, slugs[:-1]), *names])
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


def replacing(
    show: Show, episodes: Iterable[Identified], before: Mapping[str, Identified], former: Iterable[EarlierEpisode]
) -> Iterator[Problem]:
    """Episodes that take the place of one from before, once. ``show.guid`` is assigned."""
    known = {guids.episode(show, one) for one in before.values()}
    by_key = {episode.key: episode for episode in former}
    for one in episodes:
        if (old := by_key.get(one.about.id)) and old.key not in known:
            was = old.published.astimezone(instant(one.about.date, show.timezone).tzinfo).date()
            message = msg("has the guid of {}, and takes its place: podcast apps show it as that episode", _name(old))
            if one.about.date != was:
                message = msg("{}, dated {} and no more {}", message, one.about.date, was)
            remedy = msg("If it is another one, delete the line id. The day of the former one: date: {}", was)
            yield Problem(place=f"{_path(one.slug)}: id", message=message, remedy=remedy)


def not_come(former: Iterable[EarlierEpisode]) -> Iterator[Problem]:
    """Episodes from before whose date has not come: the feed holds them, as the former one did."""
    now = clock.now()
    for episode in former:
        if episode.published > now:
            message = msg("is in the feed already, and dated {:%Y-%m-%d}: some apps show it at once", episode.published)
            remedy = msg("To hold it back, take it out of the file until then.")
            yield Problem(place=_name(episode), message=message, remedy=remedy)


def _grouped(
    pairs: Iterable[tuple[_Key, str]], former: Iterable[tuple[_Key, EarlierEpisode]]
) -> Iterator[tuple[_Key, list[str], list[str]]]:
    """What several have, with the slugs that have it, sorted, and the names of the episodes from before that do."""
    by_key: dict[_Key, list[str]] = {}
    for key, slug in pairs:
        by_key.setdefault(key, []).append(slug)
    names: dict[_Key, list[str]] = {key: [] for key in by_key}
    for key, episode in former:
        if key in names:
            names[key].append(_name(episode))
    return ((key, sorted(slugs), names[key]) for key, slugs in by_key.items() if len(slugs) + len(names[key]) > 1)


def _name(episode: EarlierEpisode) -> str:
    return f"{earlier.FILE}: {shown(repr(episode.title), 80)}"


def _path(slug: str) -> str:
    return f"content/{slug}.md"
