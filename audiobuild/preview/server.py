"""A local preview of dist/: what real players and browsers need of a host, and pages that follow what the editor writes."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from audiobuild.errors import ConfigError, Problem
from audiobuild.messages import msg
from audiobuild.network.foreign import quote
from audiobuild.preview import hosts, news
from audiobuild.preview.bounds import BoundedProtocol
from audiobuild.preview.files import ALLOWED, HEADERS, PreviewFiles
from audiobuild.publication.config import VOICES_FOLDER
from audiobuild.system_errors import reason

POLL_S = 0.5
"""How often the sources are looked at. Looking is cheaper than it sounds (10,000 files: 30 ms), needs no library, and works
in containers and on network drives, where notification does not."""

LEAVE_S = 0.8
"""So long the server may take to end: less than the patience with a program that is asked to."""


class Careful:
    """Nothing that goes wrong with one answer is told to who asked, or ends the preview. ``report`` gets a line for it."""

    def __init__(self, app: ASGIApp, report: Callable[[str], None]) -> None:
        self._app, self._report = app, report

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            why = reason(error) if isinstance(error, OSError) else type(error).__name__
            self._report(msg("a file could not be sent whole: {!r} ({})", quote(scope.get("path", "")), why))
            raise  # Starlette has answered 500 if nothing was sent; else uvicorn hangs up


class Options:
    """Says what may be done here. A page of another site that asks before it reads (CORS) is answered, and gets no leave."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={**HEADERS, "allow": ALLOWED})(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def app(
    dist: Path,
    *,
    host: str = "127.0.0.1",
    base_url: str = "",
    build_number: Callable[[], int] = lambda: 0,
    report: Callable[[str], None] = lambda line: None,
    say: Callable[[str], str] = str,
) -> ASGIApp:
    """The preview as an ASGI application that goes by the names of ``host``. ``base_url`` replaces the show's link; empty,
    it is this server's address. ``say`` puts a message into the language of who looks."""
    names = hosts.own(host, base_url)
    files = PreviewFiles(dist, lambda scope: base_url or hosts.here(scope, names), build_number)
    routes = [Route(news.ADDRESS, news.endpoint(build_number)), Mount("/", files)]

    def nothing(_: Request, __: Exception) -> Response:
        return PlainTextResponse(say(msg("404: there is nothing at this address. What there is: /")), 404)

    served = Starlette(routes=routes, exception_handlers={404: nothing})
    return Careful(hosts.OwnNamesOnly(Options(served), names), report)


def settings(application: ASGIApp) -> uvicorn.Config:
    """How uvicorn serves it: nothing of a request is believed (``X-Forwarded-…``), no trace is printed."""
    return uvicorn.Config(
        application,
        http=BoundedProtocol,
        ws="none",
        lifespan="off",
        proxy_headers=False,
        server_header=False,
        log_level="critical",
        access_log=False,
    )


def run(
    root: Path,
    dist: Path,
    *,
    host: str,
    port: int,
    base_url: str,
    build: Callable[[], None],
    announce: Callable[[str], None],
    report: Callable[[str], None],
    say: Callable[[str], str] = str,
) -> None:
    """Build, serve ``dist``, and build again whenever ``root``'s content/ or voices/ change, until interrupted.

    ``build`` reports its own errors: what was published before is served on. ``announce`` is told the preview's address.
    Raises ConfigError where the port cannot be had, or an address is none.
    """
    address = hosts.base_url(base_url) if base_url else ""
    with _listening(host, port) as listening:
        built = sources(root)
        build()
        builds = count(time.time_ns())  # a restarted server's pages are news, too
        number = next(builds)
        preview = app(dist, host=host, base_url=address, build_number=lambda: number, report=report, say=say)
        server = uvicorn.Server(settings(preview))
        # Builds stay in the main thread, which is told of an interrupt.
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        serving.start()
        announce(f"http://{hosts.bracketed(host)}:{listening.getsockname()[1]}/")
        try:
            while True:
                time.sleep(POLL_S)
                now = sources(root)
                if now != built:
                    built = now
                    build()
                    number = next(builds)
        except KeyboardInterrupt:  # what is still starting up would tell an error of an interpreter that ends
            server.should_exit = server.force_exit = True
            serving.join(LEAVE_S)


def sources(root: Path) -> dict[str, tuple[int, int]]:
    """What an editor writes, file by file: time and size."""
    states = {}
    for folder in ("content", VOICES_FOLDER):
        for path, _, names in os.walk(root / folder):
            for name in names:
                if not name.startswith("."):
                    try:
                        status = os.stat(os.path.join(path, name))  # noqa: PTH116, PTH118 (ten times as fast)
                    except OSError:
                        continue
                    states[f"{path}/{name}"] = (status.st_mtime_ns, status.st_size)
    return states


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if not host.strip():
            raise ValueError
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except (OSError, ValueError) as error:
        listening.close()
        named = isinstance(error, ValueError | socket.gaierror)
        remedy = (
            msg("Give --host an address of this machine: 127.0.0.1, or 0.0.0.0 for all that it has.")
            if named
            else msg("Choose another --port (0 takes any that is free), or another --host.")
        )
        why = msg("that is no name of a host") if named else reason(error)
        message = msg("cannot listen at {}:{}: {}", hosts.bracketed(host), port, why)
        raise ConfigError(Problem(message=message, remedy=remedy)) from error
    return listening
