"""One feed document: RSS 2.0 as Apple, the Podcast Standards Project and the Podcast namespace want it.

It is read item by item. Of each, only what is compared with the files of its episode is kept, so that memory stays flat.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO, Any

from lxml import etree

from audiobuild.checking import intentions, items, known, mojibake, polling
from audiobuild.checking.elements import NAMESPACES, all_of, texts
from audiobuild.checking.feed_again import FeedAgain
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.items import APPLE, DISCLOSED, PODCAST, RSS, Entry
from audiobuild.checking.reading import access
from audiobuild.checking.statements import Statement
from audiobuild.checking.statements import feed as stated_by_feed
from audiobuild.languages.tags import LANGUAGE_TAG
from audiobuild.messages import msg
from audiobuild.publication.categories import CATEGORIES
from audiobuild.publication.config import DESCRIPTION_BYTES
from audiobuild.site.manifest import FeedIntentions

XML = msg("XML 1.0: a feed that is not well-formed is read by nobody")
NO_DTD = msg("RSS 2.0 has no DTD: what a DOCTYPE defines is ignored, or refused as an attack")
PREFIXES = msg("AntennaPod and Audiobookshelf know the namespaces by their literal prefixes")
SELF = msg("PSP-1 and RFC 4287, 4.2.7.2: atom:link rel=self names the feed's own address, before any rel=hub")
OWNER = msg("Apple Podcasts and PSP-1: itunes:owner with name and email")

_PREFIX_OF = {address: prefix for prefix, address in NAMESPACES.items()}
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"

# Element, what it says, who asks for it. Each stands in the channel once.
_TEXTS = (
    ("title", r"\S.*", RSS),
    ("link", r"https?://\S+", RSS),
    ("description", r"\S.*", RSS),
    ("language", LANGUAGE_TAG.pattern, f"{APPLE}, language (RFC 5646)"),
    ("lastBuildDate", items.RFC2822, f"{RSS}, lastBuildDate (RFC 2822)"),
    ("generator", r"audiobuild \S+", RSS),
    ("itunes:author", r"\S.*", APPLE),
    ("itunes:type", "episodic|serial", APPLE),
    ("itunes:explicit", "true|false", APPLE),
    ("itunes:owner/itunes:name", r"\S.*", OWNER),
    ("itunes:owner/itunes:email", r"[^@\s]+@[^@\s]+", OWNER),
    ("podcast:guid", _UUID, f"{PODCAST}: podcast:guid is a UUID"),
    ("podcast:locked", "yes|no", f"{PODCAST}: podcast:locked"),
    ("podcast:medium", "podcast", f"{PODCAST}: podcast:medium"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedDocument:
    """A feed document: what it says of the show, its links by rel, whether it is an archive, and its entries."""

    file: File
    title: str
    author: str
    email: str
    link: str
    licence_url: str
    guid: str
    images: tuple[str, ...]
    hosts: frozenset[str]
    links: Mapping[str, str]
    archive: bool
    intentions: FeedIntentions
    statements: tuple[Statement, ...]
    entries: tuple[Entry, ...]
    earlier: tuple[str, ...] = ()

    @property
    def media_link(self) -> str:
        """Where the first enclosure is served, two folders up; empty if that is below ``link``."""
        address = self.entries[0].url.partition("?")[0] if self.entries else ""
        below = bool(self.link) and address.startswith(self.link)
        return "" if below or address.count("/") < 4 else f"{address.rsplit('/', 2)[0]}/"


def check(
    file: File,
    now: datetime,
    findings: list[Finding],
    earlier: Collection[str] = (),
    again: FeedAgain | None = None,
) -> FeedDocument | None:
    """The feed document, and what is wrong with it; ``None`` where it is none that can be read. Episodes from before, whose
    keys are ``earlier``, are what they are, and only named. ``again`` keeps how it differs from what was meant."""
    with access(file, findings), file.path.open("rb") as opened:
        return check_opened(file, opened, now, findings, earlier, again)
    return None


def check_opened(
    file: File,
    opened: IO[bytes],
    now: datetime,
    findings: list[Finding],
    earlier: Collection[str] = (),
    again: FeedAgain | None = None,
) -> FeedDocument | None:
    """The same of a file whose bytes come from wherever they are."""
    entries: list[Entry] = []
    kept: list[str] = []

    def look(item: Any) -> None:
        if (key := items.key(item)) in earlier:
            kept.append(key)
        else:
            entries.append(items.check(file, item, now, findings))
            if again:
                again.item(file, item)

    channel = read(file, opened, look, findings)
    if channel is None:
        return None
    findings += _channel(file, channel, entries)
    if again:
        again.channel(file, channel)
    return replace(_document(file, channel, entries), earlier=tuple(kept))


def read(
    file: File,
    opened: IO[bytes],
    each: Callable[[Any], None],
    findings: list[Finding],
    literal: Collection[str] = NAMESPACES,
) -> Any | None:
    """The channel of any podcast's feed, whoever made it, when ``each`` of its items was looked at; ``None`` where there is
    none that can be read. ``literal`` are the prefixes that must be these. Raises OSError, that of ``opened``."""
    prefixes: set[tuple[str, str]] = set()
    root = None
    parser = etree.iterparse(opened, events=("end",), tag="item", resolve_entities=False)
    try:
        for _, item in parser:
            prefixes |= _prefixes(item)
            each(item)
            item.clear()
        root = parser.root
    except etree.XMLSyntaxError as error:
        findings.append(_unreadable(file, error, parser.error_log))
    if root is None:
        return None
    if root.getroottree().docinfo.doctype:
        findings.append(file.finding(NO_DTD, msg("has a DOCTYPE"), place=msg("line 1")))
        return None
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        findings.append(file.finding(RSS, msg("is no RSS 2.0 with a channel"), place="rss"))
        return None
    for namespace, prefix in sorted(prefixes | _prefixes(root)):
        if (meant := _PREFIX_OF[namespace]) in literal:
            findings.append(file.finding(PREFIXES, msg("writes {}: for {}:", prefix, meant), place="rss"))
    return channel


def _unreadable(file: File, error: etree.XMLSyntaxError, log: Iterable[Any]) -> Finding:
    """What the parser met with first, and where: what it says at the end follows from that."""
    first = next(((found.message, found.line) for found in log), None)
    message, line = first or (error.msg, error.lineno)
    return file.finding(XML, msg("is not well-formed: {}", message.strip()), place=msg("line {}", line))


def _prefixes(tree: Any) -> set[tuple[str, str]]:
    """The namespaces that we know and that have another prefix here."""
    wrong = set()
    for element in tree.iter("{*}*"):
        # Not etree.QName, which takes no undeclared prefix; of such the parser tells.
        namespace = element.tag.removeprefix("{").rpartition("}")[0]
        if namespace in _PREFIX_OF and element.prefix != _PREFIX_OF[namespace]:
            wrong.add((namespace, element.prefix or ""))
    return wrong


def _document(file: File, channel: Any, entries: Sequence[Entry]) -> FeedDocument:
    link = texts(channel, "link")
    return FeedDocument(
        file=file,
        title="".join(texts(channel, "title")[:1]),
        author="".join(texts(channel, "itunes:author")[:1]),
        email="".join(texts(channel, "itunes:owner/itunes:email")[:1]),
        link=link[0].rstrip("/") + "/" if link and link[0] else "",
        licence_url="".join(one.get("url", "") for one in all_of(channel, "podcast:license")[:1]),
        guid="".join(texts(channel, "podcast:guid")[:1]),
        images=(
            *(image.get("href", "") for image in all_of(channel, "itunes:image")),
            *texts(channel, "image/url"),
        ),
        hosts=frozenset(person.text or "" for person in all_of(channel, "podcast:person")),
        links={link.get("rel", ""): link.get("href", "") for link in all_of(channel, "atom:link")},
        archive=bool(all_of(channel, "fh:archive")),
        intentions=intentions.read(channel),
        statements=tuple(stated_by_feed.channel(file, channel)),
        entries=tuple(entries),
    )


def _channel(file: File, channel: Any, entries: Sequence[Entry]) -> Iterator[Finding]:
    yield from items.forms(file, channel, _TEXTS, "channel")
    newest = max((entry.published for entry in entries if entry.published), default=None)
    yield from polling.channel(file, channel, newest)
    yield from mojibake.findings(file, items.shown(channel, "channel"))
    yield from description(file, channel)
    yield from _links(file, channel)
    yield from categories(file, channel)
    if len(all_of(channel, "itunes:image")) != 1 or len(texts(channel, "image/url")) != 1:
        yield file.finding(
            f"{APPLE}, artwork, and RSS 2.0, image", msg("is not there once"), place="channel: itunes:image, image"
        )
    images = {image.get("href") for image in all_of(channel, "itunes:image")}
    if len(images | set(texts(channel, "image/url"))) > 1:
        yield file.finding(RSS, msg("names another picture than itunes:image"), place="channel: image")
    if not items.disclosed(channel):
        yield file.finding(DISCLOSED, msg("is missing"), place="channel: podcast:txt")
    for licence in all_of(channel, "podcast:license"):
        if not licence.get("url") and not re.fullmatch(r"[a-z0-9][a-z0-9.+-]*", licence.text or ""):
            message = msg("is {!r}: neither an SPDX identifier in small letters nor with a url", licence.text)
            yield file.finding(f"{PODCAST}: podcast:license", message, place="channel: podcast:license")
    yield from items.persons(file, channel, "channel")
    yield from items.described(file, channel, "channel")
    yield from known.channel(file, channel)
    yield from intentions.worded(file, channel, intentions.read(channel))


def _links(file: File, channel: Any) -> Iterator[Finding]:
    links = all_of(channel, "atom:link")
    rels = [link.get("rel") for link in links]
    own = [link for link in links if link.get("rel") == "self"]
    base = "".join(texts(channel, "link")[:1]).rstrip("/")
    name = file.name.rpartition("/")[2]
    place = "channel: atom:link"
    if len(own) != 1:
        yield file.finding(SELF, msg("there are {} with rel=self, not one", len(own)), place=place)
    elif own[0].get("href") != f"{base}/{name}":
        yield file.finding(SELF, msg("is {!r}, not {}/{}", own[0].get("href"), base, name), place=place)
    elif "hub" in rels and rels.index("hub") < rels.index("self"):
        yield file.finding(SELF, msg("rel=hub stands before rel=self"), place=place)
    for link in own:
        if link.get("type") != "application/rss+xml":
            yield file.finding(SELF, msg("has the type {!r}", link.get("type")), place=place)


def description(file: File, channel: Any) -> Iterator[Finding]:
    """One that is too long is cut off."""
    for text in texts(channel, "description"):
        if len(text.encode()) > DESCRIPTION_BYTES:
            message = msg("takes {} bytes; {} are allowed", len(text.encode()), DESCRIPTION_BYTES)
            yield file.finding(APPLE, message, place="channel: description")


def categories(file: File, channel: Any) -> Iterator[Finding]:
    """Apple reads only the first category, and only names of its own list."""
    categories = all_of(channel, "itunes:category")
    rule = "Apple Podcasts categories"
    if not categories:
        yield file.finding(rule, msg("is missing"), place="channel: itunes:category")
    for category in categories:
        name = category.get("text", "")
        inner = [sub.get("text", "") for sub in all_of(category, "itunes:category")]
        if name not in CATEGORIES or not set(inner) <= set(CATEGORIES[name]):
            message = msg("{!r} is none of them", " > ".join((name, *inner)))
            yield file.finding(rule, message, place="channel: itunes:category")
