"""A new edition of dist/, made beside it and put in its place at one instant.

Where the system can exchange two folders, dist/ is exchanged whole: whoever looks sees the old edition or the new. Where it
cannot (:mod:`.journal` says where), what changes is moved file by file, after a journal of it that any next command finishes.
Other people's files in dist/ (CNAME, .nojekyll, a .git folder) are carried over as they are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from audiobuild import files
from audiobuild.errors import OutputError, Problem
from audiobuild.files import writing
from audiobuild.messages import msg
from audiobuild.publication import addresses
from audiobuild.publication.config import DIST, STATE
from audiobuild.site import carrying, journal, manifest, stamps
from audiobuild.site.manifest import PublishedFile
from audiobuild.site.published import Published
from audiobuild.site.stamps import FileState

FOLDER = "edition"


class Edition:
    """Files of the new edition as they are made. What nobody writes or keeps is no part of it. Behind its ``with`` block
    nothing is left of one that was not published."""

    def __init__(self, root: Path, published: Published) -> None:
        self._root, self._published = root, published
        # Its own: what another build left may be in the way, and not removable.
        self._stage = root / STATE / f"{FOLDER}-{token_hex(4)}"
        self.files: dict[str, PublishedFile] = {}
        """Of all files so far, by their path below dist/."""
        self._new: set[str] = set()
        self._seen: dict[str, FileState] = {}

    def __enter__(self) -> Edition:
        return self

    def __exit__(self, *error: object) -> None:
        files.remove_tree(self._stage)

    def keep(self, *names: str) -> None:
        """Files stay as they are published."""
        for name in names:
            self.files[name] = self._published.manifest.files[name]
            self._see(name, self._published.intact(name))

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        """A file to write into. One that says the same as before keeps its date, so that it is not uploaded again."""
        path = self.path(name)
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w+b") as sink:
                yield sink
            described = manifest.described(path)
            before = self._published
            if described == before.manifest.files.get(name) and (there := before.intact(name)):
                path.unlink()
                self._see(name, there)
            else:
                self._new.add(name)
                self._see(name, stamps.state(path))
            self.files[name] = described

    def states(self, dist: Path) -> dict[str, FileState]:
        """The states of the files that are now published as they were when they were written, or looked at."""
        now = {name: stamps.state(dist / name) for name in self._seen}
        return {name: state for name, state in now.items() if state and _alike(state, self._seen[name])}

    def _see(self, name: str, state: FileState | None) -> None:
        if state:
            self._seen[name] = state

    def require_room(self) -> None:
        """Raises OutputError where dist/ is no place for an edition, before anything is spoken for it."""
        dist = journal.place(self._root)
        if os.path.lexists(dist) and not dist.is_dir():
            message = msg("is no folder, and the publication is to be written there")
            raise OutputError(Problem(place=DIST, message=message, remedy=msg("Move it away, or delete it.")))

    def path(self, name: str) -> Path:
        """Where a file of the new edition lies while it is made."""
        return self._stage / name

    def publish(self, whole: bytes, require: Callable[[], None]) -> None:
        """Put the edition that the manifest ``whole`` describes in the place of dist/, if it is another than lies there.

        ``require`` raises where this build may not write any more. Raises OutputError; dist/ is then as it was, or will be
        the new one by the next command.
        """
        gone = set(self._published.manifest.files) - set(self.files)
        if not self._new and not gone and whole == self._published.data:
            return
        with writing(self._root / DIST):
            self._add(addresses.MANIFEST, whole)
            dist = journal.place(self._root)
            self._refuse_to_overwrite(dist)
            self._require_unchanged(dist)
            self._sync()
            require()
            if not (self._became(dist) or self._exchanged(dist, gone)):
                journal.move(self._root, dist, self._stage, sorted(self._new), sorted(gone))
        files.remove_tree(self._stage)

    def _add(self, name: str, data: bytes) -> None:
        """A file that tells of the others, and is none of them."""
        self._stage.mkdir(parents=True, exist_ok=True)
        self.path(name).write_bytes(data)
        self._new.add(name)

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
        foreign = [name for name in sorted(self._new) if self._in_the_way(dist, name)]
        problems = [
            Problem(
                place=f"{DIST}/{name}",
                message=msg("was not written by audiobuild, and lies where a file of the publication belongs"),
                remedy=msg("Move it out of dist/ or delete it, and build again."),
            )
            for name in foreign
        ]
        if problems:
            raise OutputError(problems)

    def _in_the_way(self, dist: Path, name: str) -> bool:
        """Whether something lies in the place of a file that we did not write, or a link or file where its folder belongs."""
        place = dist / name
        parents = [dist / parent for parent in Path(name).parents if parent != Path()]
        if any(parent.is_symlink() or (parent.exists() and not parent.is_dir()) for parent in parents):
            return True
        if not os.path.lexists(place) or name == addresses.MANIFEST:
            return place.is_dir()
        if place.is_symlink() or not place.is_file():
            return name not in self._published.ours or place.is_dir()
        return name not in self._published.ours and place.read_bytes() != self.path(name).read_bytes()

    def _require_unchanged(self, dist: Path) -> None:
        """What was found in order, and stays, was not changed while the rest was made."""
        now = {name: stamps.state(dist / name) for name in self._seen if name not in self._new}
        changed = [name for name, state in now.items() if not (state and _alike(state, self._seen[name]))]
        if changed:
            remedy = msg("Build again: it will be made anew.")
            raise OutputError(
                Problem(place=f"{DIST}/{name}", message=msg("was changed while this build ran"), remedy=remedy)
                for name in changed
            )

    def _sync(self) -> None:
        for name in self._new:
            files.sync(self.path(name))
        for folder in {self.path(name).parent for name in self._new}:
            files.sync(folder)


@contextmanager
def beside(root: Path) -> Iterator[Path]:
    """The path of a folder beside dist/ for what an edition is made of: nothing is left of it, even if it is killed."""
    folder = root / STATE / f"{FOLDER}-{token_hex(4)}"
    try:
        yield folder
    finally:
        files.remove_tree(folder)


def recover(root: Path) -> None:
    """Finish or remove what killed commands left: after it, dist/ is one edition, and nothing is hidden beside it.

    Whoever calls it holds the lock. Raises OutputError.
    """
    with writing(root / DIST):
        journal.finish(root)
        for left in (root / STATE).glob(f"{FOLDER}*"):
            files.remove_tree(left)
        for folder in (root / STATE, root / "content"):
            files.sweep(folder)


def _alike(one: FileState, other: FileState) -> bool:
    """Whether a file was not written since; its number and the time of its last link may be others."""
    return (one.bytes, one.mtime_ns) == (other.bytes, other.mtime_ns)
