"""A plan is carried out: kind after kind; then the record, and what goes. The place knows at any moment what was put."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from audiobuild.errors import OutputError, Problem
from audiobuild.messages import msg
from audiobuild.network.crew import Crew
from audiobuild.publication import addresses
from audiobuild.publishing import record
from audiobuild.publishing.lease import Lease
from audiobuild.publishing.local import PHASES, Edition, LocalFile
from audiobuild.publishing.place import Content, Headers, Place, Remote, content
from audiobuild.publishing.plan import Plan, There
from audiobuild.publishing.record import Mark, Record
from audiobuild.site import stamps

MOST_MANIFEST = 100_000_000
_OF_SAVING = 10
"""Saving the record may take a tenth of the time."""


@dataclass(kw_only=True)
class Sending:
    """An edition on its way. ``told`` is told how many bytes of how many are sent."""

    place: Place
    crew: Crew
    lease: Lease
    told: Callable[[int, int], None]
    known: Record = field(default_factory=Record)
    _sent: int = 0
    _saved: Record = field(default_factory=Record)
    _saving: threading.Lock = field(default_factory=threading.Lock)
    _next_save: float = 0

    def send(self, edition: Edition, plan: Plan, there: There) -> dict[str, Remote]:
        """Put what the plan says; the files that were put, as the place knows them. Raises RemoteError, OutputError."""
        show = edition.manifest.feed
        ours = there.ours | _own(edition)
        self.known, self._saved = replace(there.record, guid=show.guid, link=show.link, ours=ours), there.record
        put: dict[str, Remote] = {}
        total = plan.bytes
        if plan.steps or plan.removed:
            self.crew.one(self.save)
            self.lease.also = self.save_at_times
            self.lease.keep()
        if total:
            self.told(0, total)
        for phase in range(len(PHASES)):
            files = [step.file for step in plan.steps if step.file.phase == phase]
            if files:
                self.crew.one(self.lease.require)
                if phase >= PHASES.index("index"):
                    self._require_unchanged(there.data)
                self._put(files, put, total)
        if total:
            self.told(total, total)
        return put

    def _put(self, files: list[LocalFile], put: dict[str, Remote], total: int) -> None:
        def put_one(file: LocalFile) -> Remote:
            source = Content(size=file.bytes, digest=file.digest, source=file.path, moved=self._moved)
            return self.place.put(file.name, source, file.headers)

        def meanwhile() -> None:
            if total > 1:
                self.told(max(1, min(self._sent, total - 1)), total)

        size = sum(file.bytes for file in files)
        done = self.crew.run(files, put_one, name=lambda file: file.name, heavy_bytes=size, meanwhile=meanwhile)
        for file, remote in done:
            put[file.name] = remote
            kept = file.headers if self.place.keeps_headers else Headers()
            mark = Mark(bytes=file.bytes, digest=file.digest, mark=remote.mark, headers=kept)
            self.known = replace(self.known, marks={**self.known.marks, file.name: mark})

    def _moved(self, count: int) -> None:
        self._sent += count
        self.crew.touch()

    def _require_unchanged(self, manifest: bytes | None) -> None:
        """Nobody published here while this was on its way, nor before it had the lease. Raises OutputError."""
        if self.crew.one(lambda: self.place.read(addresses.MANIFEST, MOST_MANIFEST)) != manifest:
            message = msg("was published by another meanwhile")
            raise OutputError(
                Problem(
                    place=self.place.address, message=message, remedy=msg("Publish again, and look what changes first.")
                )
            )

    def finish(self, edition: Edition, plan: Plan) -> None:
        """The record of the new edition; then what it does not name any more goes, and the record of that.

        Raises RemoteError, OutputError.
        """
        self.crew.one(self.lease.require)
        self.lease.rest()
        digest = stamps.digest(edition.data)
        editions = tuple(one for one in self.known.editions if one != digest)
        self.known = replace(self.known, editions=(*editions, digest))
        if plan.removed:
            self.crew.one(self.save)
            self._remove(plan.removed)
        marks = {name: mark for name, mark in self.known.marks.items() if name in edition.files}
        self.known = replace(self.known, ours=_own(edition), marks=marks)
        self.crew.one(self.save)

    def _remove(self, names: Iterable[str]) -> None:
        for _ in self.crew.run(names, self.place.delete, name=str):
            pass

    def save(self) -> None:
        """Keep at the place what is known of it, if that is news."""
        with self._saving:
            known = self.known
            if known != self._saved:
                self.place.put(record.FILE, content(record.dumped(known)), Headers(media_type="application/json"))
                self._saved = known

    def save_at_times(self) -> None:
        """The same, as often as it is worth it."""
        began = time.monotonic()
        if began >= self._next_save:
            self.save()
            self._next_save = time.monotonic() + _OF_SAVING * (time.monotonic() - began)


def _own(edition: Edition) -> frozenset[str]:
    """The files that a build wrote."""
    return frozenset(name for name, file in edition.files.items() if file.ours)
