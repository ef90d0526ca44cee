"""Changing dist/ file by file where it cannot be exchanged whole: it is a mount or holds one, it is a link, its file system
has no links.

All new files lie beside their places before the first is moved; the journal says which, and which go. It is written before the
first change and deleted after the last, so that whoever finds one can finish what it says.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter, ValidationError

from audiobuild import files
from audiobuild.errors import OutputError, Problem
from audiobuild.files import PART, leads_out, write_atomically
from audiobuild.messages import msg
from audiobuild.publication.config import DIST, STATE, VOICES_FOLDER

FILE = "journal.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Journal:
    """What is to be done in the folder dist/, known by its device and number: files that take their places, and files that
    go. ``process`` is in the names of the parts."""

    process: int
    device: int
    inode: int
    moved: tuple[str, ...]
    gone: tuple[str, ...]


_JOURNAL = TypeAdapter(Journal)


def place(root: Path) -> Path:
    """The folder that dist/ is, behind a link if it is one. Raises OutputError where that would be the publication itself
    or a folder of it."""
    dist = (root / DIST).resolve()
    own = [root.resolve(), *((root / name).resolve() for name in ("content", VOICES_FOLDER, STATE))]
    if any(one.is_relative_to(dist) for one in own) or any(dist.is_relative_to(one) for one in own[1:]):
        message = msg("leads to {}, where the publication's own files are", dist)
        raise OutputError(Problem(place=DIST, message=message, remedy=msg("Let dist/ be a folder of its own.")))
    return dist


def move(root: Path, dist: Path, stage: Path, new: Sequence[str], gone: Sequence[str]) -> None:
    """Move the ``new`` files from ``stage`` into ``dist`` and delete those that are ``gone``. Raises OSError."""
    try:
        for name in new:
            part = _part(dist, name, os.getpid())
            part.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(stage / name, part)
            files.sync(part)
        for folder in {(dist / name).parent for name in new}:
            files.sync(folder)
    except BaseException:
        _sweep(dist, new)
        raise
    status = dist.stat()
    journal = Journal(
        process=os.getpid(), device=status.st_dev, inode=status.st_ino, moved=tuple(new), gone=tuple(gone)
    )
    write_atomically(root / STATE / FILE, _JOURNAL.dump_json(journal), durable=True)
    _follow(dist, journal)
    (root / STATE / FILE).unlink()


def finish(root: Path) -> None:
    """Do what is left of a journal that somebody did not finish, and remove parts of files that no journal names.

    A journal of another folder, or one that cannot be read, is dropped: what it belongs to is not here. Raises OSError.
    """
    path, dist = root / STATE / FILE, root / DIST
    try:
        journal = _JOURNAL.validate_json(path.read_bytes())
        status = dist.stat()
    except (OSError, ValidationError, RecursionError):
        journal = None
    if journal and (journal.device, journal.inode) == (status.st_dev, status.st_ino):
        _follow(dist, journal)
    path.unlink(missing_ok=True)
    if dist.is_dir():
        files.sweep(dist)


def left(root: Path) -> bool:
    """Whether a journal waits to be finished."""
    return (root / STATE / FILE).is_file()


def _follow(dist: Path, journal: Journal) -> None:
    for name in journal.moved:
        part = _part(dist, name, journal.process)
        if part.is_file():
            part.replace(dist / name)
    for name in journal.gone:
        if not leads_out(dist, (dist / name).parent):
            (dist / name).unlink(missing_ok=True)
    for folder in {PurePosixPath(name).parent for name in (*journal.moved, *journal.gone)}:
        if (dist / folder).is_dir() and not leads_out(dist, dist / folder):
            if any((dist / folder).iterdir()):
                files.sync(dist / folder)
            elif folder != PurePosixPath():
                (dist / folder).rmdir()


def _part(dist: Path, name: str, process: int) -> Path:
    place = dist / name
    return place.with_name(f".{process}-{place.name}{PART}")


def _sweep(dist: Path, names: Iterable[str]) -> None:
    for name in names:
        part = _part(dist, name, os.getpid())
        part.unlink(missing_ok=True)
        with suppress(OSError):  # a folder that was made for it, and holds nothing
            if part.parent != dist:
                part.parent.rmdir()
