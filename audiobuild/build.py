"""The pipeline as one function. What it makes is written to dist/ by :mod:`audiobuild.site.publish`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from audiobuild import remarks, timeline
from audiobuild.errors import AudiobuildError, ContentError, EngineError, Problem
from audiobuild.model import Interview, Item, Script
from audiobuild.publication import content, guids
from audiobuild.publication.config import STATE, Publication
from audiobuild.script import write
from audiobuild.site import catalogue, publish
from audiobuild.speech import about, clips, doubts
from audiobuild.speech.cache import Cache
from audiobuild.speech.lines import Line, lines, voice_problems


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What a build says of an episode; ``bytes`` is the size of its MP3."""

    slug: str
    duration_ms: int
    segments: int
    synthesised: int
    cached: int
    bytes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Hooks:
    """Whom a build tells what. ``progress``: how many of how many new sentences are spoken. ``notify``: each service,
    before it is sent the first text. ``note``: what the editor may want to look at (:mod:`audiobuild.remarks`)."""

    progress: Callable[[int, int], None] = lambda done, total: None
    notify: Callable[[str], None] = lambda service: None
    note: Callable[[str], None] = lambda text: None


def scripts(publication: Publication, slugs: Collection[str] = ()) -> tuple[Script, ...]:
    """The scripts of all interviews, or of those named.

    Raises ContentError or ConfigError with every problem of every interview, and EngineError where a voice that is needed
    cannot speak here.
    """
    written, _ = _written(publication, slugs)
    return written


def build(
    publication: Publication,
    slugs: Collection[str] = (),
    *,
    jobs: int,
    hooks: Hooks = Hooks(),
    accepted: Collection[str] = (),
) -> tuple[Built, ...]:
    """Build all interviews or those named, then the show's pages and feed.

    Raises the errors of its steps; whatever was synthesised stays cached, and what is published is never half of something.
    An episode that is published and whose record is lost is built as well: else it would be missing in the feed.
    """
    root = publication.root
    items, lost = catalogue.published(root)
    written, to_speak = _written(publication, {*slugs, *lost} if slugs else ())
    publication = guids.assigned(publication)
    _check_ids(publication, [script.interview for script in written], items)
    _tell(hooks, (remark for script in written for remark in remarks.of_script(script)))
    cache = Cache(root / STATE / "clips")
    picture = publish.cover(publication)
    filled = _filled(publication, to_speak, cache, jobs, hooks, accepted)
    settings = publish.settings(publication.show, picture)
    built = []
    for script, spoken in zip(written, filled, strict=True):
        episode = timeline.lay(script, spoken.clips, publication.show.pauses)
        mp3 = publish.write_episode(publication, episode, cache, picture)
        item = catalogue.item_of(episode, mp3, settings)
        catalogue.remember(root, item)
        items[item.slug] = item
        built.append(_built(item, spoken))
    publish.write_show(publication, tuple(items.values()), picture, hooks.note)
    _tell(hooks, (*remarks.outdated(items.values(), settings), *remarks.left_over(root)))
    return tuple(built)


def _filled(
    publication: Publication,
    to_speak: Sequence[Sequence[Line]],
    cache: Cache,
    jobs: int,
    hooks: Hooks,
    accepted: Collection[str],
) -> tuple[clips.Filled, ...]:
    return clips.fill(
        to_speak,
        audio=publication.show.audio,
        cache=cache,
        jobs=jobs,
        progress=hooks.progress,
        notify=hooks.notify,
        accepted=accepted,
        doubtful=publication.root / STATE / doubts.FOLDER,
    )


def _tell(hooks: Hooks, problems: Iterable[Problem]) -> None:
    for problem in problems:
        hooks.note(str(problem))


def _built(item: Item, spoken: clips.Filled) -> Built:
    count = len(spoken.clips)
    return Built(
        slug=item.slug,
        duration_ms=item.duration_ms,
        segments=count,
        synthesised=spoken.synthesised,
        cached=count - spoken.synthesised,
        bytes=item.mp3.bytes,
    )


def _written(
    publication: Publication, slugs: Collection[str]
) -> tuple[tuple[Script, ...], tuple[tuple[Line, ...], ...]]:
    """The scripts, and the lines of each, which all can be spoken here."""
    about.forget()
    written = []
    failed: list[AudiobuildError] = []
    for interview in content.load(publication.root, slugs):
        try:
            written.append(write(interview, publication))
        except AudiobuildError as error:
            failed.append(error)
    if failed:
        raise type(failed[0])(problem for error in failed for problem in error.problems)
    to_speak = tuple(lines(script, publication.voices) for script in written)
    problems = tuple(voice_problems(line for of_script in to_speak for line in of_script))
    if problems:
        raise EngineError(problems)
    return tuple(written), to_speak


def _check_ids(publication: Publication, interviews: Iterable[Interview], items: Mapping[str, Item]) -> None:
    """No two episodes have the same guid; those that are built now count as they are now."""
    now = {interview.slug: interview for interview in interviews}
    others = (item for slug, item in items.items() if slug not in now)
    problems = tuple(guids.duplicates(publication.show, (*others, *now.values())))
    if problems:
        raise ContentError(problems)
