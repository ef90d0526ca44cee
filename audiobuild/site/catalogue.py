"""What feed and list of episodes say of each episode, which the manifest keeps from build to build."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from audiobuild.model import Item, Mp3File, Show, SoundSpan, Timeline
from audiobuild.publication import disclosure, placeholders, talks
from audiobuild.site.pictures import EpisodePictures


def item_of(
    timeline: Timeline,
    show: Show,
    mp3: Mp3File,
    settings: str,
    own: EpisodePictures | None = None,
    *,
    written: str = "",
    sound: str = "",
) -> Item:
    """What the catalogue says of an episode."""
    origins = disclosure.of_timeline(timeline, show)
    return Item(
        slug=timeline.interview.slug,
        about=timeline.interview.about,
        chapters=timeline.marks,
        duration_ms=timeline.duration_ms,
        mp3=mp3,
        settings=settings,
        pictures=own.files if own else (),
        sample=placeholders.is_sample(timeline.interview),
        talk=talks.digests(timeline.interview),
        written=written,
        sound=sound,
        synthetic=origins.synthetic,
        recorded=origins.recorded,
        credits=origins.credits,
        sounds=tuple(sorted(_spans(timeline), key=lambda span: span.start_ms)),
    )


def _spans(timeline: Timeline) -> Iterator[SoundSpan]:
    """Where it is not single sentences of voices that are heard. The sentences of a recording follow each other, in tiles of
    which the last may hold a sting, too; two people may share one."""
    for start_ms, end_ms in timeline.stings:
        yield SoundSpan(kind="sound", start_ms=start_ms, end_ms=end_ms)
    for (sound, who), some in groupby(timeline.cues, key=lambda cue: (cue.utterance.sound, cue.utterance.speaker.name)):
        cues = list(some)
        first, last = cues[0], cues[-1]
        if not first.utterance.is_said:
            for cue in cues:
                yield SoundSpan(kind="sound", start_ms=cue.tile_start_ms, end_ms=cue.tile_end_ms)
        elif sound == first.utterance.recording:
            yield SoundSpan(
                kind="recording",
                start_ms=first.tile_start_ms,
                end_ms=min((last.tile_end_ms, *(at for at, _ in timeline.stings if at > first.tile_start_ms))),
                speaker=who,
            )
