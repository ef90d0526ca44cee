"""A copy of Piper's repository of voices on this machine, that can break off and lie."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Handler(BaseHTTPRequestHandler):
    """Serves ``files`` with ranges; ``breaks`` are the numbers of bytes after which it hangs up, request by request."""

    server: Server

    def do_GET(self) -> None:
        path = self.path.lstrip("/")
        self.server.asked.append((path, self.headers.get("Range")))
        if self.server.statuses:
            self.send_response(self.server.statuses.pop(0))
            self.end_headers()
            return
        if path in self.server.leads:
            self.send_response(302)
            self.send_header("Location", self.server.leads[path])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if path not in self.server.files:
            self.send_error(404)
            return
        data = self.server.files[path]
        start = int(self.headers["Range"][6:-1]) if "Range" in self.headers and self.server.ranges else 0
        if start and start >= len(data):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(data)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(206 if start else 200)
        start = max(0, start - self.server.misplaced)
        self.send_header("Content-Length", str(len(data) - start))
        if "Range" in self.headers and self.server.ranges:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.end_headers()
        whole = path.endswith("json") or not self.server.breaks
        self.wfile.write(data[start:] if whole else data[start : start + self.server.breaks.pop(0)])

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = dict(files)
        self.asked: list[tuple[str, str | None]] = []
        self.breaks: list[int] = []
        self.statuses: list[int] = []
        self.leads: dict[str, str] = {}
        """Where each path leads on to."""
        self.ranges = True
        self.misplaced = 0
        """So many bytes before what was asked for a range begins."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def model_ranges(self) -> list[str | None]:
        return [asked_range for path, asked_range in self.asked if path.endswith(".onnx")]

    @contextmanager
    def running(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
        """Answer, and be reached without a proxy."""
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.delenv(name, raising=False)
        with self:
            thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            yield self
            self.shutdown()
            thread.join()
