"""What stands on a page around the text: its head, the player, lists and links.

It follows from the show's settings and from what the manifest keeps of an episode, so it is written once more by this version's
own templates, and compared element by element: labels, roles, what the script goes by, whatever it is.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import islice, zip_longest

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from audiobuild.checking.finding import File, Finding
from audiobuild.checking.reading import plain
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
from audiobuild.publication import addresses
from audiobuild.site.manifest import Manifest
from audiobuild.site.pictures import EpisodePictures
from audiobuild.site.templates import render
from audiobuild.site.writers import page

WRITTEN = msg(
    "WAI-ARIA 1.2 and WCAG 2.2, 4.1.2: each control has its name, its role and its deed, as this version's templates write them"
)

_TELLING = ("id", "class", "data-do", "name", "rel", "http-equiv")
"""Attributes by which one element is told from others of its kind, the best first."""

_SHOWN = 100

_Skip = Callable[[HtmlElement], bool]


def episode(file: File, tree: HtmlElement, meant: Manifest, item: Item) -> Iterator[Finding]:
    """What is not as it was written around the text of an episode's page: the first of it."""
    sink, own = io.BytesIO(), EpisodePictures(files=item.pictures, data={}) if item.pictures else None
    page.episode(sink, _show(meant), _timeline(item), cover=_cover(meant), own=own)
    yield from _first(file, tree, sink.getvalue(), _is_said)


def transcript(file: File, tree: HtmlElement, meant: Manifest, item: Item) -> Iterator[Finding]:
    """The same of the transcript's page, whose turns are compared elsewhere."""
    about, address = item.about, addresses.page(_show(meant), item.slug)
    written = render("transcript.html", language=about.language, title=about.title, page=address, turns=())
    yield from _first(file, tree, written, lambda one: one.tag in ("cite", "time", "p") and not one.attrib)


def index(file: File, tree: HtmlElement, meant: Manifest) -> Iterator[Finding]:
    """The same of the list of episodes, in which those from before are as they were."""
    written = page.index(_show(meant), tuple(meant.items.values()), cover=_cover(meant))
    yield from _first(file, tree, written, lambda one: one.tag == "li" and not one.get("lang"))


def _is_said(element: HtmlElement) -> bool:
    """Whether it is of the talk: the title, or in the text."""
    around = element.getparent()
    return around is not None and (around.tag == "h1" or around.get("id") == "text")


def _show(meant: Manifest) -> Show:
    feed = meant.feed
    return Show(
        title=feed.title,
        link=feed.link,
        description=feed.description,
        language=feed.language,
        author=feed.author,
        email=feed.email,
        category=feed.category,
        licence=feed.licence,
        funding=Funding(link=feed.funding, text=feed.funding_text),
        timezone=meant.timezone,
        media_link=meant.media_link,
        books=meant.books,
    )


def _cover(meant: Manifest) -> str:
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
    chapter = Chapter(id=mark.id, kind="question", number=0, title=mark.title, asked_by="", heading=(), blocks=())
    return TimedChapter(chapter=chapter, start_ms=mark.start_ms, end_ms=mark.end_ms, heading=(), blocks=())


# --- two trees ------------------------------------------------------------------------------------------------------


def _first(file: File, tree: HtmlElement, written: bytes, skip: _Skip) -> Iterator[Finding]:
    meant: HtmlElement = document_fromstring(written, parser=HTMLParser(encoding="utf-8"))
    yield from islice(_differences(file, tree, meant, skip), 1)


def _differences(file: File, here: HtmlElement, meant: HtmlElement, skip: _Skip) -> Iterator[Finding]:
    place = msg("line {}, {}", here.sourceline, _called(here))
    for name in sorted({*here.attrib, *meant.attrib}):
        yield from _said(file, msg("{}: {}", place, name), here.get(name), meant.get(name))
    yield from _said(file, place, plain(here.text or ""), plain(meant.text or ""))
    these, those = ([one for one in element if not skip(one)] for element in (here, meant))
    for one, other in zip_longest(these, those):
        if one is None or other is None or _kind(one) != _kind(other):
            yield from _another(file, place, one, other, len(these) - len(those))
            return
        yield from _differences(file, one, other, skip)
        yield from _said(file, place, plain(one.tail or ""), plain(other.tail or ""))


def _another(
    file: File, place: str, here: HtmlElement | None, meant: HtmlElement | None, more: int
) -> Iterator[Finding]:
    """What is said where the elements part that are ``here`` and meant; there are so many ``more`` than are meant."""
    if meant is not None and (here is None or more < 0):
        yield file.finding(WRITTEN, msg("lacks {}", _called(meant)), place=place)
    elif here is not None and (meant is None or more > 0):
        yield file.finding(WRITTEN, msg("holds {}, which no build writes", _called(here)), place=place)
    elif here is not None and meant is not None:
        yield file.finding(WRITTEN, msg("holds {} where {} belongs", _called(here), _called(meant)), place=place)


def _said(file: File, place: str, here: str | None, meant: str | None) -> Iterator[Finding]:
    """What an attribute or a text says, if it is not what is meant; ``None`` for an attribute that is not there."""
    if here == meant:
        return
    if here is None:
        message = msg("is missing; a build writes {!r}", _short(meant or ""))
    elif meant is None:
        message = msg("says {!r}, where a build writes nothing", _short(here))
    else:
        message = msg("says {!r}; a build writes {!r}", _short(here), _short(meant))
    yield file.finding(WRITTEN, message, place=place)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _kind(element: HtmlElement) -> tuple[str, ...]:
    return (_tag(element), *(element.get(name) or "" for name in _TELLING))


def _called(element: HtmlElement) -> str:
    named = next((f" {name}={element.get(name)}" for name in _TELLING if element.get(name)), "")
    return f"<{_tag(element)}{named}>"


def _tag(element: HtmlElement) -> str:
    return element.tag if isinstance(element.tag, str) else "!--"
