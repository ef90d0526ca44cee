"""Hostile servers against ``import``, ``check``, http and gtts; hostile requests and slow clients against ``serve``.

    python -m attacks.servers [--seed N] [--times N] [--only PART]

All at loopback. ``--times``: how many random changes of good answers and good requests are tried besides what is listed. No
try may take longer than its deadline, end in a traceback, show a key, or print what a terminal takes for more than text.
"""

from __future__ import annotations

import argparse
import random
import re
import socket
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import uvicorn

from attacks import hostile_answers, hostile_keys
from attacks.clients import CLIENTS, fault, google_here, mutated
from attacks.hostile_answers import Answer, head, plain
from attacks.hostile_requests import SECRET, Asked, ask, lay, request, requests
from attacks.tally import Tally, finish
from audiobuild.preview import server as preview
from audiobuild.preview.bounds import BoundedProtocol, Bounds

BOUNDS = Bounds(connections=40, head_s=1, stall_s=2, life_s=20)
"""Of the preview that is attacked; its own are longer."""

ANSWER_S = 10
TRACE = re.compile(rb"Traceback|File \"|\.py\b|site-packages")
GOOD = (
    plain(
        "a page", head("200 OK", "Content-Type: text/html", "Content-Length: 30") + b"<p>Wo?</p><p>Hier, immer.</p>\n"
    ),
    plain("chunks", hostile_answers.CHUNKED + b"a\r\n<p>Wo?</p>\r\n5\r\nhello\r\n0\r\nX-A: b\r\n\r\n"),
    plain("a refusal", head("429 Slow", "Retry-After: 5", "Content-Length: 31") + b'{"error": {"message": "slower"}}'),
    plain("a redirect", head("302 Found", "Location: /page", "Content-Length: 0")),
)
GOOD_REQUESTS = (
    request("/a.mp3", "Range: bytes=0-99,200-", 'If-Range: "x"'),
    request("/feed.xml", 'If-None-Match: W/"x"', "Accept-Encoding: gzip"),
    request("/a/?x=1%20", "If-Modified-Since: Fri, 31 Dec 1999 23:59:59 GMT", host="[::1]:8000"),
    request("/.preview/news.js?since=1&now=1", host="127.0.0.1:8000"),
)


@dataclass(kw_only=True, slots=True)
class Preview:
    """A preview under attack."""

    port: int
    told: list[str] = field(default_factory=list)


@contextmanager
def attacked(root: Path) -> Iterator[Preview]:
    """``serve``'s server over a dist/ of odd things, in a thread."""

    class Hasty(BoundedProtocol):
        bounds = BOUNDS

    listening = socket.create_server(("127.0.0.1", 0))
    running = Preview(port=listening.getsockname()[1])
    config = preview.settings(preview.app(lay(root), report=running.told.append))
    config.http = Hasty
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.should_exit = server.force_exit = True
        thread.join(10)
        listening.close()


def mutation(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, cut out, repeated."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(changed) + 1)
        length = chance.choice((1, 1, 2, 5, 20))
        insert = chance.choice(
            (b"", b"\0", b"\r\n", b"\xff", b"%", b"9" * 30, b":", b" ", changed[place : place + length] * 3)
        )
        changed[place : place + chance.choice((0, length))] = insert or bytes([chance.randrange(256)])
    return bytes(changed)


def answers() -> Iterator[tuple[str, Answer]]:
    """Every hostile answer to every client, and the keys to the one that has a key."""
    for answer in hostile_answers.answers():
        yield from ((client, answer) for client in CLIENTS)
    yield from (("http", answer) for answer in hostile_keys.answers())


def changed_answers(times: int, chance: random.Random) -> Iterator[tuple[str, Answer]]:
    """Random changes of good answers."""
    for number in range(times):
        good = chance.choice(GOOD)
        (data,) = good.pieces()
        yield chance.choice(tuple(CLIENTS)), mutated(good, mutation(data, chance), number)


def asked(times: int, chance: random.Random) -> Iterator[Asked]:
    """Every hostile request, and random changes of good ones."""
    yield from requests()
    for number in range(times):
        data = mutation(chance.choice(GOOD_REQUESTS), chance)
        yield Asked(name=f"mutation {number}: {data!r}", data=data)


def request_fault(port: int, one: Asked) -> str | None:
    """What is wrong with the answer to a request."""
    try:
        answer = ask(port, one.data, ANSWER_S)
    except TimeoutError:
        return f"no end within {ANSWER_S} s"
    status = int(answer[9:12]) if re.match(rb"HTTP/1\.1 \d{3} ", answer) else 0
    if answer and not status:
        return f"answers {answer[:60]!r}"
    if one.statuses and status not in one.statuses:
        return f"answers {answer[:60]!r}"
    if status >= 500:
        return f"answers {status}"
    if found := [word for word in one.without if word.encode() in answer]:
        return f"its answer holds {found}"
    return "shows a trace" if TRACE.search(answer) else None


def slow(port: int) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Clients that take their time, and many of them at once."""
    posted = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na"
    for part in (b"", b"G", b"GET / HTTP/1.1\r\nHost: loc", request("/")[:-2], posted):
        yield f"waits after {part[-12:]!r}", partial(ask, port, part, ANSWER_S)
    kept = request("/feed.xml").replace(b"close", b"keep-alive")
    yield "keeps the connection", partial(ask, port, kept, ANSWER_S)

    def crowd() -> bytes:
        with ThreadPoolExecutor(100) as pool:
            return b"".join(pool.map(lambda _: ask(port, b"GET", ANSWER_S), range(200)))

    yield "two hundred wait", crowd


def against_clients(times: int, chance: random.Random, every: int = 1) -> Tally:
    """All answers, eight at once; the command's own output can be caught only one by one. ``every``: each so many-th of
    those that are listed."""
    tally = Tally("hostile servers")
    with google_here(), ThreadPoolExecutor(8) as pool:
        cases = [*list(answers())[::every], *changed_answers(times, chance)]
        for (client, answer), wrong in zip(cases, pool.map(lambda case: fault(*case), cases), strict=True):
            tally.count(f"{client}: {answer.name}", wrong)
    return tally


def against_preview(times: int, chance: random.Random) -> Tally:
    """All requests, two dozen at once; then the slow; and behind them all the preview must still answer."""
    tally = Tally("hostile requests")
    with tempfile.TemporaryDirectory() as folder, attacked(Path(folder)) as running, ThreadPoolExecutor(24) as pool:
        cases = list(asked(times, chance))
        for one, wrong in zip(cases, pool.map(lambda case: request_fault(running.port, case), cases), strict=True):
            tally.count(one.name, wrong)
        for name, act in slow(running.port):
            tally.count(name, _in_time(act))
        alive = Asked(name="still there", data=request("/a/"), statuses=frozenset({200}))
        tally.count(alive.name, request_fault(running.port, alive))
        tally.count("what it told", f"it told {running.told[:3]}" if _secret(running.told) else None)
    return tally


def _in_time(act: Callable[[], bytes]) -> str | None:
    try:
        act()
    except TimeoutError:
        return f"is not hung up on within {ANSWER_S} s"
    return None


def _secret(lines: Iterable[str]) -> bool:
    return any(SECRET in line or "/tmp/" in line or not line.isprintable() for line in lines)


def main() -> None:
    """Run what was asked for, and end with the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--only", choices=("clients", "preview"))
    options = parser.parse_args()
    chance = random.Random(options.seed)
    tallies = []
    if options.only != "preview":
        tallies.append(against_clients(options.times, chance))
    if options.only != "clients":
        tallies.append(against_preview(options.times, chance))
    finish(*tallies)


if __name__ == "__main__":
    main()
