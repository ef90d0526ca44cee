"""A local preview of dist/: what real players and browsers need of a host, and pages that follow what the editor writes.

Byte ranges, HEAD, ETags and 304 are Starlette's. Ours are the types; the addresses, since feed, chapters and pages name
the show's own link, which a player cannot reach yet; and the script with which a page waits for the next build.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import threading
import time
from collections.abc import Callable
from html import escape, unescape
from itertools import count
from pathlib import Path
from typing import Any

import anyio
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from audiobuild.errors import ConfigError, Problem
from audiobuild.publication.config import DIST, VOICES_FOLDER

TYPES = {
    ".mp3": "audio/mpeg",
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".json": "application/json",
    ".xml": "application/rss+xml",
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
}
"""Not left to the machine's own table, which differs (a bare Debian knows neither .vtt nor .srt)."""

FOR_WEB_PLAYERS = (".xml", ".json", ".vtt", ".srt", ".mp3")
"""What players that run in a browser fetch from another origin: they need leave to (CORS)."""

POLL_S = 0.5
"""How often the sources are looked at. Looking is cheaper than it sounds (10,000 files: 30 ms), needs no library, and works
in containers and on network drives, where notification does not."""

WAIT_S = 30
"""How long a page's request for news is kept waiting."""

_SELF = re.compile(rb'<atom:link rel="self"[^>]* href="([^"]*)feed\.xml"')
_SCRIPT = "/.preview/news.js"


class Preview(StaticFiles):
    """dist/ over HTTP. ``build_number`` says which build the pages are of; they are told when it changes."""

    def __init__(self, dist: Path, base_url: str, build_number: Callable[[], int]) -> None:
        super().__init__(directory=dist, html=True, check_dir=False)
        self._dist, self._base_url, self._build_number = dist, base_url, build_number

    async def get_response(self, path: str, scope: Scope) -> Response:
        """What is being written has a name that begins with a dot, and is nobody's business."""
        if any(part.startswith(".") and part != "." for part in Path(path).parts):
            raise HTTPException(404)
        return await super().get_response(path, scope)

    def file_response(
        self, full_path: Any, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file, with this server's address in place of the show's."""
        path = Path(full_path)
        kind = "application/json+chapters" if path.name == "chapters.json" else TYPES.get(path.suffix)
        headers = {"cache-control": "no-cache"}  # ask each time: a 304 is quick
        if path.suffix in FOR_WEB_PLAYERS:
            headers["access-control-allow-origin"] = "*"
        if path.suffix in (".xml", ".html") or path.name == "chapters.json":
            data = self._readdressed(path, scope)
            headers["etag"] = f'"{hashlib.blake2b(data, digest_size=16).hexdigest()}"'
            response = Response(data, headers=headers, media_type=kind)
        else:
            response = FileResponse(path, headers=headers, media_type=kind, stat_result=stat_result)
        if self.is_not_modified(response.headers, Headers(scope=scope)):
            return NotModifiedResponse(response.headers)
        return response

    def _readdressed(self, path: Path, scope: Scope) -> bytes:
        text = path.read_text(encoding="utf-8")
        link = published_at(self._dist)
        here = self._base_url or f"{scope['scheme']}://{Headers(scope=scope).get('host', '')}/"
        if link:
            plain = path.suffix == ".json"
            text = text.replace(link, here) if plain else text.replace(escape(link), escape(here))
        if path.suffix == ".html":
            script = f'<script src="{_SCRIPT}?since={self._build_number()}&amp;now=1" defer></script>'
            text = text.replace("</head>", f"{script}</head>", 1)
        return text.encode()


def published_at(dist: Path) -> str:
    """The address that dist/ was built for, as its feed has it; empty where there is no feed."""
    try:
        match = _SELF.search((dist / "feed.xml").read_bytes())
    except OSError:
        return ""
    return unescape(match[1].decode()) if match else ""


def app(dist: Path, *, base_url: str = "", build_number: Callable[[], int] = lambda: 0) -> Starlette:
    """The preview as an ASGI application. ``base_url`` replaces the show's link; empty, it is as the client names us."""

    async def news(request: Request) -> Response:
        """A script that comes when there is a new build, and reloads the page.

        Not an event stream: the pages' policy allows scripts from their own host, and no connections.
        """
        since = request.query_params.get("since", "")
        waited = 0.0
        while str(build_number()) == since and "now" not in request.query_params and waited < WAIT_S:
            await anyio.sleep(0.1)
            waited += 0.1
        changed = str(build_number()) != since
        script = "location.reload()" if changed else _ASK_AGAIN % json.dumps(f"{_SCRIPT}?since={since}")
        return Response(script, media_type=TYPES[".js"], headers={"cache-control": "no-store"})

    files = Preview(dist, base_url and base_url.rstrip("/") + "/", build_number)
    return Starlette(routes=[Route(_SCRIPT, news), Mount("/", files)])


# Asked for only when the page is complete, since a browser shows a page as loading for as long as its first scripts do.
_ASK_AGAIN = """\
{
  const ask = () => {
    const script = document.createElement("script");
    script.src = %s;
    script.onerror = () => setTimeout(ask, 2000);
    document.head.append(script);
  };
  if (document.readyState === "complete") setTimeout(ask);
  else addEventListener("load", () => setTimeout(ask));
}
"""


def run(
    root: Path,
    *,
    host: str,
    port: int,
    base_url: str,
    build: Callable[[], None],
    announce: Callable[[str], None],
) -> None:
    """Build, serve, and build again whenever content/ or voices/ change, until interrupted.

    ``build`` reports its own errors: what was published before is served on. ``announce`` is told the preview's address.
    Raises ConfigError where the port cannot be had.
    """
    with _listening(host, port) as listening:
        built = sources(root)
        build()
        builds = count(time.time_ns())  # a restarted server's pages are news, too
        number = next(builds)
        server = uvicorn.Server(
            uvicorn.Config(
                app(root / DIST, base_url=base_url, build_number=lambda: number),
                log_level="warning",
                access_log=False,
                server_header=False,
            )
        )
        # Builds stay in the main thread, which is told of an interrupt; the server ends with the process.
        threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
        announce(f"http://{_name(host)}:{listening.getsockname()[1]}/")
        try:
            while True:
                time.sleep(POLL_S)
                now = sources(root)
                if now != built:
                    built = now
                    build()
                    number = next(builds)
        except KeyboardInterrupt:
            return


def sources(root: Path) -> dict[str, tuple[int, int]]:
    """What an editor writes, file by file: time and size."""
    states = {}
    for folder in ("content", VOICES_FOLDER):
        for path, _, names in os.walk(root / folder):
            for name in names:
                if not name.startswith("."):
                    try:
                        status = os.stat(os.path.join(path, name))  # noqa: PTH116, PTH118 (ten times as fast)
                    except FileNotFoundError:
                        continue
                    states[f"{path}/{name}"] = (status.st_mtime_ns, status.st_size)
    return states


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        message = f"cannot listen at {_name(host)}:{port}: {error.strerror}"
        raise ConfigError(
            Problem(message=message, remedy="Choose another --port (0 takes any that is free).")
        ) from error
    return listening


def _name(host: str) -> str:
    return f"[{host}]" if ":" in host else host
