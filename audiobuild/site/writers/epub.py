"""EPUB 3.3 with Media Overlays: the talk in one flow of text, or in few where it is long, each with its overlay.

docs/standards.md#epub-3 says what it must be. The documents are :mod:`audiobuild.site.documents`. One audio file a chapter:
reading systems that load a resource whole, as those in browsers do, then hold minutes and not hours, and leaving a chapter
needs no search. All that is said is narrated once. What is to be read only stands behind it: notes, links and the episode's
picture, where there are any, and the colophon, which every book has. The cover has a page in front, with which the book opens;
besides, foliate-js marks no sentence in the first document of a book (view.js asks for a document of number 0 by an assignment,
which is never true).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, BinaryIO

from audiobuild import clock
from audiobuild.model import Part, Show, Timeline
from audiobuild.publication import addresses
from audiobuild.site import books, documents, templates
from audiobuild.site.books import add, entry
from audiobuild.site.documents import Document
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
    facts = _facts(show, timeline, cover_name, own, pictures)
    with zipfile.ZipFile(sink, "w") as archive:
        add(archive, "mimetype", b"application/epub+zip", stored=True)
        add(archive, "META-INF/container.xml", templates.asset("epub/container.xml"))
        for name, template, more in _pages(facts, timeline):
            with entry(archive, f"EPUB/{name}") as file:
                templates.write(file, f"epub/{template}", **facts, **more)
        add(archive, "EPUB/css/style.css", books.style("epub", timeline))
        add(archive, f"EPUB/images/{cover_name}", cover, stored=True)
        if own and own.picture:
            add(archive, f"EPUB/images/{own.picture.name}", own.data[own.picture.name], stored=True)
        for picture in books.once(pictures):
            add(archive, f"EPUB/images/{picture.name}", picture_of(picture), stored=True)
        for number, part in enumerate(timeline.parts, 1):
            add(archive, f"EPUB/audio/audio{number}.mp3", mp3_of(part), stored=True)


def _facts(
    show: Show,
    timeline: Timeline,
    cover_name: str,
    own: EpisodePictures | None,
    pictures: Mapping[str, Illustration],
) -> dict[str, Any]:
    """What all its templates are told."""
    about, files = timeline.interview.about, addresses.EpisodeFiles(timeline.interview.slug)
    facts = books.facts(show, timeline, files.epub, own)
    summary = books.summary(
        facts["words"],
        about=facts["unheard"],
        printed=facts["printed_only"],
        pictures=bool(pictures or (own and own.picture)),
        notice=facts["notice"],
    )
    return facts | {
        "cover_title": about.title if own else show.title,
        "modified": max(clock.instant(date, show.timezone) for date in about.dates),
        "active_class": ACTIVE_CLASS,
        "cover": cover_name,
        "pictures": pictures,
        "illustrations": books.once(pictures),
        "texts": documents.of(timeline),
        "summary": summary,
    }


def _pages(facts: Mapping[str, Any], timeline: Timeline) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Its XML: each file's name, template, and what that is told besides."""
    texts: tuple[Document, ...] = facts["texts"]
    document_of = {timed.chapter.id: f"{text.name}.xhtml" for text in texts for timed in text.chapters}
    notes = {number: document_of[chapter] for number, chapter in books.footnotes(timeline).items()}
    yield from ((name, name, {}) for name in ("package.opf", "nav.xhtml", "cover.xhtml"))
    for text in texts:
        name = f"{text.name}.xhtml"
        elsewhere = {number: where for number, where in notes.items() if where != name}
        yield name, "text.xhtml", {"document": text, "notes": elsewhere}
        yield f"overlays/{text.name}.smil", "overlay.smil", {"document": text}
    yield from ((name, name, {}) for name in ("about.xhtml",) if facts["unheard"])
    yield "colophon.xhtml", "colophon.xhtml", {}
