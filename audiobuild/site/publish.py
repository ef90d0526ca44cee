"""The only room that writes to dist/.

An episode is written into a folder beside its place and moved there when it is whole; the feed comes last, so nothing that
it names is ever missing.
"""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from audiobuild import clock
from audiobuild.clock import instant
from audiobuild.errors import OutputError, Problem
from audiobuild.files import write_atomically
from audiobuild.model import Audio, Item, Mp3File, Part, Show, Timeline
from audiobuild.publication import addresses, config
from audiobuild.publication.config import DIST, STATE, Publication
from audiobuild.site.writers import chapters, daisy, epub, feed, id3, page, transcript
from audiobuild.site.writers import cover as covers
from audiobuild.sound import mp3
from audiobuild.speech.cache import Cache

Writer = Callable[[BinaryIO], None]

DIGEST_BYTES = 8
"""Of the digests in the addresses of files that may change."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """The show's cover, and its file name in dist/."""

    name: str
    data: bytes


# --- an episode -----------------------------------------------------------------------------------------------------


def write_episode(publication: Publication, timeline: Timeline, cache: Cache, picture: Picture) -> Mp3File:
    """Write the episode's folder, and say what its MP3 is. Raises OutputError."""
    show, slug = publication.show, timeline.interview.slug
    address, files = addresses.page(show, slug), addresses.EpisodeFiles(slug)
    writers: dict[str, Writer] = {
        addresses.PAGE: partial(page.episode, show=show, timeline=timeline, cover=picture.name),
        addresses.CHAPTERS: partial(chapters.write, show=show, timeline=timeline, page=address),
        addresses.VTT: partial(transcript.vtt, timeline=timeline),
        addresses.SRT: partial(transcript.srt, timeline=timeline),
        addresses.JSON: partial(transcript.podcast_json, timeline=timeline),
    }
    with _whole(publication.root / DIST / slug) as folder:
        tag = id3.tag(show, timeline, picture.data, link=address)
        mp3_file = _write_mp3(folder / files.mp3, tag, timeline, cache, show.audio)
        mp3_of = partial(_part, folder / files.mp3, len(tag), show.audio)
        writers |= {
            files.epub: partial(
                epub.write, show=show, timeline=timeline, cover=picture.data, cover_name=picture.name, mp3_of=mp3_of
            ),
            files.daisy: partial(daisy.write, show=show, timeline=timeline, mp3_of=mp3_of),
        }
        for name, write in writers.items():
            with (folder / name).open("wb") as sink:
                write(sink)
        return mp3_file


def _write_mp3(path: Path, tag: bytes, timeline: Timeline, cache: Cache, audio: Audio) -> Mp3File:
    """Tag, Info header and frames; the header is filled in last, since it holds the checksum of what follows it."""
    silent = mp3.silent_frame(audio)
    crc, digest = 0, blake2b(digest_size=DIGEST_BYTES)
    with path.open("wb") as file:
        file.write(tag)
        file.write(bytes(audio.frame_bytes))
        for joint in (*timeline.joints, mp3.tail_frames(audio)):
            frames = silent * joint if isinstance(joint, int) else cache.frames(joint)
            crc = mp3.crc16(frames, crc)
            digest.update(frames)
            file.write(frames)
        size = file.tell()
        file.seek(len(tag))
        file.write(mp3.info_frame(audio, frames=timeline.frames, music_crc=crc))
    return Mp3File(bytes=size, digest=digest.hexdigest())


def _part(path: Path, tag_bytes: int, audio: Audio, part: Part) -> bytes:
    """A part of the episode's MP3 as an MP3 of its own. Every frame has the same size: its place follows from its number."""
    with path.open("rb") as file:
        file.seek(tag_bytes + (1 + part.start_frame) * audio.frame_bytes)
        return mp3.whole(file.read(part.frames * audio.frame_bytes), audio)


@contextmanager
def _whole(place: Path) -> Iterator[Path]:
    """A folder to write into, which takes its place when it is finished. One that says the same as before is dropped, so
    that its files keep their dates and are not uploaded again."""
    part, old = place.with_name(f".{place.name}.part"), place.with_name(f".{place.name}.old")
    try:
        for left_over in (part, old):
            shutil.rmtree(left_over, ignore_errors=True)
        part.mkdir(parents=True)
        yield part
        if _same(part, place):
            shutil.rmtree(part)
            return
        if place.exists():
            place.rename(old)
        part.rename(place)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise OutputError(
            Problem(place=str(error.filename or place), message=f"cannot be written: {error.strerror}")
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _same(one: Path, other: Path) -> bool:
    names = sorted(path.name for path in one.iterdir())
    if not other.is_dir() or names != sorted(path.name for path in other.iterdir()):
        return False
    return filecmp.cmpfiles(one, other, names, shallow=False)[0] == names


def settings(show: Show, picture: Picture) -> str:
    """A digest of all that an episode's files say of the show."""
    return blake2b(repr(show).encode() + picture.data, digest_size=DIGEST_BYTES).hexdigest()


# --- the show -------------------------------------------------------------------------------------------------------


def write_show(publication: Publication, items: Iterable[Item], picture: Picture, note: Callable[[str], None]) -> None:
    """Write what tells of all episodes, the feed last; ``note`` is told of each whose day has not come.

    Raises OutputError, and ConfigError for a SOURCE_DATE_EPOCH that is no number.
    """
    settings, dist = publication.show, publication.root / DIST
    now = clock.now()
    due = _due(items, now, note)
    address = feed.versioned(picture.name, blake2b(picture.data, digest_size=DIGEST_BYTES).hexdigest())
    feeds = dict(feed.write(settings, due, cover=address, built=clock.given() or _last_change(due)))
    files: Mapping[str, bytes] = {
        picture.name: picture.data,
        addresses.STYLE: page.style(),
        addresses.PLAYER: page.script(),
        addresses.INDEX: page.index(settings, due, cover=picture.name),
        **feeds,
    }
    for name, data in files.items():
        path = dist / name
        if not path.is_file() or path.read_bytes() != data:
            write_atomically(path, data)
    for path in dist.glob("feed-*.xml"):
        if path.name not in feeds:
            path.unlink()


def cover(publication: Publication) -> Picture:
    """The show's picture; drawn where the editor gives none. Raises ConfigError."""
    show, state = publication.show, publication.root / STATE
    if show.image:
        data, name = covers.given(show, config.picture(publication))
        return Picture(name=name, data=data)
    drawn = state / "covers" / f"{covers.fingerprint(show)}.jpg"
    if not drawn.is_file():
        write_atomically(drawn, covers.draw(show))
    return Picture(name="cover.jpg", data=drawn.read_bytes())


def _due(items: Iterable[Item], now: datetime, note: Callable[[str], None]) -> Sequence[Item]:
    """The episodes whose day has come. A feed must not hold others: players sort or hide what lies in the future."""
    due = []
    for item in items:
        day = instant(item.about.date)
        if day <= now:
            due.append(item)
        else:
            note(
                f"content/{item.slug}.md: is dated {day.astimezone(UTC):%Y-%m-%d %H:%M} UTC, and not in the feed before; "
                f"build again then. Its page is public as soon as dist/{item.slug} is"
            )
    return due


def _last_change(items: Iterable[Item]) -> datetime:
    """When the show last changed, by what the editor wrote: the same content gives the same feed on any day."""
    dates = [day for item in items for day in item.about.dates]
    return max(map(instant, dates), default=datetime.fromtimestamp(0, UTC))
