"""What is kept at a place, so that the next publish, from whatever machine, knows what lies there.

The manifest says what was meant; only this says what was put, and as what the place knew it then. A file whose mark is
still that one was not written since. It is saved while files are sent, so that a killed publish goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter, ValidationError

from audiobuild.publication.addresses import is_below
from audiobuild.publishing.place import Headers

FILE = ".audiobuild-published.json"
MOST_BYTES = 50_000_000
MOST_EDITIONS = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A file as we put it, and as the place knew it then."""

    bytes: int
    digest: str
    mark: str
    headers: Headers


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """``guid`` and ``link``: of the show that is published here. ``editions``: digests of the manifests that were published
    here, the newest last. ``ours``: names of files that a build wrote and that we put here, or were about to. ``marks``: of all
    files that we put here, the editor's own among them."""

    guid: str = ""
    link: str = ""
    editions: tuple[str, ...] = ()
    ours: frozenset[str] = frozenset()
    marks: Mapping[str, Mark] = field(default_factory=dict)


_RECORD = TypeAdapter(Record)


def parsed(data: bytes | None) -> Record:
    """The record in ``data``; an empty one where that is none: then what cannot be proven otherwise is sent again. Files are
    removed by it, so one that names any outside of the place is none."""
    try:
        record = _RECORD.validate_json(data or b"{}")
    except (ValidationError, RecursionError):
        return Record()
    return record if all(map(is_below, (*record.ours, *record.marks))) else Record()


def dumped(record: Record) -> bytes:
    """The record as the bytes of its file, which follow from what it holds."""
    kept = replace(record, editions=record.editions[-MOST_EDITIONS:])
    table = _RECORD.dump_python(kept, mode="json")
    return json.dumps(table | {"ours": sorted(record.ours)}, sort_keys=True).encode()
