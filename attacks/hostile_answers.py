"""Answers that no honest server gives, over raw sockets at loopback: what clients of the web must get through."""

from __future__ import annotations

import gzip
import itertools
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal

Ending = Literal["close", "reset", "hold"]

LATE = r"did not finish its answer within|did not answer in time"
MUCH = r"sent more than \d+(\.\d+)? MB"
PART = "sent only a part of its answer"
NO_HTTP = "does not speak HTTP|sent a line that is too long for HTTP"
HUNG_UP = "hung up without an answer"
RESET = "broke the connection off"
PACKED = "sent an answer that is not packed as it says"
TOO_MANY = "sent more headers than anybody does"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What is sent when a request has come: ``pieces``, ``pause_s`` seconds apart. ``reason``: what a client must say of it,
    as a regular expression; empty where it may make of it what it can."""

    name: str
    pieces: Callable[[], Iterable[bytes]]
    pause_s: float = 0
    ending: Ending = "close"
    reason: str = ""


def plain(name: str, data: bytes, reason: str = "", ending: Ending = "close") -> Answer:
    """An answer in one piece."""
    return Answer(name=name, pieces=lambda: [data], reason=reason, ending=ending)


def drip(name: str, head: bytes, again: bytes, reason: str = LATE) -> Answer:
    """A beginning, and then a little again and again, for ever."""
    return Answer(
        name=name, pieces=lambda: itertools.chain([head], itertools.repeat(again)), pause_s=0.05, reason=reason
    )


def flood(name: str, head: bytes, again: bytes, reason: str = f"{LATE}|{MUCH}|{NO_HTTP}|{PART}|{TOO_MANY}") -> Answer:
    """The same as fast as it goes."""
    block = again * max(1, 65536 // len(again))
    return Answer(name=name, pieces=lambda: itertools.chain([head], itertools.repeat(block)), reason=reason)


def head(status: str = "200 OK", *headers: str) -> bytes:
    """A status line and headers."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode("utf-8", "surrogateescape")


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = head("200 OK", "Transfer-Encoding: chunked")
ENDLESS = {
    "status line": (b"HTTP/1.1 200 ", b"O"),
    "header value": (OK + b"X-A: ", b"a"),
    "headers": (OK, b"X-A: b\r\n"),
    "folded header": (OK + b"X-A: b\r\n", b" b\r\n"),
    "100 Continue": (b"", head("100 Continue")),
    "100 Continue with headers": (b"", head("100 Continue", "X-A: b")),
    "body of a length": (head("200 OK", "Content-Length: 999999999"), b" "),
    "body without one": (head(), b" "),
    "chunks": (CHUNKED, b"1\r\n \r\n"),
    "size of a chunk": (CHUNKED, b"0"),
    "extension of a chunk": (CHUNKED + b"1;", b"a"),
    "trailer": (CHUNKED + b"1\r\n \r\n0\r\n", b"X-A: b\r\n"),
    "packed body": (head("200 OK", "Content-Encoding: gzip"), gzip.compress(b"a")),
}
BROKEN = {
    "nothing": (b"", HUNG_UP),
    "half a status line": (b"HTTP/1.1 2", ""),
    "half a head": (OK + b"X-A: b", ""),
    "half a body": (head("200 OK", "Content-Length: 100") + b"half", PART),
    "half a chunk": (CHUNKED + b"64\r\nhalf", PART),
    "no last chunk": (CHUNKED + b"4\r\nhalf\r\n", PART),
    "SSH": (b"SSH-2.0-OpenSSH_9.2\r\n", NO_HTTP),
    "SMTP": (b"220 mail ESMTP\r\n", NO_HTTP),
    "a TLS alert": (bytes.fromhex("15030100020228"), ""),
    "noise": (bytes(range(256)) * 4, ""),
    "HTTP/0.9": (b"<html>hello</html>", NO_HTTP),
    "HTTP/9.9": (b"HTTP/9.9 200 OK\r\n\r\n", NO_HTTP),
    "no status": (b"HTTP/1.1\r\n\r\n", NO_HTTP),
    "status abc": (b"HTTP/1.1 abc OK\r\n\r\n", NO_HTTP),
    "status -1": (b"HTTP/1.1 -1 OK\r\n\r\n", NO_HTTP),
    "status of 5000 digits": (b"HTTP/1.1 " + b"2" * 5000 + b" OK\r\n\r\n", NO_HTTP),
    "a line of 100 kB": (OK + b"X-A: " + b"a" * 100_000 + b"\r\n\r\n", NO_HTTP),
    "1000 headers": (OK + b"X-A: b\r\n" * 1000 + b"\r\n", TOO_MANY),
    "a header without colon": (OK + b"nonsense\r\n\r\n", ""),
    "NUL in a header": (OK + b"X-A: \0\r\n\r\n", ""),
    "two lengths": (head("200 OK", "Content-Length: 1", "Content-Length: 2") + b"ab", ""),
    "two lengths in one": (head("200 OK", "Content-Length: 1, 2") + b"ab", "sent headers that contradict each other"),
    "length -1": (head("200 OK", "Content-Length: -1") + b"a", ""),
    "length abc": (head("200 OK", "Content-Length: abc") + b"a", ""),
    "length of 5000 digits": (head("200 OK", "Content-Length: " + "9" * 5000) + b"a", ""),
    "length and chunks": (
        head("200 OK", "Content-Length: 3", "Transfer-Encoding: chunked") + b"1\r\na\r\n0\r\n\r\n",
        "",
    ),
    "chunk size -1": (CHUNKED + b"-1\r\na\r\n0\r\n\r\n", ""),
    "chunk size xyz": (CHUNKED + b"xyz\r\na\r\n0\r\n\r\n", PART),
    "chunk size 2**64": (CHUNKED + b"ffffffffffffffff\r\na\r\n", ""),
    "chunk size of 60 kB": (CHUNKED + b"f" * 60_000 + b"\r\na\r\n", ""),
    "no gzip": (head("200 OK", "Content-Encoding: gzip") + b"plain", PACKED),
    "half a gzip": (head("200 OK", "Content-Encoding: gzip") + gzip.compress(b"a" * 999)[:20], ""),
    "no deflate": (head("200 OK", "Content-Encoding: deflate") + b"plain", PACKED),
    "br": (head("200 OK", "Content-Encoding: br") + b"plain", ""),
    "gzip fifty times": (head("200 OK", "Content-Encoding: " + ", ".join(["gzip"] * 50)) + b"plain", PACKED),
    "a bomb": (head("200 OK", "Content-Encoding: gzip") + gzip.compress(bytes(80_000_000), 1), MUCH),
}
STATUSES = (
    "101 Switching Protocols",
    "204 No Content",
    "206 Partial",
    "304 Not Modified",
    "400 Bad",
    "401 Who",
    "403 No",
    "404 Not Found",
    "407 Proxy",
    "418 Teapot",
    "500 Broken",
    "502 Bad",
    "599 Odd",
    "999 Odd",
    "99 Odd",
    "000 Odd",
)
WISHES = (
    "9" * 5000,
    "-1",
    "1e9",
    "inf",
    "NaN",
    "999999999999",
    "0",
    "0x10",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "\x01",
    "Fri, 31 Dec 99999 23:59:59 GMT",
    "Mon, 00 Foo -1 99:99:99",
    "Fri, 31 Dec 0001 23:59:59 GMT",
    "٣٣",
    "a" * 60_000,
)
TARGETS = (
    "file:///etc/passwd",
    "ftp://x/",
    "javascript:alert(1)",
    "data:text/plain,x",
    "http://[x",
    "http://",
    "//",
    "",
    "http://x:99999/",
    "http://a..b/",
    "\x1b[31m",
    "http://" + "a" * 50_000,
    "http://name.invalid/",
    "\u202ehttp",
)
REASONS = ("\x1b[2J\x1b[31mred", "\u202e\u2066reversed", "a" * 60_000, "\x00\x07bell", "\udcff\udcfe", "\u0301" * 3000)
TYPES = (
    "text/html; charset=rot13",
    "text/html; charset=idna",
    'text/html; charset="',
    "a" * 50_000,
    "text/plain; charset=\x01",
    "text/html; charset=undefined",
    "text/html; charset=utf-7",
    "application/zip",
    "text/html; charset=hex",
)
PAGE = b"<html><body>page</body></html>"


def answers() -> Iterator[Answer]:
    """All of them."""
    for name, (beginning, again) in ENDLESS.items():
        yield drip(f"dripped {name}", beginning, again)
        yield flood(f"flood of {name}", beginning, again)
    yield plain("silence", b"", LATE, "hold")
    yield plain("silence after half a head", OK + b"X-A", LATE, "hold")
    yield plain("silence after half a body", head("200 OK", "Content-Length: 9") + b"half", LATE, "hold")
    for name, (data, reason) in BROKEN.items():
        yield plain(name, data, reason)
    for part in (b"", b"HTTP/1.1 2", OK, head("200 OK", "Content-Length: 9") + b"half", CHUNKED + b"9\r\nhalf"):
        yield plain(f"reset after {part[-12:]!r}", part, RESET, "reset")
    for status in STATUSES:
        yield plain(f"status {status}", head(status, "Content-Length: 4") + b"body")
    for status, wish in itertools.product(("429 Slow", "503 Busy"), WISHES):
        yield plain(f"{status}, Retry-After {wish[:20]!r}", head(status, f"Retry-After: {wish}", "Content-Length: 0"))
    for target in TARGETS:
        yield plain(f"leads to {target[:20]!r}", head("302 Found", f"Location: {target}", "Content-Length: 0"))
    yield plain("leads nowhere", head("301 Moved", "Content-Length: 0"))
    for reason, code in itertools.product(REASONS, (400, 500)):
        yield plain(f"reason {reason[:10]!r} {code}", head(f"{code} {reason}", "Content-Length: 0"))
        detail = f'{{"detail": "{reason[:5000]}"}}'.encode("utf-8", "surrogateescape")
        yield plain(f"detail {reason[:10]!r} {code}", head(f"{code} No", f"Content-Length: {len(detail)}") + detail)
    for kind in TYPES:
        yield plain(
            f"type {kind[:30]!r}", head("200 OK", f"Content-Type: {kind}", f"Content-Length: {len(PAGE)}") + PAGE
        )
    for body in (
        b"[" * 100_000,
        b'{"error":' * 50_000,
        b'{"error": ' + b"9" * 5000 + b"}",
        b'{"detail": "\\ud800"}',
        b"null",
    ):
        yield plain(f"JSON {body[:12]!r}", head("400 No", f"Content-Length: {len(body)}") + body)


@contextmanager
def serving(answer: Answer, *, address: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    """A server at loopback that gives this answer to everybody; its port."""
    stopped = threading.Event()
    with socket.create_server((address, port), backlog=16) as listening:
        listening.settimeout(0.05)
        thread = threading.Thread(target=_accept, args=(listening, answer, stopped), daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            stopped.set()
            thread.join()


def _accept(listening: socket.socket, answer: Answer, stopped: threading.Event) -> None:
    while not stopped.is_set():
        with suppress(TimeoutError):
            line, _ = listening.accept()
            threading.Thread(target=_give, args=(line, answer, stopped), daemon=True).start()


def _give(line: socket.socket, answer: Answer, stopped: threading.Event) -> None:
    with line, suppress(OSError):
        line.settimeout(2)
        _read_request(line)
        for piece in answer.pieces():
            if stopped.wait(answer.pause_s) if answer.pause_s else stopped.is_set():
                return
            line.sendall(piece)
        if answer.ending == "hold":
            stopped.wait(20)
        elif answer.ending == "reset":
            stopped.wait(0.05)  # else what was sent may not be read any more
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            line.shutdown(socket.SHUT_WR)
            while line.recv(1 << 16):
                pass


def _read_request(line: socket.socket) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += line.recv(1 << 16)
        if data.startswith(b"\x16"):  # the beginning of TLS
            return
    before, _, body = data.partition(b"\r\n\r\n")
    sizes = [int(row.split(b":")[1]) for row in before.split(b"\r\n") if row.lower().startswith(b"content-length:")]
    while sizes and len(body) < sizes[0]:
        body += line.recv(1 << 16)
