"""What a build has to do, found out before anything is spoken or written: every problem of every interview is told here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from audiobuild import clock
from audiobuild.errors import AudiobuildError, ContentError, EngineError, Problem
from audiobuild.messages import msg
from audiobuild.model import EarlierEpisode, FrontMatter, Interview, Item, Script
from audiobuild.pipeline import digests
from audiobuild.pipeline.staying import Stay, Stays
from audiobuild.publication import content, earlier, guids, release, renamed, rewritten
from audiobuild.publication.config import Publication
from audiobuild.script import write
from audiobuild.site import illustrations, louis, publish
from audiobuild.site.illustrations import Illustration
from audiobuild.site.manifest import Manifest
from audiobuild.site.pictures import PictureMaker
from audiobuild.site.publish import Picture
from audiobuild.site.published import Published
from audiobuild.speech import about, cache, takes
from audiobuild.speech.cache import Cache
from audiobuild.speech.lines import Line, lines, voice_problems
from audiobuild.speech.takes import Take


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Where a build writes, and what of it: with ``drafts`` what is not due as well; ``prune`` names the episodes to remove,
    ``renew`` those whose published sound does not stay. ``timezone`` is where a date begins."""

    root: Path
    timezone: str
    drafts: bool
    prune: Collection[str] | Literal["all"] = ()
    renew: Collection[str] | Literal["all"] = ()

    @property
    def removed(self) -> frozenset[str]:
        """The slugs of those that go, though their interviews may still be there."""
        return frozenset(() if self.prune == "all" else self.prune)

    def stays(self, slug: str) -> bool:
        """Whether an episode stays whose interview is gone."""
        return self.prune != "all" and slug not in self.prune

    def renews(self, slug: str) -> bool:
        """Whether an episode is made anew, whatever is published of it."""
        return self.renew == "all" or slug in self.renew

    def takes(self, about: FrontMatter) -> bool:
        """Whether an interview is published here now."""
        return self.drafts or release.is_due(about, self.timezone, clock.now())


@dataclass(frozen=True, kw_only=True, slots=True)
class Voiced:
    """An interview's script, what voices speak and what is recorded of it, and the digests of what is written and of how it
    would sound (:mod:`.digests`)."""

    script: Script
    lines: tuple[Line, ...]
    takes: tuple[Take, ...]
    written: str
    sound: str

    @property
    def slug(self) -> str:
        return self.script.interview.slug


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """An episode that is to be there: what is said, its pictures by file, and the digest of all that its files depend on.
    ``unchanged`` is what is published of it, if nothing of that is to be made; else ``stay`` is its published sound, if that
    stays. ``draft``: it is not published yet, and its page says so."""

    voiced: Voiced
    unchanged: Item | None
    stay: Stay | None
    pictures: Mapping[str, Illustration]
    inputs: str
    draft: bool

    @property
    def slug(self) -> str:
        return self.voiced.slug

    @property
    def interview(self) -> Interview:
        return self.voiced.script.interview

    @property
    def stale(self) -> bool:
        """Whether its published sound stays that would be another now, as far as its voices can tell here."""
        item = self.unchanged or (self.stay.item if self.stay else None)
        return bool(item and item.sound != self.voiced.sound) and not any(voice_problems(self.voiced.lines))


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is to be done. ``tasks`` are the episodes that were asked for, and ``items`` those that are published and stay,
    unless they are built anew; ``before`` is the last edition, as it is served if it is not here. ``former`` are those from
    before, ``earlier`` those of them that stay. ``interviews`` are the slugs of all; ``there`` those that may be published,
    ``drafts`` those that say so themselves; ``held_back`` says why others are not."""

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
    before: Manifest
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


def planned(
    publication: Publication,
    slugs: Collection[str] | None,
    published: Published,
    target: Target,
    sources: Callable[[Sequence[Voiced]], Sequence[Published]],
) -> Plan:
    """What is to be done for all interviews, or for those named and those whose published files are damaged. ``sources`` says
    where published sound lies that may stay.

    Raises as :func:`voiced`, :func:`require_voices` and :func:`louis.require` do, ContentError too where a picture
    cannot be published or two episodes have the same guid.
    """
    kept = cache.of(publication.root)
    interviews = frozenset(path.stem for path in content.files(publication.root)) - target.removed
    wanted = None if slugs is None else {*slugs, *published.lost(sorted(interviews))}
    former = earlier.load(publication.root)
    read = voiced(publication, wanted, drafts=target.drafts)
    staying = Staying.of(read, target, sources)
    require_voices(read, staying)
    louis.require(publication.show, {one.script.interview.path: one.script.interview.about.language for one in read})
    publication = guids.assigned(publication)
    now = {one.slug: one.script.interview.about for one in read}
    drafts = (content.said_drafts(publication.root) & interviews) - now.keys()
    stay = interviews - drafts
    items = {slug: item for slug, item in published.manifest.items.items() if slug in stay}
    _check_ids(publication, [one.script.interview for one in read], items)
    if not target.drafts:
        _check_names(publication, [one.script.interview for one in read], published, interviews | target.removed)
    known = {slug: item.about for slug, item in items.items()} | now
    there = frozenset(slug for slug, about in known.items() if target.takes(about))
    picture = publish.cover(publication, kept.covers)
    settings = publish.settings(publication.show, picture)
    own = PictureMaker(root=publication.root, show=publication.show, kept=kept.covers)
    taken = frozenset(
        about.id or guids.by_name(publication.show.guid, slug) for slug, about in known.items() if slug in there
    )
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
        before=published.manifest if published.data or target.drafts else staying.stays.sources[-1].manifest,
        former=former,
        earlier=tuple(earlier.without(former, taken)),
        items={slug: item for slug, item in items.items() if slug in there},
        tasks=_tasks(publication, [one for one in read if one.slug in there], published, staying, settings, own, kept),
    )


def voiced(publication: Publication, slugs: Collection[str] | None, *, drafts: bool) -> tuple[Voiced, ...]:
    """The scripts with their lines, those of drafts only if they are asked for. Whether all voices can speak here is another
    question (:func:`require_voices`).

    Raises ContentError or ConfigError with every problem of every interview.
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
    return tuple(voiced_of(script, publication) for script in scripts)


def voiced_of(script: Script, publication: Publication) -> Voiced:
    """A script, and all that follows from it before it is spoken."""
    said = lines(script, publication.voices)
    recorded = takes.of(script, publication, cache.of(publication.root).digests)
    return Voiced(
        script=script,
        lines=said,
        takes=recorded,
        written=digests.written(script, publication, recorded),
        sound=digests.sounding(said, recorded, publication.show),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Staying:
    """Which published sound stays: none of what is made anew, or not due."""

    target: Target
    stays: Stays

    @classmethod
    def of(
        cls, some: Sequence[Voiced], target: Target, sources: Callable[[Sequence[Voiced]], Sequence[Published]]
    ) -> Staying:
        """That of ``some``, wherever the ``sources`` are for those that may stay."""
        made = cls(target=target, stays=Stays(sources=()))
        return cls(target=target, stays=Stays(sources=sources([one for one in some if made.may(one)])))

    def may(self, one: Voiced) -> bool:
        """Whether its sound may stay at all."""
        return not self.target.renews(one.slug) and self.target.takes(one.script.interview.about)

    def sound(self, one: Voiced) -> Stay | None:
        """The published sound of an episode, if it stays."""
        return self.stays.of(one.script, one.written) if self.may(one) else None


def require_voices(some: Iterable[Voiced], staying: Staying) -> None:
    """Raises EngineError where a voice cannot speak here that is needed: not for published sound that stays."""
    unable = [one for one in some if any(voice_problems(one.lines)) and not staying.sound(one)]
    problems = tuple(voice_problems(line for one in unable for line in one.lines))
    if problems:
        raise EngineError(problems)


def check_pictures(publication: Publication, due: Iterable[Interview]) -> None:
    """Raise what making the pictures of the show and of these interviews would, and make nothing."""
    publish.check_cover(publication)
    kept = cache.of(publication.root)
    own = PictureMaker(root=publication.root, show=publication.show, kept=kept.covers)
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
    due: Iterable[Voiced],
    published: Published,
    staying: Staying,
    settings: str,
    own: PictureMaker,
    kept: Cache,
) -> tuple[Task, ...]:
    """Their pictures are made before anything is spoken. Raises ContentError with all that cannot be published."""
    tasks: list[Task] = []
    problems: list[Problem] = []
    for one in due:
        interview = one.script.interview
        try:
            pictures = illustrations.made(publication.root, interview, kept.pictures)
        except ContentError as error:
            problems += error.problems
            continue
        draft = not release.is_due(interview.about, publication.show.timezone, clock.now())
        said = f"{draft} {one.script!r}"
        digest, wanted = own.digest(interview), publication.show.books
        inputs = publish.inputs(settings, said, one.sound, digest, pictures.values(), wanted)
        same = published.stamps.inputs.get(one.slug) == inputs and not staying.target.renews(one.slug)
        unchanged = published.episode(one.slug) if same else None
        stay = None if unchanged else staying.sound(one)
        task = Task(voiced=one, unchanged=unchanged, stay=stay, pictures=pictures, inputs=inputs, draft=draft)
        tasks.append(task)
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
