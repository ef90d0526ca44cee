"""An edition, or a share of it, and the one place where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from audiobuild.errors import AudiobuildError, Problem
from audiobuild.files import PART
from audiobuild.messages import msg
from audiobuild.network.crew import Crew
from audiobuild.publication import addresses
from audiobuild.publishing import memory, order, owner, record
from audiobuild.publishing.lease import Lease
from audiobuild.publishing.local import Edition
from audiobuild.publishing.place import Place, Remote
from audiobuild.publishing.plan import Plan, There, folders, plan, uncertain
from audiobuild.publishing.sending import MOST_MANIFEST, Sending
from audiobuild.site import manifest, stamps
from audiobuild.site.manifest import Manifest


@dataclass(kw_only=True)
class Delivery:
    """What is done at one place, step by step. ``state`` is the publication's own folder. ``put``: the files that were put, as
    the place knows them."""

    edition: Edition
    place: Place
    crew: Crew
    lease: Lease
    sending: Sending
    state: Path
    plan: Plan = field(init=False)
    put: Mapping[str, Remote] = field(init=False, default_factory=dict)
    _there: There = field(init=False)

    def take(self, others: Iterable[Delivery] = ()) -> None:
        """Nobody else publishes there from now on, nor do the ``others`` of this command. Raises ConfigError, OutputError,
        RemoteError."""
        address = self.place.address
        previous, own = memory.load(self.state).at(address).lease, [other.lease.token for other in others]
        memory.note(self.state, address, lease=self.lease.token)
        self.crew.one(lambda: self.lease.take(previous, own))

    def look(self, *, older: bool, overwrite: bool) -> Iterator[Problem]:
        """Find out what is to be done; what speaks against it. Raises RemoteError."""
        there, published = self._found(), self.edition.manifest
        self._there = there
        self.plan = plan(self.edition.files, there, edition=published, with_headers=self.place.keeps_headers)
        seen = memory.load(self.state).at(self.place.address).edition
        if other := owner.another(published.feed, there.manifest.feed, there.record, place=self.place.address):
            if not overwrite:
                yield other
                return
        elif not older:
            yield from order.behind(self.edition, there.data, there.record, seen, place=self.place.address)
        if not overwrite:
            yield from (self._foreign(name) for name in self.plan.foreign)
        yield from (self._blocked(name) for name in self.plan.blocked)

    def send(self) -> None:
        """Put what is to be there. Raises OutputError, RemoteError."""
        self.crew.one(lambda: self.place.clean(frozenset(self.edition.files) | self._there.ours))
        parts = [name for name in self._there.files if name.endswith(PART)]
        for _ in self.crew.run(parts, self.place.delete, name=str):  # of killed uploads: nobody else is at work here
            pass
        self.put = self.sending.send(self.edition, self.plan, self._there)

    def finish(self) -> None:
        """Remove what is to go, and let the next one in. Raises OutputError, RemoteError."""
        self.sending.finish(self.edition, self.plan)
        memory.note(self.state, self.place.address, edition=stamps.digest(self.edition.data))
        self.crew.one(self.lease.give)

    def give_up(self) -> None:
        """Leave the place so that the next publish goes on from here, as far as it can still be reached."""
        self.lease.rest()
        with suppress(AudiobuildError):
            self.crew.one(lambda: self.place.clean(frozenset(self.edition.files)), attempts=1)
            self.crew.one(self.sending.save, attempts=1)
            self.crew.one(self.lease.give, attempts=1)

    def _found(self) -> There:
        data = self.crew.one(lambda: self.place.read(addresses.MANIFEST, MOST_MANIFEST))
        known = record.parsed(self.crew.one(lambda: self.place.read(record.FILE, record.MOST_BYTES)))
        theirs = (manifest.parsed(data) if data else None) or Manifest()
        theirs = replace(theirs, files={name: file for name, file in theirs.files.items() if self.edition.holds(name)})
        there = There(
            files=self._listed({*self.edition.files, *theirs.files, *known.ours, *known.marks}),
            record=known,
            manifest=theirs,
        )
        unsure = list(uncertain(self.edition.files.values(), there, with_headers=self.place.keeps_headers))
        looked = {name: remote for name, remote in self.crew.run(unsure, self.place.look, name=str) if remote}
        return replace(there, files={**there.files, **looked}, data=data)

    def _listed(self, names: set[str]) -> Mapping[str, Remote]:
        """What lies in all folders that matter; what else lies at the place is not looked at."""
        inner = sorted({folder for name in names for folder in folders(name)})
        found: dict[str, Remote] = {}
        for _, listed in self.crew.run(["", *inner], self.place.listed, name=lambda folder: f"{folder}/"):
            found |= listed
        return found

    def _foreign(self, name: str) -> Problem:
        link = self._there.files[name].kind == "link"
        message = (
            msg("is a link, and audiobuild did not put it there")
            if link
            else msg("is there, and audiobuild did not put it there")
        )
        remedy = msg("Is this the right place? Move the file away or, if it may go: publish --overwrite")
        return Problem(place=f"{self.place.address}: {name}", message=message, remedy=remedy)

    def _blocked(self, name: str) -> Problem:
        kind = self._there.files[name].kind
        message = {
            "folder": msg("is a folder, and a file of ours belongs there"),
            "link": msg("is a link, and a folder of ours belongs there"),
        }.get(kind, msg("is no folder, and one of ours belongs there"))
        remedy = msg("Is this the right place? If so, move it away.")
        return Problem(place=f"{self.place.address}: {name}", message=message, remedy=remedy)
