"""EPUB 3.3 with Media Overlays: a document, an overlay and an audio file for each chapter (STANDARDS.md, 6).

One audio file a chapter: reading systems that load a resource whole, as those in browsers do, then hold minutes and not
hours, and leaving a chapter needs no search. All visible sentences are narrated once. So the disclosure that the voices are
synthetic stands in the metadata, the table of contents outside the reading order, and there is no page for the cover, which
reading systems show by themselves.
"""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Callable
from typing import BinaryIO

from audiobuild.languages.words import words
from audiobuild.model import Episode, Show
from audiobuild.outline import Outline, Part
from audiobuild.site.templates import asset, instant, render
from audiobuild.site.ziparchive import add

ACTIVE_CLASS = "-epub-media-overlay-active"
"""The class that reading systems give to the sentence that is heard; styled in epub/style.css."""


def write(
    file: BinaryIO,
    show: Show,
    episode: Episode,
    outline: Outline,
    *,
    cover: bytes,
    cover_name: str,
    audio: Callable[[Part], bytes],
) -> None:
    """Write <slug>.epub to ``file``. ``audio`` gives a part as an MP3 file of its own; one is held at a time."""
    interview = episode.interview
    facts = {
        "show": show,
        "interview": interview,
        "outline": outline,
        "duration_ms": episode.timeline.duration_ms,
        "identifier": uuid.uuid5(uuid.NAMESPACE_URL, f"{show.link}{interview.slug}/{interview.slug}.epub"),
        "modified": max((interview.date, *(found.date for found in interview.corrected)), key=instant),
        "active_class": ACTIVE_CLASS,
        "cover": cover_name,
        "words": words(interview.language),
    }
    with zipfile.ZipFile(file, "w") as archive:
        add(archive, "mimetype", b"application/epub+zip", stored=True)
        add(archive, "META-INF/container.xml", asset("epub/container.xml"))
        for name in ("package.opf", "nav.xhtml"):
            add(archive, f"EPUB/{name}", render(f"epub/{name}", **facts))
        add(archive, "EPUB/style.css", asset("epub/style.css"))
        add(archive, f"EPUB/{cover_name}", cover, stored=True)
        for section in outline.sections:
            name = f"EPUB/{section.chapter.id}"
            add(archive, f"{name}.xhtml", render("epub/chapter.xhtml", section=section, **facts))
            add(archive, f"{name}.smil", render("epub/overlay.smil", section=section, **facts))
        for number, part in enumerate(outline.parts, 1):
            add(archive, f"EPUB/audio{number}.mp3", audio(part), stored=True)
