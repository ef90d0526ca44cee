"""Requests that no honest client sends to the preview, over raw sockets at loopback."""

from __future__ import annotations

import itertools
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SECRET = "unpublished-secret-7f3a"  # noqa: S105 (nobody's)
"""Stands in a file beside dist/; a page and a feed have :data:`PUBLISHED`."""

PUBLISHED = "the-episode-41c2"

FOREIGN = (
    *[
        "evil.example",
        "evil.example:80",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example#127.0.0.1",
        "evil.example@127.0.0.1",
        "127.0.0.1@evil.example",
        "127.0.0.1:80:80",
        "127.0.0.1,evil.example",
        "127.0.0.2",
        "[::2]",
        "[::1",
        "::1",
        "0",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "[::ffff:7f00:2]",
        "10.0.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "localhost\\@evil.example",
        "localhost/evil.example",
        "localhost?evil",
        "%6cocalhost",
        "локалхост",
        "null",
        "*",
        "[::1]evil.example",
        "localhost;evil",
        "ｌｏｃａｌｈｏｓｔ",
        "-",
        "localhost:80@evil.example",
    ],
    "evil.example\t127.0.0.1",
    "a" * 3000,
)
"""Names that are not the preview's."""

PATHS = (
    *[
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%e0%80%ae%e0%80%ae/secret.txt",
        "/.%00./secret.txt",
        "/a/../../secret.txt",
        "/a/%2e%2e/%2e%2e/secret.txt",
        "//../secret.txt",
        "/./../secret.txt",
        "/....//secret.txt",
        "/..;/secret.txt",
        "/%2e./secret.txt",
        "/out.txt",
        "/away/secret.txt",
        "/away/",
        "/away",
        "/zero",
        "/pipe",
        "/pipe.html",
        "/secret.txt%00.html",
        "/feed.xml%00",
        "/%00",
        "/%",
        "/%zz",
        "/%ff%fe",
        "/C:/secret.txt",
        "/c%3a%5csecret.txt",
        "/~/secret.txt",
        "/.hidden",
        "/a/.hidden",
        "/.preview/../secret.txt",
        "/.preview/news.js?since=%22);alert(1)//&now=1",
        "http://evil.example/",
        "http://evil.example/../secret.txt",
        "//evil.example/..",
        "///evil.example/%2e%2e",
        "*",
        "?",
        "/?/../",
        "/\\evil.example/..",
        "/unreadable.html",
        "/circle",
        "/gone",
        "/folder.mp3",
        "/folder.xml/",
        "/socket",
        "/a",
        "/a/",
        "/latin.html",
    ],
    "/" + "a" * 5000,
    "/" + "a/" * 2500,
    "/" + "../" * 1000 + "secret.txt",
    "/.preview/news.js?now=1&since=" + "9" * 5000,
)

RANGES = (
    *[
        "bytes=0-",
        "bytes=-1",
        "bytes=5-2",
        "bytes=-0",
        "bytes=--1",
        "bytes=9999999-",
        "bytes=0-99999999999999999999",
        "bytes=",
        "bytes=a-b",
        "lines=0-1",
        "bytes",
        "=",
        "bytes=0-0,1-1,2-2",
        "BYTES=0-5",
        "bytes=0-5;q=1",
        "bytes=٣-٥",
        "bytes=0x0-0x5",
        "bytes=1e1-",
    ],
    "bytes=" + "9" * 5000 + "-",
    "bytes=0-" + "9" * 5000,
    "bytes=-" + "9" * 5000,
    "bytes=" + ",".join(["0-"] * 1500),
    "bytes=" + ",".join(f"{number}-{number}" for number in range(0, 2000, 2)),
    "bytes=" + "," * 5000,
    "bytes=" + "-" * 5000,
    "bytes=\x01-",
    "bytes= 0 - 5 ",
)

METHODS = (
    *["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "é"],
    "G" * 3000,
    "\x01",
    "GET\t",
)

_HEAD = "GET / HTTP/1.1|Host: localhost|"
_LINES = f"""
GET||
GET / HTTP/9.9|Host: localhost||
GET / HTTP/1.1||
GET / HTTP/1.0||
GET /feed.xml||
PRI * HTTP/2.0||SM||
GET / HTTP/1.1|Host : localhost||
GET / HTTP/1.1| Host: localhost||
{_HEAD}Host: evil.example||
{_HEAD}Content-Length: -1||
{_HEAD}Content-Length: abc||
{_HEAD}Content-Length: 5|Transfer-Encoding: chunked||0||
{_HEAD}Transfer-Encoding: chunked||zz|
{_HEAD}Transfer-Encoding: gzip, chunked||0||
{_HEAD}Upgrade: websocket|Connection: upgrade|Sec-WebSocket-Key: x||
{_HEAD}Upgrade: h2c|Connection: Upgrade, HTTP2-Settings|HTTP2-Settings: x||
{_HEAD}Expect: 100-continue|Content-Length: 9||
{_HEAD}If-Modified-Since: \x7f||
GET /\x80 HTTP/1.1|Host: localhost||
"""
MALFORMED = (
    *(line.replace("|", "\r\n").encode() for line in _LINES.strip().splitlines()),
    b"GET / HTTP/1.1\nHost: evil.example\n\n",
    b"\r\n" * 50,
    b"\0" * 1000,
    bytes(range(256)),
    b"\x16\x03\x01\x02\0",
    b"GET " + b"/" * 200_000,
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 500_000,
    b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: " + b'"a",' * 3000 + b"\r\n\r\n",
)

FORWARDED = (
    "X-Forwarded-Host: evil.example",
    "X-Forwarded-Proto: https",
    "X-Forwarded-For: evil.example",
    "X-Forwarded-Prefix: /evil.example",
    "X-Original-URL: /evil.example",
    "Forwarded: host=evil.example",
    "Origin: https://evil.example",
    "Referer: https://evil.example",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A request as bytes, and what its answer must be: one of these statuses (none: whatever, or nothing), without words."""

    name: str
    data: bytes
    statuses: frozenset[int] = frozenset()
    without: tuple[str, ...] = (SECRET,)


def request(path: str, *headers: str, method: str = "GET", host: str = "localhost") -> bytes:
    """A request, with whatever stands in these."""
    lines = (f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *headers, "", "")
    return "\r\n".join(lines).encode("utf-8")


def requests() -> Iterator[Asked]:
    """All of them."""
    for host, path in itertools.product(FOREIGN, ("/feed.xml", "/a/", "/.preview/news.js?now=1")):
        data = request(path, host=host)
        statuses = frozenset({400, 421})
        yield Asked(name=f"Host {host[:30]!r} {path}", data=data, statuses=statuses, without=(SECRET, PUBLISHED))
    for path in PATHS:
        yield Asked(name=f"path {path[:40]!r}", data=request(path))
    for wanted in RANGES:
        statuses = frozenset({200, 206, 400, 416})
        yield Asked(name=f"range {wanted[:30]!r}", data=request("/a.mp3", f"Range: {wanted}"), statuses=statuses)
    for method in METHODS:
        yield Asked(
            name=f"method {method[:20]!r}", data=request("/feed.xml", method=method), without=(SECRET, PUBLISHED)
        )
    for line, path in itertools.product(FORWARDED, ("/feed.xml", "/a/", "/a")):
        without = (SECRET, "evil", "https:")
        yield Asked(name=f"{line} {path}", data=request(path, line), statuses=frozenset({200, 307}), without=without)
    for data in MALFORMED:
        yield Asked(name=f"malformed {data[:50]!r}", data=data)


def ask(port: int, data: bytes, timeout_s: float) -> bytes:
    """What comes back until the server hangs up. Raises TimeoutError if it does not."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout_s) as line:
        with suppress(ConnectionError):
            line.sendall(data)
        with suppress(ConnectionError):
            while piece := line.recv(1 << 16):
                received += piece
    return received


def lay(root: Path) -> Path:
    """A dist/ with what is published, what is odd, and what must not be found; beside it a secret."""
    dist = root / "dist"
    (dist / "a").mkdir(parents=True)
    (root / "secret.txt").write_text(SECRET)
    link = "http://podcast.example.org/"
    feed = f'<rss><atom:link rel="self" href="{link}feed.xml"/><link>{link}a/</link>{PUBLISHED}</rss>'
    (dist / "feed.xml").write_text(feed)
    (dist / "a/index.html").write_text(f'<html><head></head><a href="{link}a/">{PUBLISHED}</a></html>')
    (dist / "a.mp3").write_bytes(bytes(5000))
    for hidden in (".hidden", "a/.hidden"):
        (dist / hidden).write_text(SECRET)
    (dist / "out.txt").symlink_to(root / "secret.txt")
    (dist / "away").symlink_to(root)
    (dist / "zero").symlink_to("/dev/zero")
    (dist / "circle").symlink_to(dist / "circle")
    (dist / "gone").symlink_to(dist / "nothing")
    (dist / "folder.mp3").mkdir()
    (dist / "folder.xml").mkdir()
    for pipe in ("pipe", "pipe.html"):
        os.mkfifo(dist / pipe)
    (dist / "latin.html").write_bytes(b"<head></head>\xe4\xff")
    (dist / "unreadable.html").write_text("whoever is root may read it")
    (dist / "unreadable.html").chmod(0)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(dist / "socket"))
    return dist
