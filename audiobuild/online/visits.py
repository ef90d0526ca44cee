"""What a feed names, one address after the other: asked for as apps do, and never fetched whole where it is large."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from audiobuild.checking.finding import File, Finding
from audiobuild.messages import Message, msg
from audiobuild.network.failures import NetworkError
from audiobuild.network.foreign import quote
from audiobuild.online import journey, kinds, rules
from audiobuild.online.asking import ORIGIN, Answer, Caller
from audiobuild.online.feed import FeedAddress
from audiobuild.online.kinds import BEGINNING, Kind
from audiobuild.site import artwork

MOST_COVER = 20_000_000
MOST_CHAPTERS = 5_000_000
MOST_DIGITS = 18
_GONE = (404, 410)


def visited(caller: Caller, target: FeedAddress) -> list[Finding]:
    """What is wrong at an address. Raises NotAskedError."""
    file = File(path=Path(), name=target.address, remedy=rules.SERVER)
    place = msg("feed, {}", target.place) if target.place else ""
    try:
        return list(_LOOKS[target.kind](caller, target, file, place))
    except NetworkError as error:
        return [journey.failed(file, error, place)]


def _sound(caller: Caller, target: FeedAddress, file: File, place: str) -> Iterator[Finding]:
    head = caller.ask("HEAD", target.address)
    part = caller.ask("GET", target.address, headers={"Range": f"bytes=0-{BEGINNING - 1}"}, most=BEGINNING)
    if part.status not in (200, 206):
        yield journey.missing(file, part, place)
        return
    yield from journey.faults(file, part, place)
    yield from _head(file, head, place)
    yield from _length(file, head, part, target, place)
    yield from _part(file, part, place)
    yield from _is_that_sound(file, part, target, place)


def _head(file: File, head: Answer, place: str) -> Iterator[Finding]:
    if head.status != 200:
        yield file.finding(rules.HEAD, msg("{} to HEAD", head.said), place=place)


def _length(file: File, head: Answer, part: Answer, target: FeedAddress, place: str) -> Iterator[Finding]:
    """Where the server says nothing, the part may say it. Of a feed that says nothing it was told."""
    whole = _total(part) if part.status == 206 else part.headers.get("content-length", "")
    size = _number((head.headers.get("content-length", "") if head.status == 200 else "") or whole)
    said = _number(target.length)
    if size is not None and said and size != said:
        message = msg("is {} bytes long, and the feed says {!r}", size, quote(target.length))
        yield file.finding(rules.LENGTH, message, place=place, remedy=rules.SAY_LENGTH)
    elif size is None:
        yield file.finding(rules.LENGTH, msg("does not say how long it is (Content-Length)"), place=place)


def _total(part: Answer) -> str:
    """The length of the whole, as the header of a part has it."""
    return part.headers.get("content-range", "").rpartition("/")[2].strip()


def _number(text: str) -> int | None:
    """A length as headers have it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def _part(file: File, part: Answer, place: str) -> Iterator[Finding]:
    """Whether the part is the one that was asked for."""
    said = part.headers.get("content-range", "")
    total = _total(part)
    whole = _number(total)
    last = (BEGINNING if whole is None else min(BEGINNING, whole)) - 1
    right = part.status == 206 and said in (f"bytes 0-{last}/{total}", f"bytes 0-{last}/*")
    if not right or len(part.body) > last + 1:
        answer = f"{part.status} {quote(said)}".strip()
        message = msg("does not answer byte ranges with 206 (but {}): nobody can jump in it", answer)
        yield file.finding(rules.RANGES, message, place=place)


def _is_that_sound(file: File, part: Answer, target: FeedAddress, place: str) -> Iterator[Finding]:
    """Bytes, server and feed agree on what it is."""
    real = kinds.by_bytes(part.body)
    if real is not None and not real:
        message = msg("is no sound: it begins with {!r}", quote(part.body[:20].decode("utf-8", "replace")))
        yield file.finding(rules.BYTES, message, place=place, remedy=rules.NAME_ANOTHER)
        return
    wanted = real or kinds.alike(target.media_type)
    yield from journey.wrong_type(file, part, wanted, place)
    if real and kinds.known_media(target.media_type) and kinds.plain(target.media_type) not in real:
        message = msg("is {}, and the feed says {}", real[0], quote(target.media_type))
        yield file.finding(rules.BYTES, message, place=place, remedy=rules.CORRECT_FEED)


def _picture(caller: Caller, target: FeedAddress, file: File, place: str) -> Iterator[Finding]:
    head, answer = _asked(caller, target.address)
    if answer.status != 200:
        yield journey.missing(file, answer, place)
        return
    yield from journey.faults(file, answer, place)
    yield from _head(file, head, place)
    by_name = tuple(one for one in kinds.by_ending(target.address) if one in kinds.PICTURES)
    yield from journey.wrong_type(file, answer, by_name or kinds.PICTURES, place)


def _cover(caller: Caller, target: FeedAddress, file: File, place: str) -> Iterator[Finding]:
    """The show's picture is looked at: whether Apple takes it."""
    yield from (found := list(_picture(caller, target, file, place)))
    if any(one.rule == rules.THERE for one in found):
        return
    answer = caller.ask("GET", target.address, most=MOST_COVER, whole=True)
    ending = (
        ".png" if answer.body.startswith(b"\x89PNG") else ".jpg"
    )  # hosts make names of numbers; the type was looked at
    for fault in artwork.faults(answer.body, ending):
        rule = msg("Apple Podcasts, artwork: square, 1400 to 3000 pixels, JPEG or PNG, RGB")
        remedy = msg("Give the show another picture where the feed is made.")
        yield file.finding(rule, fault.message, place=place, remedy=remedy)


def _page(caller: Caller, target: FeedAddress, file: File, place: str) -> Iterator[Finding]:
    """Many pages refuse programs and are shown to people; only what is gone, or broken, is told."""
    _, answer = _asked(caller, target.address)
    if answer.status in _GONE or answer.status >= 500:
        yield journey.missing(file, answer, place)
    yield from journey.faults(file, answer, place, page=True)


def _transcript(caller: Caller, target: FeedAddress, file: File, place: str) -> Iterator[Finding]:
    answer = caller.ask("GET", target.address, headers={"Origin": ORIGIN}, most=BEGINNING)
    if answer.status != 200:
        yield journey.missing(file, answer, place)
        return
    yield from _for_players(file, answer, place)
    wanted = kinds.alike(target.media_type) if target.media_type else kinds.by_ending(target.address)
    yield from journey.wrong_type(file, answer, wanted, place)
    begins = answer.body.removeprefix(b"\xef\xbb\xbf").lstrip()
    right = {"text/vtt": begins.startswith(b"WEBVTT"), "application/json": begins.startswith((b"{", b"["))}
    if not right.get(target.media_type, True):
        message = msg("begins with {!r}", quote(begins[:20].decode("utf-8", "replace")))
        yield file.finding(rules.TEXT, message, place=place, remedy=rules.NAME_ANOTHER)


def _chapters(caller: Caller, target: FeedAddress, file: File, place: str) -> Iterator[Finding]:
    answer = caller.ask("GET", target.address, headers={"Origin": ORIGIN}, most=MOST_CHAPTERS, whole=True)
    if answer.status != 200:
        yield journey.missing(file, answer, place)
        return
    yield from _for_players(file, answer, place)
    yield from journey.wrong_type(file, answer, kinds.CHAPTERS, place)
    if message := _no_chapters(answer.body):
        yield file.finding(rules.TEXT, message, place=place, remedy=rules.NAME_ANOTHER)


def _no_chapters(data: bytes) -> Message | None:
    try:
        table = json.loads(data)
    except (ValueError, RecursionError):
        return msg("is no JSON")
    return None if isinstance(table, dict) and isinstance(table.get("chapters"), list) else msg("lists no chapters")


def _for_players(file: File, answer: Answer, place: str) -> Iterator[Finding]:
    yield from journey.faults(file, answer, place)
    if answer.headers.get("access-control-allow-origin", "") not in ("*", ORIGIN):
        message = msg("is not given to players on other sites (Access-Control-Allow-Origin is missing)")
        yield file.finding(rules.CORS, message, place=place)


def _file(caller: Caller, target: FeedAddress, file: File, place: str) -> Iterator[Finding]:
    """A file of a publication of ours, of which the length is known."""
    answer = caller.ask("HEAD", target.address)
    if answer.status != 200:
        yield journey.missing(file, answer, place, rules.PUBLISH)
        return
    size = answer.headers.get("content-length")
    if size is not None and size != target.length:
        message = msg("is {} bytes long, and was built with {}", quote(size), target.length)
        yield file.finding(rules.BUILT, message, place=place, remedy=rules.PUBLISH)


def _asked(caller: Caller, address: str) -> tuple[Answer, Answer]:
    """The answer to HEAD, and that which counts: to GET, where a server does not know HEAD."""
    head = caller.ask("HEAD", address)
    return head, head if head.status == 200 else caller.ask("GET", address, most=BEGINNING)


_LOOKS = {
    Kind.COVER: _cover,
    Kind.PICTURE: _picture,
    Kind.SOUND: _sound,
    Kind.TRANSCRIPT: _transcript,
    Kind.CHAPTERS: _chapters,
    Kind.PAGE: _page,
    Kind.FILE: _file,
}
