"""One episode: each file is checked by itself, then all are compared with each other and with the entry in the feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from audiobuild.checking import (
    artwork,
    chapters,
    deeds,
    embed,
    enclosed,
    hearing,
    html_transcript,
    identity,
    marks,
    mp3_file,
    pages,
    phrases,
    publications,
    sentences,
    sounds,
    surroundings,
    tags,
    transcripts,
    unheard,
)
from audiobuild.checking.chapters import ChaptersFile
from audiobuild.checking.feed import FeedDocument
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.html_transcript import Turn
from audiobuild.checking.items import Entry
from audiobuild.checking.marks import Listing
from audiobuild.checking.mp3_file import MeasuredMp3
from audiobuild.checking.pages import EpisodePage
from audiobuild.checking.publications.narration import Narration
from audiobuild.checking.site import Site
from audiobuild.checking.statements import Statement, agreement, facts, stated
from audiobuild.checking.statements import pages as stated_by_pages
from audiobuild.checking.tags import Tag
from audiobuild.checking.transcripts import TranscriptCue
from audiobuild.inputs.files import is_file
from audiobuild.messages import msg
from audiobuild.model import Item
from audiobuild.publication import addresses
from audiobuild.site.manifest import Manifest


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
    """What the files of an episode hold; ``None`` for one that cannot be read. ``printed`` is all text of the page, ``linked``
    all that it links to."""

    files: PublishedFiles
    mp3: MeasuredMp3 | None
    tag: Tag | None
    page: EpisodePage | None
    narrations: Mapping[File, Narration]
    chapters: ChaptersFile | None
    vtt: tuple[TranscriptCue, ...] | None
    json: tuple[TranscriptCue, ...] | None
    srt: tuple[TranscriptCue, ...] | None
    html: tuple[Turn, ...] | None
    statements: tuple[Statement, ...]
    printed: str
    linked: frozenset[str]

    @property
    def duration_ms(self) -> int | None:
        """The length of the MP3; ``None`` where it cannot be read, or where its header cannot be trusted."""
        return self.mp3.duration_ms if self.mp3 else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What is wrong with an episode, what it says of the show, and how its pages differ from what the templates write: that is
    told of pages of which nothing else is."""

    findings: tuple[Finding, ...]
    statements: tuple[Statement, ...]
    differences: tuple[Finding, ...]


def check(
    site: Site,
    slug: str,
    feed: FeedDocument | None,
    entry: Entry | None,
    told: Sequence[Statement],
    meant: Manifest | None,
) -> Checked:
    """All that is wrong with dist/<slug>. ``feed`` and ``entry`` are missing where the feed does not list it; ``told`` is what
    manifest and list of episodes say of it."""
    findings: list[Finding] = []
    differences: list[Finding] = []
    item = meant.items.get(slug) if meant else None
    content = _read(site, slug, meant, item, findings, differences)
    listings = _listings(content, entry)
    if item:
        listings.append(identity.listing(site.named(addresses.MANIFEST), item))
    starts = marks.starts(listings)
    findings += marks.agreement(listings, content.duration_ms)
    if content.page:
        findings += pages.sections(content.files.page, content.page, starts)
        findings += pages.may_play(site, content.files.page, content.page)
    findings += _spoken(content, starts, site.named(addresses.MANIFEST), item)
    if content.mp3 and entry:
        findings += enclosed.files(site, slug, content.mp3, entry)
    if item and content.page:
        findings += sounds.credited(content.files.page, item, [content.printed])
    if item and entry:
        findings += sounds.credited(entry.feed, item, entry.told, msg("{}: {}", entry.place, "content:encoded"))
    if entry:
        findings += enclosed.pictures(site, entry)
        findings += artwork.small(site, f"{slug}/")
        findings += enclosed.notes(entry, content.files.mp3, content.tag, content.printed, content.linked)
    statements = [*told, *_said(site, feed, entry, content), *marks.statements(listings)]
    findings += agreement(one for one in statements if one.fact not in facts.SHOWS)
    return Checked(
        findings=tuple(findings),
        statements=tuple(one for one in statements if one.fact in facts.SHOWS),
        differences=tuple(differences),
    )


def _files(site: Site, slug: str) -> PublishedFiles:
    json, vtt, srt, html, chapters_json = (site.named(f"{slug}/{name}") for name in enclosed.LINKED)
    mp3, page = site.named(f"{slug}/{slug}.mp3"), site.named(f"{slug}/index.html")
    return PublishedFiles(mp3=mp3, page=page, vtt=vtt, json=json, srt=srt, html=html, chapters=chapters_json)


def _read(
    site: Site,
    slug: str,
    meant: Manifest | None,
    item: Item | None,
    findings: list[Finding],
    differences: list[Finding],
) -> EpisodeContent:
    """What each file holds. What is wrong with one by itself is added to ``findings``; the page is parsed once for all."""
    files = _files(site, slug)
    mp3 = mp3_file.check(files.mp3, findings, *([meant.loudness_lufs] if meant else ()))
    duration_ms = mp3.duration_ms if mp3 else None
    tag = tags.check(files.mp3, mp3.tag, duration_ms, findings) if mp3 else None
    tree = pages.parse(files.page, findings)
    findings += identity.findings(site.named(addresses.MANIFEST), item, tree) if item else ()
    page, address = None, f"{site.link}{slug}/" if site.link else ""
    linked: frozenset[str] = frozenset()
    statements: list[Statement] = []
    if tree is not None:
        page = pages.check(files.page, tree, address, findings)
        linked = pages.links(site, files.page, tree, findings)
        statements += stated_by_pages.episode(files.page, tree, address)
    findings += embed.check(site, files.page.beside(addresses.EMBED), tree, meant, item, differences)
    transcript = pages.parse(files.html, findings)
    if meant and item:
        differences += surroundings.episode(files.page, tree, meant, item) if tree is not None else ()
        differences += surroundings.transcript(files.html, transcript, meant, item) if transcript is not None else ()
    if transcript is not None:
        findings += deeds.findings(files.html, transcript)
        statements += stated_by_pages.transcript(files.html, transcript, address)
    narrations = publications.check(files.page, tree, duration_ms, findings)
    said = [one.text for one in narrations[files.page].sentences] if files.page in narrations else []
    statements += unheard.check(files.page, publications.offered(tree), said, findings)
    return EpisodeContent(
        files=files,
        mp3=mp3,
        tag=tag,
        page=page,
        chapters=chapters.check(site, files.chapters, findings),
        vtt=transcripts.vtt(files.vtt, findings),
        json=transcripts.podcast_json(files.json, findings),
        srt=transcripts.srt(files.srt, findings),
        html=html_transcript.check(files.html, transcript, findings),
        narrations=narrations,
        statements=tuple(statements),
        printed="" if tree is None else pages.all_text(tree),
        linked=linked,
    )


def _listings(content: EpisodeContent, entry: Entry | None) -> list[Listing]:
    """The chapters, wherever they are listed."""
    files, tag, page = content.files, content.tag, content.page
    return [
        *([Listing(file=files.mp3, what=msg("ID3 tag"), marks=tag.chapters)] if tag else ()),
        *([Listing(file=files.chapters, what="JSON", marks=content.chapters.marks)] if content.chapters else ()),
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


def _spoken(content: EpisodeContent, starts: Sequence[int], manifest: File, item: Item | None) -> Iterator[Finding]:
    """What is said, and when: transcripts, page, tag, chapters, manifest and sound are compared."""
    files = content.files
    heard, differences = sentences.agreement(
        {file: cues for file, cues in ((files.vtt, content.vtt), (files.json, content.json)) if cues is not None},
        None if content.srt is None else (files.srt, content.srt),
        (files.page, content.narrations[files.page].sentences) if files.page in content.narrations else None,
    )
    yield from differences
    spoken = [cue for cue in heard if cue.speaker]
    if content.html:
        yield from html_transcript.agreement(files.html, content.html, spoken)
    if content.page:
        yield from sentences.labelled(files.page, content.page.labels, heard)
    yield from sentences.parted(files.chapters, starts, heard)
    if item:
        yield from sounds.findings(manifest, item, heard, content.duration_ms)
    if content.duration_ms is not None:
        for file, cues in ((files.vtt, content.vtt), (files.json, content.json), (files.srt, content.srt)):
            yield from sentences.within(file, cues or (), content.duration_ms)
    if content.mp3:
        yield from mp3_file.speakers(files.mp3, content.mp3.powers, spoken)
        yield from hearing.findings(files.mp3, content.mp3.heard, heard, item.sounds if item else ())
    if content.tag:
        yield from sentences.in_lyrics(files.mp3, content.tag.text, spoken)


def _said(site: Site, feed: FeedDocument | None, entry: Entry | None, content: EpisodeContent) -> Iterator[Statement]:
    """What feed, MP3, page, transcripts and books say of the episode."""
    files = content.files
    if feed and entry:
        cover = entry.cover or next(iter(feed.images), "")
        yield from entry.statements
        yield stated(entry.feed, entry.place, facts.COVER_FILE, facts.address(cover))
        yield from _cover(site, cover)
    if content.mp3:
        yield stated(files.mp3, "", facts.HEARD, content.mp3.sound)
    if content.duration_ms is not None:
        yield stated(files.mp3, "", facts.DURATION, *facts.length(content.duration_ms))
        yield stated(files.mp3, "", facts.IN_MINUTES, *facts.in_minutes(content.duration_ms))
    yield from content.tag.statements if content.tag else ()
    yield from content.statements
    yield from content.chapters.statements if content.chapters else ()
    for narration in content.narrations.values():
        yield from narration.statements
    yield from phrases.statements(content.narrations, None if content.vtt is None else (files.vtt, content.vtt))


def _cover(site: Site, address: str) -> Iterator[Statement]:
    """The picture itself; what is wrong where it cannot be read is said elsewhere."""
    file = site.file(address) if address else None
    if file and is_file(file.path):
        with suppress(OSError):
            yield stated(file, "", facts.COVER, facts.digest(file.path.read_bytes()))
