"""The pipeline as one function. What it makes is written to dist/ by :mod:`audiobuild.site.publish`."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from audiobuild import clock, cores, lock, remarks, timeline
from audiobuild.errors import Problem
from audiobuild.lock import Held
from audiobuild.messages import msg
from audiobuild.model import Item, Script, Timeline
from audiobuild.pipeline import staying
from audiobuild.pipeline.elsewhere import Elsewhere
from audiobuild.pipeline.plan import (
    Plan,
    Staying,
    Target,
    Task,
    Voiced,
    check_pictures,
    planned,
    require_voices,
    taken_off,
    voiced,
    voiced_of,
)
from audiobuild.pipeline.speaking import Speaking, Spoken
from audiobuild.publication import addresses, earlier, release, rewritten, series
from audiobuild.publication.addresses import EpisodeFiles
from audiobuild.publication.config import DIST, STATE, Publication
from audiobuild.publication.guids import Identified
from audiobuild.site import catalogue, edition, louis, manifest, publish, stamps
from audiobuild.site.edition import Edition
from audiobuild.site.manifest import Manifest
from audiobuild.site.published import Published, read
from audiobuild.site.stamps import Stamps
from audiobuild.speech import cache, clips, doubts
from audiobuild.speech.cache import Cache
from audiobuild.speech.outgoing import Outgoing
from audiobuild.speech.takes import STING

DRAFTS = "drafts"
"""The folder in STATE that holds a ``dist/`` with all that is not published yet, to be heard before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What a build says of an episode; ``bytes`` is the size of its MP3. ``unchanged``: it was in order as it was."""

    slug: str
    duration_ms: int
    segments: int
    synthesised: int
    cached: int
    bytes: int
    unchanged: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Hooks:
    """Whom a build tells what. ``progress``: how many of how many new sentences are spoken. ``notify``: what each
    service will be sent, before it is. ``ahead``: what is to be known before anything is spoken. ``note``: what the editor may
    want to look at (:mod:`audiobuild.remarks`).
    ``taken_off``: at the end, each episode that was published and is no more."""

    progress: Callable[[int, int], None] = lambda done, total: None
    notify: Callable[[Outgoing], None] = lambda outgoing: None
    ahead: Callable[[str], None] = lambda text: None
    note: Callable[[str], None] = lambda text: None
    taken_off: Callable[[Problem], None] = lambda problem: None


def scripts(
    publication: Publication,
    slugs: Collection[str] | None = None,
    *,
    drafts: bool = False,
    note: Callable[[Problem], None] = lambda problem: None,
) -> tuple[Script, ...]:
    """The scripts of all interviews, or of those named; with ``drafts`` of those, too.

    Raises ContentError or ConfigError with every problem of every interview, and EngineError where a voice that is needed
    cannot speak here. Pictures of those that are due are looked at as a build does. ``note`` is told which published sound
    stays that would be another by now.
    """
    read = voiced(publication, slugs, drafts=drafts)
    target = _target(publication, drafts=drafts)
    staying = Staying.of(read, target, partial(_published_here, target, publication.root))
    require_voices(read, staying)
    louis.require(publication.show, {one.script.interview.path: one.script.interview.about.language for one in read})
    stays = [(one, stay) for one in read if (stay := staying.sound(one))]
    for remark in remarks.stale([one.slug for one, stay in stays if stay.item.sound != one.sound]):
        note(remark)
    scripts = tuple(one.script for one in read)
    check_pictures(publication, (one.interview for one in scripts if target.takes(one.interview.about)))
    return scripts


def outgoing(publication: Publication, some: Iterable[Script], *, drafts: bool = False) -> tuple[Outgoing, ...]:
    """What a build would send to speech services for those of the scripts that are due, or with ``drafts`` for all; nothing
    for what keeps its published sound."""
    target = _target(publication, drafts=drafts)
    due = [voiced_of(script, publication) for script in some if target.takes(script.interview.about)]
    staying = Staying.of(due, target, partial(_published_here, target, publication.root))
    spoken = [one.lines for one in due if not staying.sound(one)]
    return clips.planned(spoken, audio=publication.show.audio, cache=cache.of(publication.root))


def _target(publication: Publication, *, drafts: bool) -> Target:
    return Target(root=output(publication.root, drafts=drafts), timezone=publication.show.timezone, drafts=drafts)


def _published_here(target: Target, root: Path, _: object = None) -> tuple[Published, ...]:
    """What is published on this machine: of a preview, too, what it is the preview of."""
    return tuple(map(read, dict.fromkeys((target.root, root))))


def _published_anywhere(published: Published, elsewhere: Elsewhere, some: Sequence[Voiced]) -> tuple[Published, ...]:
    """What is published here; in a folder that knows of nothing, what is at the show's address."""
    there = None if published.data else elsewhere.published(some)
    return (published, there) if there else (published,)


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
    renew: bool = False,
) -> tuple[Built, ...]:
    """Build all interviews or those named, and publish them with the show's pages and feed, all at once or nothing.

    What is not due (:mod:`audiobuild.publication.release`) is read and judged, and not published; with ``drafts`` all are
    due, and :func:`output` says where they go. ``prune`` names the episodes to remove whose interviews are gone. ``jobs``
    is how many workers speak, one a core if nobody says.

    An episode of which nothing was changed that is heard keeps its published sound, also where this version would say it in
    another way; with ``renew`` those named do not, or without names all.

    Raises the errors of its steps, and OutputError if another command is at work here for longer than ``wait_s`` seconds.
    Whatever was synthesised stays cached. An episode that is published and not in order any more is built as well: else it
    would be missing in the feed.
    """
    root = publication.root
    with lock.held(root / STATE, "build", wait_s=wait_s) as held, edition.beside(root) as fetched:
        target = replace(
            _target(publication, drafts=drafts),
            prune="all" if drafts else prune,
            renew=() if not renew else "all" if slugs is None else slugs,
        )
        edition.recover(target.root)
        published = read(target.root)
        if not published.data and (published.dist / addresses.MANIFEST).is_file():
            hooks.ahead(str(remarks.damaged_manifest()))
        elsewhere = Elsewhere(show=publication.show, cache=cache.of(root), folder=fetched, tell=hooks.ahead)
        here, anywhere = partial(_published_here, target, root), partial(_published_anywhere, published, elsewhere)
        plan = planned(publication, slugs, published, target, here if drafts else anywhere)
        _tell(hooks, (remark for task in plan.tasks for remark in remarks.of_script(task.voiced.script)))
        _tell(hooks, remarks.wordless_cover(plan.publication.show))
        _tell(hooks, plan.held_back)
        if not drafts:
            now: dict[str, Identified] = {**plan.items, **{task.slug: task.interview for task in plan.tasks}}
            same_show = published.manifest.feed.guid == plan.publication.show.guid
            _tell(hooks, remarks.another_name(plan.publication.show, published.manifest.feed))
            if same_show:
                _tell(hooks, remarks.another_timezone(plan.publication.show, published.manifest))
            known = published.manifest.items if same_show else {}
            _tell(hooks, series.remarks(plan.publication.show, tuple(now.values()), known, plan.former))
            written = [task.interview for task in plan.tasks]
            before = {**published.manifest.left_over, **known} if same_show else {}
            _tell(hooks, rewritten.remarks(plan.publication.show, written, before.values()))
        _tell(hooks, remarks.stale([task.slug for task in plan.tasks if task.stale]))
        _tell(hooks, remarks.placeholders_of(plan.publication.show, [task.interview for task in plan.tasks]))
        speaking = Speaking(
            root=root,
            audio=publication.show.audio,
            cache=plan.cache,
            jobs=jobs or cores.usable(),
            progress=hooks.progress,
            notify=hooks.notify,
            note=lambda remark: hooks.note(str(remark)),
            most_characters=publication.show.max_characters,
            accepted=accepted,
            doubtful=root / STATE / doubts.FOLDER,
        )
        with Edition(target.root, published) as new:
            new.require_room()
            done = _made(plan, new, published, speaking)
            _publish(plan, done, new, published, held, hooks)
        for problem in taken_off(plan, published):
            hooks.taken_off(problem)
    return tuple(done.built)


def published(root: Path) -> frozenset[str]:
    """The slugs of all episodes that have files in dist/, also those whose interviews are gone. Raises OutputError."""
    return read(root).slugs


@dataclass(frozen=True, kw_only=True, slots=True)
class _Done:
    """What was made: the episodes of the new edition, what is said of those that were asked for, the keys of clips."""

    items: Mapping[str, Item]
    built: Sequence[Built]
    clips: Mapping[str, tuple[str, ...]]


def _made(plan: Plan, new: Edition, published: Published, speaking: Speaking) -> _Done:
    """The episodes' files: kept where they are in order and nothing that they depend on has changed, else written, around their
    published sound where that stays."""
    to_write = [task for task in plan.tasks if not task.unchanged]
    plan.own.require(task.interview for task in to_write)
    to_fill = [task for task in to_write if not task.stay]
    heard = speaking.of([task.voiced for task in to_fill])
    filled = dict(zip((task.slug for task in to_fill), heard, strict=True))
    items, built, keys = dict[str, Item](), list[Built](), dict[str, tuple[str, ...]]()
    for task in plan.tasks:
        slug, spoken = task.slug, filled.get(task.slug)
        if item := task.unchanged:
            new.keep(*published.files_of(slug))
        else:
            item = _spoken(plan, task, spoken, new) if spoken else _stayed(plan, task, new)
        items[slug] = item
        # Clips of sound that would be another now are of no more use.
        before = published.stamps.clips.get(slug, ()) if item.sound == task.voiced.sound else ()
        keys[slug] = tuple(sorted(spoken.used)) if spoken else before
        synthesised = spoken.synthesised if spoken else 0
        segments = sum(utterance.is_said for utterance in task.voiced.script.utterances)
        built.append(_built(item, segments, synthesised, unchanged=bool(task.unchanged)))
    return _Done(items=items, built=tuple(built), clips=keys)


def _spoken(plan: Plan, task: Task, spoken: Spoken, new: Edition) -> Item:
    """Write all files of an episode that was spoken, by clips that lie in the cache."""
    sting = spoken.clips.get(STING)
    episode = timeline.lay(task.voiced.script, spoken.clips, plan.publication.show.pauses, sting)
    sound = publish.joined(episode, plan.cache, plan.publication.show.audio)
    return _written(plan, task, episode, sound, task.voiced.sound, new)


def _stayed(plan: Plan, task: Task, new: Edition) -> Item:
    """Write all files of an episode around its published sound."""
    stay = task.stay
    episode = stay.timeline(task.voiced.script) if stay else None
    if not stay or not episode:
        raise staying.changed(task.slug)
    sound = stay.frames(episode, plan.publication.show.audio)
    item = _written(plan, task, episode, sound, stay.item.sound, new)
    if item.mp3.sound != stay.item.mp3.sound:
        raise staying.changed(task.slug)
    return item


def _written(plan: Plan, task: Task, episode: Timeline, frames: Iterable[bytes], sound: str, new: Edition) -> Item:
    show, own, kept = plan.publication.show, plan.own.of(task.interview), plan.cache.pictures
    mp3 = publish.write_episode(new, show, episode, frames, plan.picture, own, task.pictures, kept, draft=task.draft)
    return catalogue.item_of(episode, show, mp3, plan.settings, own, written=task.voiced.written, sound=sound)


def _publish(plan: Plan, done: _Done, new: Edition, published: Published, held: Held, hooks: Hooks) -> None:
    """Add the episodes that were not asked for and the show's own files, and put the edition in its place."""
    root, show = plan.target.root, plan.publication.show
    items = {**plan.items, **done.items}
    gone = filter(plan.target.stays, published.slugs - plan.interviews)
    for slug in {*published.slugs & plan.there, *gone} - done.items.keys():
        new.keep(*(name for name in published.files_of(slug) if os.path.lexists(published.dist / name)))
    drafts = {slug for slug, item in items.items() if not release.is_due(item.about, show.timezone, clock.now())}
    before, former = plan.before, plan.earlier
    changed = publish.write_show(new, show, tuple(items.values()), plan.picture, before, earlier=former, drafts=drafts)
    left = published.gone(plan.interviews)
    left_over = {slug: item for slug, item in left.items() if f"{slug}/{EpisodeFiles(slug).mp3}" in new.files}
    meant = Manifest(
        items=items,
        files=new.files,
        left_over=left_over,
        feed=manifest.intentions(show),
        changed=changed,
        media_link=show.media_link,
        timezone=show.timezone,
        sample=show.sample,
        taken_over={episode.key: episode.title for episode in former},
        seasons=show.seasons,
        books=show.books,
        directories=show.directories,
        loudness_lufs=show.audio.loudness_lufs,
    )
    whole = manifest.dumped(meant)
    new.publish(whole, held.require)
    stamped, inputs = published.stamps, {task.slug: task.inputs for task in plan.tasks}
    after = Stamps(
        manifest=stamps.digest(whole),
        inputs={slug: digest for slug, digest in {**stamped.inputs, **inputs}.items() if slug in items},
        clips={slug: keys for slug, keys in {**stamped.clips, **done.clips}.items() if slug in items},
        states=new.states(root / DIST),
    )
    stamps.save(root / STATE, after)
    _tidy(plan.cache, after, hooks)
    _tell(hooks, remarks.outdated(items.values(), plan.settings))
    _tell(hooks, remarks.retagged(before, meant))
    _tell(hooks, remarks.left_over(show, meant, plan.interviews))
    if not plan.target.drafts and (off := published.manifest.taken_off(meant)):
        hooks.taken_off(earlier.taken_off(off))


def _tidy(kept: Cache, after: Stamps, hooks: Hooks) -> None:
    """Say once what was damaged, and prune what nobody used for long."""
    if count := kept.damaged():
        hooks.note(msg("{} damaged {} of the cache: made again", count, msg("entry") if count == 1 else msg("entries")))
    kept.prune(days=cache.UNUSED_DAYS, megabytes=cache.MOST_MEGABYTES, in_use=after.all_clips)


def _tell(hooks: Hooks, problems: Iterable[Problem]) -> None:
    for problem in problems:
        hooks.note(str(problem))


def _built(item: Item, segments: int, synthesised: int, *, unchanged: bool) -> Built:
    return Built(
        slug=item.slug,
        duration_ms=item.duration_ms,
        segments=segments,
        synthesised=synthesised,
        cached=segments - synthesised,
        bytes=item.mp3.bytes,
        unchanged=unchanged,
    )
