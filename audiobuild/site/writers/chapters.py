"""chapters.json: Podcasting 2.0 chapters, version 1.2.0."""

from __future__ import annotations

import json
from typing import BinaryIO

from audiobuild.model import Show, Timeline
from audiobuild.publication.addresses import EpisodeFiles
from audiobuild.text import short_title


def write(sink: BinaryIO, show: Show, timeline: Timeline, *, page: str) -> None:
    """Write the chapters to ``sink``, ascending: ``startTime`` in whole seconds (AntennaPod truncates others), links to
    ``page``.

    https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md. No ``toc``
    member: players hide what has ``toc: false``, and some what has any.
    """
    chapters = [
        {
            "startTime": mark.start_ms // 1000,
            "endTime": mark.end_ms / 1000,
            "title": short_title(mark.title),
            "url": f"{page}#{mark.id}",
        }
        for mark in timeline.marks
    ]
    table = {
        "version": "1.2.0",
        "title": timeline.interview.about.title,
        "podcastName": show.title,
        "fileName": EpisodeFiles(timeline.interview.slug).mp3,
        "chapters": chapters,
    }
    sink.write(json.dumps(table, ensure_ascii=False, indent=1).encode() + b"\n")
