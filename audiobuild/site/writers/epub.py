"""EPUB 3.3 with Media Overlays: a document, an overlay and an audio file for each chapter.

docs/standards.md#epub-3 says what it must be. One audio file a chapter: reading systems that load a resource whole, as
those in browsers do, then hold minutes and not hours, and leaving a chapter needs no search. All visible sentences are
narrated once. So the disclosure that the voices are synthetic stands in the metadata, the table of contents outside the
reading order, and there is no page for the cover, which reading systems show by themselves. What is to be read only (notes,
links, the episode's picture) has a page outside the reading order, to which the table of contents leads.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import BinaryIO

from audiobuild import clock
from audiobuild.model import Part, Show, Timeline
from audiobuild.publication import addresses
from audiobuild.site import books, templates
from audiobuild.site.books import add, entry
from audiobuild.site.illustrations import Illustration
from audiobuild.site.pictures import EpisodePictures

ACTIVE_CLASS = "-epub-media-overlay-active"
"""The class that reading systems give to the sentence that is heard; styled in epub/style.css."""


def write(
    sink: BinaryIO,
    show: Show,
    timeline: Timeline,
    *,
    cover: bytes,
    cover_name: str,
    mp3_of: Callable[[Part], bytes],
    own: EpisodePictures | None = None,
    pictures: Mapping[str, Illustration] = MappingProxyType({}),
    picture_of: Callable[[Illustration], bytes] = lambda picture: b"",
) -> None:
    """Write <slug>.epub to ``sink``. ``mp3_of`` gives a part as an MP3 file of its own, ``picture_of`` the bytes of a picture
    in the text; one is held at a time. The episode's ``own`` picture stands on the page about the episode."""
    about, files = timeline.interview.about, addresses.EpisodeFiles(timeline.interview.slug)
    facts = books.facts(show, timeline, files.epub, own) | {
        "modified": max(clock.instant(date, show.timezone) for date in about.dates),
        "active_class": ACTIVE_CLASS,
        "cover": cover_name,
        "pictures": pictures,
        "illustrations": books.once(pictures),
    }
    notes = books.footnotes(timeline)
    with zipfile.ZipFile(sink, "w") as archive:
        add(archive, "mimetype", b"application/epub+zip", stored=True)
        add(archive, "META-INF/container.xml", templates.asset("epub/container.xml"))
        for name in ("package.opf", "nav.xhtml"):
            with entry(archive, f"EPUB/{name}") as file:
                templates.write(file, f"epub/{name}", **facts)
        add(archive, "EPUB/style.css", books.style("epub", timeline))
        add(archive, f"EPUB/{cover_name}", cover, stored=True)
        if own and own.picture:
            add(archive, f"EPUB/{own.picture.name}", own.data[own.picture.name], stored=True)
        if facts["unheard"]:
            with entry(archive, "EPUB/about.xhtml") as file:
                templates.write(file, "epub/about.xhtml", **facts)
        for picture in books.once(pictures):
            add(archive, f"EPUB/{picture.name}", picture_of(picture), stored=True)
        for chapter in timeline.chapters:
            elsewhere = {number: f"{where}.xhtml" for number, where in notes.items() if where != chapter.chapter.id}
            for ending, template in ((".xhtml", "epub/chapter.xhtml"), (".smil", "epub/overlay.smil")):
                with entry(archive, f"EPUB/{chapter.chapter.id}{ending}") as file:
                    templates.write(file, template, timed=chapter, notes=elsewhere, **facts)
        for number, part in enumerate(timeline.parts, 1):
            add(archive, f"EPUB/audio{number}.mp3", mp3_of(part), stored=True)
