"""What an entry of the feed names, held against what is there: the sound, the files beside it, pictures, and show notes."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from audiobuild.checking import artwork, items, reading
from audiobuild.checking.finding import REBUILD, File, Finding
from audiobuild.checking.items import Entry
from audiobuild.checking.mp3_file import MeasuredMp3
from audiobuild.checking.site import Site
from audiobuild.checking.statements import facts
from audiobuild.checking.tags import Tag
from audiobuild.messages import NOTHING, Message, msg
from audiobuild.publication import addresses
from audiobuild.publication.addresses import DIGEST_BYTES
from audiobuild.site import manifest

VERSION = msg("A corrected file has another address (podcast-namespace#122): the version in it goes with its bytes")
NOTES = msg("One truth: show notes say nothing that the page does not say")
LINKED = (*addresses.TRANSCRIPTS, addresses.CHAPTERS)
"""The files beside the MP3 to which an entry of the feed links, in its order."""


def files(site: Site, slug: str, mp3: MeasuredMp3, entry: Entry) -> Iterator[Finding]:
    """Whether the enclosure's address, length and version are those of the MP3, and the other addresses those of its files."""
    place = msg("{}: {}", entry.place, "enclosure")
    if entry.length != str(mp3.bytes):
        yield entry.feed.finding(
            items.ENCLOSURE, msg("has the length {}; the file has {}", entry.length, mp3.bytes), place=place
        )
    file = site.media(entry.url)
    if file is None or file.name != site.named(f"{slug}/{slug}.mp3").name:
        yield entry.feed.finding(items.ENCLOSURE, msg("{!r} is not the episode's MP3", entry.url), place=place)
    elif fault := _outdated(file, entry.url):
        yield entry.feed.finding(VERSION, fault, place=place)
    for address, name in zip(entry.files, LINKED, strict=False):
        file = site.file(address)
        if file is None or file.name != site.named(f"{slug}/{name}").name:
            yield entry.feed.finding(
                reading.THERE, msg("{!r} is not the episode's {}", address, name), place=entry.place
            )
        elif fault := _outdated(file, address):
            yield entry.feed.finding(VERSION, fault, place=entry.place)


def _outdated(file: File, address: str) -> Message:
    """What is wrong with an address that does not change with its file; empty if nothing is."""
    try:
        query = urlsplit(addresses.versioned(file.name, manifest.described(file.path).digest[: 2 * DIGEST_BYTES])).query
    except OSError:  # said elsewhere
        return NOTHING
    return NOTHING if urlsplit(address).query == query else msg("{!r} does not end in ?{}", address, query)


def pictures(site: Site, entry: Entry) -> Iterator[Finding]:
    """Whether the episode's own pictures are there, and as players want them."""
    if entry.cover:
        place = msg("{}: {}", entry.place, "itunes:image")
        yield from artwork.cover(site, entry.feed, entry.cover, place=place, remedy=REBUILD)
    for address in entry.pictures:
        if address != entry.cover:
            place = msg("{}: {}", entry.place, "podcast:image")
            yield from artwork.picture(site, entry.feed, address, place=place, remedy=REBUILD)


def notes(entry: Entry, mp3: File, tag: Tag | None, printed: str, linked: frozenset[str]) -> Iterator[Finding]:
    """What the show notes say and the page does not: that people speak, say."""
    there = reading.bare(" ".join((printed, *facts.sentences())))
    for text in entry.told if printed else ():
        said = reading.bare(text).strip(".:")
        if said not in there:
            message = msg("says {!r}, which is not on the page", text.strip()[:80])
            yield entry.feed.finding(NOTES, message, place=msg("{}: {}", entry.place, "content:encoded"))
    for link in sorted(entry.links - linked - {entry.link}) if printed else ():
        if not link.startswith(entry.link):  # a chapter's
            message = msg("links to {!r}, which is not on the page", link)
            yield entry.feed.finding(NOTES, message, place=msg("{}: {}", entry.place, "content:encoded"))
    for link in tag.links if tag else ():
        if link not in entry.links:
            message = msg("links to {!r}, which the feed's show notes do not name", link)
            yield mp3.finding(facts.SAME, message, place="WXXX")
    for address in tag.addresses if tag else ():
        if address not in printed and not any(link.startswith(address) for link in (*entry.links, entry.link)):
            message = msg("links to {!r}, which the feed's show notes do not name", address)
            yield mp3.finding(facts.SAME, message, place="COMM")
