"""Episodes of a show from before audiobuild made it: ``content/earlier.xml``, which ``import FEED`` writes.

It holds the items of the former feed. They stay in the new one as they were, with their guids and their sound where it is, so
that subscribers see nothing twice and lose nothing. An interview with the ``id`` of one of them takes its place.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from lxml import etree

from audiobuild.errors import ContentError, InputError, Problem
from audiobuild.inputs import files
from audiobuild.messages import Message, enumeration, msg
from audiobuild.model import EarlierEpisode
from audiobuild.publication import feed_items, guids
from audiobuild.publication.config import CONTENT
from audiobuild.publication.feed_items import NAMESPACES
from audiobuild.publication.feed_items import named as _named
from audiobuild.publication.feed_items import text as _text
from audiobuild.text import shown

FILE = f"{CONTENT}/earlier.xml"
MOST_PAGES = 300
MOST_BYTES = 40_000_000
"""Of a feed: thousands of episodes with long notes."""

_FORMER = {"https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": NAMESPACES["podcast"]}
_BY_ADDRESS = {address.casefold(): address for address in NAMESPACES.values()} | _FORMER
"""Hosts write some of them in other letters, which no client minds and an XML parser does."""

_BEGINS = re.compile(rb"<\?xml\s|<rss[\s>]|<!DOCTYPE\s+rss|<!--")
_MOST_BEFORE = 4096


@dataclass(frozen=True, kw_only=True, slots=True)
class FormerShow:
    """What a feed says of its show, as texts that may be empty; ``feed`` is its own address, ``onward`` that of the page
    with older episodes, ``left_out`` tells of those that cannot stay, and ``remarks`` of what was understood in its own way."""

    title: str
    description: str
    language: str
    author: str
    email: str
    category: str
    copyright: str
    guid: str
    type: str
    feed: str
    image: str
    explicit: bool
    locked: bool
    onward: str
    episodes: tuple[EarlierEpisode, ...]
    left_out: tuple[Problem, ...]
    remarks: tuple[Problem, ...]

    @property
    def known_as(self) -> str:
        """Its podcast:guid, as it says or as it follows from its address; empty where neither is known."""
        return self.guid or (str(guids.podcast(self.feed)) if self.feed else "")

    @property
    def kept(self) -> bytes:
        """The file that keeps its episodes."""
        return feed_items.document(self.title, self.episodes)


def begun(data: bytes) -> bytes:
    """A feed from where it begins: programs that write feeds leave blank lines or warnings before it."""
    begins = _BEGINS.search(data, 0, _MOST_BEFORE)
    return data[begins.start() :] if begins and b"<html" not in data[: begins.start()].lower() else data


def is_feed(data: bytes) -> bool:
    """Whether the bytes are those of a podcast's feed."""
    data = begun(_in_utf8(data))
    start = data[:4096]
    return start.startswith(b"<") and re.search(rb"<rss[\s>]", start) is not None and b"<enclosure" in data


def former(data: bytes, *, place: str) -> FormerShow:
    """The show of a feed; ``place`` is its address or file. Raises ContentError where it cannot be read or has no episodes."""
    channel = channel_of(data, place)
    links = {one.get("rel"): one.get("href", "").strip() for one in channel.iterfind(_named("atom:link"))}
    address = place if "://" in place else links.get("self", "")
    items = feed_items.read(channel, place=place, base=address)
    if not items.episodes:
        raise ContentError([Problem(place=place, message=msg("holds no episode with a sound")), *items.left_out])
    guid, told = _guid(channel, place)
    categories = [channel.find(_named("itunes:category")), channel.find(_named("itunes:category/itunes:category"))]
    image = channel.find(_named("itunes:image"))
    return FormerShow(
        title=_text(channel, "title"),
        description=_text(channel, "description", "itunes:summary", "itunes:subtitle"),
        language=_text(channel, "language"),
        author=_text(channel, "itunes:author", "itunes:owner/itunes:name", "title"),
        email=_text(channel, "itunes:owner/itunes:email"),
        category=" > ".join(one.get("text", "") for one in categories if one is not None and one.get("text")),
        copyright=_text(channel, "copyright"),
        guid=guid,
        type=_text(channel, "itunes:type").lower(),
        feed=links.get("self") or address,
        image="" if image is None else image.get("href", ""),
        explicit=_text(channel, "itunes:explicit").lower() in ("true", "yes", "explicit"),
        locked=_text(channel, "podcast:locked").lower() == "yes",
        onward=_onward(channel, links, address),
        episodes=items.episodes,
        left_out=items.left_out,
        remarks=(*told, *items.remarks),
    )


def whole(first: FormerShow, load: Callable[[str], FormerShow]) -> FormerShow:
    """The show with the episodes of all pages of its feed (RFC 5005, 3 and 4), each once. ``load`` gives the page at an
    address. Raises what that raises, and ContentError for more pages or bytes than a feed has."""
    pages, seen = [first], {first.feed}
    while (address := pages[-1].onward) and address not in seen:
        if len(pages) == MOST_PAGES:
            message = msg("has more than {} pages", MOST_PAGES)
            raise ContentError(Problem(place=first.feed or address, message=message, remedy=_saved(address)))
        seen.add(address)
        pages.append(load(address))
    once = dict[str, EarlierEpisode]()
    for episode in (episode for page in pages for episode in page.episodes):
        once.setdefault(episode.key, episode)
    return replace(
        first,
        onward="",
        episodes=tuple(once.values()),
        left_out=tuple(problem for page in pages for problem in page.left_out),
        remarks=tuple(dict.fromkeys(problem for page in pages for problem in page.remarks)),
    )


def unread(address: str, problem: Problem) -> Problem:
    """What to say of a page that cannot be read: without it, older episodes would be lost."""
    message = msg("holds older episodes of the feed, and {}", problem.message)
    return replace(problem, message=message, remedy=_saved(address))


def _saved(address: str) -> Message:
    return msg(
        "Nothing is written. Try again later; or save the feed, delete the link to {} in it, and name that file.",
        address,
    )


def _onward(channel: Any, links: Mapping[str, str], address: str) -> str:
    """The address of the page with older episodes; empty where there is none."""
    link = links.get("next") or links.get("prev-archive")
    complete = channel.find(_named("fh:complete")) is not None
    return urljoin(address, link) if link and not complete else ""


def _guid(channel: Any, place: str) -> tuple[str, Sequence[Problem]]:
    """The podcast's guid, or nothing and what is to be said of one that is none: apps leave it out, and go by the address."""
    said = _text(channel, "podcast:guid")
    try:
        return str(UUID(said)) if said else "", ()
    except ValueError:
        message = msg("podcast:guid is {}, which is no UUID", shown(repr(said), 80))
        remedy = msg("It is left out: the guid that follows from the feed's address takes its place.")
        return "", (Problem(place=place, message=message, remedy=remedy),)


def load(root: Path) -> tuple[EarlierEpisode, ...]:
    """The earlier episodes of the publication in ``root``; none where there is no such file. Raises ContentError with all that
    is wrong in it."""
    path = root / FILE
    if not files.there(path):
        return ()
    try:
        data = files.data(path, place=FILE, most_bytes=MOST_BYTES, inside=root / CONTENT)
    except InputError as error:
        raise ContentError(error.problems) from error
    items = feed_items.read(channel_of(data, FILE), place=FILE)
    if items.left_out:
        raise ContentError(items.left_out)
    return items.episodes


def channel_of(data: bytes, place: str) -> Any:
    """The channel of a feed, in the usual namespaces. Raises ContentError where it cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: Any = etree.fromstring(begun(usual(data)), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        message = msg("is not well-formed: {}", str(getattr(error, "msg", error)))
        raise ContentError(Problem(place=f"{place}:{line}" if line else place, message=message)) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):
        raise ContentError(Problem(place=place, message=msg("has a DOCTYPE with entities, which no feed needs")))
    channel = root.find("channel")
    if root.tag != "rss" or channel is None:
        raise ContentError(Problem(place=place, message=msg("is no RSS 2.0 with a channel")))
    return channel


def usual(data: bytes) -> bytes:
    """The feed with the namespaces' usual addresses."""

    def written(found: re.Match[bytes]) -> bytes:
        address = _BY_ADDRESS.get(found[2].decode("ascii", "replace").casefold())
        return found[1] + (address.encode() if address else found[2]) + found[3]

    return re.sub(rb"""(xmlns:\w+\s*=\s*["'])([^"']*)(["'])""", written, _in_utf8(data))


def _in_utf8(data: bytes) -> bytes:
    """A feed that begins as UTF-16 does, in UTF-8, and without saying otherwise."""
    if not data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data
    text = data.decode("utf-16", "replace")
    return re.sub(r"""\A(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""", r"\1", text).encode()


def kept(
    former: FormerShow, before: Sequence[EarlierEpisode], is_ours: Callable[[EarlierEpisode], bool]
) -> tuple[FormerShow, int]:
    """The former show with what was taken over ``before`` and its feed does not hold any more, and how many these are; without
    the episodes that this show makes itself."""
    now = {episode.key for episode in former.episodes}
    more = [episode for episode in before if episode.key not in now]
    known = {episode.key for episode in before}
    others = (one for one in former.episodes if one.key in known or not is_ours(one))
    return replace(former, episodes=(*others, *more)), len(more)


def taken_off(gone: Mapping[str, str]) -> Problem:
    """What to say of entries that were published and are no more; their titles by their keys."""
    named = enumeration([f"{shown(repr(title), 80)} ({shown(key, 80)})" for key, title in gone.items()])
    message = msg("episodes from before were published, and are taken off, since they are there no more: {}", named)
    remedy = msg(
        "The next audiobuild publish takes them out of the feed where it is served. If they are to stay, undo that or import "
        "the former feed again, and build."
    )
    return Problem(place=FILE, message=message, remedy=remedy)


def without(episodes: Sequence[EarlierEpisode], taken: frozenset[str]) -> Iterator[EarlierEpisode]:
    """Those whose place no interview has ``taken`` by its guid."""
    return (episode for episode in episodes if episode.key not in taken)
