"""What is given for a podcast's feed, and is none: other kinds of feeds, lists of them, and pages that name one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree, html

from audiobuild.messages import Message, msg
from audiobuild.text import shown

_START = 4096
_FEED_TYPES = ("application/rss+xml", "text/rss+xml")
_COMMENTS = re.compile(r"comment|kommentar|commentaire|comentario|reacties", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherFeed:
    """What it is, and what to give instead."""

    message: Message
    remedy: Message


def of(data: bytes) -> OtherFeed | None:
    """What the bytes are, if they are a feed of another kind than a podcast's; ``None`` if not, or if they are a podcast's."""
    text = _text(data)
    start = text[:_START].lstrip("\ufeff \t\r\n")
    return next(
        (OtherFeed(message=said, remedy=remedy(text)) for is_one, said, remedy in _KINDS if is_one(start, text)), None
    )


def named(page: bytes, address: str) -> str:
    """The address of the feed that a page names; empty where it names none. That of its comments is not meant."""
    try:
        root = html.document_fromstring(page)
    except (etree.ParserError, ValueError):
        return ""
    for link in root.iter("link"):
        kind = link.get("type", "").partition(";")[0].strip().lower()
        href = link.get("href", "").strip()
        comments = _COMMENTS.search(f"{link.get('title', '')} {href}")
        if "alternate" in link.get("rel", "").lower().split() and kind in _FEED_TYPES and href and not comments:
            return urljoin(address, href)
    return ""


def _text(data: bytes) -> str:
    coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return data.decode(coding, "replace")


def _is_xml(name: str) -> Callable[[str, str], bool]:
    """Whether a text begins with that element, as far as its first 4096 characters tell."""
    element = re.compile(rf"(?s)\A(?:<\?.*?\?>|<!--.*?-->|<![^>]*>|\s)*<(?:\w+:)?{name}[\s>]")
    return lambda start, _: element.search(start) is not None


def _is_rss_without_sound(start: str, text: str) -> bool:
    return _is_xml("rss")(start, text) and "<enclosure" not in text


def _is_json_feed(start: str, _: str) -> bool:
    return start.startswith("{") and "jsonfeed.org/version" in start.replace("\\/", "/")


def _rss_instead(_: str) -> Message:
    return msg("Podcasts go by RSS 2.0. Give the address of the RSS feed: the show's host or page names it.")


def _one_of_them(text: str) -> Message:
    first = re.search(r"""xmlUrl\s*=\s*["']\s*(https?://[^"'\s]+)""", text)
    if first:
        return msg("Give the address of one of them, such as {}", shown(first[1].replace("&amp;", "&"), 200))
    return msg("Give the address of one of them.")


def _sound_instead(_: str) -> Message:
    return msg("Is the podcast's feed another one? Then give that. For an article, give the address of its page.")


_KINDS: tuple[tuple[Callable[[str, str], bool], Message, Callable[[str], Message]], ...] = (
    (_is_xml("feed"), msg("is an Atom feed"), _rss_instead),
    (_is_xml("RDF"), msg("is an RSS 1.0 feed"), _rss_instead),
    (_is_json_feed, msg("is a JSON feed"), _rss_instead),
    (_is_xml("opml"), msg("is a list of feeds (OPML), and none itself"), _one_of_them),
    (_is_rss_without_sound, msg("is a feed without an episode that has a sound"), _sound_instead),
)
