"""The pipeline as one function, and the only room that writes to dist/.

An episode is written into a folder beside its place and moved there when it is whole; the feed comes last, so nothing that
it names is ever missing.
"""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from audiobuild import clips, content, engines, mp3, script, timeline
from audiobuild.cache import Cache
from audiobuild.config import DIST, STATE, Publication
from audiobuild.errors import AudiobuildError, EngineError, OutputError, Problem
from audiobuild.files import write_atomically
from audiobuild.languages.words import words
from audiobuild.model import Audio, Episode, Interview, Item, Segment, Show, Timeline
from audiobuild.outline import Part, outline
from audiobuild.writers import chapters, cover, daisy, epub, feed, id3, page, transcript

_ITEM = TypeAdapter(Item)


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What a build says of an episode; ``bytes`` is the size of its MP3."""

    slug: str
    duration_ms: int
    segments: int
    synthesised: int
    cached: int
    bytes: int


def scripts(publication: Publication, slugs: Sequence[str] = ()) -> tuple[tuple[Interview, tuple[Segment, ...]], ...]:
    """The interviews, all or those named, each with its script.

    Raises ContentError or ConfigError with every problem of every interview, and EngineError where a voice that is needed
    cannot speak here.
    """
    written = []
    failed: list[AudiobuildError] = []
    for interview in content.load(publication.root, slugs):
        try:
            written.append((interview, script.write(interview, publication)))
        except AudiobuildError as error:
            failed.append(error)
    if failed:
        raise type(failed[0])(problem for error in failed for problem in error.problems)
    _check_voices(publication, (segment for _, segments in written for segment in segments))
    return tuple(written)


def build(
    publication: Publication,
    slugs: Sequence[str] = (),
    *,
    jobs: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
    notify: Callable[[str], None] = lambda service: None,
) -> tuple[Built, ...]:
    """Build all interviews or those named, then the show's pages and feed.

    ``progress`` is told how many of how many new sentences are spoken; ``notify`` each service, before it is sent the
    first text. Raises the errors of its steps; whatever was
    synthesised stays cached, and what is published is never half of something.
    """
    show, root = publication.show, publication.root
    written = scripts(publication, slugs)
    cache = Cache(root / STATE / "clips")
    filled = clips.fill(
        [clips.Script(path=interview.path, segments=segments) for interview, segments in written],
        voices=publication.voices,
        audio=show.audio,
        cache=cache,
        jobs=jobs,
        progress=progress,
        notify=notify,
    )
    picture, picture_name = _cover(publication)
    built = []
    for (interview, segments), made in zip(written, filled, strict=True):
        laid = timeline.lay(interview, segments, made.clips, show.pauses)
        size = _publish_episode(root, show, Episode(interview=interview, timeline=laid), cache, picture, picture_name)
        _remember(root, _item(interview, laid, segments, size))
        built.append(_built(interview, laid, len(segments), made.synthesised, size))
    _publish_show(publication, picture, picture_name)
    return tuple(built)


# --- an episode -----------------------------------------------------------------------------------------------------


def _publish_episode(root: Path, show: Show, episode: Episode, cache: Cache, picture: bytes, picture_name: str) -> int:
    """Write the episode's folder; the size of its MP3 in bytes."""
    slug = episode.interview.slug
    address = f"{show.link}{slug}/"
    read = outline(episode)
    files = {
        "index.html": page.episode(show, episode, read, cover=picture_name),
        "chapters.json": chapters.write(show, episode, address),
        "transcript.vtt": transcript.vtt(episode),
        "transcript.srt": transcript.srt(episode),
        "transcript.json": transcript.podcast_json(episode),
    }
    with _whole(root / DIST / slug) as folder:
        for name, data in files.items():
            (folder / name).write_bytes(data)
        tag = id3.tag(show, episode, picture, link=address)
        audio = folder / f"{slug}.mp3"
        size = _write_mp3(audio, tag, episode.timeline, cache, show.audio)
        part = partial(_part, audio, len(tag), show.audio)
        with (folder / f"{slug}.epub").open("wb") as file:
            epub.write(file, show, episode, read, cover=picture, cover_name=picture_name, audio=part)
        with (folder / f"{slug}-daisy.zip").open("wb") as file:
            daisy.write(file, show, episode, read, audio=part)
        return size


def _write_mp3(path: Path, tag: bytes, laid: Timeline, cache: Cache, audio: Audio) -> int:
    """Tag, Info header and frames; the header is filled in last, since it holds the checksum of what follows it."""
    silent = mp3.silent_frame(audio)
    crc = 0
    with path.open("wb") as file:
        file.write(tag)
        file.write(bytes(audio.frame_bytes))
        for joint in (*laid.joints, mp3.tail_frames(audio)):
            frames = silent * joint if isinstance(joint, int) else cache.frames(joint)
            crc = mp3.crc16(frames, crc)
            file.write(frames)
        size = file.tell()
        file.seek(len(tag))
        file.write(mp3.info_frame(audio, frames=laid.frames, music_crc=crc))
    return size


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


def _built(interview: Interview, laid: Timeline, segments: int, synthesised: int, size: int) -> Built:
    return Built(
        slug=interview.slug,
        duration_ms=laid.duration_ms,
        segments=segments,
        synthesised=synthesised,
        cached=segments - synthesised,
        bytes=size,
    )


# --- the show -------------------------------------------------------------------------------------------------------


def _publish_show(publication: Publication, picture: bytes, picture_name: str) -> None:
    root, show = publication.root, publication.show
    items = tuple(_items(root))
    files: Mapping[str, bytes] = {
        picture_name: picture,
        "assets/style.css": page.style(),
        "assets/player.js": page.script(),
        "index.html": page.index(show, items, cover=picture_name),
        "feed.xml": feed.write(show, items, cover=picture_name),
    }
    for name, data in files.items():
        path = root / DIST / name
        if not path.is_file() or path.read_bytes() != data:
            write_atomically(path, data)


def _cover(publication: Publication) -> tuple[bytes, str]:
    """The show's picture and its name in dist/; drawn where the editor gives none."""
    show, state = publication.show, publication.root / STATE
    if show.image:
        path = publication.root / "content" / show.image
        return path.read_bytes(), f"cover{'.png' if path.suffix.lower() == '.png' else '.jpg'}"
    drawn = state / "covers" / f"{cover.fingerprint(show)}.jpg"
    if not drawn.is_file():
        write_atomically(drawn, cover.draw(show))
    return drawn.read_bytes(), "cover.jpg"


def _item(interview: Interview, laid: Timeline, segments: Iterable[Segment], size: int) -> Item:
    said = words(interview.language)
    return Item(
        slug=interview.slug,
        title=interview.title.text,
        summary=interview.summary,
        language=interview.language,
        date=interview.date,
        speakers=interview.speakers,
        chapters=laid.chapters,
        duration_ms=laid.duration_ms,
        audio_bytes=size,
        disclosure=said.synthetic if any(engines.load(item.voice.engine).audible for item in segments) else "",
    )


def _remember(root: Path, item: Item) -> None:
    write_atomically(root / STATE / "episodes" / f"{item.slug}.json", _ITEM.dump_json(item, indent=1))


def _items(root: Path) -> Iterator[Item]:
    """What is known of every episode that is published and whose interview still exists."""
    for source in sorted((root / "content").glob("*.md")):
        try:
            item = _ITEM.validate_json((root / STATE / "episodes" / f"{source.stem}.json").read_bytes())
            published = (root / DIST / item.slug / f"{item.slug}.mp3").stat().st_size
        except (OSError, ValidationError):
            continue
        if published == item.audio_bytes:
            yield item


# --- voices ---------------------------------------------------------------------------------------------------------


def _check_voices(publication: Publication, segments: Iterable[Segment]) -> None:
    """Every voice that will speak can speak here: better known before the first sentence than after the hundredth."""
    names = dict.fromkeys(run.voice.name for segment in segments for run in clips.runs(segment, publication.voices))
    problems = [
        Problem(place=f"voices/{name}.toml", message=problem.message, remedy=problem.remedy)
        for name in names
        for problem in engines.problems(publication.voices[name])
    ]
    if problems:
        raise EngineError(problems)
