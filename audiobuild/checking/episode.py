"""One episode: each file is checked by itself, then all are compared with each other and with the entry in the feed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from audiobuild.checking import (
    artwork,
    chapters,
    html_transcript,
    items,
    marks,
    mp3_file,
    pages,
    publications,
    reading,
    sentences,
    tags,
    transcripts,
)
from audiobuild.checking.feed import FeedDocument
from audiobuild.checking.finding import REBUILD, File, Finding
from audiobuild.checking.html_transcript import Turn
from audiobuild.checking.items import Entry
from audiobuild.checking.majority import most
from audiobuild.checking.marks import Listing, Mark
from audiobuild.checking.mp3_file import MeasuredMp3
from audiobuild.checking.pages import EpisodePage
from audiobuild.checking.publications.narration import NarratedSentence
from audiobuild.checking.site import Site
from audiobuild.checking.tags import Tag
from audiobuild.checking.transcripts import TranscriptCue
from audiobuild.messages import NOTHING, Message, msg
from audiobuild.publication import addresses
from audiobuild.publication.addresses import DIGEST_BYTES
from audiobuild.site import manifest

VERSION = msg("A corrected file has another address (podcast-namespace#122): the version in it goes with its bytes")
SAME = msg("One truth: what tag, feed and page call the same has the same name")
LINKED = (*addresses.TRANSCRIPTS, addresses.CHAPTERS)
"""The files beside the MP3 to which an entry of the feed links, in its order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedFiles:
    """The files of an episode, there or not. The books are found beside the page."""

    mp3: File
    page: File
    vtt: File
    json: File
    srt: File
    html: File
    chapters: File


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodeContent:
    """What the files of an episode hold; ``None`` for one that cannot be read."""

    files: PublishedFiles
    mp3: MeasuredMp3 | None
    tag: Tag | None
    page: EpisodePage | None
    narration: tuple[NarratedSentence, ...] | None
    chapters: tuple[Mark, ...] | None
    vtt: tuple[TranscriptCue, ...] | None
    json: tuple[TranscriptCue, ...] | None
    srt: tuple[TranscriptCue, ...] | None
    html: tuple[Turn, ...] | None

    @property
    def duration_ms(self) -> int | None:
        """The length of the MP3; ``None`` where it cannot be read, or where its header cannot be trusted."""
        return self.mp3.duration_ms if self.mp3 else None


def check(site: Site, slug: str, feed: FeedDocument | None, entry: Entry | None) -> tuple[Finding, ...]:
    """All that is wrong with dist/<slug>. ``feed`` and ``entry`` are missing where the feed does not list it."""
    findings: list[Finding] = []
    content = _read(site, slug, findings)
    listings = _listings(content, entry)
    starts = marks.starts(listings)
    findings += marks.agreement(listings, content.duration_ms)
    if content.page:
        findings += pages.sections(content.files.page, content.page, starts)
        findings += pages.plays(site, content.files.page, content.page, content.files.mp3)
    findings += _spoken(content, starts)
    if content.mp3 and entry:
        findings += _enclosed(site, slug, content.mp3, entry)
    if entry:
        findings += _pictured(site, entry)
    if feed and entry:
        findings += _named(site, feed, entry, content)
    return tuple(findings)


def _files(site: Site, slug: str) -> PublishedFiles:
    json, vtt, srt, html, chapters_json = (site.named(f"{slug}/{name}") for name in LINKED)
    mp3, page = site.named(f"{slug}/{slug}.mp3"), site.named(f"{slug}/index.html")
    return PublishedFiles(mp3=mp3, page=page, vtt=vtt, json=json, srt=srt, html=html, chapters=chapters_json)


def _read(site: Site, slug: str, findings: list[Finding]) -> EpisodeContent:
    """What each file holds. What is wrong with one by itself is added to ``findings``; the page is parsed once for all."""
    files = _files(site, slug)
    mp3 = mp3_file.check(files.mp3, findings)
    duration_ms = mp3.duration_ms if mp3 else None
    tag = tags.check(files.mp3, mp3.tag, duration_ms, findings) if mp3 else None
    tree = pages.parse(files.page, findings)
    page = None
    if tree is not None:
        page = pages.check(files.page, tree, f"{site.link}{slug}/" if site.link else "", findings)
        pages.links(site, files.page, tree, findings)
    return EpisodeContent(
        files=files,
        mp3=mp3,
        tag=tag,
        page=page,
        chapters=chapters.check(files.chapters, findings),
        vtt=transcripts.vtt(files.vtt, findings),
        json=transcripts.podcast_json(files.json, findings),
        srt=transcripts.srt(files.srt, findings),
        html=html_transcript.check(files.html, findings),
        narration=publications.check(files.page, tree, duration_ms, findings),
    )


def _listings(content: EpisodeContent, entry: Entry | None) -> list[Listing]:
    """The chapters, wherever they are listed."""
    files, tag, page = content.files, content.tag, content.page
    return [
        *([Listing(file=files.mp3, what=msg("ID3 tag"), marks=tag.chapters)] if tag else ()),
        *([Listing(file=files.chapters, what="JSON", marks=content.chapters)] if content.chapters else ()),
        *([Listing(file=files.page, what=msg("page"), marks=page.chapters)] if page else ()),
        *(
            [Listing(file=entry.feed, what=msg("{}: {}", entry.place, "psc:chapters"), marks=entry.chapters)]
            if entry
            else ()
        ),
        *(
            [Listing(file=entry.feed, what=msg("{}: {}", entry.place, "content:encoded"), marks=entry.notes)]
            if entry
            else ()
        ),
    ]


def _spoken(content: EpisodeContent, starts: Sequence[int]) -> Iterator[Finding]:
    """What is said, and when: transcripts, page, tag, chapters and sound are compared."""
    files = content.files
    spoken, differences = sentences.agreement(
        {file: cues for file, cues in ((files.vtt, content.vtt), (files.json, content.json)) if cues is not None},
        None if content.srt is None else (files.srt, content.srt),
        None if content.narration is None else (files.page, content.narration),
    )
    yield from differences
    if content.html:
        yield from html_transcript.agreement(files.html, content.html, spoken)
    yield from sentences.parted(files.chapters, starts, spoken)
    if content.duration_ms is not None:
        for file, cues in ((files.vtt, content.vtt), (files.json, content.json), (files.srt, content.srt)):
            yield from sentences.within(file, cues or (), content.duration_ms)
    if content.mp3:
        yield from mp3_file.speakers(files.mp3, content.mp3.powers, spoken)
    if content.tag:
        yield from sentences.in_lyrics(files.mp3, content.tag.text, spoken)


def _enclosed(site: Site, slug: str, mp3: MeasuredMp3, entry: Entry) -> Iterator[Finding]:
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
    if mp3.duration_ms is not None and entry.duration != str(round(mp3.duration_ms / 1000)):
        message = msg("is {}; the sound takes {} ms", entry.duration, mp3.duration_ms)
        yield entry.feed.finding(items.APPLE, message, place=msg("{}: {}", entry.place, "itunes:duration"))
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


def _pictured(site: Site, entry: Entry) -> Iterator[Finding]:
    """Whether the episode's own pictures are there, and as players want them."""
    if entry.cover:
        place = msg("{}: {}", entry.place, "itunes:image")
        yield from artwork.cover(site, entry.feed, entry.cover, place=place, remedy=REBUILD)
    for address in entry.pictures:
        if address != entry.cover:
            place = msg("{}: {}", entry.place, "podcast:image")
            yield from artwork.picture(site, entry.feed, address, place=place, remedy=REBUILD)


def _named(site: Site, feed: FeedDocument, entry: Entry, content: EpisodeContent) -> Iterator[Finding]:
    """Whether titles and links are the same everywhere, and the tag's picture is the feed's."""
    files, tag = content.files, content.tag
    titles = [
        (entry.feed, msg("{}: {}", entry.place, "title"), reading.plain(entry.title)),
        *([(files.mp3, "TIT2", reading.plain(tag.title))] if tag else ()),
        *([(files.page, "h1", reading.plain(content.page.title))] if content.page else ()),
    ]
    usual = most(title for _, _, title in titles)
    for file, place, title in titles:
        if title != usual:
            yield file.finding(SAME, msg("has the title {!r}, elsewhere it is {!r}", title, usual), place=place)
    if not tag:
        return
    for frame, tagged, listed in (
        ("TALB", tag.show, feed.title),
        ("TPE1", tag.author, feed.author),
        ("WOAF", tag.page, marks.ascii_address(entry.link)),
    ):
        if listed and reading.plain(tagged) != reading.plain(listed):
            yield files.mp3.finding(SAME, msg("says {!r}, the feed {!r}", tagged, listed), place=frame)
    for link in tag.links:
        if link not in entry.links:
            yield files.mp3.finding(
                SAME, msg("links to {!r}, which the feed's show notes do not name", link), place="WXXX"
            )
    shown = entry.cover or next(iter(feed.images), "")
    cover = site.file(shown) if shown else None
    if cover and cover.path.is_file() and tag.cover and cover.path.read_bytes() != tag.cover:
        yield files.mp3.finding(SAME, msg("is another picture than {}", cover.name), place="APIC")
