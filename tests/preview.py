"""The preview as other programs meet it: over HTTP, in this process or as the command."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn

from audiobuild.preview import server as serve


@dataclass
class Server:
    """A preview that runs: its address, and what was asked of it (path, Range header, status)."""

    address: str
    asked: list[tuple[str, str, int]] = field(default_factory=list)


@contextmanager
def serving(dist: Path, **options: Any) -> Iterator[Server]:
    """Serve ``dist`` in a thread of this process."""
    preview = serve.app(dist, **options)
    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(f"http://127.0.0.1:{listening.getsockname()[1]}/")

    async def recording(scope: Any, receive: Any, send: Any) -> None:
        async def told(message: Any) -> None:
            if message["type"] == "http.response.start":
                ranged = dict(scope["headers"]).get(b"range", b"").decode()
                server.asked.append((scope["path"], ranged, message["status"]))
            await send(message)

        await preview(scope, receive, told if scope["type"] == "http" else send)

    running = uvicorn.Server(serve.settings(recording))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield server
    finally:
        running.should_exit = running.force_exit = True
        thread.join()
        listening.close()


@contextmanager
def command(project: Path, *options: str) -> Iterator[str]:
    """``audiobuild serve`` as its user starts it; gives its address."""
    arguments = [sys.executable, "-m", "audiobuild", "serve", "-C", str(project), "-q", "--port", "0", *options]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout
            yield running.stdout.readline().split(" ")[0]
        finally:
            running.terminate()
