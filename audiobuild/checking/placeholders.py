"""What stands for something else until an editor says it, in what is published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from audiobuild import clock
from audiobuild.checking import feed
from audiobuild.checking.feed import FeedDocument
from audiobuild.checking.finding import Finding
from audiobuild.checking.site import Site
from audiobuild.messages import msg
from audiobuild.publication import addresses, placeholders
from audiobuild.site.manifest import Manifest

SAMPLE = msg("audiobuild: a sample is for trying out, not for listeners")
RESERVED = msg("RFC 2606 and RFC 6761: names reserved for examples; audiobuild: no placeholder is published")

_PLACES = {
    "link": "channel: link",
    "media_link": "item: enclosure",
    "email": "channel: itunes:owner/itunes:email",
    "licence_url": "channel: podcast:license",
    "title": "channel: title",
    "author": "channel: itunes:author",
}


def in_dist(dist: Path, meant: Manifest) -> Iterator[Finding]:
    """The placeholders in an edition that is to be published; ``meant`` is its manifest."""
    site = Site(dist=dist)
    page = feed.check(site.named(addresses.FEED), clock.now(), [])
    yield from findings(page, meant) if page else ()


def findings(page: FeedDocument, meant: Manifest | None) -> Iterator[Finding]:
    """The placeholders in feed.xml, ``page``, and by the manifest those in interviews, and samples. Of a sample just that it is
    one."""
    if meant and meant.sample:
        remedy = msg("Start your own with audiobuild new, or remove sample = true from content/show.toml.")
        yield page.file.finding(SAMPLE, msg("is the feed of a sample (sample = true)"), place="channel", remedy=remedy)
        return
    for found in placeholders.of_show(page):
        remedy = msg("{} It is {} in content/show.toml; then build again.", found.remedy, found.key)
        yield page.file.finding(RESERVED, found.message, place=_PLACES[found.key], remedy=remedy)
    for slug, item in (meant.items if meant else {}).items():
        for found in placeholders.of_episode(item.about):
            remedy = msg("{} It is in the {} of content/{}.md; then build again.", found.remedy, found.key, slug)
            yield page.file.finding(RESERVED, found.message, place=f"item: {slug}", remedy=remedy)
        if item.sample:
            remedy = msg("Take it out: audiobuild remove {}", slug)
            yield page.file.finding(SAMPLE, msg("is the sample interview"), place=f"item: {slug}", remedy=remedy)
