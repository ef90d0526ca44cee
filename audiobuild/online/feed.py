"""Any podcast's feed, whoever made it: what is wrong with it by the rules that hold for all, and what it names.

A rule that only we keep (our transcripts, our names, our manifest) is nobody else's fault; :mod:`audiobuild.checking.feed` has
those.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from audiobuild.checking import feed, items
from audiobuild.checking.elements import all_of, texts
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.items import APPLE, ENCLOSURE, GUID, RSS
from audiobuild.messages import Message, msg
from audiobuild.network.foreign import quote
from audiobuild.online import kinds
from audiobuild.online.kinds import Kind
from audiobuild.online.rules import THERE
from audiobuild.publication import earlier

NEWEST = 20
"""So many episodes are looked at."""

MOST_TRANSCRIPTS = 20
"""Of an episode: four forms in five languages."""

MOST_ALIKE = 20
"""So many findings of one rule are told: a feed of thousands breaks it thousands of times."""

DATE = msg("RSS 2.0, pubDate (RFC 2822); players hide what lies in the future")
_DATED = "Mon, 04 Mar 2019 06:00:00 +0100"
ASCII = msg("Apple Podcasts, RSS feed requirements: addresses in ASCII")
ONCE = msg("Apple Podcasts, RSS feed requirements: each episode has an enclosure of its own; others are ignored")

_CHANNEL = (
    ("title", r"\s*\S.*", RSS),
    ("link", r"\s*https?://\S+\s*", RSS),
    ("description", r"\s*\S.*", RSS),
    ("language", r"\s*[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*\s*", f"{APPLE}, language"),
    ("itunes:explicit", r"\s*(?i:true|false|yes|no|clean|explicit)\s*", APPLE),
)
"""Element, what it says, who asks for it. ``yes`` and ``no`` are what Apple asked for before."""

_ITEM = (("title", r"\s*\S.*", RSS), ("guid", r"\s*\S.*", GUID))

_LITERAL = ("itunes", "podcast")
"""Prefixes that players compare; what others write for atom: is read by all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedAddress:
    """An address that the feed names: what is there, where it is named, and what the feed says of its type and length."""

    address: str
    kind: Kind
    place: str = ""
    media_type: str = ""
    length: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OnlineFeed:
    """What a feed says: of which show it is, who made it, how many episodes it lists, how many of them are new, and what it
    names of those."""

    title: str
    link: str
    generator: str
    listed: int
    newest: int
    targets: tuple[FeedAddress, ...]


@dataclass(frozen=True, slots=True)
class _Episode:
    published: datetime
    targets: tuple[FeedAddress, ...]


@dataclass(slots=True)
class _ItemReader:
    """The items of a feed, one by one."""

    file: File
    now: datetime
    findings: list[Finding]
    episodes: list[_Episode] = field(default_factory=list)
    guids: Counter[str] = field(default_factory=Counter)
    sounds: Counter[str] = field(default_factory=Counter)

    def item(self, item: Any) -> None:
        enclosures = all_of(item, "enclosure")
        if not enclosures:
            return  # a note between episodes
        place = msg("line {}, item", item.sourceline)
        self.findings += items.forms(self.file, item, _ITEM, place)
        self._repeated("".join(texts(item, "guid")[:1]).strip(), self.guids, GUID, msg("{}: {}", place, "guid"))
        if len(enclosures) > 1:
            message = msg("is there {} times", len(enclosures))
            self.findings.append(self.file.finding(ONCE, message, place=msg("{}: {}", place, "enclosure")))
        self._enclosure(enclosures[0], msg("{}: {}", place, "enclosure"))
        published = self._published(item, msg("{}: {}", place, "pubDate"))
        self.episodes.append(_Episode(published, tuple(_named(item, place))))

    def _repeated(self, value: str, seen: Counter[str], rule: str, place: Message) -> None:
        seen[value] += 1
        if value and seen[value] == 2:
            message = msg("{!r} is that of another episode, too", quote(value))
            self.findings.append(self.file.finding(rule, message, place=place))

    def _enclosure(self, enclosure: Any, place: Message) -> None:
        url, length, kind = (enclosure.get(name, "").strip() for name in ("url", "length", "type"))
        wrong = []
        if not kinds.known_media(kind):
            wrong.append((ENCLOSURE, msg("has the type {!r}", quote(kind))))
        if not (length.isascii() and length.isdigit() and int(length[:20])):
            wrong.append((ENCLOSURE, msg("has the length {!r}", quote(length))))
        if not _is_web(url):
            wrong.append((ENCLOSURE, msg("{!r} is no web address", quote(url))))
        elif not url.isascii() or " " in url:
            wrong.append((ASCII, msg("{!r} has other letters, or a space: they are written as %…", quote(url))))
        self.findings += (self.file.finding(rule, message, place=place) for rule, message in wrong)
        self._repeated(url, self.sounds, ONCE, place)

    def _published(self, item: Any, place: Message) -> datetime:
        """When the episode was published; long ago where nobody can tell."""
        said = texts(item, "pubDate")
        try:
            when = parsedate_to_datetime(said[0].strip())
            when = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
        except (IndexError, TypeError, ValueError, OverflowError):
            message = msg("says {!r}, and should be like {}", quote(said[0]), _DATED) if said else msg("is missing")
            self.findings.append(self.file.finding(DATE, message, place=place))
            return datetime.min.replace(tzinfo=UTC)
        if when > self.now:
            self.findings.append(self.file.finding(DATE, msg("{} is not yet", quote(said[0])), place=place))
        return when


def read(file: File, data: bytes, now: datetime, findings: list[Finding]) -> OnlineFeed | None:
    """The feed in ``data``, and what is wrong with it; ``None`` where it is none that can be read."""
    found: list[Finding] = []
    reader = _ItemReader(file, now, found)
    channel = feed.read(file, io.BytesIO(earlier.usual(data)), reader.item, found, literal=_LITERAL)
    if channel is not None:
        found += _channel(file, channel, reader)
    if channel is None:
        findings += _few(found)
        return None
    newest = sorted(reader.episodes, key=lambda episode: episode.published, reverse=True)[:NEWEST]
    named = [*_of_channel(channel), *(target for episode in newest for target in episode.targets)]
    found += _relative(file, named)
    findings += _few(found)
    return OnlineFeed(
        title=_text(channel, "title"),
        link=_text(channel, "link"),
        generator=_text(channel, "generator"),
        listed=len(reader.episodes),
        newest=len(newest),
        targets=_once(named),
    )


def _channel(file: File, channel: Any, reader: _ItemReader) -> Iterator[Finding]:
    yield from items.forms(file, channel, _CHANNEL, "channel")
    yield from feed.description(file, channel)
    yield from feed.categories(file, channel)
    if not any(image.get("href") for image in all_of(channel, "itunes:image")):
        yield file.finding(f"{APPLE}, artwork", msg("is missing"), place="channel: itunes:image")
    if not reader.episodes:
        yield file.finding(ENCLOSURE, msg("lists no episode with a sound"), place="channel")


def _few(found: Sequence[Finding]) -> Iterator[Finding]:
    """Of each rule the first."""
    told = Counter[str]()
    for finding in found:
        told[finding.rule] += 1
        if told[finding.rule] <= MOST_ALIKE:
            yield finding


def _of_channel(channel: Any) -> Iterator[FeedAddress]:
    covers = [image.get("href", "") for image in all_of(channel, "itunes:image")[:1]]
    yield from _targets(covers, Kind.COVER, "channel: itunes:image")
    yield from _targets(texts(channel, "image/url")[:1], Kind.PICTURE, "channel: image")
    yield from _targets(texts(channel, "link")[:1], Kind.PAGE, "channel: link")


def _named(item: Any, place: Message) -> Iterator[FeedAddress]:
    """What an episode names. Where several sounds are there, apps take the first."""
    for enclosure in all_of(item, "enclosure")[:1]:
        said = {"media_type": enclosure.get("type", "").strip(), "length": enclosure.get("length", "").strip()}
        yield from _targets([enclosure.get("url", "")], Kind.SOUND, msg("{}: {}", place, "enclosure"), **said)
    covers = [image.get("href", "") for image in all_of(item, "itunes:image")[:1]]
    yield from _targets(covers, Kind.PICTURE, msg("{}: {}", place, "itunes:image"))
    for name, kind in (("transcript", Kind.TRANSCRIPT), ("chapters", Kind.CHAPTERS)):
        path = f"podcast:{name}"
        for element in all_of(item, path)[:MOST_TRANSCRIPTS]:
            where = msg("{}: {}", place, path)
            yield from _targets([element.get("url", "")], kind, where, media_type=element.get("type", "").strip())
    yield from _targets(texts(item, "link")[:1], Kind.PAGE, msg("{}: {}", place, "link"))


def _targets(addresses: Iterable[str], kind: Kind, place: str, **said: str) -> Iterator[FeedAddress]:
    yield from (FeedAddress(address=one.strip(), kind=kind, place=place, **said) for one in addresses if one.strip())


def _once(targets: Iterable[FeedAddress]) -> tuple[FeedAddress, ...]:
    """Each web address once, where it is named first."""
    first: dict[str, FeedAddress] = {}
    for target in targets:
        if _is_web(target.address):
            first.setdefault(target.address, target)
    return tuple(first.values())


def _relative(file: File, targets: Iterable[FeedAddress]) -> Iterator[Finding]:
    """What no app can fetch. Of sounds it was told; a link may lead to a mailbox."""
    for target in targets:
        if not _is_web(target.address) and target.kind not in (Kind.SOUND, Kind.PAGE):
            message = msg("{!r} is no web address", quote(target.address))
            yield file.finding(THERE, message, place=target.place)


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _text(channel: Any, path: str) -> str:
    return "".join(texts(channel, path)[:1]).strip()
