"""A new edition of dist/, made beside it and put in its place at one instant.

Where the system can exchange two folders, dist/ is exchanged whole: whoever looks sees the old edition or the new. Where it
cannot (:mod:`.journal` says where), what changes is moved file by file, after a journal of it that any next command finishes.
Other people's files in dist/ (CNAME, .nojekyll, a .git folder) are carried over as they are.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from audiobuild import files
from audiobuild.errors import OutputError, Problem
from audiobuild.files import writing
from audiobuild.publication import addresses
from audiobuild.publication.config import DIST, STATE
from audiobuild.site import carrying, journal, manifest
from audiobuild.site.manifest import Manifest, PublishedFile
from audiobuild.site.published import Published

FOLDER = "edition"


class Edition:
    """Files of the new edition as they are made. What nobody writes or keeps is no part of it. Behind its ``with`` block
    nothing is left of one that was not published."""

    def __init__(self, root: Path, published: Published) -> None:
        self._root, self._published = root, published
        self._stage = root / STATE / FOLDER
        self.files: dict[str, PublishedFile] = {}
        """Of all files so far, by their path below dist/."""
        self._new: set[str] = set()

    def __enter__(self) -> Edition:
        return self

    def __exit__(self, *error: object) -> None:
        shutil.rmtree(self._stage, ignore_errors=True)

    def keep(self, *names: str) -> None:
        """Files stay as they are published."""
        self.files |= {name: self._published.manifest.files[name] for name in names}

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        """A file to write into. One that says the same as before keeps its date, so that it is not uploaded again."""
        path = self.path(name)
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w+b") as sink:
                yield sink
            described = manifest.described(path)
            if described == self._published.manifest.files.get(name) and self._published.intact(name):
                path.unlink()
            else:
                self._new.add(name)
            self.files[name] = described

    def path(self, name: str) -> Path:
        """Where a file of the new edition lies while it is made."""
        return self._stage / name

    def publish(self, whole: Manifest, require: Callable[[], None]) -> bool:
        """Put the edition that ``whole`` describes in the place of dist/; whether there was anything to change.

        ``require`` raises where this build may not write any more. Raises OutputError; dist/ is then as it was, or will be
        the new one by the next command.
        """
        gone = set(self._published.manifest.files) - set(whole.files)
        with self.file(addresses.MANIFEST) as sink:
            sink.write(manifest.dumped(whole))
        del self.files[addresses.MANIFEST]
        data = self._root / DIST / addresses.MANIFEST
        if not self._new - {addresses.MANIFEST} and not gone and _same(data, self.path(addresses.MANIFEST)):
            return False
        with writing(self._root / DIST):
            dist = journal.place(self._root)
            self._refuse_to_overwrite(dist)
            self._sync()
            require()
            if not (self._became(dist) or self._exchanged(dist, gone)):
                journal.move(self._root, dist, self._stage, sorted(self._new), sorted(gone))
        shutil.rmtree(self._stage, ignore_errors=True)
        return True

    def _became(self, dist: Path) -> bool:
        """Whether the edition is the first, and could be moved to its place; else the place is made."""
        if dist.exists():
            return False
        dist.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._stage.rename(dist)
        except OSError as error:
            if error.errno not in carrying.IMPOSSIBLE:
                raise
            dist.mkdir()
            return False
        files.sync(dist.parent)
        return True

    def _exchanged(self, dist: Path, gone: set[str]) -> bool:
        """Whether dist/ could be exchanged whole."""
        if not carrying.possible(self._root / DIST):
            return False
        try:
            carrying.carry(dist, self._stage, self._new | gone)
            files.exchange(self._stage, dist)
        except OSError as error:
            if error.errno not in carrying.IMPOSSIBLE:
                raise
            return False
        files.sync(dist.parent)
        files.sync(self._stage.parent)
        carrying.rescue(self._stage, dist, self._new | gone)
        return True

    def _refuse_to_overwrite(self, dist: Path) -> None:
        """Nobody's file is lost because an episode was given its name."""
        ours = self._published.manifest.files
        foreign = [
            name
            for name in sorted(self._new)
            if _parent_in_the_way(dist, name)
            or (self._published.known and name not in ours and _in_the_way(dist / name, self.path(name)))
        ]
        if problems := [
            Problem(
                place=f"{DIST}/{name}",
                message="was not written by audiobuild, and lies where a file of the publication belongs",
                remedy="Move it out of dist/ or delete it, and build again.",
            )
            for name in foreign
            if name != addresses.MANIFEST
        ]:
            raise OutputError(problems)

    def _sync(self) -> None:
        for name in self._new:
            files.sync(self.path(name))
        for folder in {self.path(name).parent for name in self._new}:
            files.sync(folder)


def recover(root: Path) -> None:
    """Finish or remove what killed commands left: after it, dist/ is one edition, and nothing is hidden beside it.

    Whoever calls it holds the lock. Raises OutputError.
    """
    with writing(root / DIST):
        journal.finish(root)
        shutil.rmtree(root / STATE / FOLDER, ignore_errors=True)
        for folder in (root / STATE, root / "content"):
            files.sweep(folder)


def _same(one: Path, other: Path) -> bool:
    """Whether a file says what another does; the other may be dropped already, since it does."""
    return one.is_file() and (not other.exists() or one.read_bytes() == other.read_bytes())


def _parent_in_the_way(dist: Path, name: str) -> bool:
    """Whether a file or a link lies where a folder belongs."""
    parents = [dist / parent for parent in Path(name).parents if parent != Path()]
    return any(parent.is_symlink() or (parent.exists() and not parent.is_dir()) for parent in parents)


def _in_the_way(there: Path, new: Path) -> bool:
    if not os.path.lexists(there):
        return False
    return there.is_symlink() or not there.is_file() or there.read_bytes() != new.read_bytes()
