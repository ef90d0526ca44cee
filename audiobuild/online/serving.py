"""How the feed itself is served. Apps ask for it many times a day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from audiobuild.checking.finding import File, Finding
from audiobuild.messages import msg
from audiobuild.network.budget import megabytes
from audiobuild.network.failures import NetworkError
from audiobuild.online import journey, kinds, rules
from audiobuild.online.asking import Answer, Caller, NotAskedError

MOST_FEED = 50_000_000
"""Of a feed that is read."""

LARGE = 10_000_000
"""A feed of so many bytes keeps apps waiting."""

COSTS = 100_000
"""From so many bytes on it costs something to send a feed again and again."""

WHOLE_S = 60.0


def fetched(caller: Caller, address: str, within_s: float) -> Answer:
    """The feed, or what comes in its place. Raises NetworkError."""
    packed = {"Accept-Encoding": "gzip", "Accept": "application/rss+xml, application/xml;q=0.9, */*;q=0.5"}
    return caller.ask("GET", address, headers=packed, most=MOST_FEED, whole=True, within_s=within_s)


def faults(file: File, answer: Answer, caller: Caller) -> Iterator[Finding]:
    """What is wrong with how it came."""
    yield from journey.faults(file, answer)
    if caller.inside:
        yield file.finding(rules.PUBLIC, msg("is of a network that is not public"), remedy=rules.OUTSIDE)
    yield from journey.wrong_type(file, answer, kinds.FEED)
    if len(answer.body) > LARGE:
        remedy = msg(
            "List fewer episodes, or shorter show notes; older episodes can stand on further pages (RFC 5005)."
        )
        yield file.finding(rules.SIZE, msg("is as large as {}", megabytes(len(answer.body))), remedy=remedy)
    if not _validators(answer):
        message = msg("has neither ETag nor Last-Modified")
        yield file.finding(rules.VALIDATORS, message, remedy=rules.SERVER)


def hints(file: File, answer: Answer, caller: Caller) -> Iterator[Finding]:
    """What works, and costs more than it must; of a small feed it is nothing."""
    if len(answer.body) < COSTS:
        return
    if "content-encoding" not in answer.headers:
        message = msg("is not sent packed: {}, where a quarter does", megabytes(len(answer.body)))
        yield file.finding(rules.PACKED, message, remedy=rules.SERVER)
    validators = _validators(answer)
    if not validators:
        return
    with suppress(NetworkError, NotAskedError):
        again = caller.ask("GET", answer.address, headers={"Accept-Encoding": "gzip", **validators}, most=1)
        if again.status != 304:
            message = msg("is sent again to whoever has it already ({}, not 304)", again.status)
            yield file.finding(rules.UNCHANGED, message, remedy=rules.SERVER)


def _validators(answer: Answer) -> dict[str, str]:
    """The headers with which an app asks whether a feed has changed since it came so."""
    pairs = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
    return {asked: answer.headers[said] for said, asked in pairs if answer.headers.get(said)}
