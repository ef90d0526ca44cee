"""chapters.json: Podcasting 2.0 chapters, version 1.2.0."""

from __future__ import annotations

import json

from audiobuild.model import Episode, Show
from audiobuild.text import short_title


def write(show: Show, episode: Episode, page: str) -> bytes:
    """The chapters, ascending; ``startTime`` in whole seconds (AntennaPod truncates others), links to ``page``.

    https://github.com/Podcastindex-org/podcast-namespace/blob/main/chapters/jsonChapters.md. No ``toc`` member: players
    hide what has ``toc: false``, and some what has any.
    """
    interview = episode.interview
    chapters = [
        {
            "startTime": chapter.start_ms // 1000,
            "endTime": chapter.end_ms / 1000,
            "title": short_title(chapter.title),
            "url": f"{page}#{chapter.id}",
        }
        for chapter in episode.timeline.chapters
    ]
    table = {
        "version": "1.2.0",
        "title": interview.title.text,
        "podcastName": show.title,
        "fileName": f"{interview.slug}.mp3",
        "chapters": chapters,
    }
    return json.dumps(table, ensure_ascii=False, indent=1).encode() + b"\n"
