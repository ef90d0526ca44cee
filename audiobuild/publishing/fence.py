"""No name leads out of a place, whoever said it: one fence around all kinds of places.

Names come from dist/, from the manifest and from the record at the place, and each of them is judged where it is read. This is
what holds where that was forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audiobuild.errors import OutputError, Problem
from audiobuild.messages import msg
from audiobuild.publication.addresses import is_below
from audiobuild.publishing.place import Content, Headers, Place, Remote


@dataclass(frozen=True, slots=True)
class Fenced:
    """A place that is asked for nothing outside of it. All raise OutputError for such a name."""

    place: Place

    @property
    def address(self) -> str:
        return self.place.address

    @property
    def keeps_headers(self) -> bool:
        return self.place.keeps_headers

    @property
    def made(self) -> bool:
        return self.place.made

    def listed(self, folder: str) -> Mapping[str, Remote]:
        return self.place.listed(self._inside(folder) if folder else "")

    def look(self, name: str) -> Remote | None:
        return self.place.look(self._inside(name))

    def read(self, name: str, most_bytes: int) -> bytes | None:
        return self.place.read(self._inside(name), most_bytes)

    def put(self, name: str, content: Content, headers: Headers) -> Remote:
        return self.place.put(self._inside(name), content, headers)

    def create(self, name: str, data: bytes) -> bool:
        return self.place.create(self._inside(name), data)

    def delete(self, name: str) -> None:
        self.place.delete(self._inside(name))

    def clean(self, names: frozenset[str]) -> None:
        self.place.clean(frozenset(map(self._inside, names)))

    def close(self) -> None:
        self.place.close()

    def _inside(self, name: str) -> str:
        if not is_below(name):
            message, remedy = msg("leads out of the place: nothing was done there"), msg("Who else writes there?")
            raise OutputError(Problem(place=f"{self.address}: {name}", message=message, remedy=remedy))
        return name
