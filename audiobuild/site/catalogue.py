"""What feed and list of episodes say of each episode, which the manifest keeps from build to build."""

from __future__ import annotations

from audiobuild.model import ChapterMark, Item, Mp3File, Timeline
from audiobuild.publication import placeholders, talks
from audiobuild.site.pictures import EpisodePictures


def item_of(
    timeline: Timeline,
    mp3: Mp3File,
    settings: str,
    own: EpisodePictures | None = None,
    *,
    written: str = "",
    sound: str = "",
) -> Item:
    """What the catalogue says of an episode."""
    return Item(
        slug=timeline.interview.slug,
        about=timeline.interview.about,
        chapters=tuple(
            ChapterMark(id=timed.chapter.id, title=timed.chapter.title, start_ms=timed.start_ms, end_ms=timed.end_ms)
            for timed in timeline.chapters
        ),
        duration_ms=timeline.duration_ms,
        mp3=mp3,
        settings=settings,
        pictures=own.files if own else (),
        sample=placeholders.is_sample(timeline.interview),
        talk=talks.digests(timeline.interview),
        written=written,
        sound=sound,
    )
