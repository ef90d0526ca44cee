"""What is published, as players and browsers want it: with the right types, and this server's address in place of the show's.

dist/ may hold anything: odd names, pipes, links, files that nobody may read, files that are changed while they are read. What
is no file of ours, or leads out of dist/, is not there (404). HEAD, ETags and 304 are Starlette's.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from audiobuild.preview import news, ranges
from audiobuild.publication import addresses

HEADERS = {
    "cache-control": "no-cache",  # ask each time: a 304 is quick
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}
"""No other web site may read what is not published yet, nor show or play it: there is no leave for it (CORS). Podcast programs
ask for none."""

ALLOWED = "GET, HEAD, OPTIONS"

READDRESSED_BYTES = 50_000_000
"""Larger files are sent as they are. A feed of 300 episodes has one or two."""

_SELF = re.compile(rb'<atom:link rel="self"[^>]* href="(https?://[^"/]+/[^"]*)feed\.xml"')
_ENCLOSURE = re.compile(rb'<enclosure url="(https?://[^"?]+/)([^"/?]+)/\2\.mp3[?"]')
_FEED_HEAD_BYTES = 1_000_000


class PreviewFiles(StaticFiles):
    """dist/ over HTTP. ``here`` is this server's address for a request, ``build_number`` says which build the pages are of."""

    def __init__(self, dist: Path, here: Callable[[Scope], str], build_number: Callable[[], int]) -> None:
        super().__init__(directory=dist, check_dir=False)
        self._dist, self._here, self._build_number = dist, here, build_number

    async def get_response(self, path: str, scope: Scope) -> Response:
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"allow": ALLOWED})
        return await run_in_threadpool(self._response, Path(path), scope)

    def _response(self, path: Path, scope: Scope) -> Response:
        full, status = found(self._dist, path)
        if stat.S_ISDIR(status.st_mode):
            if not scope["path"].endswith("/"):
                return RedirectResponse(f"/{quote(path.as_posix())}/", headers=HEADERS)
            full, status = found(self._dist, path / "index.html")
        elif scope["path"].endswith("/"):
            raise HTTPException(404)  # a file is no folder
        if not stat.S_ISREG(status.st_mode):
            raise HTTPException(404)
        response = self._file(full, status, self._here(scope))
        if self.is_not_modified(response.headers, Headers(scope=scope)):
            return NotModifiedResponse(response.headers)
        return ranges.part(response, scope, HEADERS)

    def _file(self, path: Path, status: os.stat_result, here: str) -> Response:
        """The file, with this server's address in place of the show's."""
        name = path.name.lower()
        kind = addresses.media_type(name)
        changes = path.suffix.lower() in (".xml", ".html") or name == "chapters.json"
        if not changes or status.st_size > READDRESSED_BYTES:
            return FileResponse(path, headers=HEADERS, media_type=kind, stat_result=status)
        data = beginning(path, READDRESSED_BYTES)
        for published in published_at(self._dist):
            data = readdressed(data, published, here, plain=kind.endswith("chapters"))
        if kind == "text/html":
            data = data.replace(b"</head>", news.tag(self._build_number()) + b"</head>", 1)
        etag = hashlib.blake2b(data, digest_size=16).hexdigest()
        return Response(data, headers={**HEADERS, "etag": f'"{etag}"'}, media_type=kind)


def readdressed(data: bytes, published: str, here: str, *, plain: bool) -> bytes:
    """A file with the address ``here`` in place of the one that it is ``published`` at; ``plain``: not as in HTML and XML."""
    if not published:
        return data
    old, new = (published, here) if plain else (escape(published), escape(here))
    return data.replace(old.encode("utf-8", "surrogateescape"), new.encode())


def published_at(dist: Path) -> list[str]:
    """The addresses that dist/ was built for, as its feed has them: its own, and that of the large files where that is
    another. One that begins as the other does comes first. None where there is no feed."""
    try:
        feed, status = found(dist, Path("feed.xml"))
        head = beginning(feed, _FEED_HEAD_BYTES) if stat.S_ISREG(status.st_mode) else b""
    except (OSError, HTTPException):
        return []
    matches = [match[1] for pattern in (_SELF, _ENCLOSURE) if (match := pattern.search(head))]
    addresses = {unescape(match.decode("utf-8", "surrogateescape")) for match in matches}
    return sorted(addresses, key=len, reverse=True)


def found(dist: Path, path: Path) -> tuple[Path, os.stat_result]:
    """What lies there, after all links, and what it is. Raises HTTPException 404 for what is not there or not to be read.

    What is being written has a name that begins with a dot, and is nobody's business.
    """
    if any(part.startswith(".") for part in path.parts):
        raise HTTPException(404)
    try:
        full = (dist / path).resolve()
        if not full.is_relative_to(dist.resolve()):
            raise HTTPException(404)
        descriptor = os.open(full, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe would let us wait for a writer
        try:
            return full, os.fstat(descriptor)
        finally:
            os.close(descriptor)
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links in a circle, in Python 3.11 and 3.12
        raise HTTPException(404) from error


def beginning(path: Path, size: int) -> bytes:
    """The first bytes of a file. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        return file.read(size) or b""
