"""What the manifest says: what the build meant to publish. It speaks first, so that it is right where two differ."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import suppress
from uuid import NAMESPACE_URL, uuid5

from audiobuild import clock
from audiobuild.checking.finding import File
from audiobuild.checking.reading import plain
from audiobuild.checking.statements import Fact, Statement, facts, stated
from audiobuild.languages.words import words
from audiobuild.model import Item
from audiobuild.publication import addresses, disclosure, guids, show_notes
from audiobuild.site.manifest import FeedIntentions, Manifest
from audiobuild.site.templates import utc


def intentions(file: File, meant: FeedIntentions, place: str = "") -> Iterator[Statement]:
    """What a feed tells directories and apps, or, at a ``place``, what it was meant to tell them."""
    for name, fact in facts.INTENTIONS.items():
        element = place or f"channel: {_ELEMENTS[name]}"
        said = getattr(meant, name)
        said = facts.told(said) if name == "copyright" else said
        yield stated(file, element, fact, facts.address(said) if name == "link" else said)


_ELEMENTS = {
    "guid": "podcast:guid",
    "link": "link",
    "locked": "podcast:locked",
    "explicit": "itunes:explicit",
    "blocked": "itunes:block",
    "complete": "itunes:complete",
    "moved_to": "itunes:new-feed-url",
    "email": "itunes:owner: itunes:email",
    "type": "itunes:type",
    "category": "itunes:category",
    "funding": "podcast:funding",
    "funding_text": "podcast:funding",
    "copyright": "copyright",
    "frequency": "podcast:updateFrequency",
    "verify": "itunes:applepodcastsverify",
    "licence_url": "podcast:license",
}


def show(file: File, manifest: Manifest) -> Iterator[Statement]:
    """What it keeps of the show."""
    feed = manifest.feed
    yield from intentions(file, feed, "feed")
    yield stated(file, "feed", facts.SHOW, plain(feed.title))
    yield stated(file, "feed", facts.AUTHOR, plain(feed.author))
    yield stated(file, "feed", facts.DESCRIPTION, facts.told(feed.description))
    yield stated(file, "feed", facts.SHOW_LANGUAGE, *facts.language(feed.language))
    yield stated(file, "feed", facts.LICENCE, plain(feed.licence).lower())
    for name in _covers(manifest):
        yield stated(file, "files", facts.SHOW_COVER, facts.address(f"{manifest.feed.link}{name}"))


def _covers(manifest: Manifest) -> list[str]:
    """The show's picture, if one alone can be it."""
    names = [name for name in manifest.files if name in addresses.COVERS]
    return names if len(names) == 1 and manifest.feed.link else []


def episode(file: File, manifest: Manifest, item: Item, author: str) -> Iterator[Statement]:
    """What it keeps of an episode. ``author`` is that of the show, by its feed."""
    about, place, origins = item.about, f"items.{item.slug}", disclosure.of_item(item)
    named = [(speaker.name, facts.ROLES[speaker.role]) for speaker in about.participants]
    when = facts.moment(clock.instant(about.date, manifest.timezone).replace(microsecond=0))
    link, slug = manifest.feed.link, item.slug
    said: dict[Fact, tuple[Hashable, ...]] = {
        facts.TITLE: (plain(about.title),),
        facts.SUMMARY: (facts.told(about.summary),),
        facts.LANGUAGE: facts.language(about.language),
        facts.DATE: (about.date.isoformat()[:10], *when[1:]),
        facts.MODIFIED: (utc(max(clock.instant(day, manifest.timezone) for day in about.dates)),),
        facts.DURATION: facts.length(item.duration_ms),
        facts.IN_MINUTES: facts.in_minutes(item.duration_ms),
        facts.SPEAKERS: facts.speakers(named, author),
        facts.SEASON: (str(about.season or ""),),
        facts.EPISODE: (str(about.episode or ""),),
        facts.SEASON_NAME: (manifest.seasons.get(str(about.season), ""),),
        facts.KIND: (about.type,),
        facts.HEARD: (item.mp3.sound,),
        facts.COMMENT: (plain(show_notes.plain(about, item.credits)),),
        facts.VOICES: facts.disclosed(disclosure.notice(words(about.language), origins)),
        facts.ANY_VOICE: ("false" if item.recorded and not item.synthetic else "true",),
    }
    if item.pictures:
        said[facts.DESCRIBED] = (plain(about.image_alt or about.title),)
    said[facts.INTENTIONS["explicit"]] = (manifest.feed.explicit,)
    if link:
        mp3 = addresses.EpisodeFiles(slug).mp3
        own = [f"{slug}/{picture.name}" for picture in item.pictures[:1]]
        for name in own or _covers(manifest):
            said[facts.COVER_FILE] = (facts.address(f"{link}{name}"),)
        said[facts.PAGE] = (facts.address(f"{link}{slug}/"),)
        said[facts.SOUND] = (facts.address(f"{manifest.media_link or link}{slug}/{mp3}"),)
    with suppress(ValueError):
        said[facts.GUID] = (guids.of(manifest.feed.guid, item),)
    for fact, value in said.items():
        yield stated(file, place, fact, *value)
    files = addresses.EpisodeFiles(slug)
    for name in (*addresses.TRANSCRIPTS, *files.read, *sorted(files.media)):
        if link and f"{slug}/{name}" in manifest.files and not name.endswith(".mp3"):
            below = (manifest.media_link or link) if addresses.is_media(f"{slug}/{name}") else link
            address = facts.address(f"{below}{slug}/{name}")
            yield Statement(fact=facts.FILE, file=file, place=place, said=(address,), of=facts.kind(name))
        if link and f"{slug}/{name}" in manifest.files and name in (files.epub, files.daisy, files.pef):
            said_to_be = f"urn:uuid:{uuid5(NAMESPACE_URL, f'{link}{slug}/{name}')}"
            yield Statement(fact=facts.IDENTIFIED, file=file, place=place, said=(said_to_be,), of=name)
