"""Episodes of a show from before audiobuild made it: ``content/earlier.xml``, which ``import FEED`` writes.

It holds the items of the former feed. They stay in the new one as they were, with their guids and their sound where it is, so
that subscribers see nothing twice and lose nothing. An interview with the ``id`` of one of them takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from lxml import etree

from audiobuild.errors import ContentError, InputError, Problem
from audiobuild.inputs import files
from audiobuild.messages import Message, msg
from audiobuild.model import EarlierEpisode
from audiobuild.publication import guids, links
from audiobuild.publication.config import CONTENT
from audiobuild.text import shown

FILE = f"{CONTENT}/earlier.xml"
MOST_BYTES = 40_000_000
"""Of a feed: thousands of episodes with long notes."""

NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "psc": "http://podlove.org/simple-chapters",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "fh": "http://purl.org/syndication/history/1.0",
}
"""Those of our feeds, by the prefixes that they have there."""

_FORMER = {"https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": NAMESPACES["podcast"]}
_BY_ADDRESS = {address.casefold(): address for address in NAMESPACES.values()} | _FORMER
"""Hosts write some of them in other letters, which no client minds and an XML parser does."""

_CORE = ("title", "link", "description", "guid", "pubDate", "enclosure", "author", "category", "comments")
_KEPT = tuple(NAMESPACES[prefix] for prefix in ("itunes", "podcast", "psc", "content"))
_DEEPEST = 8
_BEGINS = re.compile(rb"<\?xml\s|<rss[\s>]|<!DOCTYPE\s+rss|<!--")
_MOST_BEFORE = 4096
_DECLARED = re.compile(r'\sxmlns(:\w+)?="[^"]*"')


@dataclass(frozen=True, kw_only=True, slots=True)
class FormerShow:
    """What a feed says of its show, as texts that may be empty; ``feed`` is its own address, ``kept`` is the file that keeps
    its episodes, and ``left_out`` tells of those that cannot stay."""

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
    kept: bytes
    episodes: tuple[EarlierEpisode, ...]
    left_out: tuple[Problem, ...]

    @property
    def known_as(self) -> str:
        """Its podcast:guid, as it says or as it follows from its address; empty where neither is known."""
        return self.guid or (str(guids.podcast(self.feed)) if self.feed else "")


def begun(data: bytes) -> bytes:
    """A feed from where it begins: programs that write feeds leave blank lines or warnings before it."""
    begins = _BEGINS.search(data, 0, _MOST_BEFORE)
    return data[begins.start() :] if begins and b"<html" not in data[: begins.start()].lower() else data


def is_feed(data: bytes) -> bool:
    """Whether the bytes are those of a podcast's feed."""
    start = begun(data)[:4096]
    return start.startswith(b"<") and re.search(rb"<rss[\s>]", start) is not None and b"<enclosure" in data


def former(data: bytes, *, place: str) -> FormerShow:
    """The show of a feed; ``place`` is its address or file. Raises ContentError where it cannot be read or has no episodes."""
    channel = channel_of(data, place)
    problems: list[Problem] = []
    document, kept = _document(channel, place, problems)
    if not kept:
        raise ContentError([Problem(place=place, message=msg("holds no episode with a sound")), *problems])
    own = [one.get("href", "") for one in channel.iterfind(f"{{{NAMESPACES['atom']}}}link") if one.get("rel") == "self"]
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
        guid=_text(channel, "podcast:guid"),
        type=_text(channel, "itunes:type").lower(),
        feed=next(filter(None, own), place if "://" in place else ""),
        image="" if image is None else image.get("href", ""),
        explicit=_text(channel, "itunes:explicit").lower() in ("true", "yes", "explicit"),
        locked=_text(channel, "podcast:locked").lower() == "yes",
        kept=etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True),
        episodes=kept,
        left_out=tuple(problems),
    )


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
    problems: list[Problem] = []
    _, kept = _document(channel_of(data, FILE), FILE, problems)
    keys = [episode.key for episode in kept]
    twice = [key for key in dict.fromkeys(keys) if keys.count(key) > 1] if len({*keys}) < len(keys) else ()
    problems += (Problem(place=FILE, message=msg("{!r} stands there twice", shown(key, 80))) for key in twice)
    if problems:
        raise ContentError(problems)
    return kept


def channel_of(data: bytes, place: str) -> Any:
    """The channel of a feed, in the usual namespaces. Raises ContentError where it cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: Any = etree.fromstring(usual(begun(data)), parser)
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

    return re.sub(rb"""(xmlns:\w+\s*=\s*["'])([^"']*)(["'])""", written, data)


def _document(channel: Any, place: str, problems: list[Problem]) -> tuple[Any, tuple[EarlierEpisode, ...]]:
    """The items that can stay, as a document and read."""
    document = etree.Element("rss", version="2.0", nsmap=NAMESPACES)
    ours = etree.SubElement(document, "channel")
    etree.SubElement(ours, "title").text = _text(channel, "title")
    kept = []
    for item in channel.iterfind("item"):
        copy = etree.SubElement(ours, "item")
        for child in item:
            _copy(child, copy, 0)
        try:
            kept.append(_episode(copy))
        except _UnusableError as error:
            ours.remove(copy)
            title = shown(repr(_text(copy, "title", "itunes:title")), 80)
            remedy = msg("Without it no app plays the episode. Put it right, or remove the item.")
            problems.append(
                Problem(place=f"{place}:{item.sourceline}", message=msg("{}: {}", title, error.fault), remedy=remedy)
            )
    return document, tuple(kept)


def _copy(element: Any, into: Any, depth: int) -> None:
    """What of an element clients know, in our namespaces' prefixes."""
    namespace = etree.QName(element).namespace
    if depth > _DEEPEST or (namespace not in _KEPT if namespace else depth == 0 and element.tag not in _CORE):
        return
    copy = etree.SubElement(into, element.tag)
    for name, value in element.attrib.items():
        if not name.startswith("{"):
            copy.set(name, value)
    copy.text = element.text
    for child in element:
        _copy(child, copy, depth + 1)


class _UnusableError(Exception):
    def __init__(self, fault: Message) -> None:
        self.fault = fault
        super().__init__(fault)


def _episode(item: Any) -> EarlierEpisode:
    """Raises _UnusableError."""
    enclosure = item.find("enclosure")
    sound = "" if enclosure is None else enclosure.get("url", "").strip()
    title = _text(item, "title", "itunes:title")
    if not title:
        raise _UnusableError(msg("has no title"))
    if not re.match("https?://", sound) or links.fault(sound):
        raise _UnusableError(msg("has no sound with an address on the web"))
    try:
        published = parsedate_to_datetime(_text(item, "pubDate"))
    except (TypeError, ValueError, IndexError) as error:
        raise _UnusableError(msg("has no date that can be read")) from error
    link = _text(item, "link")
    return EarlierEpisode(
        guid=_text(item, "guid"),
        title=title,
        link=link if re.match("https?://", link) and not links.fault(link) else "",
        sound=sound,
        published=_aware(published),
        entry=_undeclared(etree.tostring(item, encoding="unicode", with_tail=False)),
    )


def _undeclared(item: str) -> str:
    """An item without the namespaces, which its feed declares."""
    start, closed, rest = item.partition(">")
    return _DECLARED.sub("", start) + closed + rest


def _aware(when: datetime) -> datetime:
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _named(path: str) -> str:
    """A path of elements with our prefixes, as ElementTree writes it."""
    return re.sub(r"(\w+):(\w+)", lambda part: f"{{{NAMESPACES[part[1]]}}}{part[2]}", path)


def _text(element: Any, *paths: str) -> str:
    """The text of the first of these elements that has one, in one line."""
    texts = (" ".join("".join(found.itertext()).split()) for path in paths for found in element.iterfind(_named(path)))
    return next(filter(None, texts), "")


def without(episodes: Sequence[EarlierEpisode], taken: frozenset[str]) -> Iterator[EarlierEpisode]:
    """Those whose place no interview has taken by its id."""
    return (episode for episode in episodes if episode.key not in taken)
