"""What is kept of each episode from build to build, in .audiobuild/episodes: enough for feed and list of episodes."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from audiobuild.files import write_atomically
from audiobuild.model import ChapterMark, Item, Mp3File, Timeline
from audiobuild.publication import content
from audiobuild.publication.addresses import EpisodeFiles
from audiobuild.publication.config import DIST, STATE

_ITEM = TypeAdapter(Item)


def item_of(timeline: Timeline, mp3: Mp3File, settings: str) -> Item:
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
    )


def remember(root: Path, item: Item) -> None:
    """Keep the record of an episode. Raises OutputError."""
    write_atomically(_path(root, item.slug), _ITEM.dump_json(item, indent=1))


def published(root: Path) -> tuple[dict[str, Item], tuple[str, ...]]:
    """The episodes in dist/ whose interviews still exist: the records of those that are known, by slug, and the slugs of
    the others, whose record is lost or says something else than what lies there. They must be built again."""
    items: dict[str, Item] = {}
    lost = []
    for source in content.files(root):
        slug = source.stem
        try:
            size = (root / DIST / slug / EpisodeFiles(slug).mp3).stat().st_size
        except OSError:
            continue
        try:
            item = _ITEM.validate_json(_path(root, slug).read_bytes())
        except (OSError, ValidationError):
            item = None
        if item and item.mp3.bytes == size:
            items[slug] = item
        else:
            lost.append(slug)
    return items, tuple(lost)


def _path(root: Path, slug: str) -> Path:
    return root / STATE / "episodes" / f"{slug}.json"
