"""The pipeline as one function. What it makes is written to dist/ by :mod:`audiobuild.site.publish`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from audiobuild import remarks, script, timeline
from audiobuild.errors import AudiobuildError, ContentError, EngineError, Problem
from audiobuild.model import Episode, Interview, Item, Segment, Timeline
from audiobuild.publication import content, guids
from audiobuild.publication.config import STATE, Publication
from audiobuild.site import catalogue as records
from audiobuild.site import publish
from audiobuild.speech import clips, engines
from audiobuild.speech.cache import Cache


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What a build says of an episode; ``bytes`` is the size of its MP3."""

    slug: str
    duration_ms: int
    segments: int
    synthesised: int
    cached: int
    bytes: int


def scripts(publication: Publication, slugs: Collection[str] = ()) -> tuple[tuple[Interview, tuple[Segment, ...]], ...]:
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
    slugs: Collection[str] = (),
    *,
    jobs: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
    notify: Callable[[str], None] = lambda service: None,
    note: Callable[[str], None] = lambda text: None,
) -> tuple[Built, ...]:
    """Build all interviews or those named, then the show's pages and feed.

    ``progress`` is told how many of how many new sentences are spoken; ``notify`` each service, before it is sent the
    first text, and ``note`` what the editor may want to look at (:mod:`.remarks`). Raises the errors of its steps; whatever was
    synthesised stays cached, and what is published is never half of something. An episode that is published and whose
    record is lost is built as well: else it would be missing in the feed.
    """
    root = publication.root
    known, lost = records.published(root)
    written = scripts(publication, {*slugs, *lost} if slugs else ())
    publication = guids.assigned(publication)
    _check_ids(publication, [interview for interview, _ in written], known)
    for interview, segments in written:
        for remark in remarks.of_interview(interview, segments):
            note(str(remark))
    cache = Cache(root / STATE / "clips")
    picture = publish.cover(publication)
    filled = clips.fill(
        [clips.Script(path=interview.path, segments=segments) for interview, segments in written],
        voices=publication.voices,
        audio=publication.show.audio,
        cache=cache,
        jobs=jobs,
        progress=progress,
        notify=notify,
    )
    built = []
    settings = publish.settings(publication.show, picture)
    for (interview, segments), made in zip(written, filled, strict=True):
        laid = timeline.lay(interview, segments, made.clips, publication.show.pauses)
        audio = publish.episode(publication, Episode(interview=interview, timeline=laid), cache, picture)
        known[interview.slug] = _item(interview, laid, audio, settings)
        records.remember(root, known[interview.slug])
        built.append(_built(interview, laid, len(segments), made.synthesised, audio.bytes))
    publish.show(publication, tuple(known.values()), picture, note)
    for remark in (*remarks.outdated(known.values(), settings), *remarks.left_over(root)):
        note(str(remark))
    return tuple(built)


def _built(interview: Interview, laid: Timeline, segments: int, synthesised: int, size: int) -> Built:
    return Built(
        slug=interview.slug,
        duration_ms=laid.duration_ms,
        segments=segments,
        synthesised=synthesised,
        cached=segments - synthesised,
        bytes=size,
    )


def _item(interview: Interview, laid: Timeline, audio: publish.AudioFile, settings: str) -> Item:
    return Item(
        slug=interview.slug,
        title=interview.title.text,
        summary=interview.summary,
        language=interview.language,
        date=interview.date,
        speakers=interview.speakers,
        chapters=laid.chapters,
        duration_ms=laid.duration_ms,
        audio_bytes=audio.bytes,
        audio_digest=audio.digest,
        id=interview.id,
        season=interview.season,
        episode=interview.episode,
        type=interview.type,
        corrected=interview.corrected,
        settings=settings,
    )


def _check_ids(publication: Publication, interviews: Iterable[Interview], known: Mapping[str, Item]) -> None:
    """No two episodes have the same guid; those that are built now count as they are now."""
    now = {interview.slug: interview for interview in interviews}
    others = (item for slug, item in known.items() if slug not in now)
    problems = tuple(guids.duplicates(publication.show, (*others, *now.values())))
    if problems:
        raise ContentError(problems)


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
