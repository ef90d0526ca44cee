"""What this machine knows of the places that it published to. Lost, it costs a question or half a minute, never truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from audiobuild.files import write_atomically

FILE = "places.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """The edition that this machine saw last at a place, and the lease that it took there."""

    edition: str = ""
    lease: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """Visits by the address of the place."""

    visits: Mapping[str, Visit] = field(default_factory=dict)

    def at(self, address: str) -> Visit:
        """The last visit to a place."""
        return self.visits.get(address, Visit())


_MEMORY = TypeAdapter(Memory)


def load(folder: Path) -> Memory:
    """What was kept in the state folder; nothing where it is lost or damaged."""
    try:
        return _MEMORY.validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError, RecursionError):
        return Memory()


def note(folder: Path, address: str, **news: str) -> None:
    """Remember something of a visit. Raises OutputError."""
    before = load(folder)
    visit = replace(before.at(address), **news)
    write_atomically(folder / FILE, _MEMORY.dump_json(Memory(visits={**before.visits, address: visit})))
