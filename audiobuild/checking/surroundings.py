"""What stands on a page around the text: its head, the player, lists and links.

It follows from the show's settings and from what the manifest keeps of an episode, so it is written once more by this version's
own templates, and compared element by element: labels, roles, what the script goes by, whatever it is.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from audiobuild.checking import talk
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.two_trees import Skip, first
from audiobuild.messages import msg
from audiobuild.model import (
    FRAME_MS,
    Chapter,
    ChapterMark,
    Funding,
    Interview,
    Item,
    Script,
    Show,
    TimedChapter,
    Timeline,
)
from audiobuild.publication import addresses, disclosure
from audiobuild.site.manifest import Manifest
from audiobuild.site.pictures import EpisodePictures
from audiobuild.site.templates import render
from audiobuild.site.writers import page

WRITTEN = msg(
    "WAI-ARIA 1.2 and WCAG 2.2, 4.1.2: each control has its name, its role and its deed, as this version's templates write them"
)


def episode(file: File, tree: HtmlElement, meant: Manifest, item: Item) -> Iterator[Finding]:
    """What is not as it was written around the text of an episode's page: the first of it."""
    sink, own = io.BytesIO(), EpisodePictures(files=item.pictures, data={}) if item.pictures else None
    origins = disclosure.of_item(item)
    page.episode(sink, show_of(meant), _timeline(item), cover=cover_of(meant), own=own, origins=origins)
    yield from _first(file, tree, sink.getvalue(), _is_said)


def embed(file: File, tree: HtmlElement, meant: Manifest, item: Item) -> Iterator[Finding]:
    """The same of the small player, whose text is compared with the page's."""
    sink, own = io.BytesIO(), EpisodePictures(files=item.pictures, data={}) if item.pictures else None
    page.embed(sink, show_of(meant), _timeline(item), own=own)
    yield from _first(file, tree, sink.getvalue(), _is_text)


def transcript(file: File, tree: HtmlElement, meant: Manifest, item: Item) -> Iterator[Finding]:
    """The same of the transcript's page, whose turns are compared elsewhere."""
    about, address = item.about, addresses.page(show_of(meant), item.slug)
    written = render("transcript.html", language=about.language, title=about.title, page=address, turns=())
    yield from _first(file, tree, written, lambda one: one.tag in ("cite", "time", "p") and not one.attrib)


def index(file: File, tree: HtmlElement, meant: Manifest) -> Iterator[Finding]:
    """The same of the list of episodes, in which those from before are as they were."""
    written = page.index(show_of(meant), tuple(meant.items.values()), cover=cover_of(meant))
    yield from _first(file, tree, written, lambda one: one.get("class") == "earlier")


_SETTINGS = (
    *("title", "link", "description", "language", "author", "email", "category", "guid", "licence", "licence_url"),
    *("copyright", "explicit", "locked", "type", "frequency", "verify", "complete"),
)


def _is_said(element: HtmlElement) -> bool:
    """Whether it is of the talk: the title, music in front of it, or in the text; or the summary, which is left out where the
    text begins with it."""
    around = element.getparent()
    if element.get("class") == "standfirst":
        return True
    return around is not None and (around.tag == "h1" or around.get("id") == "text" or talk.is_opening(element))


def _is_text(element: HtmlElement) -> bool:
    around = element.getparent()
    return around is not None and around.get("id") == "text"


def show_of(meant: Manifest) -> Show:
    """The show's settings, as far as the manifest keeps them."""
    feed = meant.feed
    settings: dict[str, Any] = {name: getattr(feed, name) for name in _SETTINGS}
    return Show(
        **settings,
        funding=Funding(link=feed.funding, text=feed.funding_text),
        timezone=meant.timezone,
        media_link=meant.media_link,
        books=meant.books,
        seasons=meant.seasons,
        directories=meant.directories,
    )


def cover_of(meant: Manifest) -> str:
    """The file of the show's picture."""
    return next((name for name in meant.files if name in addresses.COVERS), addresses.COVER)


def _timeline(item: Item) -> Timeline:
    """The episode without what is said in it."""
    interview = Interview(
        slug=item.slug, path="", about=item.about, title_line=1, introduction=(), exchanges=(), closing=()
    )
    return Timeline(
        script=Script(interview=interview, chapters=()),
        chapters=tuple(map(_timed, item.chapters)),
        joints=(),
        parts=(),
        frames=item.duration_ms // FRAME_MS,
    )


def _timed(mark: ChapterMark) -> TimedChapter:
    chapter = Chapter(
        id=mark.id,
        kind="question",
        number=0,
        title=mark.title,
        asked_by="",
        heading=(),
        blocks=(),
        title_runs=mark.runs,
    )
    return TimedChapter(chapter=chapter, start_ms=mark.start_ms, end_ms=mark.end_ms, heading=(), blocks=())


def _first(file: File, tree: HtmlElement, written: bytes, skip: Skip) -> Iterator[Finding]:
    meant: HtmlElement = document_fromstring(written, parser=HTMLParser(encoding="utf-8"))
    yield from first(file, WRITTEN, tree, meant, skip)
