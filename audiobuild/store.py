"""A folder of what can be made again, addressed by keys: it never gives anything else than what was put in.

An entry begins with a digest over its key and all of its content. What does not fit — damaged, cut off, another entry's, of an
older format, a folder in its place — is no entry: it is put aside, told once, and made again.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from audiobuild.files import PART, write_atomically

_MAGIC = b"audiobuild 2\n"
_DIGEST_BYTES = 16
_HEAD = len(_MAGIC) + _DIGEST_BYTES

DAMAGED = "damaged"
"""The folder of entries that were put aside. They are counted from any process, and deleted when they are told."""

USED_S = 86_400
"""An entry says to the day when it was last used: its file's time."""


@dataclass(frozen=True, slots=True)
class Store:
    """Entries in a folder, one file each. A key is a hash in hexadecimal digits, of all that the content depends on."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """What was put there under ``key``; ``None`` where that is nothing, or damaged."""
        path = self._path(key)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError:
            data = b""
        content = data[_HEAD:]
        if data[:_HEAD] != _head(key, content):
            self._put_aside(key)
            return None
        with suppress(OSError):  # somebody else's file may be read, and not be touched
            if time.time() - path.stat().st_mtime > USED_S:
                os.utime(path)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep ``content``. It is there whole or not at all, whatever happens. Raises OutputError."""
        path = self._path(key)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        write_atomically(path, _head(key, content) + content)

    def discard(self, key: str) -> None:
        """What was kept under ``key`` is of no use: it will be made again."""
        self._put_aside(key)

    def damaged(self) -> int:
        """How many entries were put aside since the last call."""
        try:
            count = sum(1 for _ in (self.folder / DAMAGED).iterdir())
        except OSError:
            return 0
        shutil.rmtree(self.folder / DAMAGED, ignore_errors=True)
        return count

    def entries(self) -> Iterator[tuple[str, os.stat_result]]:
        """The keys of all entries, with their files' states."""
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            try:
                if not path.name.endswith(PART):
                    yield path.parent.name + path.name, path.lstat()
            except OSError:
                continue

    def prune(self, *, unused_s: float, most_bytes: int, in_use: Collection[str]) -> int:
        """Delete what was not used for ``unused_s`` seconds, then what was not used for longest until ``most_bytes`` are
        left; never what is ``in_use``. How many bytes that were."""
        now = time.time()
        entries = sorted(self.entries(), key=lambda entry: entry[1].st_mtime)
        left, freed = sum(state.st_size for _, state in entries), 0
        for key, state in entries:
            old = not 0 <= now - state.st_mtime <= unused_s
            if key not in in_use and (old or left > most_bytes):
                self._path(key).unlink(missing_ok=True)
                left, freed = left - state.st_size, freed + state.st_size
        return freed

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]

    def _put_aside(self, key: str) -> None:
        aside = self.folder / DAMAGED / key
        try:
            aside.parent.mkdir(parents=True, exist_ok=True)
            if aside.is_dir():
                shutil.rmtree(aside)
            self._path(key).replace(aside)
        except OSError:  # it cannot be moved; it is not used all the same
            return


def _head(key: str, content: bytes) -> bytes:
    return _MAGIC + blake2b(content, digest_size=_DIGEST_BYTES, key=key.encode()[:64]).digest()
