"""Both ends of HTTP: a server on loopback that sends whatever bytes it is told, and requests to an application of ours."""

from __future__ import annotations

import asyncio
import random
import re
import socket
import threading
from collections.abc import Sequence
from typing import Any

from attacks import mutation
from attacks.documents import PAGE

_BODY = f"<html><body>{PAGE}</body></html>".encode()
SAMPLES = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%b" % (len(_BODY), _BODY),
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(_BODY), _BODY),
    b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 301 Moved\r\nLocation: http://[x\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\0",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    b"HTTP/1.0 404 Not Found\r\n\r\nnothing",
)


class Answers:
    """A server that answers each connection with the same bytes and hangs up."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._answer = b""
        threading.Thread(target=self._serve, daemon=True).start()

    def at(self, answer: bytes) -> str:
        """The address at which these bytes are given from now on."""
        self._answer = answer
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}/"

    def _serve(self) -> None:
        while True:
            connection, _ = self._listening.accept()
            try:
                with connection:
                    connection.settimeout(2)
                    connection.recv(65_536)
                    connection.sendall(self._answer)
                    connection.shutdown(socket.SHUT_WR)
            except OSError:
                continue


def request(random_: random.Random, paths: Sequence[str]) -> dict[str, Any]:
    """A request as a server hands it to an ASGI application: whatever the bytes on the wire were."""
    path = random_.choice(paths) if random_.random() < 0.5 else mutation.of_text(random_, paths)
    headers = [
        (b"host", random_.choice((*[b"127.0.0.1:8000"] * 9, b"localhost", b"evil.example", b"", b"[::1", b"\xff")))
    ]
    for name, values in _HEADERS.items():
        if random_.random() < 0.4:
            headers.append((name, mutation.of_bytes(random_, values)[:2000]))
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": random_.choice(("GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "TRACE", "BREW")),
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("utf-8", "replace"),
        "root_path": "",
        "query_string": _QUERY.sub(b"%", mutation.of_bytes(random_, [b"", b"v=1", b"since=1&now=1"])[:200]),
        "headers": headers,
        "client": ("127.0.0.1", 5000),
        "server": ("127.0.0.1", 8000),
    }


_QUERY = re.compile(rb"[^\x21-\x7e]")
"""What no server hands on of the first line of a request (h11: ``request_target``)."""

_HEADERS = {
    b"range": (b"bytes=0-9", b"bytes=-5", b"bytes=5-", b"bytes=0-1,3-4", b"lines=1"),
    b"if-range": (b'"x"', b"Fri, 31 Dec 2021 23:59:59 GMT"),
    b"if-none-match": (b'"x"', b"*", b'W/"y"'),
    b"if-modified-since": (b"Fri, 31 Dec 2021 23:59:59 GMT", b"0"),
    b"accept-encoding": (b"gzip", b"*;q=0"),
    b"origin": (b"http://evil.example", b"null"),
}


async def asked(application: Any, scope: dict[str, Any]) -> None:
    """Ask the application. Raises AssertionError where it answers 500, or not at all."""
    statuses: list[int] = []

    requests = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        return requests.pop() if requests else await asyncio.Event().wait() and {}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await application(scope, receive, send)
    if not statuses or statuses[0] >= 500:
        raise AssertionError(f"answered {statuses}")
