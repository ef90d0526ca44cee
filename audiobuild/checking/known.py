"""The elements and attributes that a feed of ours has: whatever else stands in one was put there by somebody else.

Apps act on many that no build writes: they send money (podcast:value), play another file (podcast:alternateEnclosure), or show
another title (itunes:title).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from audiobuild.checking.elements import NAMESPACES
from audiobuild.checking.finding import File, Finding
from audiobuild.messages import msg

OURS = msg("One truth: a feed says what a build wrote, and apps act on whatever else it says")

_COMMON: Mapping[str, Collection[str]] = {
    **dict.fromkeys(("title", "link", "description", "itunes:explicit"), ()),
    "itunes:image": ("href",),
    "podcast:image": ("href", "alt", "aspect-ratio", "width", "height", "type", "purpose"),
    "podcast:person": ("role",),
    "podcast:txt": ("purpose",),
}
_CHANNEL: Mapping[str, Collection[str]] = {
    **_COMMON,
    **dict.fromkeys(("language", "lastBuildDate", "generator", "copyright", "image", "item", "itunes:author"), ()),
    **dict.fromkeys(("itunes:owner", "itunes:type", "itunes:new-feed-url", "itunes:applepodcastsverify"), ()),
    **dict.fromkeys(
        ("itunes:block", "itunes:complete", "podcast:block", "podcast:guid", "podcast:medium", "fh:archive"), ()
    ),
    "atom:link": ("rel", "type", "href"),
    "itunes:category": ("text",),
    "podcast:license": ("url",),
    "podcast:locked": ("owner",),
    "podcast:funding": ("url",),
    "podcast:updateFrequency": ("rrule", "complete"),
}
_ITEM: Mapping[str, Collection[str]] = {
    **_COMMON,
    **dict.fromkeys(("pubDate", "content:encoded", "itunes:duration", "itunes:season", "itunes:episode"), ()),
    "itunes:episodeType": (),
    "guid": ("isPermaLink",),
    "enclosure": ("url", "length", "type"),
    "podcast:season": ("name",),
    "podcast:transcript": ("url", "type", "language", "rel"),
    "podcast:chapters": ("url", "type"),
    "psc:chapters": ("version",),
}
_PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}


def channel(file: File, element: Any) -> Iterator[Finding]:
    """What stands in the channel and is not ours."""
    yield from _others(file, element, _CHANNEL, "channel")


def item(file: File, element: Any, place: str) -> Iterator[Finding]:
    """What stands in an item and is not ours."""
    yield from _others(file, element, _ITEM, place)


def _others(file: File, parent: Any, ours: Mapping[str, Collection[str]], place: str) -> Iterator[Finding]:
    for child in parent.iterchildren("*"):
        address, _, local = child.tag.removeprefix("{").rpartition("}")
        name = f"{_PREFIXES.get(address, address)}:{local}" if address else local
        if name not in ours:
            yield file.finding(OURS, msg("holds <{}>, which no build writes", name), place=place)
        elif strange := sorted(set(child.attrib) - set(ours[name])):
            message = msg("has {}, which no build writes", ", ".join(strange))
            yield file.finding(OURS, message, place=msg("{}: {}", place, name))
