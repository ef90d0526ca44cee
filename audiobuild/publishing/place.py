"""What a place must be able to do to be published to. Names are paths below it, with slashes.

All methods may be called from several threads, end in bounded time, and raise NetworkError where the place fails (``again``:
another attempt may help), or an AudiobuildError where something at home is wrong.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, TypeVar

from audiobuild.errors import OutputError, Problem
from audiobuild.messages import Message, msg
from audiobuild.network.failures import NetworkError
from audiobuild.site.manifest import DIGEST_BYTES
from audiobuild.system_errors import reason

CHUNK_BYTES = 1 << 16

EARLIER_S = 2
"""Where a place knows files by their times, ours are so much older than they are: who writes into one in the same moment, as
clocks of files count (FAT: two seconds), is found out."""

Kind = Literal["file", "folder", "link", "other"]

_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Headers:
    """What a server should say of a file: ``Content-Type`` and ``Cache-Control``."""

    media_type: str = ""
    cache: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Remote:
    """A file at the place, or what else has a name there. ``mark`` changes with its content, as far as the place tells (an
    ETag; size and time). ``digest`` is that of its content, where the place can vouch for it; ``headers`` where it keeps
    them. We put files only: a ``link`` is somebody else's, wherever it leads."""

    bytes: int
    mark: str
    digest: str = ""
    headers: Headers | None = None
    kind: Kind = "file"


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """What is put: a file or bytes, with size and digest. ``moved`` is told of bytes that were sent, and with a number below
    zero of those that count no more."""

    size: int
    digest: str
    source: Path | bytes
    moved: Callable[[int], None] = field(default=lambda count: None)

    def open(self) -> BinaryIO:
        """The content to be read. Raises OutputError."""
        try:
            return io.BytesIO(self.source) if isinstance(self.source, bytes) else self.source.open("rb")
        except OSError as error:
            raise self._unread(msg("cannot be read: {}", reason(error))) from error

    def pieces(self) -> Iterator[bytes]:
        """The content in pieces. Raises OutputError, also behind the last if it is not what it was to be."""
        digest = blake2b(digest_size=DIGEST_BYTES)
        with self.open() as file:
            while piece := self._piece(file):
                digest.update(piece)
                yield piece
        if digest.hexdigest() != self.digest:
            raise self._unread(msg("was changed while it was sent; nothing of it is at its place"))

    def _piece(self, file: BinaryIO) -> bytes:
        try:
            return file.read(CHUNK_BYTES)
        except OSError as error:
            raise self._unread(msg("cannot be read: {}", reason(error))) from error

    def _unread(self, message: Message) -> OutputError:
        place = str(self.source) if isinstance(self.source, Path) else ""
        return OutputError(Problem(place=place, message=message, remedy=msg("Build again, and publish then.")))

    @contextmanager
    def counted(self) -> Iterator[Callable[[int], None]]:
        """Whom to tell of sent bytes; if the block fails, they count no more."""
        total = 0

        def count(sent: int) -> None:
            nonlocal total
            total += sent
            self.moved(sent)

        try:
            yield count
        except BaseException:
            self.moved(-total)
            raise


def getting_on(action: Callable[[], _T], far: Callable[[], int]) -> _T:
    """``action``, tried again as long as each attempt gets further than the one before; ``far`` says how far. Lines that break
    every few seconds get a long file through so. Raises NetworkError."""
    while True:
        before = far()
        try:
            return action()
        except NetworkError as error:
            if not error.again or far() <= before:
                raise


def content(data: bytes) -> Content:
    """Bytes to be put."""
    return Content(size=len(data), digest=blake2b(data, digest_size=DIGEST_BYTES).hexdigest(), source=data)


class Place(Protocol):
    """A folder somewhere. ``address`` is how it is called. ``keeps_headers``: it stores what a server will say of a file.
    ``made``: it was not there and is now."""

    @property
    def address(self) -> str: ...

    @property
    def keeps_headers(self) -> bool: ...

    @property
    def made(self) -> bool: ...

    def listed(self, folder: str) -> Mapping[str, Remote]:
        """What lies directly in a folder, of whatever kind, by whole names; nothing where there is no such folder."""

    def look(self, name: str) -> Remote | None:
        """All that the place knows of a file; ``None`` where there is none, but a folder or a link, say."""

    def read(self, name: str, most_bytes: int) -> bytes | None:
        """A file's content; ``None`` where there is none. What a link leads to is not of this place."""

    def put(self, name: str, content: Content, headers: Headers) -> Remote:
        """Put a file in its place, whole or not at all, also over one that is there."""

    def create(self, name: str, data: bytes) -> bool:
        """Make a small file; whether it was not there."""

    def delete(self, name: str) -> None:
        """Remove a file, if it is there, and the folder that it leaves empty."""

    def clean(self, names: frozenset[str]) -> None:
        """Remove what a killed upload of these files left and ``listed`` does not show."""

    def close(self) -> None:
        """Let go of connections."""
