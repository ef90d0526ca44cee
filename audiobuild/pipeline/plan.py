"""What a build has to do, found out before anything is spoken or written: every problem of every interview is told here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from audiobuild import clock
from audiobuild.errors import AudiobuildError, ContentError, EngineError, Problem
from audiobuild.messages import msg
from audiobuild.model import EarlierEpisode, FrontMatter, Interview, Item, Script
from audiobuild.publication import content, earlier, guids, release, renamed, rewritten
from audiobuild.publication.config import Publication
from audiobuild.script import write
from audiobuild.site import illustrations, publish
from audiobuild.site.illustrations import Illustration
from audiobuild.site.pictures import PictureMaker
from audiobuild.site.publish import Picture
from audiobuild.site.published import Published
from audiobuild.speech import about, cache, clips
from audiobuild.speech.cache import Cache
from audiobuild.speech.lines import Line, lines, voice_problems


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Where a build writes, and what of it: with ``drafts`` what is not due as well; ``prune`` names the episodes to remove.
    ``timezone`` is where a date begins."""

    root: Path
    timezone: str
    drafts: bool
    prune: Collection[str] | Literal["all"]

    @property
    def removed(self) -> frozenset[str]:
        """The slugs of those that go, though their interviews may still be there."""
        return frozenset(() if self.prune == "all" else self.prune)

    def stays(self, slug: str) -> bool:
        """Whether an episode stays whose interview is gone."""
        return self.prune != "all" and slug not in self.prune

    def takes(self, about: FrontMatter) -> bool:
        """Whether an interview is published here now."""
        return self.drafts or release.is_due(about, self.timezone, clock.now())


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """An episode that is to be there: its script, its lines in the script's order, its pictures by file, and the digest of all
    that its files depend on. ``draft``: it is not published yet, and its page says so."""

    script: Script
    lines: tuple[Line, ...]
    pictures: Mapping[str, Illustration]
    inputs: str
    draft: bool

    @property
    def slug(self) -> str:
        return self.script.interview.slug


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is to be done. ``tasks`` are the episodes that were asked for, and ``items`` those that are published and stay,
    unless they are built anew; ``former`` are those from before, ``earlier`` those of them that
    stay. ``interviews`` are the slugs of all; ``there`` those that may
    be published, ``drafts`` those that say so themselves; ``held_back`` says why others are not."""

    publication: Publication
    target: Target
    interviews: frozenset[str]
    there: frozenset[str]
    drafts: frozenset[str]
    held_back: tuple[Problem, ...]
    cache: Cache
    picture: Picture
    own: PictureMaker
    settings: str
    former: tuple[EarlierEpisode, ...]
    earlier: tuple[EarlierEpisode, ...]
    items: Mapping[str, Item]
    tasks: tuple[Task, ...]


def taken_off(plan: Plan, published: Published) -> Iterator[Problem]:
    """The episodes that were published and are no more, and why: nobody is asked, so nobody may overlook it. Who names one to
    be removed knows it, and a preview takes nothing off."""
    target = plan.target
    named = () if target.prune == "all" else target.prune
    for slug in sorted(published.slugs - plan.there) if not target.drafts else ():
        if slug in plan.drafts:
            yield release.taken_off(slug, msg("it is a draft now"))
        elif slug in plan.interviews:
            yield release.taken_off(slug, msg("its date has not come"))
        elif slug not in named and not target.stays(slug):
            item = published.manifest.items.get(slug) or published.manifest.left_over.get(slug)
            guid = item and guids.episode(plan.publication.show, item)
            yield release.taken_off(
                slug, msg("its text is gone; its guid was {}", guid) if guid else msg("its text is gone")
            )


def planned(publication: Publication, slugs: Collection[str] | None, published: Published, target: Target) -> Plan:
    """What is to be done for all interviews, or for those named and those whose published files are damaged.

    Raises as :func:`written` does, ContentError too where a picture cannot be published or two episodes have the same guid.
    """
    kept = cache.of(publication.root)
    interviews = frozenset(path.stem for path in content.files(publication.root)) - target.removed
    wanted = None if slugs is None else {*slugs, *published.lost(sorted(interviews))}
    former = earlier.load(publication.root)
    voiced = written(publication, wanted, drafts=target.drafts)
    publication = guids.assigned(publication)
    now = {script.interview.slug: script.interview.about for script, _ in voiced}
    drafts = (content.said_drafts(publication.root) & interviews) - now.keys()
    stay = interviews - drafts
    items = {slug: item for slug, item in published.manifest.items.items() if slug in stay}
    _check_ids(publication, [script.interview for script, _ in voiced], items)
    if not target.drafts:
        _check_names(publication, [script.interview for script, _ in voiced], published, interviews | target.removed)
    known = {slug: item.about for slug, item in items.items()} | now
    there = frozenset(slug for slug, about in known.items() if target.takes(about))
    picture = publish.cover(publication, kept.covers)
    settings = publish.settings(publication.show, picture)
    own = PictureMaker(root=publication.root, ground=publication.show.colours.ground, kept=kept.covers)
    taken = frozenset(
        about.id or guids.by_name(publication.show.guid, slug) for slug, about in known.items() if slug in there
    )
    due = [(script, lines_) for script, lines_ in voiced if script.interview.slug in there]
    return Plan(
        publication=publication,
        target=target,
        interviews=interviews,
        there=there,
        drafts=drafts,
        held_back=(
            *map(release.draft, sorted(drafts)),
            *(release.later(slug, now[slug], target.timezone) for slug in now.keys() - there),
            *map(release.unbuilt, sorted(stay - known.keys())),
        ),
        cache=kept,
        picture=picture,
        own=own,
        settings=settings,
        former=former,
        earlier=tuple(earlier.without(former, taken)),
        items={slug: item for slug, item in items.items() if slug in there},
        tasks=_tasks(publication, due, settings, own, kept),
    )


def written(
    publication: Publication, slugs: Collection[str] | None, *, drafts: bool
) -> tuple[tuple[Script, tuple[Line, ...]], ...]:
    """The scripts, each with its lines, which all can be spoken here; those of drafts only if they are asked for.

    Raises ContentError or ConfigError with every problem of every interview, and EngineError where a voice that is needed
    cannot speak here.
    """
    about.forget()
    scripts = []
    failed: list[AudiobuildError] = []
    for interview in content.load(publication.root, slugs, drafts=drafts):
        try:
            scripts.append(write(interview, publication))
        except AudiobuildError as error:
            failed.append(error)
    if failed:
        raise type(failed[0])(problem for error in failed for problem in error.problems)
    voiced = tuple((script, lines(script, publication.voices)) for script in scripts)
    problems = tuple(voice_problems(line for _, of_script in voiced for line in of_script))
    if problems:
        raise EngineError(problems)
    return voiced


def check_pictures(publication: Publication, due: Iterable[Interview]) -> None:
    """Raise what making the pictures of the show and of these interviews would, and make nothing."""
    publish.check_cover(publication)
    kept = cache.of(publication.root)
    own = PictureMaker(root=publication.root, ground=publication.show.colours.ground, kept=kept.covers)
    problems: list[Problem] = []
    for interview in due:
        for check in (partial(illustrations.check, publication.root), own.check):
            try:
                check(interview)
            except ContentError as error:
                problems += error.problems
    if problems:
        raise ContentError(problems)


def _tasks(
    publication: Publication,
    due: Iterable[tuple[Script, tuple[Line, ...]]],
    settings: str,
    own: PictureMaker,
    kept: Cache,
) -> tuple[Task, ...]:
    """Their pictures are made before anything is spoken. Raises ContentError with all that cannot be published."""
    tasks: list[Task] = []
    problems: list[Problem] = []
    for script, lines_ in due:
        try:
            pictures = illustrations.made(publication.root, script.interview, kept.pictures)
        except ContentError as error:
            problems += error.problems
            continue
        sound = clips.fingerprint(lines_, publication.show.audio)
        draft = not release.is_due(script.interview.about, publication.show.timezone, clock.now())
        said = f"{draft} {script!r}"
        inputs = publish.inputs(settings, said, sound, own.digest(script.interview), pictures.values())
        tasks.append(Task(script=script, lines=lines_, pictures=pictures, inputs=inputs, draft=draft))
    if problems:
        raise ContentError(problems)
    return tuple(tasks)


def _check_ids(publication: Publication, interviews: Iterable[Interview], items: Mapping[str, Item]) -> None:
    """No two episodes have the same guid; those that are built now count as they are now."""
    now = {interview.slug: interview for interview in interviews}
    others = (item for slug, item in items.items() if slug not in now)
    problems = tuple(guids.duplicates(publication.show, (*others, *now.values())))
    if problems:
        raise ContentError(problems)


def _check_names(
    publication: Publication, interviews: Iterable[Interview], published: Published, there: Collection[str]
) -> None:
    """No episode gets another guid by another name of its file, and no other one its guid by its name, as far as the last
    edition tells; ``there`` are the slugs of all interviews, and of those that go on purpose."""
    named, show, edition = [*interviews], publication.show, published.manifest
    new = (one for one in named if one.slug not in {*edition.items, *edition.left_over})
    taken = {guids.episode(show, item) for slug, item in edition.items.items() if slug in there}
    taken |= {guids.episode(show, one) for one in named}
    gone = {slug: one for slug, one in published.gone(there).items() if guids.episode(show, one) not in taken}
    known = {**edition.left_over, **edition.items}.values() if edition.feed.guid == show.guid else ()
    problems = (*renamed.problems(show, new, gone), *rewritten.problems(show, named, known))
    if problems:
        raise ContentError(problems)
