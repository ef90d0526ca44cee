"""A feed written once more from what the manifest keeps, and compared with what is there, element by element.

Apps act on whatever a feed says, also on what no other file says: the purpose of a text, the size of a picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from lxml import etree

from audiobuild.checking import items
from audiobuild.checking.elements import NAMESPACES
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.site import Site
from audiobuild.checking.statements import facts
from audiobuild.checking.surroundings import cover_of, show_of
from audiobuild.checking.two_trees import first
from audiobuild.model import Item
from audiobuild.publication import addresses, guids
from audiobuild.site.manifest import Manifest
from audiobuild.site.writers import feed

_OTHERWISE = frozenset(
    ("item", "generator", *(f"{{{NAMESPACES[prefix]}}}{name}" for prefix, name in (
        ("atom", "link"), ("fh", "archive"), ("itunes", "new-feed-url"), ("itunes", "complete"), ("podcast", "person")
    )))
)  # fmt: skip
"""What each page of a feed has of its own, or what is compared as such."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedAgain:
    """The feed as ``meant``; ``cover`` is the address of the show's picture below its link. The first difference of each item
    and channel is kept."""

    meant: Manifest
    cover: str
    built: datetime
    items: Mapping[str, Item]
    differences: list[Finding] = field(default_factory=list)

    def item(self, file: File, element: Any) -> None:
        """Compare an item, if it is of an episode of ours. Its enclosure is held against the file itself."""
        if item := self.items.get(items.key(element)):
            (written,) = self._written(item).iter("item")
            self.differences.extend(first(file, facts.MEANT, element, written, lambda one: one.tag == "enclosure"))

    def channel(self, file: File, element: Any) -> None:
        """Compare what stands around the items."""
        root = element.getparent()
        written = self._written(*list(self.items.values())[:1])
        self.differences.extend(first(file, facts.MEANT, root, written, lambda one: one.tag in _OTHERWISE))

    def _written(self, *some: Item) -> Any:
        ((_, data),) = feed.write(
            show_of(self.meant),
            some,
            cover=self.cover,
            built=self.built,
            digest=lambda name: self.meant.files[name].digest,
        )
        return etree.fromstring(data)


def of(site: Site, meant: Manifest | None) -> FeedAgain | None:
    """The feed that is meant, as far as it can be written: the files that it names are there."""
    if meant is None or meant.changed is None:
        return None
    name = cover_of(meant)
    with suppress(OSError):
        cover = addresses.versioned(name, facts.digest((site.dist / name).read_bytes()))
        with suppress(ValueError, KeyError):
            known = {guids.of(meant.feed.guid, item): _sized(meant, item) for item in meant.items.values()}
            return FeedAgain(meant=meant, cover=cover, built=meant.changed, items=known)
    return None


def _sized(meant: Manifest, item: Item) -> Item:
    """The episode with the size of its sound as it was written. Raises KeyError where one of its files was not."""
    names = addresses.EpisodeFiles(item.slug)
    sizes = {
        name: meant.files[f"{item.slug}/{name}"].bytes
        for name in (names.mp3, addresses.CHAPTERS, *addresses.TRANSCRIPTS)
    }
    return replace(item, mp3=replace(item.mp3, bytes=sizes[names.mp3]))
