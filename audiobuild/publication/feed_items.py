"""The items of a feed as they were, as far as clients know what is in them: in our prefixes, with addresses and dates that all
can read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from lxml import etree

from audiobuild.errors import Problem
from audiobuild.messages import Message, msg
from audiobuild.model import EarlierEpisode
from audiobuild.publication import links
from audiobuild.text import shown

NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "psc": "http://podlove.org/simple-chapters",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "fh": "http://purl.org/syndication/history/1.0",
}
"""Those of our feeds, by the prefixes that they have there."""

_CORE = ("title", "link", "description", "guid", "pubDate", "enclosure", "author", "category", "comments")
_KEPT = tuple(NAMESPACES[prefix] for prefix in ("itunes", "podcast", "psc", "content"))
_DEEPEST = 8
_DECLARED = re.compile(r'\sxmlns(:\w+)?="[^"]*"')
_NEEDED = msg("Without it no app plays the episode. Put it right, or remove the item.")
_ONE_OF_THEM = msg("Apps show one of them. Give it a guid of its own, or remove the item.")
_PUB_DATE = "<pubDate>Mon, 02 Mar 2026 09:00:00 +0100</pubDate>"
_EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Items:
    """The episodes of a feed in its order, what is said of items that cannot stay, and ``remarks`` on those that do."""

    episodes: tuple[EarlierEpisode, ...]
    left_out: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def read(channel: Any, *, place: str, base: str = "") -> Items:
    """The items of a channel; ``base`` is the address at which relative ones begin, as far as it is known."""
    ours = etree.Element("channel", nsmap=NAMESPACES)
    found = dict[str, tuple[EarlierEpisode, bool]]()
    left_out, remarks = list[Problem](), list[Problem]()
    for item in channel.iterfind("item"):
        copy = etree.SubElement(ours, "item")
        for child in item:
            _copy(child, copy, 0)
        where, title = f"{place}:{item.sourceline}", shown(repr(text(copy, "title", "itunes:title")), 80)
        try:
            published = _published(copy)
            episode = _episode(copy, base, published or _EPOCH)
            if episode.key in found:
                raise _UnusableError(msg("has the guid of another item, {!r}", shown(episode.key, 80)), _ONE_OF_THEM)
        except _UnusableError as error:
            left_out.append(Problem(place=where, message=msg("{}: {}", title, error.fault), remedy=error.remedy))
            continue
        found[episode.key] = episode, published is not None
        if not published:
            remedy = msg(
                "It stands beside its neighbour. To say its day, write it into content/earlier.xml, as in: {}",
                _PUB_DATE,
            )
            remarks.append(Problem(place=where, message=msg("{}: has no date that can be read", title), remedy=remedy))
    return Items(episodes=tuple(_dated(found.values())), left_out=tuple(left_out), remarks=tuple(remarks))


def document(title: str, episodes: Iterable[EarlierEpisode]) -> bytes:
    """A feed with these items and nothing else."""
    root = etree.Element("rss", version="2.0", nsmap=NAMESPACES)
    channel = etree.SubElement(root, "channel")
    etree.SubElement(channel, "title").text = title
    declared = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    items = "".join(episode.entry for episode in episodes)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True, huge_tree=True)
    channel.extend(etree.fromstring(f"<channel {declared}>{items}</channel>".encode(), parser))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _dated(found: Iterable[tuple[EarlierEpisode, bool]]) -> Iterator[EarlierEpisode]:
    """The episodes; one without a date has that of the one before it, or of the first that has one."""
    episodes = [*found]
    day = next((episode.published for episode, dated in episodes if dated), _EPOCH)
    for episode, dated in episodes:
        day = episode.published if dated else day
        yield replace(episode, published=day)


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
    def __init__(self, fault: Message, remedy: Message) -> None:
        self.fault, self.remedy = fault, remedy
        super().__init__(fault)


def _episode(item: Any, base: str, published: datetime) -> EarlierEpisode:
    """Raises _UnusableError."""
    enclosure = item.find("enclosure")
    sound = "" if enclosure is None else _address(enclosure.get("url", ""), base)
    title = text(item, "title", "itunes:title")
    if not title:
        raise _UnusableError(msg("has no title"), _NEEDED)
    if not re.match("https?://", sound) or links.fault(sound):
        raise _UnusableError(msg("has no sound with an address on the web"), _NEEDED)
    enclosure.set("url", sound)
    link = text(item, "link")
    return EarlierEpisode(
        guid=text(item, "guid"),
        title=title,
        link=link if re.match("https?://", link) and not links.fault(link) else "",
        sound=sound,
        published=published,
        season=_count(text(item, "itunes:season")),
        episode=_count(text(item, "itunes:episode")),
        whole=text(item, "itunes:episodeType").lower() in ("", "full"),
        entry=_undeclared(etree.tostring(item, encoding="unicode", with_tail=False)),
    )


def _published(item: Any) -> datetime | None:
    """When an item was published, which is then written as feeds say it; ``None`` where it says nothing that can be read."""
    said = text(item, "pubDate")
    with suppress(TypeError, ValueError, IndexError):
        return _aware(parsedate_to_datetime(said))
    with suppress(ValueError):
        when = _aware(datetime.fromisoformat(said)).replace(microsecond=0)
        item.find("pubDate").text = format_datetime(when)
        return when
    return None


def _count(said: str) -> int | None:
    return int(said) if re.fullmatch(r"\d{1,6}", said, re.ASCII) else None


def _aware(when: datetime) -> datetime:
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _address(said: str, base: str) -> str:
    """The address of a sound, whole; what addresses are written without, as spaces, is written as they have it."""
    with suppress(ValueError):
        address = urljoin(base, said.strip()) if base else said.strip()
        if not address.isascii() or links.unwritable(address):
            parts = urlsplit(address)
            path, query = quote(parts.path, safe="/%:@!$&'()*+,;=~"), quote(parts.query, safe="/%:@!$&'()*+,;=~?")
            address = links.typed(urlunsplit(parts._replace(path=path, query=query, fragment="")))
        return address
    return ""


def _undeclared(item: str) -> str:
    """An item without the namespaces, which its feed declares."""
    start, closed, rest = item.partition(">")
    return _DECLARED.sub("", start) + closed + rest


def named(path: str) -> str:
    """A path of elements with our prefixes, as ElementTree writes it."""
    return re.sub(r"(\w+):(\w+)", lambda part: f"{{{NAMESPACES[part[1]]}}}{part[2]}", path)


def text(element: Any, *paths: str) -> str:
    """The text of the first of these elements that has one, in one line."""
    texts = (" ".join("".join(found.itertext()).split()) for path in paths for found in element.iterfind(named(path)))
    return next(filter(None, texts), "")
