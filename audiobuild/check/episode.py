"""One episode: its files by themselves, then held against each other and against its entry in the feed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias
from urllib.parse import urlsplit

from audiobuild.check import audio, chapters, items, marks, pages, publications, reading, sentences, tags, transcripts
from audiobuild.check.feed import Page as Feed
from audiobuild.check.finding import File, Finding
from audiobuild.check.items import Entry
from audiobuild.check.majority import most
from audiobuild.check.marks import Listing
from audiobuild.check.site import Site
from audiobuild.check.tags import Tag

VERSION = "A corrected episode has another address (podcast-namespace#122): the version in it goes with the sound"
SAME = "One truth: what tag, feed and page call the same has the same name"
Titles: TypeAlias = "list[tuple[File, str, str]]"
FILES = ("transcript.vtt", "transcript.json", "transcript.srt", "chapters.json")


def check(site: Site, slug: str, feed: Feed | None, entry: Entry | None) -> tuple[Finding, ...]:
    """All that is wrong with dist/<slug>. ``feed`` and ``entry`` are missing where the feed does not list it."""
    findings: list[Finding] = []
    mp3, page_file, *_ = files = [site.named(f"{slug}/{name}") for name in (f"{slug}.mp3", "index.html", *FILES)]
    vtt_file, json_file, srt_file, chapters_file = files[2:]
    sound = audio.check(mp3, findings)
    duration_ms = sound.duration_ms if sound else None
    tag = tags.check(mp3, sound.tag, duration_ms, findings) if sound else None
    page = pages.check(page_file, f"{site.link}{slug}/" if site.link else "", findings)
    pages.links(page_file, findings)
    listed = chapters.check(chapters_file, findings)
    vtt, segments = transcripts.vtt(vtt_file, findings), transcripts.podcast_json(json_file, findings)
    srt = transcripts.srt(srt_file, findings)
    told = publications.episode(page_file, duration_ms, findings)

    listings = [
        *([Listing(file=mp3, what="ID3 tag", marks=tag.chapters)] if tag else ()),
        *([Listing(file=chapters_file, what="JSON", marks=listed)] if listed else ()),
        *([Listing(file=page_file, what="page", marks=page.chapters)] if page else ()),
        *([Listing(file=entry.feed, what=f"{entry.place}: psc:chapters", marks=entry.chapters)] if entry else ()),
        *([Listing(file=entry.feed, what=f"{entry.place}: content:encoded", marks=entry.notes)] if entry else ()),
    ]
    starts = marks.starts(listings)
    findings += marks.agreement(listings, duration_ms)
    if page:
        findings += pages.sections(page_file, page, starts)
    spoken, differences = sentences.agreement(
        {file: cues for file, cues in ((vtt_file, vtt), (json_file, segments)) if cues is not None},
        None if srt is None else (srt_file, srt),
        (page_file, told) if told is not None else None,
    )
    findings += differences
    findings += sentences.parted(chapters_file, starts, spoken)
    if duration_ms is not None:
        for file, cues in ((vtt_file, vtt), (json_file, segments), (srt_file, srt)):
            findings += sentences.within(file, cues or (), duration_ms)
    if sound:
        findings += audio.speakers(mp3, sound.powers, spoken)
    if tag:
        findings += sentences.in_lyrics(mp3, tag.text, spoken)
    if sound and entry:
        findings += _enclosed(site, slug, sound, entry)
    if feed and entry:
        titles = [
            (entry.feed, f"{entry.place}: title", entry.title),
            *([(mp3, "TIT2", tag.title)] if tag else ()),
            *([(page_file, "h1", page.title)] if page else ()),
        ]
        findings += _named(site, feed, entry, mp3, tag, titles)
    return tuple(findings)


def _enclosed(site: Site, slug: str, sound: audio.Sound, entry: Entry) -> Iterator[Finding]:
    """Whether the enclosure is the MP3 that lies there, and the other addresses the files beside it."""
    place = f"{entry.place}: enclosure"
    if entry.length != str(sound.bytes):
        yield entry.feed.finding(
            items.ENCLOSURE, f"has the length {entry.length}; the file has {sound.bytes}", place=place
        )
    file = site.file(entry.url)
    if file is None or file.name != site.named(f"{slug}/{slug}.mp3").name:
        yield entry.feed.finding(items.ENCLOSURE, f"{entry.url!r} is not the episode's MP3", place=place)
    version = f"v={sound.digest}.mp3"
    if urlsplit(entry.url).query != version:
        yield entry.feed.finding(VERSION, f"{entry.url!r} does not end in ?{version}", place=place)
    if sound.duration_ms is not None and entry.duration != str(round(sound.duration_ms / 1000)):
        message = f"is {entry.duration}; the sound takes {sound.duration_ms} ms"
        yield entry.feed.finding(items.APPLE, message, place=f"{entry.place}: itunes:duration")
    for address, name in zip(entry.files, FILES, strict=False):
        file = site.file(address)
        if file is None or file.name != site.named(f"{slug}/{name}").name:
            yield entry.feed.finding(reading.THERE, f"{address!r} is not the episode's {name}", place=entry.place)


def _named(site: Site, feed: Feed, entry: Entry, mp3: File, tag: Tag | None, titles: Titles) -> Iterator[Finding]:
    """Whether titles and links are the same everywhere, and the tag's picture is the feed's."""
    found = [(file, place, reading.plain(title)) for file, place, title in titles]
    usual = most(title for _, _, title in found)
    for file, place, title in found:
        if title != usual:
            yield file.finding(SAME, f"has the title {title!r}, elsewhere it is {usual!r}", place=place)
    if not tag:
        return
    for frame, here, there in (
        ("TALB", tag.show, feed.title),
        ("TPE1", tag.author, feed.author),
        ("WOAF", tag.page, marks.ascii_address(entry.link)),
    ):
        if there and reading.plain(here) != reading.plain(there):
            yield mp3.finding(SAME, f"says {here!r}, the feed {there!r}", place=frame)
    cover = site.file(feed.images[0]) if feed.images else None
    if cover and cover.path.is_file() and tag.cover and cover.path.read_bytes() != tag.cover:
        yield mp3.finding(SAME, f"is another picture than {cover.name}", place="APIC")
