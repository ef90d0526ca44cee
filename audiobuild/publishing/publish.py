"""dist/ goes to its place, as one function."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from audiobuild import clock, lock
from audiobuild.errors import AudiobuildError, CheckError, ConfigError, ContentError, OutputError, Problem
from audiobuild.messages import msg
from audiobuild.network.crew import Crew
from audiobuild.publication import content, earlier, release
from audiobuild.publication.config import DIST, STATE, Publication
from audiobuild.publication.targets import Target
from audiobuild.publishing import local
from audiobuild.publishing.delivery import Delivery
from audiobuild.publishing.lease import Lease, Pace, same_place
from audiobuild.publishing.local import Edition
from audiobuild.publishing.opening import meant, opened
from audiobuild.publishing.plan import Plan
from audiobuild.publishing.reading_back import ReadBack, Way, read_back
from audiobuild.publishing.refusals import refusals
from audiobuild.publishing.sending import Sending
from audiobuild.site import edition as editions
from audiobuild.site import manifest, stamps
from audiobuild.site.manifest import Manifest
from audiobuild.site.published import read
from audiobuild.text import shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What the editor wants. ``older``: publish though a newer edition is there. ``overwrite``: also what others put where
    our files belong."""

    dry_run: bool = False
    older: bool = False
    overwrite: bool = False
    read_back: Way = "auto"
    workers: int = 4
    pace: Pace = field(default_factory=Pace)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hooks:
    """Whom a publish tells what. ``progress``: how many of how many bytes are sent."""

    progress: Callable[[int, int], None] = lambda done, total: None
    note: Callable[[str], None] = lambda text: None


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivered:
    """What was done at one place, or in a dry run would be."""

    address: str
    plan: Plan


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """What was done at each place, the media's first where they have one of their own. ``edition`` is the digest of the
    manifest, ``link`` the address of the show."""

    edition: str
    link: str
    places: tuple[Delivered, ...]
    read_back: ReadBack | None


def publish(
    publication: Publication,
    target: Target,
    media: Target | None = None,
    *,
    options: Options = Options(),
    hooks: Hooks = Hooks(),
) -> Published:
    """Put dist/ where ``target`` says, its large files where ``media`` says if they go elsewhere, and read it back.

    Raises ConfigError, CheckError where dist/ is not to be published, OutputError, and RemoteError where the place fails. What
    was sent stays sent: the next publish goes on from there.
    """
    root = publication.root
    if media and meant(media) == meant(target):
        raise ConfigError(same_place(media.address))
    with lock.held(root / STATE, "publish"):
        editions.recover(root)
        edition = _edition(publication)
        for name in edition.left_out:
            hooks.note(msg("{}/{} is not sent: it is no plain file", DIST, name))
        shares = [(edition.media, media), (edition.pages, target)] if media else [(edition, target)]
        with ExitStack() as stack:
            deliveries = [stack.enter_context(_delivery(share, to, root, options, hooks)) for share, to in shares]
            look = partial(_look, deliveries, options, publication)
            if options.dry_run:
                look()
            else:
                _deliver(deliveries, look, hooks)
            found = None if options.dry_run else read_back(edition, deliveries, options.read_back, options.pace.sleep)
    link = edition.manifest.feed.link
    if found and found.silent:
        hooks.note(msg("{} {}; read back from the place itself", link, found.silent))
    places = tuple(Delivered(address=one.place.address, plan=one.plan) for one in deliveries)
    return Published(edition=stamps.digest(edition.data), link=link, places=places, read_back=found)


def _edition(publication: Publication) -> Edition:
    """The edition in dist/. Raises CheckError, OutputError."""
    before = read(publication.root)
    known = manifest.parsed(before.data)
    if problems := tuple(refusals(publication, known)):
        raise CheckError(problems)
    return local.found(publication.root / DIST, before.data, known or Manifest())


@contextmanager
def _delivery(share: Edition, target: Target, root: Path, options: Options, hooks: Hooks) -> Iterator[Delivery]:
    place = opened(target, root)
    try:
        crew, lease = Crew(place.address, options.workers, options.pace.sleep), Lease(place=place, pace=options.pace)
        sending = Sending(place=place, crew=crew, lease=lease, told=hooks.progress)
        yield Delivery(edition=share, place=place, crew=crew, lease=lease, sending=sending, state=root / STATE)
    finally:
        place.close()


def _deliver(deliveries: Sequence[Delivery], look: Callable[[], None], hooks: Hooks) -> None:
    """All places are made ready before the first file is sent; the media are whole before the feed, and what is gone goes when
    no feed names it any more. Raises OutputError, RemoteError."""
    taken: list[Delivery] = []
    try:
        for delivery in deliveries:
            delivery.take(taken)
            taken.append(delivery)
            if delivery.place.made:
                hooks.note(msg("made the folder {}", delivery.place.address))
        look()
        for delivery in deliveries:
            delivery.send()
        for delivery in reversed(deliveries):
            delivery.finish()
            taken.remove(delivery)
    except AudiobuildError:
        for delivery in taken:
            delivery.give_up()
        raise
    finally:
        for delivery in deliveries:
            delivery.lease.stop()


def _look(deliveries: Sequence[Delivery], options: Options, publication: Publication) -> None:
    """Raises OutputError with all that speaks against it, at any place; RemoteError."""
    problems = [
        problem
        for delivery in deliveries
        for problem in delivery.look(older=options.older, overwrite=options.overwrite)
    ]
    removed = {slug for delivery in deliveries for slug in delivery.plan.episodes_removed}
    gone = {key for delivery in deliveries for key in delivery.plan.taken_off}
    if not options.overwrite:
        problems += _wanted(publication, removed)
        problems += _still_kept(publication, gone)
    if problems:
        raise OutputError(problems)


def _wanted(publication: Publication, removed: Collection[str]) -> Iterator[Problem]:
    """Episodes that would go offline though their interviews are due: this edition was made of a part of them, by a machine
    that had no other."""
    for path in content.files(publication.root) if removed else ():
        if path.stem in removed and _is_due(publication, path):
            message = msg("is due, and not in this edition: its episode would go offline")
            yield Problem(place=f"content/{path.name}", message=message, remedy=msg("Build all: audiobuild build"))


def _still_kept(publication: Publication, gone: Collection[str]) -> Iterator[Problem]:
    """Entries from before that would be taken out of the feed though they are kept: this edition was made without them. Raises
    ContentError where what is kept cannot be read."""
    for episode in earlier.load(publication.root) if gone else ():
        if episode.key in gone:
            message = msg("holds {}, which is not in this edition: it would go offline", shown(repr(episode.title), 80))
            yield Problem(place=earlier.FILE, message=message, remedy=msg("Build all: audiobuild build"))


def _is_due(publication: Publication, path: Path) -> bool:
    """Whether an interview is to be published; one that cannot be read is not taken offline for that, unless it says so."""
    try:
        about = content.draft(content.there(path) or "", path=path.name).about
        return release.is_due(about, publication.show.timezone, clock.now())
    except ContentError:
        return path.stem not in content.said_drafts(publication.root)
