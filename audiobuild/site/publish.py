"""What files an edition of dist/ holds: those of each episode, and those of the show."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from audiobuild import clock
from audiobuild.clock import instant
from audiobuild.model import Audio, Book, Directories, EarlierEpisode, Item, Mp3File, Part, Show, Timeline
from audiobuild.publication import addresses, config
from audiobuild.publication.addresses import DIGEST_BYTES
from audiobuild.publication.config import Publication
from audiobuild.site import artwork, illustrations, louis, manifest, timeline_file
from audiobuild.site import cover as writer
from audiobuild.site.edition import Edition
from audiobuild.site.illustrations import Illustration
from audiobuild.site.manifest import Manifest, PublishedFile
from audiobuild.site.pictures import EpisodePictures, drawn, small
from audiobuild.site.writers import braille, chapters, daisy, docx, epub, feed, id3, page, transcript
from audiobuild.sound import mp3
from audiobuild.sound.checksum import crc16
from audiobuild.speech.cache import Cache
from audiobuild.store import Store

Writer = Callable[[BinaryIO], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """The show's cover, and its file name in dist/; and what is made of it, by names."""

    name: str
    data: bytes
    others: Mapping[str, bytes] = field(default_factory=dict)


# --- an episode -----------------------------------------------------------------------------------------------------


def write_episode(
    edition: Edition,
    show: Show,
    timeline: Timeline,
    sound: Iterable[bytes],
    picture: Picture,
    own: EpisodePictures | None,
    pictures: Mapping[str, Illustration],
    kept: Store,
    *,
    draft: bool = False,
) -> Mp3File:
    """Write the episode's folder, and say what its MP3 is. ``sound`` is the timeline's, in whole frames with the tail. Its
    ``own`` cover stands for the show's ``picture``; ``pictures`` are those in its text, ``kept`` where their bytes are.
    ``draft``: its page says that it is not published. Raises OutputError."""
    slug = timeline.interview.slug
    address, files = addresses.page(show, slug), addresses.EpisodeFiles(slug)
    picture_of = partial(illustrations.data, kept=kept)
    writers: dict[str, Writer] = {
        addresses.PAGE: partial(
            page.episode, show=show, timeline=timeline, cover=picture.name, own=own, pictures=pictures, draft=draft
        ),
        addresses.EMBED: partial(page.embed, show=show, timeline=timeline, own=own, pictures=pictures),
        addresses.CHAPTERS: partial(chapters.write, show=show, timeline=timeline, page=address),
        addresses.VTT: partial(transcript.vtt, timeline=timeline),
        addresses.SRT: partial(transcript.srt, timeline=timeline),
        addresses.JSON: partial(transcript.podcast_json, timeline=timeline),
        addresses.HTML: partial(transcript.html, timeline=timeline, page=address),
        addresses.TIMELINE: partial(_dump, timeline),
    }
    writers |= {one.name: partial(_copy, picture_of, one) for one in pictures.values()}
    cover = Picture(name=own.cover.name, data=own.data[own.cover.name]) if own else picture
    for name, data in own.data.items() if own else ():
        with edition.file(f"{slug}/{name}") as sink:
            sink.write(data)
    tag = id3.tag(show, timeline, cover.data, link=address)
    with edition.file(f"{slug}/{files.mp3}") as file:
        mp3_file = _write_mp3(file, tag, sound, timeline.frames, show.audio)
        mp3_of = partial(_part, file, len(tag), show.audio)
        shown: Any = {"own": own, "pictures": pictures, "picture_of": picture_of}
        sheets = cache(partial(braille.laid, show, timeline))
        books: dict[Book, dict[str, Writer]] = {
            "epub": {
                files.epub: partial(
                    epub.write,
                    show=show,
                    timeline=timeline,
                    cover=cover.data,
                    cover_name=cover.name,
                    mp3_of=mp3_of,
                    **shown,
                )
            },
            "daisy": {files.daisy: partial(daisy.write, show=show, timeline=timeline, mp3_of=mp3_of, **shown)},
            "braille": {
                files.brf: partial(braille.brf, pages=sheets),
                files.pef: partial(braille.pef, show=show, timeline=timeline, pages=sheets),
            },
            "docx": {
                files.docx: partial(docx.write, show=show, timeline=timeline, pictures=pictures, picture_of=picture_of)
            },
        }
        for book in show.books:
            writers |= books[book]
        for name, write in writers.items():
            with edition.file(f"{slug}/{name}") as sink:
                write(sink)
    return mp3_file


def _copy(picture_of: Callable[[Illustration], bytes], picture: Illustration, sink: BinaryIO) -> None:
    sink.write(picture_of(picture))


def _dump(timeline: Timeline, sink: BinaryIO) -> None:
    sink.write(timeline_file.dumped(timeline))


def joined(timeline: Timeline, clips: Cache, audio: Audio) -> Iterator[bytes]:
    """The timeline's sound: its clips, the silence between them, and the tail."""
    silent = mp3.silent_frame(audio)
    for joint in (*timeline.joints, mp3.tail_frames(audio)):
        yield silent * joint if isinstance(joint, int) else clips.frames(joint)


def _write_mp3(file: BinaryIO, tag: bytes, sound: Iterable[bytes], frames: int, audio: Audio) -> Mp3File:
    """Tag, Info header and frames; the header is filled in last, since it holds the checksum of what follows it."""
    crc, digest = 0, blake2b(digest_size=DIGEST_BYTES)
    file.write(tag)
    file.write(bytes(audio.frame_bytes))
    for piece in sound:
        crc = crc16(piece, crc)
        digest.update(piece)
        file.write(piece)
    size = file.tell()
    file.seek(len(tag))
    file.write(mp3.info_frame(audio, frames=frames, music_crc=crc))
    return Mp3File(bytes=size, sound=digest.hexdigest())


def _part(file: BinaryIO, tag_bytes: int, audio: Audio, part: Part) -> bytes:
    """A part of the episode's MP3 as an MP3 of its own. Every frame has the same size: its place follows from its number."""
    file.seek(tag_bytes + (1 + part.start_frame) * audio.frame_bytes)
    return mp3.whole(file.read(part.frames * audio.frame_bytes), audio)


def inputs(
    settings: str,
    script: str,
    sounds: str,
    own: str,
    pictures: Iterable[Illustration] = (),
    books: Collection[Book] = (),
) -> str:
    """A digest of all that an episode's files depend on: the show's settings, its script, the fingerprint of its sounds and the
    digest of its ``own`` picture as texts, the pictures in it, and this program with the libraries that write formats, also the
    system's where ``books`` need it."""
    libraries = [version(name) for name in ("jinja2", "lxml", "mutagen")]
    libraries += [louis.version()] if "braille" in books else []
    shown = [picture.name for picture in pictures]
    facts = "\0".join((settings, script, sounds, own, _program(), sys.version, *libraries, *shown))
    return blake2b(facts.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()


@cache
def _program() -> str:
    """A digest of this program's own files, so that whoever changes it sees the change."""
    digest = blake2b(digest_size=DIGEST_BYTES)
    folder = Path(__file__).parents[1]
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


_NOT_SAID: Mapping[str, Any] = {
    "max_characters": None,
    "publish": "",
    "publish_media": "",
    "feed_episodes": 1,
    "moved_from": (),
    "frequency": "",
    "complete": False,
    "seasons": {},
    "verify": "",
    "directories": Directories(),
    "episode_covers": False,
}


def settings(show: Show, picture: Picture) -> str:
    """A digest of all that an episode's files say of the show. What only the build goes by, or the feed says, is left out."""
    said = replace(show, **_NOT_SAID)
    return blake2b(repr(said).encode() + picture.data, digest_size=DIGEST_BYTES).hexdigest()


# --- the show -------------------------------------------------------------------------------------------------------


def write_show(
    edition: Edition,
    show: Show,
    items: Sequence[Item],
    picture: Picture,
    before: Manifest,
    *,
    earlier: Sequence[EarlierEpisode] = (),
    drafts: Collection[str] = (),
) -> datetime:
    """Write what tells of all episodes; when the show last changed. That is as ``before``, the edition that lies there, says,
    if the feeds are still the same; else now. The first says the last day that the editor wrote: the same content gives the
    same bytes on any day. ``drafts`` are the slugs of those that are not published.

    Raises OutputError, and ConfigError for a SOURCE_DATE_EPOCH that is no number.
    """
    address = addresses.versioned(picture.name, blake2b(picture.data, digest_size=DIGEST_BYTES).hexdigest())
    feeds_of = partial(_feeds, show, items, earlier, address, edition.files)
    changed = clock.given() or before.changed or _last_change(items, earlier, show.timezone)
    feeds = feeds_of(changed)
    if before.changed and not _same(feeds, before):
        changed = clock.now()
        feeds = feeds_of(changed)
    files: Mapping[str, bytes] = {
        picture.name: picture.data,
        **picture.others,
        **page.assets(),
        addresses.INDEX: page.index(show, items, earlier, cover=picture.name, drafts=drafts),
        **feeds,
    }
    for name, data in files.items():
        with edition.file(name) as sink:
            sink.write(data)
    return changed


def _feeds(
    show: Show,
    items: Sequence[Item],
    earlier: Sequence[EarlierEpisode],
    cover: str,
    files: Mapping[str, PublishedFile],
    changed: datetime,
) -> dict[str, bytes]:
    return dict(feed.write(show, items, earlier, cover=cover, built=changed, digest=lambda name: files[name].digest))


def _same(feeds: Mapping[str, bytes], before: Manifest) -> bool:
    """Whether these are the feeds that lie there."""
    return all(name in before.files and before.files[name] == manifest.of(data) for name, data in feeds.items())


def cover(publication: Publication, covers: Store) -> Picture:
    """The show's picture; drawn where the editor gives none, and kept in ``covers``. Raises ConfigError."""
    show = publication.show
    if show.image:
        data, name = writer.given(show, config.picture(publication))
        icon = artwork.icon(data, writer.ICON)
    else:
        face = writer.of_show(show)
        data, name, icon = drawn(face, covers), addresses.COVER, writer.icon(face)
    return Picture(name=name, data=data, others={**small(data, covers), addresses.ICON: icon})


def check_cover(publication: Publication) -> None:
    """Raise what :func:`cover` would, and keep nothing."""
    if publication.show.image:
        writer.given(publication.show, config.picture(publication))


def _last_change(items: Iterable[Item], earlier: Iterable[EarlierEpisode], timezone: str) -> datetime:
    """When the show last changed, by what the editor wrote: the same content gives the same feed on any day."""
    dates = (instant(day, timezone) for item in items for day in item.about.dates)
    return max((*dates, *(episode.published for episode in earlier)), default=datetime.fromtimestamp(0, UTC))
