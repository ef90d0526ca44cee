"""dist/ held against its own manifest: what the build meant to publish, and to tell directories and apps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from audiobuild.checking.feed import FeedDocument
from audiobuild.checking.finding import Finding
from audiobuild.checking.items import Entry
from audiobuild.checking.site import Site
from audiobuild.clock import instant
from audiobuild.messages import msg
from audiobuild.publication import addresses
from audiobuild.site import manifest
from audiobuild.site.manifest import FeedIntentions, Manifest

WRITTEN = msg("audiobuild-manifest.json: what is published is what was built")
MEANT = msg("audiobuild-manifest.json: the feed tells directories and apps what the show's settings mean")

_ELEMENTS = {
    "guid": "podcast:guid",
    "link": "link",
    "locked": "podcast:locked",
    "explicit": "itunes:explicit",
    "blocked": "itunes:block",
    "moved_to": "itunes:new-feed-url",
}


def identity(dist: Path) -> str:
    """Which edition lies in dist/: the digest of its manifest; empty where there is none."""
    try:
        return manifest.described(dist / addresses.MANIFEST).digest
    except OSError:
        return ""


def read(site: Site, findings: list[Finding]) -> Manifest | None:
    """The manifest that lies in dist/; a finding where there is none."""
    file = site.named(addresses.MANIFEST)
    try:
        found = manifest.parsed(file.path.read_bytes())
    except OSError:
        found = None
    if found is None:
        findings.append(file.finding(WRITTEN, msg("is not there, or is no manifest")))
    return found


def meant(page: FeedDocument, intentions: FeedIntentions) -> Iterator[Finding]:
    """Where the feed says something else than it was meant to."""
    for name in (field.name for field in fields(FeedIntentions)):
        said, wanted = getattr(page.intentions, name), getattr(intentions, name)
        if said != wanted:
            message = msg("says {!r}, and was meant to say {!r}", said, wanted)
            yield page.file.finding(MEANT, message, place=f"channel: {_ELEMENTS[name]}")


def dated(named: Iterable[tuple[str, Entry]], found: Manifest) -> Iterator[Finding]:
    """Where the feed says another time of an episode than its date is, in the show's time zone."""
    for slug, entry in named:
        item = found.items.get(slug)
        wanted = item and instant(item.about.date, found.timezone).replace(microsecond=0)
        if wanted and entry.published and entry.published != wanted:
            message = msg("says {!r}, and was meant to say {!r}", str(entry.published), str(wanted))
            yield entry.feed.finding(MEANT, message, place=msg("{}: {}", entry.place, "pubDate"))


def written(site: Site, found: Manifest, slugs: Collection[str], blamed: Collection[str]) -> Iterator[Finding]:
    """Files of the show and of the episodes ``slugs`` that are not as they were built. Those that are ``blamed`` for
    something already are not told twice."""
    for name, meant_to_be in sorted(found.files.items()):
        folder = name.partition("/")[0] if "/" in name else ""
        file = site.named(name)
        if file.name in blamed or (folder and folder != addresses.ASSETS and folder not in slugs):
            continue
        try:
            there = manifest.described(file.path) if file.path.is_file() else None
        except OSError:
            there = None
        if there is None:
            yield file.finding(WRITTEN, msg("is not there, or cannot be read"))
        elif there != meant_to_be:
            yield file.finding(WRITTEN, msg("was changed after it had been built"))
