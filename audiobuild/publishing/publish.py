"""dist/ goes to its place, as one function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from audiobuild import lock
from audiobuild.errors import AudiobuildError, CheckError, OutputError, Problem
from audiobuild.files import PART
from audiobuild.publication import addresses
from audiobuild.publication.config import DIST, STATE, Publication
from audiobuild.publication.targets import Target
from audiobuild.publishing import local, memory, order, record
from audiobuild.publishing.crew import Crew
from audiobuild.publishing.lease import Lease, Pace
from audiobuild.publishing.local import Edition
from audiobuild.publishing.opening import opened
from audiobuild.publishing.place import Place, Remote
from audiobuild.publishing.plan import Plan, There, plan, uncertain
from audiobuild.publishing.reading_back import ReadBack, Way, read_back
from audiobuild.publishing.refusals import refusals
from audiobuild.publishing.sending import MOST_MANIFEST, Sending
from audiobuild.site import edition as editions
from audiobuild.site import manifest, stamps
from audiobuild.site.manifest import Manifest
from audiobuild.site.published import read


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
class Published:
    """What was done, or in a dry run would be. ``edition`` is the digest of the manifest."""

    address: str
    edition: str
    plan: Plan
    read_back: ReadBack | None


def publish(
    publication: Publication, target: Target, *, options: Options = Options(), hooks: Hooks = Hooks()
) -> Published:
    """Put dist/ where ``target`` says, and read it back.

    Raises ConfigError, CheckError where dist/ is not to be published, OutputError, and RemoteError where the place fails. What
    was sent stays sent: the next publish goes on from there.
    """
    root = publication.root
    with lock.held(root / STATE, "publish"):
        editions.recover(root)
        edition = _edition(publication)
        for name in edition.left_out:
            hooks.note(f"{DIST}/{name} is not sent: it is no plain file")
        with _at(target, root) as place:
            crew = Crew(place.address, options.workers, options.pace.sleep)
            if options.dry_run:
                whole, _ = _planned(edition, place, crew, _seen(root, place), options)
                return Published(address=place.address, edition=stamps.digest(edition.data), plan=whole, read_back=None)
            return _published(root, edition, place, crew, options, hooks)


def _edition(publication: Publication) -> Edition:
    """The edition in dist/. Raises CheckError, OutputError."""
    before = read(publication.root)
    known = manifest.parsed(before.data)
    if problems := tuple(refusals(publication, known)):
        raise CheckError(problems)
    return local.found(publication.root / DIST, before.data, known or Manifest())


@contextmanager
def _at(target: Target, root: Path) -> Iterator[Place]:
    place = opened(target, root)
    try:
        yield place
    finally:
        place.close()


def _seen(root: Path, place: Place) -> str:
    return memory.load(root / STATE).at(place.address).edition


def _published(root: Path, edition: Edition, place: Place, crew: Crew, options: Options, hooks: Hooks) -> Published:
    state, address, own = root / STATE, place.address, stamps.digest(edition.data)
    lease = Lease(place=place, pace=options.pace)
    previous = memory.load(state).at(address).lease
    memory.note(state, address, lease=lease.token)
    crew.one(lambda: lease.take(previous))
    sending = Sending(place=place, crew=crew, lease=lease, told=hooks.progress)
    try:
        whole, there = _planned(edition, place, crew, _seen(root, place), options)
        _clean(edition, there, place, crew)
        put = sending.send(edition, whole, there)
        memory.note(state, address, edition=own)
    except AudiobuildError:
        lease.rest()
        with suppress(AudiobuildError):
            crew.one(lambda: place.clean(frozenset(edition.files)), attempts=1)
            crew.one(sending.save, attempts=1)
            crew.one(lease.give, attempts=1)
        raise
    finally:
        lease.stop()
    crew.one(lease.give)
    found = read_back(edition, put, place, crew, options.read_back, options.pace.sleep)
    if found.silent:
        hooks.note(f"{edition.manifest.feed.link} {found.silent}; read back from the place itself")
    return Published(address=address, edition=own, plan=whole, read_back=found)


def _planned(edition: Edition, place: Place, crew: Crew, seen: str, options: Options) -> tuple[Plan, There]:
    """What is to be done, and what it was found out from. Raises OutputError, RemoteError."""
    data = crew.one(lambda: place.read(addresses.MANIFEST, MOST_MANIFEST))
    known = record.parsed(crew.one(lambda: place.read(record.FILE, record.MOST_BYTES)))
    problems = list(order.behind(edition, data, known, seen, place=place.address))
    if problems and not options.older:
        raise OutputError(problems)
    theirs = (manifest.parsed(data) if data else None) or Manifest()
    files = _listed(edition, theirs, known.ours, place, crew)
    there = There(files=files, record=known, manifest=theirs, data=data)
    headers = place.keeps_headers
    asked = crew.run(list(uncertain(edition.files.values(), there, with_headers=headers)), place.look, name=str)
    looked = {name: remote for name, remote in asked if remote}
    there = replace(there, files={**there.files, **looked})
    whole = plan(edition.files, there, with_headers=headers)
    if whole.foreign and not options.overwrite:
        raise OutputError(_foreign(place.address, name) for name in whole.foreign)
    return whole, there


def _listed(edition: Edition, theirs: Manifest, ours: frozenset[str], place: Place, crew: Crew) -> Mapping[str, Remote]:
    """The files in all folders that matter; what else lies at the place is not looked at."""
    names = {*edition.files, *theirs.files, *ours}
    folders = sorted({name.rpartition("/")[0] for name in names})
    found: dict[str, Remote] = {}
    for _, listed in crew.run(folders, place.listed, name=lambda folder: f"{folder}/"):
        found |= listed
    return found


def _clean(edition: Edition, there: There, place: Place, crew: Crew) -> None:
    """Remove what killed uploads left; nobody else is at work here."""
    crew.one(lambda: place.clean(frozenset(edition.files) | there.ours))
    for _ in crew.run([name for name in there.files if name.endswith(PART)], place.delete, name=str):
        pass


def _foreign(address: str, name: str) -> Problem:
    message = "is there, and audiobuild did not put it there"
    remedy = "Is this the right place? Move the file away or, if it may go: publish --overwrite"
    return Problem(place=f"{address}: {name}", message=message, remedy=remedy)
