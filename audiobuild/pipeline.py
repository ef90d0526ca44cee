"""The pipeline as one function. What it makes is written to dist/ by :mod:`audiobuild.site.publish`."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress
from pathlib import Path
from typing import Literal

from audiobuild import clock, cores, lock, remarks, timeline
from audiobuild.errors import AudiobuildError, ContentError, EngineError, Problem
from audiobuild.lock import Held
from audiobuild.messages import msg
from audiobuild.model import FrontMatter, Interview, Item, Script
from audiobuild.publication import content, guids, release
from audiobuild.publication.config import DIST, STATE, Publication
from audiobuild.script import write
from audiobuild.site import catalogue, edition, illustrations, manifest, publish, stamps
from audiobuild.site.edition import Edition
from audiobuild.site.illustrations import Illustration
from audiobuild.site.manifest import Manifest
from audiobuild.site.pictures import PictureMaker
from audiobuild.site.publish import Picture
from audiobuild.site.published import Published, read
from audiobuild.site.stamps import Stamps
from audiobuild.speech import about, cache, clips, doubts
from audiobuild.speech.cache import Cache
from audiobuild.speech.lines import Line, lines, voice_problems
from audiobuild.speech.outgoing import Outgoing

_Speak = Callable[[Sequence[Sequence[Line]]], tuple[clips.Filled, ...]]

DRAFTS = "drafts"
"""The folder in STATE that holds a ``dist/`` with all that is not published yet, to be heard before."""


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
    """Whom a build tells what. ``progress``: how many of how many new sentences are spoken. ``notify``: what each
    service will be sent, before it is. ``note``: what the editor may want to look at (:mod:`audiobuild.remarks`)."""

    progress: Callable[[int, int], None] = lambda done, total: None
    notify: Callable[[Outgoing], None] = lambda outgoing: None
    note: Callable[[str], None] = lambda text: None


def scripts(
    publication: Publication, slugs: Collection[str] | None = None, *, drafts: bool = False
) -> tuple[Script, ...]:
    """The scripts of all interviews, or of those named; with ``drafts`` of those, too.

    Raises ContentError or ConfigError with every problem of every interview, and EngineError where a voice that is needed
    cannot speak here.
    """
    written, _ = _written(publication, slugs, drafts=drafts)
    return written


def outgoing(publication: Publication, some: Iterable[Script], *, drafts: bool = False) -> tuple[Outgoing, ...]:
    """What a build would send to speech services for those of the scripts that are due, or with ``drafts`` for all."""
    target = _Target(root=publication.root, drafts=drafts, prune=())
    due = [lines(script, publication.voices) for script in some if target.takes(script.interview.about)]
    return clips.planned(due, audio=publication.show.audio, cache=cache.of(publication.root))


def output(root: Path, *, drafts: bool = False) -> Path:
    """The folder whose ``dist/`` a build writes: the publication, or the preview of it with all drafts."""
    return root / STATE / DRAFTS if drafts else root


def build(
    publication: Publication,
    slugs: Collection[str] | None = None,
    *,
    jobs: int | None = None,
    hooks: Hooks = Hooks(),
    accepted: Collection[str] = (),
    wait_s: float = 0,
    drafts: bool = False,
    prune: Collection[str] | Literal["all"] = (),
) -> tuple[Built, ...]:
    """Build all interviews or those named, and publish them with the show's pages and feed, all at once or nothing.

    What is not due (:mod:`audiobuild.publication.release`) is read and judged, and not published; with ``drafts`` all are
    due, and :func:`output` says where they go. ``prune`` names the episodes to remove whose interviews are gone. ``jobs``
    is how many workers speak, one a core if nobody says.

    Raises the errors of its steps, and OutputError if another command is at work here for longer than ``wait_s`` seconds.
    Whatever was synthesised stays cached. An episode that is published and not in order any more is built as well: else it
    would be missing in the feed.
    """
    root = publication.root
    with lock.held(root / STATE, "build", wait_s=wait_s) as held:
        target = _Target(root=output(root, drafts=drafts), drafts=drafts, prune="all" if drafts else prune)
        edition.recover(target.root)
        published = read(target.root)
        plan = _plan(publication, slugs, published, target)
        _tell(hooks, (remark for script in plan.scripts for remark in remarks.of_script(script)))
        _tell(hooks, plan.held_back)
        _tell(hooks, remarks.placeholders_of(plan.publication.show, [script.interview for script in plan.scripts]))
        speak = partial(
            clips.fill,
            audio=publication.show.audio,
            cache=plan.cache,
            jobs=jobs or cores.usable(),
            progress=hooks.progress,
            notify=hooks.notify,
            most_characters=publication.show.max_characters,
            accepted=accepted,
            doubtful=root / STATE / doubts.FOLDER,
        )
        with Edition(target.root, published) as new:
            new.require_room()
            done = _made(plan, new, published, speak)
            _publish(plan, done, new, published, held, hooks)
    return tuple(done.built)


def published(root: Path) -> frozenset[str]:
    """The slugs of all episodes that have files in dist/, also those whose interviews are gone. Raises OutputError."""
    return read(root).slugs


@dataclass(frozen=True, kw_only=True, slots=True)
class _Target:
    """Where a build writes, and what of it: see :func:`build`."""

    root: Path
    drafts: bool
    prune: Collection[str] | Literal["all"]

    def stays(self, slug: str) -> bool:
        """Whether an episode stays whose interview is gone."""
        return self.prune != "all" and slug not in self.prune

    def takes(self, about: FrontMatter) -> bool:
        """Whether an interview is published here now."""
        return self.drafts or release.is_due(about, clock.now())


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    """What is to be done: the scripts with their lines and the digests of all that their files depend on, and the episodes
    that are published and stay, unless they are built anew. ``interviews`` are the slugs of all; ``there``
    those that may be published; ``held_back`` says why others are not. ``pictures`` are those of each episode, by file."""

    publication: Publication
    target: _Target
    interviews: frozenset[str]
    there: frozenset[str]
    held_back: tuple[Problem, ...]
    cache: Cache
    picture: Picture
    own: PictureMaker
    settings: str
    items: Mapping[str, Item]
    scripts: tuple[Script, ...]
    lines: tuple[tuple[Line, ...], ...]
    pictures: Mapping[str, Mapping[str, Illustration]]
    inputs: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Done:
    """What was made: the episodes of the new edition, what is said of those that were asked for, the keys of clips."""

    items: Mapping[str, Item]
    built: Sequence[Built]
    clips: Mapping[str, tuple[str, ...]]


def _plan(publication: Publication, slugs: Collection[str] | None, published: Published, target: _Target) -> _Plan:
    kept = cache.of(publication.root)
    interviews = frozenset(path.stem for path in content.files(publication.root))
    wanted = None if slugs is None else {*slugs, *published.lost(sorted(interviews))}
    written, to_speak = _written(publication, wanted, drafts=target.drafts)
    publication = guids.assigned(publication)
    items = {slug: item for slug, item in published.manifest.items.items() if slug in interviews}
    _check_ids(publication, [script.interview for script in written], items)
    now = {script.interview.slug: script.interview.about for script in written}
    drafts = (interviews if wanted is None else interviews & wanted) - now.keys()
    known = {slug: item.about for slug, item in items.items() if slug not in drafts} | now
    there = frozenset(slug for slug, about in known.items() if target.takes(about))
    due = [slug in there for slug in now]
    written, to_speak = tuple(compress(written, due)), tuple(compress(to_speak, due))
    picture = publish.cover(publication, kept.covers)
    settings = publish.settings(publication.show, picture)
    own = PictureMaker(root=publication.root, ground=publication.show.colours.ground, kept=kept.covers)
    pictures = _pictures(publication, written, kept)
    digests = {
        script.interview.slug: publish.inputs(
            settings,
            repr(script),
            clips.fingerprint(lines_, publication.show.audio),
            own.digest(script.interview),
            pictures[script.interview.slug].values(),
        )
        for script, lines_ in zip(written, to_speak, strict=True)
    }
    return _Plan(
        publication=publication,
        target=target,
        interviews=interviews,
        there=there,
        held_back=(
            *map(release.draft, sorted(drafts)),
            *(release.later(slug, now[slug]) for slug in now.keys() - there),
        ),
        cache=kept,
        picture=picture,
        own=own,
        settings=settings,
        items={slug: item for slug, item in items.items() if slug in there},
        scripts=written,
        lines=to_speak,
        pictures=pictures,
        inputs=digests,
    )


def _pictures(
    publication: Publication, written: Iterable[Script], kept: Cache
) -> Mapping[str, Mapping[str, Illustration]]:
    """The pictures of all interviews, made before anything is spoken. Raises ContentError with all that cannot be published."""
    made: dict[str, Mapping[str, Illustration]] = {}
    problems: list[Problem] = []
    for script in written:
        try:
            made[script.interview.slug] = illustrations.made(publication.root, script.interview, kept.pictures)
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return made


def _made(plan: _Plan, new: Edition, published: Published, speak: _Speak) -> _Done:
    """The episodes' files: kept where they are in order and nothing that they depend on has changed, else written."""
    show = plan.publication.show
    kept = {slug: item for slug in plan.inputs if (item := _unchanged(plan, published, slug))}
    to_fill = [
        lines for script, lines in zip(plan.scripts, plan.lines, strict=True) if script.interview.slug not in kept
    ]
    plan.own.require(script.interview for script in plan.scripts if script.interview.slug not in kept)
    filled = iter(speak(to_fill))
    items, built, keys = dict[str, Item](), list[Built](), dict[str, tuple[str, ...]]()
    for script, lines_ in zip(plan.scripts, plan.lines, strict=True):
        slug, synthesised = script.interview.slug, 0
        if item := kept.get(slug):
            new.keep(*published.files_of(slug))
            keys[slug] = published.stamps.clips.get(slug, ())
        else:
            spoken = next(filled)
            episode = timeline.lay(script, spoken.clips, show.pauses)
            own = plan.own.of(script.interview)
            mp3 = publish.write_episode(new, show, episode, plan.cache, plan.picture, own, plan.pictures[slug])
            item = catalogue.item_of(episode, mp3, plan.settings, own)
            keys[slug] = tuple(sorted({clip.key for clip in spoken.clips.values()}))
            synthesised = spoken.synthesised
        items[slug] = item
        built.append(_built(item, len(lines_), synthesised))
    return _Done(items=items, built=tuple(built), clips=keys)


def _unchanged(plan: _Plan, published: Published, slug: str) -> Item | None:
    return published.episode(slug) if published.stamps.inputs.get(slug) == plan.inputs[slug] else None


def _publish(plan: _Plan, done: _Done, new: Edition, published: Published, held: Held, hooks: Hooks) -> None:
    """Add the episodes that were not asked for and the show's own files, and put the edition in its place."""
    root, show = plan.target.root, plan.publication.show
    items = {**plan.items, **done.items}
    gone = filter(plan.target.stays, published.slugs - plan.interviews)
    for slug in {*published.slugs & plan.there, *gone} - done.items.keys():
        new.keep(*(name for name in published.files_of(slug) if os.path.lexists(published.dist / name)))
    publish.write_show(new, show, tuple(items.values()), plan.picture)
    meant = Manifest(
        items=items,
        files=new.files,
        feed=manifest.intentions(show),
        media_link=show.media_link,
        sample=show.sample,
    )
    whole = manifest.dumped(meant)
    new.publish(whole, held.require)
    before = published.stamps
    after = Stamps(
        manifest=stamps.digest(whole),
        inputs={slug: digest for slug, digest in {**before.inputs, **plan.inputs}.items() if slug in items},
        clips={slug: keys for slug, keys in {**before.clips, **done.clips}.items() if slug in items},
        states=new.states(root / DIST),
    )
    stamps.save(root / STATE, after)
    _tidy(plan.cache, after, hooks)
    _tell(hooks, (*remarks.outdated(items.values(), plan.settings), *remarks.left_over(root, plan.interviews)))


def _tidy(kept: Cache, after: Stamps, hooks: Hooks) -> None:
    """Say once what was damaged, and prune what nobody used for long."""
    if count := kept.damaged():
        hooks.note(msg("{} damaged {} of the cache: made again", count, msg("entry") if count == 1 else msg("entries")))
    kept.prune(days=cache.UNUSED_DAYS, megabytes=cache.MOST_MEGABYTES, in_use=after.all_clips)


def _tell(hooks: Hooks, problems: Iterable[Problem]) -> None:
    for problem in problems:
        hooks.note(str(problem))


def _built(item: Item, segments: int, synthesised: int) -> Built:
    return Built(
        slug=item.slug,
        duration_ms=item.duration_ms,
        segments=segments,
        synthesised=synthesised,
        cached=segments - synthesised,
        bytes=item.mp3.bytes,
    )


def _written(
    publication: Publication, slugs: Collection[str] | None, *, drafts: bool
) -> tuple[tuple[Script, ...], tuple[tuple[Line, ...], ...]]:
    """The scripts, and the lines of each, which all can be spoken here; those of drafts only if they are asked for."""
    about.forget()
    written = []
    failed: list[AudiobuildError] = []
    for interview in content.load(publication.root, slugs, drafts=drafts):
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
